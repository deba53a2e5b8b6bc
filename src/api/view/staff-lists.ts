/** Lists of staff mode: slips, left items, incidents, and the guide for paper and devices. No list holds anything of a citizen. */
import type { CodeName } from '../../base/codes.ts';
import { codeText } from '../../base/errors.ts';
import type { TextKey, Words } from '../../words/contract.ts';
import { action, caution, info, type Content, type Context } from './context.ts';
import { doubtsList } from './staff-doubts.ts';
import { clerkAct, PRINTER_CODES } from './printer.ts';
import { incidentsList } from './staff-incidents.ts';
import { deskOf, NO_PARTS, refusal, table, type Desk, type StaffParts } from './staff-context.ts';
import type { View } from '../messages.ts';
import type { StaffDeviceState, StaffSlip } from '../staff-desk.ts';

const SLIP_REASONS = {
  unpaid: 'slip.reason.payoutShort',
  dispute: 'slip.reason.leafUnknown',
  interrupted: 'slip.reason.powerLoss',
} as const;

/** Lists that are read: things left behind, incidents, questions of money, slips, the guide. */
export function staffListScreen(context: Context): Content {
  const staff = deskOf(context);
  switch (staff.staff.task) {
    case 'leftItems':
      return leftItems(staff);
    case 'incidents':
      return incidentsList(staff);
    case 'guide':
      return guide(staff);
    case 'doubts':
      return doubtsList(staff);
    default:
      return slips(staff);
  }
}

function slips(staff: Desk): Content {
  const { words, desk } = staff;
  const rows = desk.slips.map((slip) => ({
    id: slip.claimNumber,
    cells: [
      slip.claimNumber,
      words.yen(slip.questionId === null ? slip.certain_yen : slip.amount_yen),
      words.text(SLIP_REASONS[slip.reason]),
      words.dateTime(slip.at_epoch_ms),
      words.text(
        slip.questionId !== null ? 'staff.slips.question' : slip.seen ? 'staff.slips.seen' : 'staff.slips.unseen',
      ),
    ],
    action: action(`slip.${slip.claimNumber}`, 'plain', words.text('staff.slips.choose'), {
      type: 'staff.chooseSlip',
      claimNumber: slip.claimNumber,
    }),
  }));
  const head = [
    [words.text('staff.table.claim'), true],
    [words.text('staff.table.amount'), true],
    [words.text('staff.table.reason'), false],
    [words.text('staff.table.time'), false],
    [words.text('staff.table.state'), false],
  ] as const;
  return {
    title: words.text('staff.slips.title'),
    lead: rows.length === 0 ? [] : [words.text('staff.slips.lead')],
    staff: { ...NO_PARTS, tables: [table('slips', head, rows, words.text('staff.slips.empty'))] },
  };
}

/** Paid, or handed over; a slip in question is looked into first. */
function slipWays(words: Words, slip: StaffSlip | undefined, questionId: string | null): View['actions'] {
  return questionId === null
    ? [
        action(
          'handOver',
          'plain',
          words.text('staff.slip.handOver'),
          { type: 'staff.handOver' },
          { enabled: slip !== undefined },
        ),
        action(
          'paySlip',
          'primary',
          words.text('staff.slip.pay'),
          { type: 'staff.next' },
          { enabled: slip !== undefined },
        ),
      ]
    : [action('toDoubt', 'primary', words.text('staff.slip.toDoubt'), { type: 'staff.chooseDoubt', questionId })];
}

/** One slip: what it says, and what can be done with it. */
export function staffSlipScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  const slip = desk.slips.find(({ claimNumber }) => claimNumber === staff.staff.claimNumber);
  const { print } = staff.staff;
  const questionId = slip?.questionId ?? null;
  const state =
    print === 'printing'
      ? [info(words.text('staff.done.printing'))]
      : print === 'printed'
        ? [info(words.text('staff.done.printed'))]
        : print === 'failed'
          ? [caution(words.text('staff.done.notPrinted'))]
          : [];
  return {
    title: words.text('staff.slip.title', { claim: staff.staff.claimNumber ?? '' }),
    lead: [words.text('staff.slip.lead')],
    notices: [
      ...(print === 'none' ? refusal(staff) : []),
      ...state,
      ...(questionId === null ? [] : [caution(words.text('staff.slip.question'))]),
      ...(slip?.leafUnknown === true ? [caution(words.text('staff.slip.leafFirst'))] : []),
      info(words.text('staff.slip.printHint')),
    ],
    actions: [
      action(
        'printSlip',
        'plain',
        words.text('staff.slip.print'),
        { type: 'staff.print' },
        {
          enabled: slip !== undefined && print !== 'printing',
        },
      ),
      ...slipWays(words, slip, questionId),
    ],
    staff: {
      ...NO_PARTS,
      tables:
        slip === undefined
          ? []
          : [
              table(
                'slip',
                [
                  [words.text('staff.table.reason'), false],
                  [words.text('staff.table.time'), false],
                ],
                [
                  {
                    id: slip.claimNumber,
                    cells: [words.text(SLIP_REASONS[slip.reason]), words.dateTime(slip.at_epoch_ms)],
                  },
                ],
              ),
            ],
      result:
        slip === undefined
          ? null
          : { text: words.yen(questionId === null ? slip.certain_yen : slip.amount_yen), tone: 'plain' },
    },
  };
}

