import type { CashCapabilities, CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Yen } from '../../base/yen.ts';
import type { UnitStock } from '../../ledger/contract.ts';
import { acceptableDenominations, canBePaid, refundsOf, type PromiseInput } from '../../ledger/promise.ts';
import type { KioskServices } from '../services.ts';

/** What is in the machine of one session. */
interface Held {
  readonly due_yen: Yen;
  readonly credit_yen: Yen;
  readonly escrow_yen: Yen;
}

/** What the cash device can do now, and with it which coins and notes may be taken: the promise of change. */
export interface Acceptance {
  onCapabilities(capabilities: CashCapabilities): void;
  /** A unit told whether it pays, or how full it is. */
  onUnit(fact: Extract<CashChangerFact, { type: 'unitPays' | 'unitLevel' }>): void;
  known(): boolean;
  paysByPlan(): boolean;
  /** Every unit that pays, empty ones too: what falls into them can be paid out again. */
  payableStock(): readonly UnitStock[];
  /** What the site takes and this device could take. */
  configured_yen(): readonly Yen[];
  /** What may be taken with this much in the machine, for sets of these fees. */
  acceptable_yen(fees_yen: readonly Yen[], held: Held): readonly Yen[];
  /** False when the fee could never be reached: said before the first coin. */
  canBePaid(fees_yen: readonly Yen[], due_yen: Yen): boolean;
}

const NO_CAPABILITIES: CashCapabilities = { paysByPlan: true, escrow: true, accepts_yen: [], pays: [], lands: [] };

/** Capabilities and unit levels come from facts, stock from the books, the rest from the settings. */
export function createAcceptance({ ledger, settings }: Pick<KioskServices, 'ledger' | 'settings'>): Acceptance {
  let capabilities: CashCapabilities | null = null;
  /** Units that said they cannot pay now, and units that have no room for another piece. */
  const notPaying = new Set<string>();
  const fullUnits = new Set<string>();

  function payableIn(stock: readonly UnitStock[]): readonly UnitStock[] {
    const paying = (capabilities?.pays ?? []).filter(({ unitId }) => !notPaying.has(unitId));
    return paying.map(
      ({ unitId, denomination_yen }) =>
        stock.find((unit) => unit.unitId === unitId && unit.denomination_yen === denomination_yen) ?? {
          unitId,
          denomination_yen,
          count: 0,
        },
    );
  }

  function configured_yen(): readonly Yen[] {
    return settings.accepts_yen.filter((denomination) => capabilities?.accepts_yen.includes(denomination) === true);
  }

  /** Pieces that still find room in a unit; null = no limit is known. */
  function roomIn(unitId: string, stock: readonly UnitStock[]): number | null {
    if (fullUnits.has(unitId)) return 0;
    const capacity = settings.capacities[unitId];
    if (capacity === undefined) return null;
    return capacity - stock.reduce((sum, unit) => (unit.unitId === unitId ? sum + unit.count : sum), 0);
  }

  /** On what the promise of change is judged. */
  function promise(fees_yen: readonly Yen[], held: Held): PromiseInput {
    const { lands, pays, escrow, paysByPlan } = capabilities ?? NO_CAPABILITIES;
    const stock = ledger.stock();
    const recycled = lands.filter((place) =>
      pays.some((unit) => unit.unitId === place.unitId && unit.denomination_yen === place.denomination_yen),
    );
    return {
      ...held,
      refunds_yen: fees_yen.length > 0 ? refundsOf(fees_yen) : [held.due_yen],
      stock: payableIn(stock),
      configured_yen: configured_yen(),
      coins_in_flight_max: settings.coins_in_flight_max,
      notesInEscrow: escrow,
      paysByPlan,
      recycledInto: new Map(recycled.map((place) => [place.denomination_yen, place.unitId])),
      room: new Map(
        lands.flatMap(({ unitId, denomination_yen }) => {
          const room = roomIn(unitId, stock);
          return room === null ? [] : [[denomination_yen, room] as const];
        }),
      ),
    };
  }

  return {
    onCapabilities: (next) => {
      capabilities = next;
    },
    onUnit: (fact) => {
      const [units, isIn] =
        fact.type === 'unitPays' ? [notPaying, !fact.pays] : ([fullUnits, fact.level === 'full'] as const);
      if (isIn) units.add(fact.unitId);
      else units.delete(fact.unitId);
    },
    known: () => capabilities !== null,
    paysByPlan: () => capabilities?.paysByPlan ?? true,
    payableStock: () => payableIn(ledger.stock()),
    configured_yen,
    acceptable_yen: (fees_yen, held) => acceptableDenominations(promise(fees_yen, held)),
    canBePaid: (fees_yen, due_yen) => canBePaid(promise(fees_yen, { due_yen, credit_yen: 0, escrow_yen: 0 })),
  };
}
