/** What has to be seen to (要対応): open mismatches first, which only a reason closes (D7), then records that are ticked off. */
import { CODES, isDocumentCode, type CodeName } from '../../base/codes.ts';
import { codeText } from '../../base/errors.ts';
import type { StaffCloses } from '../../../fsm/events.ts';
import type { TextKey } from '../../words/contract.ts';
import { action, caution, info, type Content, type Context } from './context.ts';
import {
  confirmButton,
  deskOf,
  NO_PARTS,
  refusal,
  table,
  type Desk,
  type StaffParts,
  type Table,
} from './staff-context.ts';
import type { StaffMismatch } from '../staff-desk.ts';
import { chosenSheet, sheetReview, sheetScreen, sheetTables } from './staff-sheets.ts';

/** Codes with words of their own for staff; the rest by the field they belong to. */
const OWN: Readonly<Partial<Record<CodeName, TextKey>>> = {
  itemsLeft: 'staff.incident.itemsLeft',
  cashReset: 'staff.incident.cashReset',
  cashEventsLost: 'staff.incident.cashEventsLost',
  cashFraud: 'staff.incident.cashFraud',
  staffCodeLocked: 'staff.incident.staffCodeLocked',
  staffOverShort: 'staff.incident.staffOverShort',
  staffExchangeOpen: 'staff.incident.staffExchangeOpen',
  pageDigest: 'staff.incident.pageDigest',
  paperForeign: 'staff.incident.paperForeign',
  printerForeignJob: 'staff.incident.printerForeignJob',
  printerJobKept: 'staff.incident.printerJobKept',
};

function incidentText({ words }: Desk, code: CodeName): string {
  const own = OWN[code];
  // None of these sentences has a value.
  if (own !== undefined) return words.text(own as 'staff.incident.other');
  if (isDocumentCode(code)) return words.text('staff.incident.document');
  if (code.startsWith('centre')) return words.text('staff.incident.centre');
  const { title } = words.code(code);
  return title === words.text('code.general.title') ? words.text('staff.incident.other') : title;
}

/** What happened, in words for a clerk. */
function mismatchText({ words }: Pick<Desk, 'words'>, code: CodeName): string {
  if (code === 'paperForeign' || code === 'pageDigest') return words.text(`staff.mismatch.${code}`);
  return words.text('staff.mismatch.document');
}

/** Not whose papers they are: no staff screen names a municipality (R110, R111); the reference number leads the operator there. */
function mismatches(staff: Desk): Table[] {
  const { words, desk } = staff;
  if (desk.mismatches.length === 0) return [];
  const head = [
    [words.text('staff.table.claim'), true],
    [words.text('staff.table.what'), false],
    [words.text('staff.table.time'), false],
  ] as const;
  const rows = desk.mismatches.map(({ incident, reference, code, at_epoch_ms }) => ({
    id: `mismatch.${incident}`,
    cells: [reference, mismatchText(staff, code), words.dateTime(at_epoch_ms)],
    tone: 'warn' as const,
    action: action(`incident.${incident}`, 'plain', words.text('staff.mismatch.choose'), {
      type: 'staff.chooseIncident',
      incident,
    }),
  }));
  return [table('mismatches', head, rows)];
}

/** The list: what is open until a person closes it stands first and cannot be ticked off. */
export function incidentsList(staff: Desk): Content {
  const { words, desk } = staff;
  const rows = desk.incidents.map(({ incident, code, at_epoch_ms }) => ({
    id: String(incident),
    cells: [
      codeText(code),
      incidentText(staff, code),
      words.text(`staff.action.${CODES[code].action}`),
      words.dateTime(at_epoch_ms),
    ],
    action: action(`resolve.${incident}`, 'plain', words.text('staff.incidents.done'), {
      type: 'staff.resolve',
      incident,
    }),
  }));
  const head = [
    [words.text('staff.table.number'), true],
    [words.text('staff.table.what'), false],
    [words.text('staff.table.todo'), false],
    [words.text('staff.table.time'), false],
  ] as const;
  const stops = mismatches(staff);
  const open = [...stops, ...sheetTables(staff)];
  return {
    title: words.text('staff.incidents.title'),
    // One sentence: there is room for two short tables only.
    lead:
      stops.length > 0
        ? [words.text('staff.mismatch.lead')]
        : rows.length === 0
          ? []
          : [words.text('staff.incidents.lead')],
    notices: refusal(staff),
    staff: {
      ...NO_PARTS,
      // Without ticks beside the mismatches, an empty second table says nothing.
      tables:
        open.length > 0 && rows.length === 0
          ? open
          : [...open, table('incidents', head, rows, words.text('staff.incidents.empty'))],
    },
  };
}

function chosenOf({ desk, staff }: Desk): StaffMismatch | undefined {
  return desk.mismatches.find(({ incident }) => incident === staff.incident);
}

const REASONS: readonly StaffCloses[] = ['paperRecovered', 'centreCorrected', 'machineRepaired', 'noFaultFound'];

/** What to do first, by what happened. */
function steps({ context, words }: Desk, code: CodeName): StaffParts['guide'] {
  const phone = context.input.operatorPhone;
  const [paper, call] =
    code === 'paperForeign'
      ? (['envelope', 'callForeign'] as const)
      : (['noPaper', code === 'pageDigest' ? 'callTechnician' : 'callCentre'] as const);
  return [
    { id: `mismatch-${paper}`, text: words.text(`staff.mismatch.step.${paper}`) },
    { id: `mismatch-${call}`, text: words.text(`staff.mismatch.step.${call}`, { phone }) },
  ];
}

/** One mismatch: what happened, what to do first, and the reasons of which one closes it. */
export function staffIncidentScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words } = staff;
  const sheet = chosenSheet(staff);
  if (sheet !== undefined) return sheetScreen(staff, sheet);
  const open = chosenOf(staff);
  if (open === undefined)
    return {
      title: words.text('staff.incidents.title'),
      lead: [words.text('staff.refused.incidentNotOpen')],
      staff: NO_PARTS,
    };
  const { reference, code } = open;
  return {
    title: words.text('staff.mismatch.title', { reference }),
    lead: [mismatchText(staff, code), words.text('staff.mismatch.why')],
    notices: [...refusal(staff), caution(words.text('staff.mismatch.shred'))],
    actions: REASONS.map((reason) =>
      action(`reason.${reason}`, 'choice', words.text(`staff.reason.${reason}`), { type: 'staff.giveReason', reason }),
    ),
    staff: { ...NO_PARTS, guide: steps(staff, code) },
  };
}

/** What would be closed, before it is. */
export function incidentReview(staff: Desk): Content {
  const { words } = staff;
  const { reason } = staff.staff;
  const sheet = chosenSheet(staff);
  if (sheet !== undefined) return sheetReview(staff, sheet);
  const open = chosenOf(staff);
  return {
    title: words.text('staff.mismatch.reviewTitle'),
    lead: [words.text('staff.mismatch.reviewLead', { reference: open?.reference ?? '' })],
    notices: [...refusal(staff), info(words.text('staff.review.lead'))],
    actions: [confirmButton(staff)],
    staff: {
      ...NO_PARTS,
      result: reason === null ? null : { text: words.text(`staff.reason.${reason}`), tone: 'plain' },
    },
  };
}

/** What was closed, on the screen that says so. */
export function incidentResult({ words, desk }: Desk): StaffParts['result'] {
  const closed = desk.result?.incident ?? null;
  if (closed === null) return null;
  return { text: `${closed.reference}　${words.text(`staff.reason.${closed.reason}`)}`, tone: 'good' };
}
