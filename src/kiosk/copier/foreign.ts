import type { CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Ledger } from '../../ledger/contract.ts';

/** What the copier's own business moved while the devices were lent: no citizen's. What nobody knows is for a person. */
export function recordForeign(fact: Extract<CashChangerFact, { type: 'foreignCash' }>, ledger: Ledger): void {
  const { factId, deviceId, piles, doubt: range, memory } = fact;
  const doubt = range && { ...range, reason: 'countNeeded' as const };
  ledger.recordForeign({ factId, deviceId, piles, doubt, memory });
}
