import type {
  CashLevelsResult,
  Operations,
  ParamsOf,
  ReconcileResult,
  TestDispenseResult,
} from '../../api/contract.ts';
import type { PayOrder } from '../../../drivers/cash-changer.ts';
import type { CodeName } from '../../base/codes.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { CounterCheck } from '../../ledger/contract.ts';
import { unitsOf } from '../staff/staff-units.ts';
import type { Technician } from '../technician/technician.ts';
import { recordAct, whileLocked } from './acts.ts';
import { running } from './running.ts';

/** Units with what the books have in them, as staff mode has them. */
export function unitsNow({ capabilities, services: { ledger, settings } }: Technician) {
  return unitsOf({ capabilities: capabilities(), stock: ledger.stock(), capacities: settings.capacities });
}

/** What the devices counted since the last closing, against the books. */
export function counterRows(checks: readonly CounterCheck[]): CashLevelsResult['counters'] {
  return checks.map(({ unitId, name, counted, booked }) => ({
    unit: unitId,
    counter: name,
    device: counted,
    booked,
    agrees: counted === null ? null : counted === booked,
  }));
}

/** Null while the books are still gone over. */
function countersNow({ services: { ledger }, counters }: Technician): CashLevelsResult['counters'] {
  try {
    return counterRows(ledger.counterChecks(counters()));
  } catch (error) {
    if (error instanceof MadoguchiError && error.codeName === 'staffNotNow') return [];
    throw error;
  }
}

function levels(kiosk: Kiosk): CashLevelsResult {
  const { technician } = kiosk;
  const uncounted = technician.uncounted();
  const known = kiosk.cashUnits();
  const units = unitsNow(technician).map(({ unitId, kind, capacity, piles }) => ({
    unit: unitId,
    kind,
    availability: known.find(({ id }) => id === unitId)?.status?.availability ?? null,
    level: technician.levelOf(unitId),
    capacity,
    piles: piles.map(({ denomination_yen, booked }) => {
      const isCounted = !uncounted.some((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
      return { denomination_yen, count: isCounted ? booked : null };
    }),
    amount_yen: piles.reduce((sum, { denomination_yen, booked }) => sum + denomination_yen * booked, 0),
  }));
  const paying = units.filter(({ kind }) => kind === 'hopper' || kind === 'recycler');
  return {
    units,
    total_yen: units.reduce((sum, { amount_yen }) => sum + amount_yen, 0),
    counters: countersNow(technician),
    paysChange: paying.length > 0 && paying.every(({ piles }) => piles.every(({ count }) => (count ?? 0) > 0)),
  };
}

/** Books against the devices' own counts, and what is open in them. */
export function reconcile(kiosk: Kiosk): ReconcileResult {
  const { technician } = kiosk;
  const { ledger } = technician.services;
  const rows = countersNow(technician);
  const uncounted = technician.uncounted().map(({ unitId, denomination_yen }) => ({ unit: unitId, denomination_yen }));
  const open = {
    openOrders: ledger.openIntents().length,
    questions: ledger.questions().length,
    openExchanges: ledger.openExchanges().length,
    unclaimed_yen: ledger.balance_yen('unclaimed'),
    disputed_yen: ledger.balance_yen('disputed'),
    overpaid_yen: -ledger.balance_yen('overpaid'),
  };
  const codes: CodeName[] = [
    ...(rows.some(({ agrees }) => agrees === false) ? (['countersDiffer'] as const) : []),
    ...(uncounted.length > 0 ? (['stockNotCounted'] as const) : []),
    ...(open.openExchanges > 0 ? (['staffExchangeOpen'] as const) : []),
    ...(open.openOrders + open.questions + open.unclaimed_yen + open.disputed_yen > 0 ? (['booksOpen'] as const) : []),
  ];
  return { agrees: codes.length === 0, rows, uncounted, ...open, codes: codes.map(codeText) };
}

/** The unit and the order for these pieces. @throws MadoguchiError why none is */
function orderOf(
  kiosk: Kiosk,
  { denomination_yen, count, unit }: ParamsOf<'cash.testDispense'>,
): { readonly unitId: string; readonly order: PayOrder } {
  const { technician } = kiosk;
  const capabilities = technician.capabilities();
  const pays = (capabilities?.pays ?? []).filter(
    (one) => one.denomination_yen === denomination_yen && (unit === undefined || one.unitId === unit),
  );
  const [place] = pays;
  if (capabilities === null || place === undefined) {
    throw new MadoguchiError('amountInvalid', `no unit ${unit ?? ''} pays ${denomination_yen} yen`);
  }
  const isUncounted = technician
    .uncounted()
    .some((one) => one.unitId === place.unitId && one.denomination_yen === denomination_yen);
  if (isUncounted) throw new MadoguchiError('stockNotCounted', `${place.unitId}: ${denomination_yen} yen`);
  const booked = technician.services.ledger
    .stock()
    .find((one) => one.unitId === place.unitId && one.denomination_yen === denomination_yen);
  if ((booked?.count ?? 0) < count) {
    throw new MadoguchiError('hopperEmpty', `${place.unitId} has ${booked?.count ?? 0} pieces, ${count} are asked for`);
  }
  const order: PayOrder = capabilities.paysByPlan
    ? { type: 'payPieces', unitId: place.unitId, denomination_yen, count }
    : { type: 'payAmount', amount_yen: denomination_yen * count };
  return { unitId: place.unitId, order };
}

/** What lies where, the books held against the devices, and pieces paid out as a test. */
export function cashOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'cash.levels': (_, asked) => asked.answer(levels(running(kiosk))),
    'ledger.reconcile': (_, asked) => asked.answer(reconcile(running(kiosk))),
    'cash.testDispense': (params, asked) => {
      const now = running(kiosk);
      const { technician } = now;
      if (technician.holderOf('cash') !== 'claimed') throw new MadoguchiError('deviceLent', 'the cash device is lent');
      const { unitId, order } = orderOf(now, params);
      const { denomination_yen, count } = params;
      whileLocked(now, (end) => {
        asked.progress({ done: 0, of: 1, text: 'dispense' });
        // Written before anything moves: whoever looks for the pieces finds who asked for them.
        recordAct(now, 'cashTested', `${count} x ${denomination_yen} yen from ${unitId}, by ${asked.by}`, true);
        technician.cashTest.pay(order, KIOSK_LIMITS.test_payout_ms, ({ intentId, result, pieces, code }) => {
          end();
          technician.booked();
          const told: TestDispenseResult = {
            movement: intentId,
            unit: unitId,
            denomination_yen,
            asked: count,
            dispensed: pieces.reduce((sum, pile) => sum + pile.count, 0),
            outcome: result ?? 'unknown',
            code: code === null ? null : codeText(code),
          };
          asked.answer(told);
        });
      });
    },
    'cash.testPutBack': ({ movement }, asked) => {
      const now = running(kiosk);
      whileLocked(now, (end) => {
        const { unitId, denomination_yen, count, fresh } = now.technician.services.ledger.putBack(movement);
        if (fresh) {
          recordAct(now, 'cashTested', `${count} x ${denomination_yen} yen back into ${unitId}, by ${asked.by}`);
        }
        end();
        now.technician.booked();
        asked.answer({ unit: unitId, denomination_yen, count, fresh });
      });
    },
  };
}
