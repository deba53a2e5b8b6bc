import type { CashChangerFact } from '../../drivers/cash-changer.ts';
import type { KioskServices } from './services.ts';

/** Hears what the cash device says of itself. */
export interface FraudWatch {
  onCash(fact: CashChangerFact): void;
}

/**
 * Somebody pulled at a coin or a note: a clean self-check ends the fault, and what was fished back shows only at the next count. So
 * each time is written down for staff, once, as long as the device says it.
 */
export function createFraudWatch({ ledger }: Pick<KioskServices, 'ledger'>): FraudWatch {
  let known: ReadonlySet<string> = new Set();
  return {
    onCash: (fact) => {
      if (fact.type !== 'status') return;
      const said = new Set(fact.reasons.filter(({ code }) => code === 'cashFraud').map(({ detail }) => detail));
      for (const detail of said) if (!known.has(detail)) ledger.incident('cashFraud', detail);
      known = said;
    },
  };
}
