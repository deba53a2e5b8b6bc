/**
 * Sheets of a certificate that jammed, are sought or came out twice (R95, R111): what staff do with the paper, and what they say became of
 * it. No screen shows what stands on it, nor whose it is: the reference number leads the centre there.
 */
import type { StaffSheetEnd } from '../../../fsm/events.ts';
import { action, caution, info, type Content } from './context.ts';
import { confirmButton, NO_PARTS, refusal, table, type Desk, type Table } from './staff-context.ts';
import type { StaffSheet } from '../staff-desk.ts';

const ENDS: readonly StaffSheetEnd[] = ['sheetTaken', 'sheetDestroyed', 'sheetKept', 'sheetNotFound'];
const STEPS = ['look', 'gone'] as const;

const causeText = ({ words }: Pick<Desk, 'words'>, { cause, leaf, of }: StaffSheet): string =>
  words.text(`staff.sheet.${cause}`, { leaf, of });

/** The rows of 要対応 that only an answer closes. */
export function sheetTables(staff: Desk): readonly Table[] {
  const { words, desk } = staff;
  if (desk.sheets.length === 0) return [];
  const head = [
    [words.text('staff.table.claim'), true],
    [words.text('staff.table.what'), false],
    [words.text('staff.table.time'), false],
  ] as const;
  const rows = desk.sheets.map((sheet) => ({
    id: `sheet.${sheet.incident}`,
    cells: [sheet.reference, causeText(staff, sheet), words.dateTime(sheet.at_epoch_ms)],
    tone: 'warn' as const,
    action: action(`incident.${sheet.incident}`, 'plain', words.text('staff.mismatch.choose'), {
      type: 'staff.chooseIncident',
      incident: sheet.incident,
    }),
  }));
  return [table('sheets', head, rows)];
}

/** The sheet that is chosen; undefined when it is another kind of incident, or is answered. */
export function chosenSheet({ desk, staff }: Pick<Desk, 'desk' | 'staff'>): StaffSheet | undefined {
  return desk.sheets.find(({ incident }) => incident === staff.incident);
}

/** What to do with the paper, and the answers of which one closes it. */
export function sheetScreen(staff: Desk, sheet: StaffSheet): Content {
  const { words } = staff;
  return {
    title: words.text('staff.sheet.title', { reference: sheet.reference }),
    lead: [causeText(staff, sheet), words.text('staff.sheet.ask')],
    notices: [...refusal(staff), caution(words.text('staff.sheet.private'))],
    actions: ENDS.map((reason) =>
      action(`reason.${reason}`, 'choice', words.text(`staff.reason.${reason}`), { type: 'staff.giveReason', reason }),
    ),
    staff: {
      ...NO_PARTS,
      guide: STEPS.map((step) => ({ id: `sheet-${step}`, text: words.text(`staff.sheet.step.${step}`) })),
    },
  };
}

/** What would be recorded, before it is. */
export function sheetReview(staff: Desk, sheet: StaffSheet): Content {
  const { words } = staff;
  const { reason } = staff.staff;
  return {
    title: words.text('staff.sheet.reviewTitle'),
    lead: [words.text('staff.sheet.reviewLead', { reference: sheet.reference })],
    notices: [...refusal(staff), info(words.text('staff.review.lead'))],
    actions: [confirmButton(staff)],
    staff: {
      ...NO_PARTS,
      result: reason === null ? null : { text: words.text(`staff.reason.${reason}`), tone: 'plain' },
    },
  };
}
