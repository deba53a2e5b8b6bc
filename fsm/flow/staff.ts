/**
 * Staff mode (係員モード): a branch of the flow, so that it and a citizen's session can never be open together. It is entered from
 * `idle` alone, by the key switch or by the code; every step can be gone back, and nothing is booked before 「確定」.
 */
import { chart } from '../chart.ts';

/** The code is typed on the pad; its digits lie in a buffer of the kiosk and are wiped whichever way this is left. */
export const staffCode = chart.createStateConfig({
  id: 'staffCode',
  meta: { screen: 'staffCode' },
  exit: ['wipeStaffCode', 'forgetStaff'],
  initial: 'typing',
  on: {
    'citizen.back': '#staffLeaving',
    'staff.keySwitch': { guard: 'keyTurnedOn', target: '#staff' },
  },
  states: {
    typing: {
      on: { 'staff.enterCode': 'checking' },
      after: { citizen_enters_pin_ms: '#staffLeaving' },
    },
    checking: {
      tags: ['busy'],
      entry: 'checkStaffCode',
      on: {
        'staff.codeRight': '#staff',
        'staff.codeRefused': { target: 'typing', actions: 'noteStaffCode' },
      },
      after: { card_answers_ms: '#staffLeaving' },
    },
  },
});

const menu = chart.createStateConfig({
  meta: { screen: 'staffMenu' },
  entry: ['forgetStaffWork', 'tellTouched'],
  on: {
    'staff.choose': [
      { guard: 'choosesUnitTask', target: 'units', actions: 'noteStaffTask' },
      { guard: 'choosesCountTask', target: 'open', actions: 'noteStaffTask' },
      { target: 'list', actions: 'noteStaffTask' },
    ],
    'staff.resume': { target: 'open', actions: 'noteStaffTask' },
  },
});

const units = chart.createStateConfig({
  meta: { screen: 'staffUnits' },
  entry: 'tellTouched',
  on: {
    'staff.chooseUnit': { target: 'open', actions: 'noteStaffUnit' },
    'citizen.back': 'menu',
  },
});

/** Open, take out, count. Going back from here says that nothing was moved. */
const open = chart.createStateConfig({
  meta: { screen: 'staffOpen' },
  entry: 'tellTouched',
  on: {
    'staff.next': { target: 'count', actions: ['noteStaffWhole', 'beginExchange'] },
    'staff.takePart': { guard: 'collects', target: 'count', actions: ['noteStaffPart', 'beginExchange'] },
    'citizen.back': [
      { guard: 'onOneUnit', target: 'units', actions: 'dropExchange' },
      { target: 'menu', actions: 'dropExchange' },
    ],
  },
});

const count = chart.createStateConfig({
  meta: { screen: 'staffCount' },
  entry: 'tellTouched',
  on: {
    'staff.count': { guard: 'somethingCounted', target: 'review', actions: 'noteStaffCounts' },
    'staff.refused': { target: 'menu', actions: 'noteStaffCode' },
    'citizen.back': 'open',
  },
});

/** What would be booked, before anything is. */
const review = chart.createStateConfig({
  meta: { screen: 'staffReview' },
  entry: 'tellTouched',
  on: {
    'staff.confirm': 'booking',
    'citizen.back': [
      { guard: 'listsSlips', target: 'slip' },
      { guard: 'decidedPart', target: 'amount' },
      { guard: 'listsDoubts', target: 'doubt' },
      { guard: 'listsMismatches', target: 'incident' },
      { target: 'count' },
    ],
  },
});

const booking = chart.createStateConfig({
  meta: { screen: 'staffReview' },
  tags: ['busy'],
  entry: 'bookStaffWork',
  on: {
    'staff.booked': 'done',
    'staff.refused': [
      { guard: 'countRefused', target: 'count', actions: ['noteStaffCode', 'forgetStaffCounts'] },
      { target: 'review', actions: 'noteStaffCode' },
    ],
  },
  // Not known whether it is in the books: the menu shows what is still open there.
  after: { cash_settles_ms: { target: 'menu', actions: 'noteStaffSilence' } },
});

const PRINT_ANSWERS = {
  'staff.printed': { actions: 'noteStaffPrint' },
  'staff.printFailed': { actions: 'noteStaffPrint' },
} as const;

