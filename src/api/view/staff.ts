/** Screens of staff mode on which something is chosen, opened, counted and booked. */
import type { StaffMoneyTask, StaffTask } from '../../../fsm/events.ts';
import { action, caution, info, type Content, type Context } from './context.ts';
import { STAFF_PIECES_MAX } from '../messages-staff.ts';
import {
  confirmButton,
  countersTable,
  deskOf,
  moneyTaskOf,
  NO_PARTS,
  refusal,
  resultOf,
  signed,
  stepStrip,
  table,
  unitName,
  unitsOf,
  type Desk,
  type Table,
} from './staff-context.ts';
import type { StaffReview } from '../staff-desk.ts';
import { doubtResult, doubtReview } from './staff-doubts.ts';
import { incidentResult, incidentReview } from './staff-incidents.ts';

const TASKS: readonly StaffTask[] = [
  'collect',
  'slips',
  'refill',
  'leftItems',
  'closing',
  'incidents',
  'guide',
  'doubts',
  'openingStock',
];

function taskDetail({ words, desk }: Desk, task: StaffTask): string {
  const counted = {
    slips: desk.slips.length,
    doubts: desk.doubts.length,
    leftItems: desk.leftItems.length,
    incidents: desk.mismatches.length + desk.sheets.length + desk.incidents.length,
  };
  if (task !== 'slips' && task !== 'doubts' && task !== 'leftItems' && task !== 'incidents')
    return words.text(`staff.detail.${task}`);
  const count = counted[task];
  return count === 0 ? words.text('staff.detail.none') : words.text('staff.detail.count', { count });
}

/** The tasks that may be begun now. */
export function staffMenuScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  const open = desk.openExchanges[0];
  const resume =
    open === undefined
      ? []
      : [
          action(
            'resume',
            'primary',
            words.text('staff.open.resume', { task: words.text(`staff.task.${open.task}`) }),
            {
              type: 'staff.resume',
              task: open.task,
              unitId: open.unitId,
            },
          ),
        ];
  return {
    title: words.text('staff.menu.title'),
    lead: [words.text('staff.menu.lead')],
    notices: [
      ...refusal(staff),
      ...(open === undefined
        ? []
        : [
            caution(
              words.text('staff.open.text', {
                task: words.text(`staff.task.${open.task}`),
                unit: unitName(staff, open.unitId),
              }),
            ),
          ]),
    ],
    actions: [
      ...TASKS.map((task) =>
        action(
          `task.${task}`,
          'choice',
          words.text(`staff.task.${task}`),
          { type: 'staff.choose', task },
          {
            detail: taskDetail(staff, task),
            enabled: task !== 'openingStock' || desk.mayOpenStock,
          },
        ),
      ),
      ...resume,
    ],
    staff: NO_PARTS,
  };
}

/** Which unit is opened. */
export function staffUnitsScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  const collects = moneyTaskOf(staff) === 'collect';
  const units = desk.units.filter(({ refillable }) => collects || refillable);
  return {
    title: words.text(collects ? 'staff.units.collect.title' : 'staff.units.refill.title'),
    notices: units.length === 0 ? [info(words.text('staff.units.none'))] : [],
    actions: units.map((unit) => {
      const count = unit.piles.reduce((sum, { booked }) => sum + booked, 0);
      const amount = words.yen(
        unit.piles.reduce((sum, { booked, denomination_yen }) => sum + booked * denomination_yen, 0),
      );
      return action(
        `unit.${unit.unitId}`,
        'choice',
        unitName(staff, unit.unitId),
        { type: 'staff.chooseUnit', unitId: unit.unitId },
        { detail: words.text('staff.unit.booked', { count, amount }) },
      );
    }),
    staff: NO_PARTS,
  };
}

