/** Faults planted against what is chosen: types, items, persons, copies, years, fees (rows of the request). */
import type { PlantedFault } from './requirement.ts';

export const CHOICE_FAULTS: Readonly<Record<string, PlantedFault>> = {
  R7: {
    file: 'fsm/guards.ts',
    find: 'context.offers.some((offer) => offer.typeId === event.typeId)',
    replace: 'true',
    tests: ['test/unit/fsm-order.test.ts'],
  },
  R8: {
    file: 'fsm/request.ts',
    find: "return Object.entries(options).every(([id, value]) => known.has(id) && typeof value === 'boolean');",
    replace: 'return true;',
    tests: ['test/unit/fsm-order.test.ts'],
  },
  R9: {
    file: 'fsm/request.ts',
    find: 'copies_max: Math.min(offer.copies_max, context.copies_max)',
    replace: 'copies_max: offer.copies_max',
    tests: ['test/unit/fsm-choices.test.ts'],
  },
  R10: {
    file: 'fsm/flow/request.ts',
    find: "'citizen.back': { guard: 'requestsChosen', target: 'copies', actions: 'reopenLast' },",
    replace: '',
    tests: ['test/unit/fsm-order.test.ts'],
  },
  R52: {
    file: 'fsm/request.ts',
    find: "offer.scope === 'household' ? context.persons.household",
    replace: "offer.scope === 'household' ? 1",
    tests: ['test/simulation/choices.test.ts'],
  },
  R53: {
    file: 'fsm/request.ts',
    find: 'return persons.every((person) => Number.isInteger(person) && person >= 1 && person <= count);',
    replace: 'return true;',
    tests: ['test/unit/fsm-choices.test.ts'],
  },
  R54: {
    file: 'src/api/view/choices.ts',
    find: 'chosen: input.form?.options[optionId] ?? draft?.options[optionId] ?? preset,',
    replace: 'chosen: true,',
    tests: ['test/unit/view.test.ts'],
  },
  R57: {
    file: 'fsm/request.ts',
    find: "if (offer.scope === 'holder') return 1;",
    replace: '',
    tests: ['test/simulation/choices.test.ts'],
  },
  R58: {
    file: 'src/centre/document-check.ts',
    find: "if (taxYear !== offer.taxYear) return 'taxYear';",
    replace: '',
    tests: ['test/unit/document-check.test.ts'],
  },
  R60: {
    file: 'fsm/request.ts',
    find: 'return sets.every((set) => context.offers.find(({ typeId }) => typeId === set.typeId)?.taxYear === set.taxYear);',
    replace: 'return true;',
    tests: ['test/unit/fsm-choices.test.ts'],
  },
  R63: {
    file: 'src/api/view/choices.ts',
    find: "const count = scope === 'koseki' ? persons.koseki : persons.household;",
    replace: 'const count = persons.household;',
    tests: ['test/unit/view.test.ts'],
  },
  R66: {
    file: 'fsm/guards.ts',
    find: "context.withheld.some(({ typeId, code }) => typeId === event.typeId && code !== 'catalogueDiffers'),",
    replace: 'false,',
    tests: ['test/unit/fsm-choices.test.ts'],
  },
  R72: {
    file: 'src/api/view/choices.ts',
    find: 'words.yen(offer.fee_yen * request.copies)',
    replace: 'words.yen(offer.fee_yen)',
    tests: ['test/unit/view.test.ts'],
  },
  R74: {
    file: 'src/api/view/finish.ts',
    find: 'const enough = due_yen > 0 && input.picture.totals.enough;',
    replace: 'const { enough } = input.picture.totals;',
    tests: ['test/unit/view.test.ts'],
  },
  R82: {
    file: 'src/cell/time-left.ts',
    find: 'while (sets > 0 && !fits(sets)) sets -= 1;',
    replace: '',
    tests: ['test/unit/cell-time-left.test.ts'],
  },
};
