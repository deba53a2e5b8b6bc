/** Small steps of a leaf that commands, timers and answers share. */
import type { DeviceReason } from '../contract.ts';
import type { PrinterTrouble } from '../printer.ts';
import { checkAway } from './tidy.ts';
import { openWake, setIsOpen } from './wake.ts';
import { arm, ask, countersIn, disarm, type Draft, type Leaf, memoryOf, tell } from './state.ts';

/** Outcomes kept to be told again. */
const OUTCOMES_MAX = 16;

export function create(draft: Draft, leaf: Leaf): void {
  leaf.creates += 1;
  leaf.jobId = null;
  ask(draft, { kind: 'create', intentId: leaf.intentId });
}

export function sendCancel(draft: Draft, leaf: Leaf): void {
  if (leaf.jobId === null || leaf.cancelSentAt_ms !== null) return;
  leaf.cancelSentAt_ms = draft.now_ms;
  ask(draft, { kind: 'cancel', intentId: leaf.intentId });
}

export function tellPrinting(
  draft: Draft,
  leaf: Leaf,
  phase: 'sending' | 'processing' | 'held',
  trouble: PrinterTrouble | null,
  keywords: readonly string[] = [],
): void {
  const told = [phase, trouble, ...keywords].join(' ');
  if (told === leaf.told) return;
  leaf.told = told;
  tell(draft, { type: 'printing', intentId: leaf.intentId, phase, trouble, keywords });
}

/** Ends the order. */
export function finishLeaf(
  draft: Draft,
  leaf: Leaf,
  result: 'done' | 'notDone' | 'unknown',
  reason: DeviceReason | null,
): void {
  leaf.document?.close();
  leaf.document = null;
  const { s } = draft;
  const outcome = {
    type: 'outcome',
    intentId: leaf.intentId,
    result,
    moved: { sheets: result === 'done' ? 1 : 0 },
    deviceAfter: memoryOf(countersIn(s.look) ?? leaf.base),
    reason,
  } as const;
  s.outcomes = [...s.outcomes.slice(1 - OUTCOMES_MAX), outcome];
  s.leaf = null;
  s.waiting = s.waiting.filter((waiting) => !('intentId' in waiting));
  disarm(draft, 'poll');
  disarm(draft, 'retry');
  tell(draft, outcome);
  openWake(draft, leaf, result);
  checkAway(draft, leaf);
  lendWhenFree(draft);
}

/** The printer is given to the copier's own business when no leaf is on its way and no set is open. */
export function lendWhenFree(draft: Draft): void {
  const { s } = draft;
  const { leaf } = s;
  if (!s.lendWanted || (leaf && leaf.phase !== 'checking' && leaf.phase !== 'prepared') || setIsOpen(draft)) return;
  s.lendWanted = false;
  s.holder = 'lent';
  // What it prints for others from now on is nobody's incident.
  s.wake = null;
  tell(draft, { type: 'holder', holder: 'lent' });
}

/** Ends an order whose document never went: nothing can have been printed. An orphan job is cancelled. */
export function giveUp(draft: Draft, leaf: Leaf, reason: DeviceReason): void {
  if (leaf.jobId !== null) ask(draft, { kind: 'tidy', jobId: leaf.jobId });
  finishLeaf(draft, leaf, 'notDone', reason);
}

export function refuse(draft: Draft, leaf: Leaf, reason: DeviceReason): void {
  draft.s.leaf = null;
  tell(draft, { type: 'refused', intentId: leaf.intentId, reason });
}

/** Waits with back-off and tries the same phase again, or gives up after `printer_accepts_ms`. */
export function retry(draft: Draft, leaf: Leaf, reason: DeviceReason): void {
  if (leaf.cancelWanted || draft.now_ms - leaf.startedAt_ms > draft.options.deadlines.printer_accepts_ms)
    return giveUp(draft, leaf, reason);
  arm(draft, 'retry', Math.min(500 * 2 ** leaf.waits, 4_000));
  leaf.waits += 1;
}
