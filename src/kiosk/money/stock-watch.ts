import type { CashCapabilities, CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { StockPlace } from '../../ledger/contract.ts';
import type { KioskServices } from '../services.ts';

/**
 * The promise of change is only as good as the books' stock, and of a unit that was never counted they know nothing. No session
 * begins until staff have counted every unit that pays (初期在高, or a 締め for one that was added later).
 */
export interface StockWatch {
  /** Hears which units pay. */
  onCash(fact: CashChangerFact): void;
  /** Staff have booked something. */
  check(): void;
  /** Units that were never counted, as known last. */
  missing(): readonly StockPlace[];
}

/** Joins the capabilities of the cash device to the books and the reasons against serving (M3109). */
export function createStockWatch({
  ledger,
  reasons,
  log,
}: Pick<KioskServices, 'ledger' | 'reasons' | 'log'>): StockWatch {
  /** What is still to be counted: a count is never undone, so nothing comes back into it. */
  let missing: CashCapabilities['pays'] = [];

  function look(places: readonly StockPlace[]): void {
    missing = places.length === 0 ? [] : ledger.neverCounted(places);
    reasons.set('stock', missing.length > 0 ? ['stockNotCounted'] : []);
  }

  return {
    onCash: (fact) => {
      if (fact.type !== 'capabilities') return;
      look(fact.capabilities.pays);
      for (const { unitId, denomination_yen } of missing)
        log('warn', 'stock.notCounted', { device: unitId, denomination_yen });
    },
    check: () => {
      if (missing.length > 0) look(missing);
    },
    missing: () => missing,
  };
}
