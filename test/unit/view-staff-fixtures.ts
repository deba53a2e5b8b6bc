/** Pictures and a desk of staff mode, for tests of view and panel. Fictional. */
import type { SessionPicture, StaffPicture, StaffScreen } from '../../fsm/events.ts';
import type { StaffDesk, StaffReview } from '../../src/api/contract.ts';

export const NO_WORK: StaffPicture = {
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

const AT_EPOCH_MS = Date.UTC(2025, 3, 16, 0, 45);

export const REVIEW: StaffReview = {
  rows: [
    { unitId: 'hopper-100', denomination_yen: 100, booked: 62, counted: 61, difference: -1 },
    { unitId: 'hopper-10', denomination_yen: 10, booked: 80, counted: 80, difference: 0 },
    { unitId: 'cashbox', denomination_yen: 50, booked: 14, counted: 14, difference: 0 },
    { unitId: 'cashbox', denomination_yen: 500, booked: 9, counted: 9, difference: 0 },
    { unitId: 'notes', denomination_yen: 1000, booked: 23, counted: 23, difference: 0 },
  ],
  counted_yen: 35_100,
  difference_yen: -100,
};

export const STAFF_DESK: StaffDesk = {
  codeDigits: 3,
  codeLength_max: 10,
  triesLeft: 2,
  lockedFor_ms: null,
  units: [
    {
      unitId: 'hopper-100',
      kind: 'hopper',
      refillable: true,
      capacity: null,
      piles: [{ denomination_yen: 100, booked: 62, room: 338 }],
    },
    {
      unitId: 'hopper-10',
      kind: 'hopper',
      refillable: true,
      capacity: null,
      piles: [{ denomination_yen: 10, booked: 80, room: null }],
    },
    {
      unitId: 'cashbox',
      kind: 'coinBox',
      refillable: false,
      capacity: null,
      piles: [
        { denomination_yen: 50, booked: 14, room: null },
        { denomination_yen: 500, booked: 9, room: null },
      ],
    },
    {
      unitId: 'notes',
      kind: 'noteBox',
      refillable: false,
      capacity: null,
      piles: [{ denomination_yen: 1000, booked: 23, room: null }],
    },
  ],
  openExchanges: [{ task: 'collect', unitId: 'cashbox' }],
  mayOpenStock: false,
  review: REVIEW,
  result: {
    task: 'closing',
    number: 12,
    review: REVIEW,
    slip: null,
    counters: [
      { unitId: 'hopper-100', name: 'piecesOut', counted: 42, booked: 41 },
      { unitId: 'notes', name: 'none', counted: null, booked: 23 },
    ],
    doubt: null,
    incident: null,
  },
  slips: [
    {
      claimNumber: '000041',
      amount_yen: 250,
      reason: 'dispute',
      at_epoch_ms: AT_EPOCH_MS,
      seen: true,
      certain_yen: 250,
      questionId: null,
      leafUnknown: true,
    },
    {
      claimNumber: '000057',
      amount_yen: 1300,
      reason: 'interrupted',
      at_epoch_ms: AT_EPOCH_MS,
      seen: false,
      certain_yen: 1300,
      questionId: null,
      leafUnknown: false,
    },
    {
      claimNumber: '000061',
      amount_yen: 500,
      reason: 'dispute',
      at_epoch_ms: AT_EPOCH_MS,
      seen: true,
      certain_yen: 0,
      questionId: 'part:000061',
      leafUnknown: false,
    },
  ],
  doubts: [
    {
      questionId: 'part:000061',
      kind: 'claim',
      about: 'payout',
      claimNumber: '000061',
      deviceId: 'hopper-100',
      least_yen: 0,
      most_yen: 500,
      at_epoch_ms: AT_EPOCH_MS,
      counted: true,
    },
    {
      questionId: 'lost-4',
      kind: 'unseen',
      about: null,
      claimNumber: null,
      deviceId: 'coins',
      least_yen: 0,
      most_yen: 1000,
      at_epoch_ms: AT_EPOCH_MS,
      counted: false,
    },
    {
      questionId: 'held:unclaimed',
      kind: 'unclaimed',
      about: null,
      claimNumber: null,
      deviceId: null,
      least_yen: 0,
      most_yen: 100,
      at_epoch_ms: AT_EPOCH_MS,
      counted: true,
    },
  ],
  leftItems: [{ incident: 7, code: 'itemsLeft', at_epoch_ms: AT_EPOCH_MS, items: ['card', 'certificate'] }],
  mismatches: [
    { incident: 5, reference: '000042', code: 'paperForeign', at_epoch_ms: AT_EPOCH_MS },
    { incident: 6, reference: '000043', code: 'documentForeign', at_epoch_ms: AT_EPOCH_MS },
  ],
  sheets: [
    {
      ...{ incident: 11, reference: '000051', code: 'sheetJammed', at_epoch_ms: AT_EPOCH_MS },
      ...{ cause: 'jam', leaf: 2, of: 2 },
    },
  ],
  incidents: [
    { incident: 8, code: 'cashReset', at_epoch_ms: AT_EPOCH_MS },
    { incident: 9, code: 'documentPages', at_epoch_ms: AT_EPOCH_MS },
  ],
  devices: [
    { id: 'cardReader', availability: 'online', codes: [], keywords: [] },
    { id: 'cash', availability: 'attention', codes: ['hopperEmpty'], keywords: [] },
    { id: 'printer', availability: 'stop', codes: ['printerJam'], keywords: ['media-path-output-jam-error'] },
  ],
};

const inStaff = (staff: Partial<StaffPicture>, canGoBack = true): Partial<SessionPicture> => ({
  staff: { ...NO_WORK, ...staff },
  canGoBack,
  canCancel: true,
});

/** What differs from screen to screen. */
export const STAFF_SCREENS: Readonly<Record<StaffScreen, Partial<SessionPicture>>> = {
  staffCode: { staff: { ...NO_WORK, code: 'staffCodeWrong' }, canGoBack: true },
  staffMenu: inStaff({}, false),
  staffUnits: inStaff({ task: 'collect' }),
  staffOpen: inStaff({ task: 'collect', unitId: 'hopper-100' }),
  staffCount: inStaff({ task: 'closing' }),
  staffReview: inStaff({ task: 'closing' }),
  staffDone: inStaff({ task: 'closing', print: 'failed' }, false),
  staffList: inStaff({ task: 'incidents' }),
  staffSlip: inStaff({ task: 'slips', claimNumber: '000041' }),
  staffDoubt: inStaff({ task: 'doubts', questionId: 'part:000061' }),
  staffAmount: inStaff({ task: 'doubts', questionId: 'part:000061', answer: 'part' }),
  staffIncident: inStaff({ task: 'incidents', incident: 5 }),
};
