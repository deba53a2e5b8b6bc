import type { SheetFacts } from '../../cell/contract.ts';
import type { StaffResult, StaffReview, StaffUnit } from '../../api/contract.ts';
import type { ClosingStatement } from '../../ledger/contract.ts';
import { words } from '../../words/words.ts';
import { countersOf } from './staff-units.ts';

/** What a sheet is about: the result that stands on the screen, and for a closing the statement of the books. */
export interface SheetInput {
  readonly result: StaffResult;
  readonly closing: ClosingStatement | null;
  readonly units: readonly StaffUnit[];
  readonly kioskName: string;
  readonly time_epoch_ms: number;
}

// Sheets are Japanese, whatever the screen speaks: they go into the shop's file.
const { text, yen, dateTime } = words('ja');

function unitLabel(units: readonly StaffUnit[], unitId: string): string {
  const unit = units.find((candidate) => candidate.unitId === unitId);
  if (unit === undefined) return unitId;
  const name =
    unit.kind === 'hopper'
      ? text('staff.unit.hopper', { amount: yen(unit.piles[0]?.denomination_yen ?? 0) })
      : text(`staff.unit.${unit.kind}`);
  return `${name} ${unitId}`;
}

const signed = (count: number): string => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : '0');

function overShort({ difference_yen, rows }: StaffReview): string {
  if (difference_yen === 0 && rows.some(({ difference }) => difference !== 0)) return text('staff.done.exchanged');
  const amount = yen(Math.abs(difference_yen));
  if (difference_yen < 0) return text('staff.done.short', { amount });
  return difference_yen > 0 ? text('staff.done.over', { amount }) : text('staff.done.even');
}

/** What a person decided about money in question. */
function doubtText({ kind, claimNumber, amount_yen, owed_yen }: NonNullable<StaffResult['doubt']>): string {
  const claim = claimNumber === null ? '' : `${text('staff.table.claim')} ${claimNumber}  `;
  const amount = yen(kind === 'claim' ? owed_yen : amount_yen);
  return `${claim}${text(`staff.doubt.kind.${kind}`)}  ${text(`staff.doubt.result.${kind}`, { amount })}`;
}

/** What was closed, and why (D7). */
function incidentText({ reference, reason }: NonNullable<StaffResult['incident']>): string {
  return `${text('staff.table.claim')} ${reference}  ${text(`staff.reason.${reason}`)}`;
}

/** The one figure of what was booked without a count. */
function resultText({ slip, doubt, incident }: StaffResult): string | null {
  if (slip !== null)
    return `${text('staff.table.claim')} ${slip.claimNumber}  ${yen(slip.amount_yen)}  ${text(`staff.slip.how.${slip.how}`)}`;
  if (incident !== null) return incidentText(incident);
  return doubt && doubtText(doubt);
}

/** The period of a closing in a few lines, with what the devices counted themselves. */
function closingNotes(closing: ClosingStatement, units: readonly StaffUnit[]): readonly string[] {
  const counters = closing.counters.map(({ unitId, name, counted, booked }) =>
    text(name === 'piecesIn' ? 'staff.paper.counterIn' : 'staff.paper.counterOut', {
      unit: unitLabel(units, unitId),
      // The first closing has nothing to count from.
      counted: counted ?? '―',
      booked,
    }),
  );
  const { cashIn_yen, paidOut_yen, change_yen, refund_yen, balances_yen } = closing;
  const fees_yen = Object.values(closing.fees_yen).reduce((sum, fee) => sum + fee, 0);
  return [
    text('staff.paper.flow', {
      in: yen(cashIn_yen),
      out: yen(paidOut_yen),
      change: yen(change_yen),
      refund: yen(refund_yen),
      fees: yen(fees_yen),
    }),
    text('staff.paper.claims', {
      slips: yen(balances_yen.slips),
      disputed: yen(balances_yen.disputed),
      unclaimed: yen(balances_yen.unclaimed),
    }),
    ...counters,
    ...countersOf(closing, units)
      .filter(({ name }) => name === 'none')
      .map(
        ({ unitId, booked }) =>
          `${unitLabel(units, unitId)}: ${text('staff.counter.none')} / ${text('staff.table.booked')} ${booked}`,
      ),
    text('staff.paper.hash'),
    closing.headHash,
  ];
}

/** The texts of a sheet. Pure. */
export function sheetOf({ result, closing, units, kioskName, time_epoch_ms }: SheetInput): SheetFacts {
  const { task, review } = result;
  const adds = task === 'refill' || task === 'openingStock';
  const compares = result.part !== true && (task === 'collect' || task === 'closing');
  const rows = (review?.rows ?? []).map((row) => ({
    cells: [
      unitLabel(units, row.unitId),
      yen(row.denomination_yen),
      String(row.booked),
      String(row.counted),
      adds ? String(row.booked + row.counted) : signed(row.difference),
      yen(row.counted * row.denomination_yen),
    ],
    bold: row.difference !== 0,
  }));
  const total = review && { cells: [text('staff.table.total'), '', '', '', '', yen(review.counted_yen)], bold: true };
  return {
    title: text(`staff.paper.title.${task}`),
    number: text('staff.paper.number', { number: result.number }),
    time: dateTime(time_epoch_ms),
    kioskName,
    result: review !== null && compares ? overShort(review) : resultText(result),
    head:
      review === null
        ? []
        : [
            text('staff.table.place'),
            text('staff.table.kind'),
            text('staff.table.booked'),
            text(adds ? 'staff.table.added' : 'staff.table.counted'),
            text(adds ? 'staff.table.after' : 'staff.table.difference'),
            text('staff.table.amount'),
          ],
    rows: total ? [...rows, total] : rows,
    notes: [...(closing === null ? [] : closingNotes(closing, units)), text('staff.paper.note')],
    signature: text('staff.paper.signature'),
  };
}
