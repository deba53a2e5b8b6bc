/** Faults planted against the way through a session: its steps, its end and what stands in the machine after it. */
import type { PlantedFault } from './requirement.ts';

const ORDER = ['test/unit/fsm-order.test.ts'];
const PAPER = ['test/unit/fsm-paper.test.ts'];

export const WAY_FAULTS: Readonly<Record<string, PlantedFault>> = {
  R1: {
    file: 'fsm/flow/flow.ts',
    find: "'citizen.openGovernmentService': { guard: 'serviceOpen', target: 'governmentMenu' },",
    replace: '',
    tests: ORDER,
  },
  R2: {
    file: 'fsm/flow/flow.ts',
    find: "'citizen.openCertificateService': {",
    replace: "'citizen.openGovernmentService': {",
    tests: ORDER,
  },
  R3: {
    file: 'fsm/flow/flow.ts',
    find: "on: { 'citizen.agree': '#setCard' },",
    replace: "always: '#setCard',",
    tests: ORDER,
  },
  R5: {
    file: 'src/api/view/start.ts',
    find: 'enabled: input.pinDigits === PIN_LENGTH,',
    replace: 'enabled: true,',
    tests: ['test/unit/view.test.ts'],
  },
  R11: {
    file: 'fsm/guards.ts',
    find: '  enough: ({ context }: Asked) => context.totals.enough,',
    replace: '  enough: () => true,',
    tests: ORDER,
  },
  R13: {
    file: 'src/reminder/policy.ts',
    find: '  if (left.length === 0) {',
    replace: '  if (left.length === 0) return SILENCE;\n  if (left.length === 0) {',
    tests: ['test/unit/reminder.test.ts'],
  },
  R14: {
    file: 'fsm/guards.ts',
    find: "pinIsNext: ({ context }: Asked) => context.profile.pin === 'first' ||",
    replace: 'pinIsNext: ({ context }: Asked) => true ||',
    tests: ORDER,
  },
  R15: {
    file: 'src/api/offered.ts',
    find: 'return intent.type === form.answeredBy && intent.copies >= form.min && intent.copies <= form.max;',
    replace: 'return false;',
    tests: ['test/unit/view-touch.test.ts'],
  },
  R16: {
    file: 'fsm/flow/ending.ts',
    find: "{ target: '#leaving', actions: 'noteTaken' },",
    replace: "{ guard: 'keyAsks', target: '#leaving', actions: 'noteTaken' },",
    tests: ORDER,
  },
  R75: {
    file: 'src/ledger/sessions.ts',
    find: "fee, account.fees(municipalityId), fee_yen, sessionId, 'fee earned'",
    replace: "fee, account.owed(sessionId), fee_yen, sessionId, 'fee earned'",
    tests: ['test/unit/ledger-delivered.test.ts'],
  },
  R87: {
    file: 'fsm/flow/delivery.ts',
    find: "    'print.leafFailed': LEAF_FAILED,\n    'print.progress': [{ guard: 'hasTrouble', target: '.held' }, { target: '.moving' }],",
    replace: "    'print.leafFailed': LEAF_FAILED,\n    'print.progress': {},",
    tests: PAPER,
  },
  R94: {
    file: 'fsm/actions/note.ts',
    find: 'leavesDone: context.leavesDone + 1,',
    replace: 'leavesDone: context.leavesDone,',
    tests: ORDER,
  },
  R95: {
    file: 'drivers/ipp/keywords.ts',
    find: "    'media-jam',\n",
    replace: '',
    tests: ['test/protocol/ipp-printer.test.ts'],
  },
  R103: {
    file: 'fsm/guards.ts',
    find: 'context.cardPresent || context.reminded.some(',
    replace: 'context.reminded.some(',
    tests: PAPER,
  },
  R111: {
    file: 'fsm/flow/ending.ts',
    find: "'chart.ended': { target: '#idle', actions: 'endSession' }",
    replace: "'chart.ended': '#idle'",
    tests: ['test/unit/kiosk-staff-lists.test.ts'],
  },
  D10: {
    file: 'fsm/flow/ending.ts',
    find: "    { guard: 'thingsToTake', target: '#takeItems' },\n",
    replace: '',
    tests: PAPER,
  },
};