/** How the unit is opened, before anything is counted. */
export function staffOpenScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words } = staff;
  const task = moneyTaskOf(staff);
  const unit = unitName(staff, staff.staff.unitId);
  const values = { unit, name: staff.staff.unitId ?? '' };
  const text = {
    collect: [
      words.text('staff.collect.title', { unit }),
      words.text('staff.collect.step1'),
      words.text('staff.collect.step2', values),
      words.text('staff.collect.step3'),
      words.text('staff.collect.step4', { unit }),
    ],
    refill: [
      words.text('staff.refill.title', { unit }),
      words.text('staff.refill.step1'),
      words.text('staff.refill.step2'),
      words.text('staff.refill.step3', values),
      words.text('staff.refill.step4'),
    ],
    openingStock: plain(staff, 'openingStock'),
    closing: plain(staff, 'closing'),
  }[task];
  const [title = '', ...steps] = text;
  return {
    title,
    steps: stepStrip(staff, 'open'),
    actions: [
      ...(task === 'collect'
        ? [action('toCountPart', 'plain', words.text('staff.button.part'), { type: 'staff.takePart' })]
        : []),
      action('toCount', 'primary', words.text(task === 'collect' ? 'staff.button.whole' : 'staff.button.toCount'), {
        type: 'staff.next',
      }),
    ],
    staff: { ...NO_PARTS, guide: steps.map((step, at) => ({ id: `${task}${at + 1}`, text: step })) },
  };
}

function plain({ words }: Desk, task: 'openingStock' | 'closing'): readonly string[] {
  return [
    words.text(`staff.${task}.title`),
    words.text(`staff.${task}.step1`),
    words.text(`staff.${task}.step2`),
    words.text(`staff.${task}.step3`),
    words.text(`staff.${task}.step4`),
  ];
}

/** The form in which pieces are typed. */
export function staffCountScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words } = staff;
  const adds = ['refill', 'openingStock'].includes(moneyTaskOf(staff));
  const typed = staff.staff.counts;
  const rows = unitsOf(staff).flatMap((unit) =>
    unit.piles.map(({ denomination_yen, room, booked }) => ({
      id: `${unit.unitId}.${denomination_yen}`,
      unitId: unit.unitId,
      denomination_yen,
      place: unitName(staff, unit.unitId),
      label: words.yen(denomination_yen),
      ...limitOf(staff, { adds, room, booked, capacity: unit.capacity }),
      preset:
        typed.find((one) => one.unitId === unit.unitId && one.denomination_yen === denomination_yen)?.count ?? null,
    })),
  );
  const content: Content = {
    title: words.text(adds ? 'staff.count.refillTitle' : 'staff.count.title'),
    lead: [words.text(staff.staff.part ? 'staff.count.partLead' : 'staff.count.lead')],
    steps: stepStrip(staff, 'count'),
    notices: refusal(staff),
    staff: NO_PARTS,
  };
  // After a start nothing is known of a unit without figures until its device is there: no empty count is asked for.
  if (rows.length === 0) return { ...content, lead: [words.text('staff.units.none')] };
  return {
    ...content,
    form: {
      kind: 'counts',
      answeredBy: 'staff.count',
      rows,
      pieces: words.text('staff.unit.pieces', { count: 0 }).replace(/[0 ]/g, ''),
      delete: words.text('button.delete'),
      nextRow: words.text('staff.count.nextRow'),
      submit: words.text('staff.count.submit'),
    },
  };
}

/** What may be typed at most: what still fits, what the unit holds at all, or of a part what is there by the books. */
function limitOf(
  { words, staff }: Desk,
  at: {
    readonly adds: boolean;
    readonly room: number | null;
    readonly booked: number;
    readonly capacity: number | null;
  },
): { readonly max: number; readonly room: string | null } {
  const most = staff.part ? Math.max(0, at.booked) : at.adds ? at.room : at.capacity;
  if (most === null) return { max: STAFF_PIECES_MAX, room: null };
  return { max: most, room: words.text('staff.count.room', { count: most }) };
}

/** What was counted, against the books where the two can be compared. */
function countedTable(staff: Desk, task: StaffMoneyTask, review: StaffReview): Table {
  const { words } = staff;
  const part = task === 'collect' && staff.staff.part;
  const adds = task === 'refill' || task === 'openingStock';
  const head = [
    [words.text('staff.table.place'), false],
    [words.text('staff.table.kind'), true],
    [words.text('staff.table.booked'), true],
    [words.text(adds ? 'staff.table.added' : part ? 'staff.table.taken' : 'staff.table.counted'), true],
    [words.text(adds ? 'staff.table.after' : part ? 'staff.table.left' : 'staff.table.difference'), true],
    [words.text('staff.table.amount'), true],
  ] as const;
  const rows = review.rows.map((row) => ({
    id: `${row.unitId}.${row.denomination_yen}`,
    cells: [
      unitName(staff, row.unitId),
      words.yen(row.denomination_yen),
      String(row.booked),
      String(row.counted),
      adds ? String(row.booked + row.counted) : part ? String(row.booked - row.counted) : signed(staff, row.difference),
      words.yen(row.counted * row.denomination_yen),
    ],
    tone: row.difference === 0 ? ('plain' as const) : ('warn' as const),
  }));
  const total = {
    id: 'total',
    cells: [words.text('staff.table.total'), '', '', '', '', words.yen(review.counted_yen)],
    tone: 'total' as const,
  };
  return table('counted', head, [...rows, total]);
}

