import type { RejectionGroup } from '../../../fsm/events.ts';

/** What the reason of a rejected coin or note means for the citizen. */

/**
 * Names of drivers/id003/names.ts (cash.md 3.2), drivers/cctalk/coin-events.ts (cash.md 2.4) and
 * drivers/changer/one-piece-events.ts. Fraud is not named: what was fished for is not taken, and no more is said.
 */
const GROUPS: ReadonlyMap<string, RejectionGroup | null> = new Map<string, RejectionGroup | null>([
  // The piece was looked at and is none that is known: foreign, worn, or an old one.
  ['reject', 'notTaken'],
  ['multipleWindow', 'notTaken'],
  ['notRecognised', 'notTaken'],
  ['magnetic', 'notTaken'],
  ['denomination', 'notTaken'],
  ['pattern', 'notTaken'],
  ['secondPattern', 'notTaken'],
  ['level', 'notTaken'],
  ['fishedFor', 'notTaken'],
  // It could not be looked at: askew, two at once, too fast, pulled at.
  ['wakeUpTimeout', 'insertAgain'],
  ['validationTimeout', 'insertAgain'],
  ['secondCloseCoin', 'insertAgain'],
  ['insertion', 'insertAgain'],
  ['billLeftIn', 'insertAgain'],
  ['compensation', 'insertAgain'],
  ['conveying', 'insertAgain'],
  ['operation', 'insertAgain'],
  ['billInStacker', 'insertAgain'],
  ['length', 'insertAgain'],
  ['unspecified', 'insertAgain'],
  // It is known, and not wanted now: change or room is short, or enough is in.
  ['inhibited', 'notNow'],
  ['inhibitedCoin', 'notNow'],
  ['full', 'notNow'],
]);

/**
 * The group of a reason of `cashRejected`; null for what does not say that a piece came back (a sensor that is blocked, a
 * coin lost on its way, the return lever): to ask for it again would be wrong while the books ask where it is.
 */
export function rejectionGroup(reason: string): RejectionGroup | null {
  const known = GROUPS.get(reason);
  if (known !== undefined) return known;
  // ccTalk names one inhibited coin by its position (events 128 to 159).
  if (/^inhibitedCoin\d+$/.test(reason)) return 'notNow';
  // A code of a newer unit: that it rejected is certain, why is not.
  return /^reason[0-9a-f]+$/.test(reason) ? 'insertAgain' : null;
}
