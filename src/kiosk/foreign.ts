import type { CashChangerFact } from '../../drivers/cash-changer.ts';
import type { Ledger } from '../ledger/contract.ts';

/** What the copier's own business moved while the devices were lent: no citizen's. What nobody knows is for a person. */
export function recordForeign(fact: Extract<CashChangerFact, { type: 'foreignCash' }>, ledger: Ledger): void {
  const { factId, deviceId, piles, doubt, memory } = fact;
  ledger.recordForeign({ factId, deviceId, piles, memory });
  if (!doubt) return;
  const { least_yen, most_yen, detail } = doubt;
  const range = { least_yen, most_yen: most_yen ?? least_yen };
  const reason = 'countNeeded';
  ledger.recordUncertain({ factId: `${factId}-doubt`, sessionId: null, deviceId, ...range, reason, memory });
  ledger.incident(reason, detail);
}
