/** Words and small parts that all staff screens are made of. */
import type { CodeName } from '../../base/codes.ts';
import { codeText } from '../../base/errors.ts';
import type { StaffMoneyTask, StaffPicture } from '../../../fsm/events.ts';
import type { TextKey, Words } from '../../words/contract.ts';
import { words } from '../../words/words.ts';
import type { StaffDesk, StaffReview, StaffUnit } from '../staff-desk.ts';
import type { Action, View } from '../messages.ts';
import { action, caution, type Context } from './context.ts';

/** What a staff view shows beside notices, buttons and form. */
export type StaffParts = NonNullable<View['staff']>;
/** A table of a staff view. */
export type Table = StaffParts['tables'][number];
/** How a row is to be read: plain, good, something to look at, or a total. */
export type Tone = Table['rows'][number]['tone'];

/** A staff screen's context: never null on a staff screen, an empty desk if the kiosk gave none. */
export interface Desk {
  readonly context: Context;
  readonly words: Words;
  readonly staff: StaffPicture;
  readonly desk: StaffDesk;
}

const NO_DESK: StaffDesk = {
  codeDigits: 0,
  codeLength_max: 10,
  triesLeft: null,
  lockedFor_ms: null,
  units: [],
  openExchanges: [],
  mayOpenStock: false,
  review: null,
  result: null,
  slips: [],
  doubts: [],
  leftItems: [],
  mismatches: [],
  sheets: [],
  incidents: [],
  devices: [],
};

const NO_WORK: StaffPicture = {
  task: null,
  unitId: null,
  counts: [],
  part: false,
  claimNumber: null,
  handOver: false,
  questionId: null,
  answer: null,
  incident: null,
  reason: null,
  code: null,
  print: 'none',
  busy: false,
};

/** The staff side of a context; a picture without staff work gives empty work. */
export function deskOf(context: Context): Desk {
  const { picture, staff } = context.input;
  return { context, words: context.words, staff: picture.staff ?? NO_WORK, desk: staff ?? NO_DESK };
}

const CITIZENS = (['ja', 'en'] as const).map((locale) => words(locale).text('staff.citizens')).join('　');

/** A staff view with nothing but the sentence for citizens who stand before it. */
export const NO_PARTS: StaffParts = { citizens: CITIZENS, guide: [], tables: [], devices: [], result: null };

/** The task, if it counts cash; the screens of counting are never reached without one. */
export function moneyTaskOf({ staff }: Desk): StaffMoneyTask {
  switch (staff.task) {
    case 'refill':
    case 'openingStock':
    case 'closing':
      return staff.task;
    default:
      return 'collect';
  }
}

/** Units of the running task. */
export function unitsOf({ staff, desk }: Desk): readonly StaffUnit[] {
  return staff.unitId === null ? desk.units : desk.units.filter(({ unitId }) => unitId === staff.unitId);
}

/** 「100円払出部」, 「硬貨の金庫」. */
export function unitName({ words, desk }: Desk, unitId: string | null): string {
  if (unitId === null) return words.text('staff.unit.all');
  const unit = desk.units.find((candidate) => candidate.unitId === unitId);
  if (unit === undefined) return unitId;
  if (unit.kind !== 'hopper') return words.text(`staff.unit.${unit.kind}`);
  return words.text('staff.unit.hopper', { amount: words.yen(unit.piles[0]?.denomination_yen ?? 0) });
}

/** `+3`, `−3`, `0`: read without a second look. */
export function signed({ words }: Desk, count: number): string {
  if (count > 0) return words.text('staff.plus', { count });
  return count < 0 ? `−${-count}` : words.text('staff.even');
}

/** What is over or short, as one figure. */
export function resultOf({ words }: Desk, { difference_yen, rows }: StaffReview): StaffParts['result'] {
  // One kind too many and another too few may add up to nothing: that is not the same as right.
  const isRight = rows.every(({ difference }) => difference === 0);
  if (difference_yen === 0 && !isRight) return { text: words.text('staff.done.exchanged'), tone: 'warn' };
  const amount = words.yen(Math.abs(difference_yen));
  if (difference_yen < 0) return { text: words.text('staff.done.short', { amount }), tone: 'warn' };
  if (difference_yen > 0) return { text: words.text('staff.done.over', { amount }), tone: 'warn' };
  return { text: words.text('staff.done.even'), tone: 'good' };
}

/** Codes that staff are told in words of their own. */
const REFUSED: Readonly<Partial<Record<CodeName, TextKey>>> = {
  staffStockExists: 'staff.refused.staffStockExists',
  staffCountInvalid: 'staff.refused.staffCountInvalid',
  staffSlipGone: 'staff.refused.staffSlipGone',
  staffNotNow: 'staff.refused.staffNotNow',
  staffCountUnlikely: 'staff.refused.staffCountUnlikely',
  incidentNotOpen: 'staff.refused.incidentNotOpen',
};

/** Why the last touch came to nothing. */
export function refusal({ words, staff }: Desk): View['notices'] {
  const { code } = staff;
  if (code === null) return [];
  const own = REFUSED[code];
  if (own === undefined) return [caution(words.text('staff.refused.other', { code: codeText(code) }))];
  // None of these sentences has a value.
  return [caution(words.text(own as 'staff.refused.staffNotNow'))];
}

const STEPS = ['open', 'count', 'review', 'done'] as const;

/** Where the work stands. */
export function stepStrip({ words }: Desk, now: (typeof STEPS)[number]): View['steps'] {
  const at = STEPS.indexOf(now);
  return STEPS.map((name, index) => ({
    label: words.text(`staff.step.${name}`),
    state: index < at ? 'done' : index === at ? 'now' : 'ahead',
  }));
}

/** A table; columns of numbers are set to the right. */
export function table(
  id: string,
  head: readonly (readonly [label: string, number: boolean])[],
  rows: readonly {
    readonly id: string;
    readonly cells: readonly string[];
    readonly tone?: Tone;
    readonly action?: Action;
  }[],
  empty = '',
): Table {
  return {
    id,
    head: head.map(([label, number]) => ({ label, number })),
    rows: rows.map((row) => ({
      id: row.id,
      cells: [...row.cells],
      tone: row.tone ?? 'plain',
      action: row.action ?? null,
    })),
    empty,
  };
}

/** 「確定」: the only button that books anything. */
export function confirmButton({ words, staff }: Desk) {
  return action(
    'staffConfirm',
    'primary',
    words.text('staff.review.confirm'),
    { type: 'staff.confirm' },
    { enabled: !staff.busy },
  );
}

/** What the devices counted themselves in the period, beside the books (締め). */
export function countersTable({ words, desk, ...rest }: Desk): readonly Table[] {
  const counters = desk.result?.counters ?? [];
  if (counters.length === 0) return [];
  const head = [
    [words.text('staff.table.device'), false],
    [words.text('staff.table.counter'), false],
    [words.text('staff.table.counterSays'), true],
    [words.text('staff.table.booked'), true],
  ] as const;
  const rows = counters.map(({ unitId, name, counted, booked }) => ({
    id: `${unitId}.${name}`,
    cells: [
      unitName({ words, desk, ...rest }, unitId),
      words.text(`staff.counter.${name}`),
      counted === null ? '―' : String(counted),
      String(booked),
    ],
    tone: counted !== null && counted !== booked ? ('warn' as const) : ('plain' as const),
  }));
  return [table('counters', head, rows)];
}
