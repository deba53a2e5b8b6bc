import type { CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Yen } from '../../base/yen.ts';
import type { Ledger, StockPlace } from '../../ledger/contract.ts';
import type { DeviceStatus } from '../contract.ts';

/** A unit that holds cash, or a part of the cash device, with its own health and what lies in it. */
export interface CashUnit {
  readonly id: string;
  /** What it says of itself; null for a unit that says nothing (a cash box, a one-piece unit, whose status is the device's). */
  readonly status: DeviceStatus | null;
  /** Pieces by the books; null = it gives change and was never counted. */
  readonly stock: readonly { readonly denomination_yen: Yen; readonly count: number | null }[];
}

/** What the parts of the cash device say of themselves, beside what the books say lies in them. */
export interface CashUnits {
  onCash(fact: CashChangerFact): void;
  isPart(id: string): boolean;
  list(): readonly CashUnit[];
}

/** @param missing places of which nobody has told the books what lies there */
export function createCashUnits(ledger: Pick<Ledger, 'stock'>, missing: () => readonly StockPlace[]): CashUnits {
  const parts = new Map<string, DeviceStatus>();

  function onPart({ partId, deviceClass, fact }: Extract<CashChangerFact, { type: 'part' }>): void {
    const known = parts.get(partId) ?? { availability: 'starting', reasons: [], identity: null };
    if (fact.type === 'status') {
      const { availability, reasons } = fact;
      parts.set(partId, { ...known, id: partId, deviceClass, availability, reasons });
      return;
    }
    const { maker, product, serial, firmware } = fact;
    parts.set(partId, { ...known, id: partId, deviceClass, identity: { maker, product, serial, firmware } });
  }

  function stockOf(unitId: string, stock: ReturnType<Ledger['stock']>): CashUnit['stock'] {
    const uncounted = missing().filter((place) => place.unitId === unitId);
    const isCounted = ({ denomination_yen }: StockPlace): boolean =>
      !uncounted.some((place) => place.denomination_yen === denomination_yen);
    return [
      ...stock.filter((one) => one.unitId === unitId && isCounted(one)),
      ...uncounted.map((place) => ({ ...place, count: null })),
    ]
      .map(({ denomination_yen, count }) => ({ denomination_yen, count }))
      .toSorted((a, b) => a.denomination_yen - b.denomination_yen);
  }

  return {
    onCash: (fact) => {
      if (fact.type === 'part') onPart(fact);
    },
    isPart: (id) => parts.has(id),
    list: () => {
      const stock = ledger.stock();
      const ids = new Set([...parts.keys(), ...[...stock, ...missing()].map(({ unitId }) => unitId)]);
      return [...ids].map((id) => ({ id, status: parts.get(id) ?? null, stock: stockOf(id, stock) }));
    },
  };
}