function leftItems(staff: Desk): Content {
  const { words, desk } = staff;
  const rows = desk.leftItems.map((left) => ({
    id: String(left.incident),
    cells: [
      left.items.map((item) => words.text(`staff.left.${item}`)).join(words.locale === 'ja' ? '・' : ', '),
      words.dateTime(left.at_epoch_ms),
    ],
    action: action(`resolve.${left.incident}`, 'plain', words.text('staff.left.done'), {
      type: 'staff.resolve',
      incident: left.incident,
    }),
  }));
  const head = [
    [words.text('staff.table.item'), false],
    [words.text('staff.table.time'), false],
  ] as const;
  return {
    title: words.text('staff.left.title'),
    lead: rows.length === 0 ? [] : [words.text('staff.left.lead')],
    notices: rows.length === 0 ? [] : [caution(words.text('staff.left.paper'))],
    staff: { ...NO_PARTS, tables: [table('left', head, rows, words.text('staff.left.empty'))] },
  };
}

const TONES = { online: 'good', attention: 'warn', starting: 'plain', stop: 'warn', offline: 'warn' } as const;
const STATES = {
  online: 'ok',
  attention: 'attention',
  starting: 'starting',
  stop: 'stop',
  offline: 'offline',
} as const;

type GuideKey = Exclude<Extract<TextKey, `staff.guide.${string}`>, 'staff.guide.title'>;

/** What to do with the hands beside the printer, by what the devices say now: the worst first. */
function guideFor(codes: readonly CodeName[]): readonly GuideKey[] {
  const has = (...names: readonly CodeName[]): boolean => names.some((name) => codes.includes(name));
  if (has('cashJam', 'hopperJam', 'cashBoxFull', 'cashFault', 'cashFraud')) {
    return ['staff.guide.cash1', 'staff.guide.cash2', 'staff.guide.cash3'];
  }
  if (has('hopperEmpty', 'changeShort')) return ['staff.guide.refill1'];
  return codes.length > 0 ? ['staff.guide.offline1'] : ['staff.guide.fine'];
}

/** What is to be done first, and then: at the printer by the place that it names. */
function guideSteps({ words, desk }: Desk): StaffParts['guide'] {
  const steps = (keys: readonly GuideKey[]): StaffParts['guide'] =>
    // None of these sentences has a value.
    keys.map((key) => ({ id: key.replace('staff.guide.', ''), text: words.text(key as 'staff.guide.fine') }));
  for (const code of PRINTER_CODES) {
    const device = desk.devices.find(({ id, codes }) => id !== 'cash' && codes.includes(code));
    if (device === undefined) continue;
    const first = { id: `printer-${code}`, text: clerkAct(words, code, device.keywords) };
    if (code !== 'printerJam') return [first];
    return [first, ...steps(['staff.guide.jam2', 'staff.guide.jam3'])];
  }
  return steps(guideFor(desk.devices.flatMap(({ codes }) => codes)));
}

function device(
  { words }: Desk,
  { id, availability, codes, keywords }: StaffDeviceState,
): StaffParts['devices'][number] {
  const first = codes[0];
  return {
    id,
    label: words.text(`staff.guide.${id}`),
    state: words.text(`staff.guide.${STATES[availability]}`),
    tone: TONES[availability],
    detail: first === undefined ? null : [codeText(first), words.code(first).title, ...keywords.slice(0, 2)].join(' '),
  };
}

function guide(staff: Desk): Content {
  const { words, desk } = staff;
  return {
    title: words.text('staff.guide.title'),
    lead: [words.text(desk.sheets.length > 0 ? 'staff.guide.sheets' : 'staff.guide.lead')],
    staff: {
      ...NO_PARTS,
      devices: desk.devices.map((state) => device(staff, state)),
      // None of these sentences has a value.
      guide: guideSteps(staff),
    },
  };
}
