import type { DeviceMemory } from '../contract.ts';
import { baseText, paidBetween, readBase, type HopperContext, type HopperDraft } from './hopper-state.ts';

/**
 * A hopper that is lent: its life count (168) from before is remembered, and what it paid meanwhile is the difference. Coins that
 * fell into it are told by the acceptor, if by anybody.
 */

function lentText(life: number): DeviceMemory {
  return JSON.stringify({ life, counter: 0, lent: true });
}

/** Life count at which the hopper was lent; null when it was not. */
export function lentAtLife(memory: DeviceMemory | null): number | null {
  const base = memory === null ? null : readBase(memory);
  if (memory === null || base === null) return null;
  return (JSON.parse(memory) as Record<string, unknown>)['lent'] === true ? base.life : null;
}

/** Nothing of ours is under way: what it has paid up to here is remembered, then it is lent. */
export function lentAway(draft: HopperDraft): void {
  const { life } = draft.state;
  draft.set({ holder: 'lent', prepared: null, lentAtLife: life });
  if (life !== null) draft.fact({ type: 'memory', memory: lentText(life) });
  draft.fact({ type: 'holder', holder: 'lent' });
}

/** Back, and its life count is read: what it paid while it was lent. Two equal counts name the same nothing. */
export function cameHome(context: HopperContext, draft: HopperDraft): void {
  const { lentAtLife: before, life } = draft.state;
  if (before === null || life === null) return;
  const paid = paidBetween(before, life);
  const { denomination_yen } = context.options;
  draft.set({ lentAtLife: null });
  draft.fact({
    type: 'foreignCash',
    factId: `${context.deviceId}-lent-${before}-${life}`,
    piles: paid > 0 ? [{ unitId: context.deviceId, denomination_yen, count: -paid }] : [],
    doubt: null,
    memory: baseText({ life, counter: draft.state.counters?.counter ?? 0 }),
  });
}