function slipReview(staff: Desk): Content {
  const { words, desk } = staff;
  const { claimNumber, handOver } = staff.staff;
  const slip = desk.slips.find((open) => open.claimNumber === claimNumber);
  const amount = words.yen(slip?.certain_yen ?? 0);
  const values = { claim: claimNumber ?? '', amount };
  return {
    title: words.text(handOver ? 'staff.review.handOverTitle' : 'staff.review.slipTitle'),
    lead: [handOver ? words.text('staff.review.handOverLead', values) : words.text('staff.review.slipLead', values)],
    notices: refusal(staff),
    actions: [confirmButton(staff)],
    staff: { ...NO_PARTS, result: { text: amount, tone: 'plain' } },
  };
}

/** What would be booked: counted beside the books, with 過不足. */
export function staffReviewScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  if (staff.staff.task === 'slips') return slipReview(staff);
  if (staff.staff.task === 'doubts') return doubtReview(staff);
  if (staff.staff.task === 'incidents') return incidentReview(staff);
  const { review } = desk;
  const task = moneyTaskOf(staff);
  const differs = review !== null && review.rows.some(({ difference }) => difference !== 0);
  return {
    title: words.text('staff.review.title'),
    lead: [words.text(staff.staff.busy ? 'staff.review.busy' : 'staff.review.lead')],
    steps: stepStrip(staff, 'review'),
    notices: [
      ...refusal(staff),
      ...(differs
        ? [
            caution(
              review.difference_yen === 0
                ? words.text('staff.review.exchanged')
                : words.text('staff.review.differs', { amount: words.yen(Math.abs(review.difference_yen)) }),
            ),
          ]
        : []),
    ],
    actions: [confirmButton(staff)],
    staff: {
      ...NO_PARTS,
      tables: review === null ? [] : [countedTable(staff, task, review)],
      // A difference is told above, with what to do about it.
      result: review === null || differs || !comparesOf(staff, task) ? null : resultOf(staff, review),
    },
  };
}

/** True where what was counted is held against the books. */
function comparesOf({ staff }: Desk, task: StaffMoneyTask): boolean {
  return task === 'closing' || (task === 'collect' && !staff.part);
}

function doneTitle({ words, desk }: Desk, task: StaffMoneyTask): string {
  const { result } = desk;
  if (result?.task === 'slip') return words.text(`staff.done.slip.${result.slip?.how ?? 'paid'}`);
  if (result?.task === 'doubt') return words.text('staff.done.doubt');
  if (result?.task === 'incident') return words.text('staff.done.incident');
  if (task === 'closing') return words.text('staff.done.closing', { number: result?.number ?? 0 });
  return words.text(`staff.done.${task}`);
}

/** What was booked, and its paper. */
export function staffDoneScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  const { print } = staff.staff;
  const task = moneyTaskOf(staff);
  const review = desk.result?.review ?? null;
  const printed =
    print === 'failed' ? 'staff.done.notPrinted' : print === 'printed' ? 'staff.done.printed' : 'staff.done.printing';
  const counts = comparesOf(staff, task);
  return {
    title: doneTitle(staff, task),
    steps: review === null ? [] : stepStrip(staff, 'done'),
    notices: [print === 'failed' ? caution(words.text(printed)) : info(words.text(printed))],
    actions: [
      action(
        'printAgain',
        'plain',
        words.text('staff.button.printAgain'),
        { type: 'staff.print' },
        {
          enabled: print !== 'printing',
        },
      ),
      action('toMenu', 'primary', words.text('staff.button.menu'), { type: 'staff.next' }),
    ],
    staff: {
      ...NO_PARTS,
      tables: review === null ? [] : [countedTable(staff, task, review), ...countersTable(staff)],
      result:
        review !== null && counts
          ? resultOf(staff, review)
          : desk.result?.slip
            ? { text: words.yen(desk.result.slip.amount_yen), tone: 'good' }
            : (doubtResult(staff) ?? incidentResult(staff)),
    },
  };
}