/** Booked: the sheet is printed while the result stands on the screen, and again when asked for. */
const done = chart.createStateConfig({
  meta: { screen: 'staffDone' },
  entry: ['noteStaffPrinting', 'printStaffSheet', 'tellTouched'],
  on: {
    ...PRINT_ANSWERS,
    'staff.print': { guard: 'notPrinting', target: 'done', reenter: true },
    'staff.next': 'menu',
  },
  after: { printer_prints_leaf_ms: { actions: 'noteStaffPrintSilence' } },
});

/** Slips, left items, incidents, or the guide for paper. */
const list = chart.createStateConfig({
  meta: { screen: 'staffList' },
  entry: 'tellTouched',
  on: {
    'staff.chooseSlip': { guard: 'listsSlips', target: 'slip', actions: 'noteStaffSlip' },
    'staff.chooseDoubt': { guard: 'listsDoubts', target: 'doubt', actions: 'noteStaffDoubt' },
    'staff.chooseIncident': { guard: 'listsMismatches', target: 'incident', actions: 'noteStaffIncident' },
    'staff.resolve': { guard: 'listsIncidents', actions: ['resolveIncident', 'tellTouched'] },
    'citizen.back': 'menu',
  },
});

const slip = chart.createStateConfig({
  meta: { screen: 'staffSlip' },
  entry: 'tellTouched',
  on: {
    ...PRINT_ANSWERS,
    // Only now, while the clerk stands here: never into a tray that nobody watches.
    'staff.print': { guard: 'notPrinting', actions: ['noteStaffPrinting', 'printStaffSlip', 'tellTouched'] },
    'staff.next': { target: 'review', actions: 'noteStaffPays' },
    'staff.handOver': { target: 'review', actions: 'noteStaffHandsOver' },
    // What is in question is answered before anything is paid.
    'staff.chooseDoubt': { target: 'doubt', actions: 'noteStaffDoubt' },
    'citizen.back': 'list',
  },
  after: { printer_prints_leaf_ms: { actions: 'noteStaffPrintSilence' } },
});

/** What is in question, and where to look. */
const doubt = chart.createStateConfig({
  meta: { screen: 'staffDoubt' },
  entry: 'tellTouched',
  on: {
    'staff.decide': [
      { guard: 'decidesPart', target: 'amount', actions: 'noteStaffAnswer' },
      { target: 'review', actions: 'noteStaffAnswer' },
    ],
    'citizen.back': 'list',
  },
});

const amount = chart.createStateConfig({
  meta: { screen: 'staffAmount' },
  entry: 'tellTouched',
  on: {
    'staff.count': { guard: 'somethingCounted', target: 'review', actions: 'noteStaffCounts' },
    'citizen.back': 'doubt',
  },
});

/** A paper or document that was not what it must be (D7): what to do first, and why it may be closed. */
const incident = chart.createStateConfig({
  meta: { screen: 'staffIncident' },
  entry: 'tellTouched',
  on: {
    'staff.giveReason': { target: 'review', actions: 'noteStaffReason' },
    'citizen.back': 'list',
  },
});

/** Staff mode (係員モード): the way of the work, and beside it the patience without a touch. */
export const staff = chart.createStateConfig({
  id: 'staff',
  type: 'parallel',
  entry: ['noteKeyUsed', 'openStaff'],
  exit: ['noteKeyUsed', 'forgetStaff', 'closeStaff'],
  on: {
    'citizen.cancel': '#staffLeaving',
    'staff.keySwitch': { guard: 'keyTurnedOff', target: '#staffLeaving' },
  },
  states: {
    work: {
      initial: 'menu',
      states: { menu, units, open, count, review, booking, done, list, slip, doubt, amount, incident },
    },
    /** Nobody has touched anything for long: first a warning, then citizens are served again. */
    patience: {
      initial: 'calm',
      on: {
        'chart.touched': '.calm',
        'staff.touch': '.calm',
      },
      states: {
        calm: { after: { staff_works_ms: 'warning' } },
        warning: {
          tags: ['warning'],
          on: { 'citizen.extend': 'calm' },
          after: { citizen_answers_warning_ms: '#staffLeaving' },
        },
      },
    },
  },
});

/** A slip that was opened meanwhile is shown now. */
export const staffLeaving = chart.createStateConfig({
  id: 'staffLeaving',
  always: [{ guard: 'slipWaiting', target: '#slip' }, { target: '#idle' }],
});
