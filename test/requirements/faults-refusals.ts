/** Planted faults against card, PIN, refusals and receipt. */
import { REFUSALS, type RefusalKeyword } from '../../src/centre/refusals.ts';
import type { PlantedFault } from './requirement.ts';

/** A reason that the kiosk does not know any more: its citizens would read a message without a reason. */
const forgotten = (keyword: RefusalKeyword): PlantedFault => ({
  file: 'src/centre/refusals.ts',
  find: `  ${keyword}: { code: '${keyword}', requirement: '${REFUSALS[keyword].requirement}', scope:`,
  replace: `  forgotten: { code: '${keyword}', requirement: '', scope:`,
  tests: ['test/unit/refusals.test.ts'],
});

export const REFUSAL_FAULTS: Readonly<Record<string, PlantedFault>> = {
  R4: {
    file: 'fsm/flow/card.ts',
    find: "    'card.inserted': '#readingCard',",
    replace: '',
    tests: ['test/unit/fsm-order.test.ts', 'test/simulation/card-tries.test.ts'],
  },
  R6: {
    file: 'fsm/flow/card.ts',
    find: "const BACK_REMOVED = { target: '#setCard',",
    replace: "const BACK_REMOVED = { target: '#leaving',",
    tests: ['test/simulation/card-tries.test.ts'],
  },
  R18: {
    file: 'drivers/jpki/answers.ts',
    find: "if (statusWord === 0x9000) exchange(turn, 'selectTokenInfo'",
    replace: "if (statusWord !== 0) exchange(turn, 'selectTokenInfo'",
    tests: ['test/protocol/jpki.test.ts'],
  },
  R22: {
    file: 'drivers/jpki/answers.ts',
    find: "if (length === null) refuse(turn, 'cardNoCertificate');",
    replace: "if (length === null) fail(turn, 'cardUnreadable');",
    tests: ['test/protocol/jpki.test.ts'],
  },
  R24: {
    file: 'fsm/guards.ts',
    find: "event.type === 'card.identified' && event.expired",
    replace: "event.type === 'card.identified' && false",
    tests: ['test/unit/fsm-card.test.ts'],
  },
  R26: {
    file: 'drivers/jpki/card-reader.ts',
    find: '!digits || pin.length !== profile.pinLength_digits',
    replace: '!digits',
    tests: ['test/protocol/jpki.test.ts'],
  },
  R27: {
    file: 'drivers/jpki/answers.ts',
    find: 'else if (tries !== triesShown)',
    replace: 'else if (tries > triesShown + 3)',
    tests: ['test/simulation/card-tries.test.ts'],
  },
  R30: {
    file: 'fsm/guards.ts',
    find: "event.type === 'card.identified' && !event.sameCard",
    replace: "event.type === 'card.identified' && false",
    tests: ['test/unit/fsm-card.test.ts'],
  },
  R32: forgotten('cardIssuedToday'),
  R38: forgotten('underFifteen'),
  R39: forgotten('notEligible'),
  R40: forgotten('notEligible'),
  R36: forgotten('notEligible'),
  R41: forgotten('movedOut'),
  R42: forgotten('householdMoved'),
  R43: forgotten('kosekiUpdating'),
  R44: forgotten('honsekiElsewhere'),
  R45: forgotten('transitionalResident'),
  R47: forgotten('noSealRegistration'),
  R48: forgotten('noTaxData'),
  R49: forgotten('notDeclared'),
  R50: forgotten('notDeclared'),
  R51: forgotten('amendedReturn'),
  R62: forgotten('typeNotOffered'),
  R12: {
    file: 'fsm/guards.ts',
    find: 'receiptIsDue: ({ context }: Asked) => context.earned && !context.cellLost,',
    replace: 'receiptIsDue: ({ context }: Asked) => context.earned && context.cellLost,',
    tests: ['test/simulation/receipt.test.ts'],
  },
  R85: {
    file: 'src/kiosk/print/papers.ts',
    find: 'const sold = current.sets.filter(({ set }) => current.earned.has(set));',
    replace: 'const sold = current.sets;',
    tests: ['test/simulation/receipt.test.ts'],
  },
};
