import type { ExchangeBooked, ExchangeOpen, Operations, ParamsOf } from '../../api/contract.ts';
import type { StaffCount } from '../../../fsm/events.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import type { ClosingStatement, StaffExchange } from '../../ledger/contract.ts';
import { countsFit, countsUnlikely, reviewOfBooked } from '../staff/staff-units.ts';
import { recordAct } from './acts.ts';
import { counterRows, unitsNow } from './cash.ts';
import { running } from './running.ts';

type Task = StaffExchange['task'];
type Work = Pick<ParamsOf<'cash.exchangeEnd'>, 'task' | 'unit' | 'piles' | 'part' | 'sure'>;

const ALL_UNITS: ReadonlySet<Task> = new Set(['closing', 'openingStock']);

/** @throws MadoguchiError `staffNotNow` while cash moves, or somebody else moves it */
function mayBook({ technician }: Kiosk): void {
  technician.begin()();
  if (technician.holderOf('cash') !== 'claimed') throw new MadoguchiError('staffNotNow', 'the cash device is lent');
}

/** Units that the work is about. @throws MadoguchiError `deviceUnknown`, `staffCountInvalid` */
function chosenUnits({ technician }: Kiosk, task: Task, unit: string | null) {
  const units = unitsNow(technician);
  const names = units.map(({ unitId }) => unitId).join(', ');
  if (ALL_UNITS.has(task) !== (unit === null)) {
    const wanted = unit === null ? `one unit of ${names}` : 'all units at once: name none';
    throw new MadoguchiError('staffCountInvalid', `${task} is about ${wanted}`);
  }
  const chosen = unit === null ? units : units.filter(({ unitId }) => unitId === unit);
  if (chosen.length === 0) throw new MadoguchiError('deviceUnknown', `${unit ?? 'no unit'}; known are ${names}`);
  if (task === 'refill' && !chosen.every(({ refillable }) => refillable))
    throw new MadoguchiError('staffCountInvalid', `${unit ?? ''} pays nothing out: it is not refilled`);
  return chosen;
}

function begin(kiosk: Kiosk, task: Task, unit: string | null): ExchangeOpen {
  mayBook(kiosk);
  const chosen = chosenUnits(kiosk, task, unit);
  const { ledger, newId } = kiosk.technician.services;
  ledger.beginExchange({ exchangeId: newId(), task, unitId: unit, role: 'maintenance' });
  kiosk.technician.booked();
  const piles = chosen.flatMap(({ unitId, piles: inside }) =>
    inside.map(({ denomination_yen, booked }) => ({ unit: unitId, denomination_yen, booked })),
  );
  return { task, unit, piles };
}

/** @throws MadoguchiError `staffCountInvalid`, `staffCountUnlikely` */
function judge(kiosk: Kiosk, { task, unit, part, sure }: Work, counts: readonly StaffCount[]): void {
  const units = unitsNow(kiosk.technician);
  if (!countsFit(units, { task, unitId: unit, part }, counts)) {
    const wanted = chosenUnits(kiosk, task, unit).flatMap(({ unitId, piles }) =>
      piles.map(({ denomination_yen }) => `${unitId} ${denomination_yen} yen`),
    );
    throw new MadoguchiError('staffCountInvalid', `wanted is one count that fits each of: ${wanted.join(', ')}`);
  }
  if (!sure && countsUnlikely(units, { task, unitId: unit, part }, counts))
    throw new MadoguchiError('staffCountUnlikely', 'a count is many times what the books have: say that it is meant');
}

function closingOf(closing: ClosingStatement | null): ExchangeBooked['closing'] {
  if (closing === null) return null;
  const { number, from_ms, at_ms, cashIn_yen, paidOut_yen, fees_yen, overshort_yen, sessions, headHash } = closing;
  return {
    number,
    from_ms,
    at_ms,
    cashIn_yen,
    paidOut_yen,
    fees_yen: { ...fees_yen },
    overshort_yen,
    sessions,
    headHash,
  };
}

function book(kiosk: Kiosk, work: Work, by: string): ExchangeBooked {
  mayBook(kiosk);
  const { task, unit, part } = work;
  const counts = work.piles.map(({ unit: unitId, denomination_yen, count }) => ({ unitId, denomination_yen, count }));
  judge(kiosk, work, counts);
  const { technician } = kiosk;
  const { ledger } = technician.services;
  const counters = task === 'closing' ? technician.counters() : [];
  const done = ledger.bookExchange({ task, unitId: unit, piles: counts, counters, part });
  recordAct(kiosk, 'cashByTechnician', `${task} of ${unit ?? 'all units'}, sheet ${done.number}, by ${by}`);
  technician.booked();
  const review = reviewOfBooked({ task, unitId: unit, part }, done.differences);
  return {
    ...{ task, unit, number: done.number },
    piles: review.rows.map(({ unitId, ...row }) => ({ unit: unitId, ...row })),
    counted_yen: review.counted_yen,
    difference_yen: review.difference_yen,
    counters: counterRows(done.closing?.counters ?? []),
    closing: closingOf(done.closing),
  };
}

/** 締め without a count: everything stays as booked. */
function closeAsBooked(kiosk: Kiosk, by: string): ExchangeBooked {
  mayBook(kiosk);
  const { technician } = kiosk;
  const { ledger, newId } = technician.services;
  const counters = technician.counters();
  const closing = ledger.close({ closingId: newId(), role: 'maintenance', counted: [], counters });
  recordAct(kiosk, 'cashByTechnician', `closing ${closing.number} without a count, by ${by}`);
  technician.booked();
  return {
    ...{ task: 'closing' as const, unit: null, number: closing.number, piles: [], counted_yen: 0, difference_yen: 0 },
    counters: counterRows(closing.counters),
    closing: closingOf(closing),
  };
}

/** What was begun for a booking that is refused is given up again. */
function closeCounted(kiosk: Kiosk, work: Work, by: string): ExchangeBooked {
  const { ledger } = kiosk.technician.services;
  const wasOpen = ledger.openExchanges().some(({ task }) => task === 'closing');
  begin(kiosk, 'closing', null);
  try {
    return book(kiosk, work, by);
  } catch (error) {
    if (!wasOpen) ledger.dropExchange('closing', null);
    kiosk.technician.booked();
    throw error;
  }
}

/** Exchange and closing by command, booked as staff mode books them, as role `maintenance`. */
export function exchangeOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'cash.exchangeStart': ({ task, unit }, asked) => asked.answer(begin(running(kiosk), task, unit)),
    'cash.exchangeEnd': (work, asked) => asked.answer(book(running(kiosk), work, asked.by)),
    'cash.exchangeDrop': ({ task, unit }, asked) => {
      const now = running(kiosk);
      mayBook(now);
      const { ledger } = now.technician.services;
      ledger.dropExchange(task, unit);
      now.technician.booked();
      asked.answer({ open: ledger.openExchanges().length });
    },
    'cash.closing': ({ piles, sure }, asked) => {
      const now = running(kiosk);
      const work: Work = { task: 'closing', unit: null, piles, part: false, sure };
      asked.answer(piles.length === 0 ? closeAsBooked(now, asked.by) : closeCounted(now, work, asked.by));
    },
  };
}
