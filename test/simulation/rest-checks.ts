/**
 * (a) at rest: nothing is on its way any more. What a device took or let fall is booked, or lies within an open range; and a
 * range is open only about a device that something happened to, and no wider than that could make it.
 */
import { deviceOfRange, DEVICE_OF_UNIT } from './piece-counter.ts';
import type { RawBooks } from './raw-books.ts';
import type { StepChecks, Struck } from './step-checks.ts';
import type { World } from './world.ts';

/** The widest single range: coins until the watchdog shuts the gate (rules 7 and 8), one note, one lifted piece. */
const WIDEST_YEN: Readonly<Record<Struck, number>> = { coins: 16 * 500, notes: 1000, unit: 500 };

function openRange(books: RawBooks, device: Struck): { readonly least_yen: number; readonly most_yen: number } {
  const of = books.ranges.filter((range) => deviceOfRange(range) === device);
  return {
    least_yen: of.reduce((sum, { least_yen }) => sum + least_yen, 0),
    most_yen: of.reduce((sum, { most_yen }) => sum + most_yen, 0),
  };
}

function expectMoneyInBooked({ books, pieces }: StepChecks): void {
  for (const device of ['coins', 'notes', 'unit'] as const) {
    // A note that staff took out of a jam is in their hands.
    const withStaff_yen = device === 'notes' ? pieces.toStaff_yen : 0;
    const unbooked_yen = pieces.unreported_yen(books, device);
    const { most_yen } = openRange(books, device);
    if (unbooked_yen > most_yen + withStaff_yen)
      throw new Error(`(a) ${device}: ${unbooked_yen} yen were taken and not booked; in doubt are ${most_yen}`);
  }
}

function expectMoneyOutBooked({ books, pieces }: StepChecks): void {
  for (const unit of new Set([...pieces.paid_yen.keys(), ...books.paid_yen.keys()])) {
    const unbooked_yen = pieces.untold_yen(books, unit);
    const unknown_yen = books.untold_yen(unit, 'at rest');
    if (unbooked_yen > unknown_yen + (unknown_yen > 0 ? pieces.extra_yen(unit) : 0))
      throw new Error(`(a) ${unit}: ${unbooked_yen} yen have fallen and are not booked; unknown are ${unknown_yen}`);
  }
}

/**
 * @param mayDoubt devices that something happened to
 * @param wereLent the copier had them: what it put into the note box no wire tells, and its last coins may be told by none
 */
function expectNarrow({ books }: StepChecks, mayDoubt: ReadonlySet<Struck>, wereLent: boolean): void {
  for (const range of books.ranges) {
    const device = deviceOfRange(range);
    const told = `${range.reason}, ${range.least_yen} to ${range.most_yen} yen`;
    // A payout in question is judged by its order.
    if (range.reason === 'payoutUnknown') continue;
    // Events of its own business that the copier did not wait for are lost, its coins among them have to be counted.
    const ofCopier = wereLent && range.reason === 'countNeeded';
    if (!mayDoubt.has(device) && !ofCopier)
      throw new Error(`(a) ${device} in doubt although nothing happened to it: ${told}`);
    // Lost events are counted, so their range is as wide as they are many.
    if (range.reason !== 'cashEventsLost' && range.most_yen > WIDEST_YEN[device])
      throw new Error(`(a) ${device}: a range that is too wide: ${told}`);
  }
  for (const { unitId, result, amount_yen } of books.orders.values())
    if (result === 'unknown' && !mayDoubt.has(DEVICE_OF_UNIT[unitId] ?? 'unit'))
      throw new Error(`(a) ${unitId}: a payout of ${amount_yen} yen is unknown although nothing happened to it`);
}

/** (b) Nobody can claim what stands on no slip. */
function expectClaimsOnSlips(world: World, { books }: StepChecks): void {
  const written = new Set(world.database.prepare<[], string>('SELECT claim_number FROM slip').pluck().all());
  for (const account of books.balance_yen.keys())
    if (account.startsWith('slip:') && !written.has(account.slice('slip:'.length)))
      throw new Error(`(b) ${books.claim_yen(account)} yen stand on a slip that was never written`);
}

/**
 * (b) Every slip carries what was taken out of what its session was owed, to the yen. One in question carries what of it became
 * certain.
 */
function expectSlipsCarried(world: World): void {
  const rows = world.database
    .prepare<[], { amount_yen: number; booked_yen: number; asked: number }>(
      `SELECT amount_yen, EXISTS (SELECT 1 FROM uncertain u
         WHERE u.fact_id IN ('rest:' || s.claim_number, 'part:' || s.claim_number)) AS asked, (SELECT COALESCE(SUM(t.amount_yen), 0) FROM transfer t
         WHERE t.credit = 'slip:' || s.claim_number AND t.state = 'posted') AS booked_yen FROM slip s`,
    )
    .all();
  for (const { amount_yen, booked_yen, asked } of rows)
    if (asked === 1 ? amount_yen < booked_yen : amount_yen !== booked_yen)
      throw new Error(`(b) a slip says ${amount_yen} yen, its account ${booked_yen}`);
}

export function expectExactAtRest(
  world: World,
  checks: StepChecks,
  mayDoubt: ReadonlySet<Struck>,
  wereLent: boolean,
): void {
  checks.step();
  expectMoneyInBooked(checks);
  expectMoneyOutBooked(checks);
  expectNarrow(checks, mayDoubt, wereLent);
  expectSlipsCarried(world);
  expectClaimsOnSlips(world, checks);
}
