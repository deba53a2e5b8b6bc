import type { DeviceMemory, ForeignCash } from '../contract.ts';
import {
  baseText,
  paidBetween,
  readBase,
  type HopperContext,
  type HopperDraft,
  type LentHopper,
} from './hopper-state.ts';

/**
 * A hopper that is lent: its life count (168) from before is remembered, and what it paid meanwhile is the difference. Coins that
 * fell into it are told by the acceptor, if by anybody.
 */

/**
 * No hopper pays more while it is lent: it holds a few thousand coins. A larger difference is of the life count of another hopper,
 * which somebody put in its place.
 */
const PAID_MOST = 50_000;

function lentText(lent: LentHopper): DeviceMemory {
  return JSON.stringify({ ...lent, counter: 0, lent: true });
}

/** What is remembered of the hopper that was lent; null when none was. */
export function lentHopper(memory: DeviceMemory | null): LentHopper | null {
  const base = memory === null ? null : readBase(memory);
  if (memory === null || base === null) return null;
  const { lent, serial } = JSON.parse(memory) as Record<string, unknown>;
  return lent === true ? { life: base.life, serial: typeof serial === 'string' ? serial : null } : null;
}

/** Nothing of ours is under way: what it has paid up to here is remembered, then it is lent. */
export function lentAway(draft: HopperDraft): void {
  const { life, identity } = draft.state;
  const lent = life === null ? null : { life, serial: identity['serial'] ?? null };
  draft.set({ holder: 'lent', prepared: null, lent });
  if (lent) draft.fact({ type: 'memory', memory: lentText(lent) });
  draft.fact({ type: 'holder', holder: 'lent' });
}

/** Back, and its life count is read: what it paid while it was lent. Two equal counts name the same nothing. */
export function cameHome(context: HopperContext, draft: HopperDraft): void {
  const { lent, life, identity, counters } = draft.state;
  if (lent === null || life === null) return;
  const paid = paidBetween(lent.life, life);
  const serial = identity['serial'] ?? null;
  const isAnother = paid > PAID_MOST || (lent.serial !== null && serial !== null && lent.serial !== serial);
  const { deviceId, options } = context;
  draft.set({ lent: null });
  draft.fact({
    type: 'foreignCash',
    factId: `${deviceId}-lent-${lent.life}-${life}`,
    piles:
      paid > 0 && !isAnother ? [{ unitId: deviceId, denomination_yen: options.denomination_yen, count: -paid }] : [],
    doubt: isAnother ? anotherHopper(deviceId, lent, { life, serial }) : null,
    memory: baseText({ life, counter: counters?.counter ?? 0 }),
  });
}

/** Neither what the first one paid nor what lies in the second is known. */
function anotherHopper(deviceId: string, before: LentHopper, now: LentHopper): ForeignCash['doubt'] {
  const text = ({ life, serial }: LentHopper): string => `serial number ${serial ?? 'unread'}, life count ${life}`;
  const detail = `${deviceId} was exchanged while it was lent (${text(before)}; now ${text(now)}): its coins have to be counted`;
  return { least_yen: 0, most_yen: null, detail };
}
