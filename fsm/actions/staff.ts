/** What staff mode remembers and asks for. Nothing is booked before `bookStaffWork`. */
import { base } from '../base.ts';
import { NO_STAFF_WORK } from '../context.ts';
import { moneyTask } from '../staff.ts';

const remembering = {
  noteKey: base.assign(({ event }) => (event.type === 'staff.keySwitch' ? { key: event.on ? 'asked' : 'off' } : {})),
  /** A key that stays turned does not open again what was left. */
  noteKeyUsed: base.assign(({ context }) => (context.key === 'asked' ? { key: 'used' } : {})),
  forgetStaff: base.assign({ staff: NO_STAFF_WORK }),
  /** Back at the menu. A refusal is still told there. */
  forgetStaffWork: base.assign(({ context }) => ({ staff: { ...NO_STAFF_WORK, code: context.staff.code } })),
  noteStaffTask: base.assign(({ event }) => {
    if (event.type === 'staff.choose') return { staff: { ...NO_STAFF_WORK, task: event.task } };
    if (event.type !== 'staff.resume') return {};
    return { staff: { ...NO_STAFF_WORK, task: event.task, unitId: event.unitId } };
  }),
  noteStaffUnit: base.assign(({ context, event }) =>
    event.type === 'staff.chooseUnit' ? { staff: { ...context.staff, unitId: event.unitId } } : {},
  ),
  noteStaffCounts: base.assign(({ context, event }) =>
    event.type === 'staff.count' ? { staff: { ...context.staff, counts: event.counts, code: null } } : {},
  ),
  /** Typed again from nothing: what was refused is not left to be confirmed once more. */
  forgetStaffCounts: base.assign(({ context }) => ({ staff: { ...context.staff, counts: [] } })),
  noteStaffWhole: base.assign(({ context }) => ({ staff: { ...context.staff, part: false } })),
  noteStaffPart: base.assign(({ context }) => ({ staff: { ...context.staff, part: true } })),
  noteStaffPays: base.assign(({ context }) => ({ staff: { ...context.staff, handOver: false, code: null } })),
  noteStaffHandsOver: base.assign(({ context }) => ({ staff: { ...context.staff, handOver: true, code: null } })),
  noteStaffDoubt: base.assign(({ event }) =>
    event.type === 'staff.chooseDoubt'
      ? { staff: { ...NO_STAFF_WORK, task: 'doubts' as const, questionId: event.questionId } }
      : {},
  ),
  noteStaffAnswer: base.assign(({ context, event }) =>
    event.type === 'staff.decide' ? { staff: { ...context.staff, answer: event.answer, counts: [], code: null } } : {},
  ),
  noteStaffIncident: base.assign(({ event }) =>
    event.type === 'staff.chooseIncident'
      ? { staff: { ...NO_STAFF_WORK, task: 'incidents' as const, incident: event.incident } }
      : {},
  ),
  noteStaffReason: base.assign(({ context, event }) =>
    event.type === 'staff.giveReason' ? { staff: { ...context.staff, reason: event.reason, code: null } } : {},
  ),
  noteStaffSlip: base.assign(({ context, event }) =>
    event.type === 'staff.chooseSlip'
      ? { staff: { ...context.staff, claimNumber: event.claimNumber, handOver: false, code: null, print: 'none' } }
      : {},
  ),
  noteStaffCode: base.assign(({ context, event }) =>
    event.type === 'staff.refused' || event.type === 'staff.codeRefused'
      ? { staff: { ...context.staff, code: event.code } }
      : {},
  ),
  noteStaffSilence: base.assign(({ context }) => ({ staff: { ...context.staff, code: 'ledgerUnusable' as const } })),
  noteStaffPrinting: base.assign(({ context }) => ({
    staff: { ...context.staff, print: 'printing' as const, code: null },
  })),
  noteStaffPrint: base.assign(({ context, event }) => {
    if (event.type === 'staff.printed') return { staff: { ...context.staff, print: 'printed' } };
    if (event.type !== 'staff.printFailed') return {};
    return { staff: { ...context.staff, print: 'failed', code: event.code } };
  }),
  noteStaffPrintSilence: base.assign(({ context }) => ({ staff: { ...context.staff, print: 'failed' as const } })),
};

const asking = {
  tellTouched: base.raise({ type: 'chart.touched' }),
  openStaff: base.emit({ type: 'staff.opened' }),
  closeStaff: base.emit({ type: 'staff.closed' }),
  checkStaffCode: base.emit({ type: 'staff.checkCode' }),
  wipeStaffCode: base.emit({ type: 'staff.wipeCode' }),
  beginExchange: base.enqueueActions(({ context, enqueue }) => {
    const task = moneyTask(context.staff.task);
    if (task !== null) enqueue.emit({ type: 'staff.beginExchange', task, unitId: context.staff.unitId });
  }),
  dropExchange: base.enqueueActions(({ context, enqueue }) => {
    const task = moneyTask(context.staff.task);
    if (task !== null) enqueue.emit({ type: 'staff.dropExchange', task, unitId: context.staff.unitId });
  }),
  /** The one place from which staff mode reaches the books: a counted task, a decided doubt, an incident, or the slip that is settled. */
  bookStaffWork: base.enqueueActions(({ context, enqueue }) => {
    const { unitId, counts, part, claimNumber, handOver, questionId, answer, incident, reason } = context.staff;
    const task = moneyTask(context.staff.task);
    if (task !== null) enqueue.emit({ type: 'staff.book', task, unitId, counts, part });
    else if (questionId !== null && answer !== null) {
      const amount_yen = answer === 'part' ? (counts[0]?.count ?? null) : null;
      enqueue.emit({ type: 'staff.settleDoubt', questionId, answer, amount_yen });
    } else if (incident !== null && reason !== null) {
      enqueue.emit({ type: 'staff.closeIncident', incident, reason });
    } else if (claimNumber !== null) {
      enqueue.emit({ type: 'staff.settleSlip', claimNumber, how: handOver ? 'handedOver' : 'paid' });
    }
  }),
  resolveIncident: base.enqueueActions(({ event, enqueue }) => {
    if (event.type === 'staff.resolve') enqueue.emit({ type: 'staff.resolveIncident', incident: event.incident });
  }),
  printStaffSheet: base.emit({ type: 'staff.printSheet' }),
  printStaffSlip: base.enqueueActions(({ context, enqueue }) => {
    const { claimNumber } = context.staff;
    if (claimNumber !== null) enqueue.emit({ type: 'staff.printSlip', claimNumber });
  }),
};

/** Actions of staff mode by name. */
export const staffActions = { ...remembering, ...asking };
