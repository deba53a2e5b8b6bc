/** A sample of `npm run prove -- leaves`: every fault of the printer at some moments, every moment with some faults. */
import { describe, expect, test } from 'vitest';
import { LEAF_FAULTS, LEAF_MOMENTS, PATIENCES, playLeafFault, type Patience } from './leaf-faults.ts';

/** Of each fault one moment and patience, another one for the next fault: the whole table takes minutes. */
const SAMPLE = LEAF_FAULTS.flatMap((fault, at) => {
  const moment = LEAF_MOMENTS[(at * 5 + 3) % LEAF_MOMENTS.length]!;
  return [{ fault, moment, patience: PATIENCES[at % PATIENCES.length]! }];
});

const named = (fault: string, moment: string, patience: Patience) => ({
  fault: LEAF_FAULTS.find(({ name }) => name === fault)!,
  moment: LEAF_MOMENTS.find(({ name }) => name === moment)!,
  patience,
});

describe('R75, R94, R95: whatever the printer does and when, citizen, books, centre and paper agree, or a slip or a sheet is asked about', () => {
  test.each(SAMPLE)('$fault.name, $moment.name, $patience', ({ fault, moment, patience }) => {
    expect(playLeafFault(fault, moment, patience)).toMatchObject({ struck: true, failures: [] });
  });
});

describe('what a clerk who comes soon saves', () => {
  test.each([
    ['no paper', 'after leaf 1', 'mended', '2 delivered'],
    ['no paper', 'after leaf 1', 'left', '2 given back'],
    ['no paper', 'after leaf 2', 'left', '1 delivered, 1 given back'],
    ['door open', 'in leaf 3', 'mended', '2 delivered'],
  ] as const)('R87, R95: %s %s, %s, ends with %s', (fault, moment, patience, outcome) => {
    const { fault: what, moment: when } = named(fault, moment, patience);
    expect(playLeafFault(what, when, patience)).toEqual({ struck: true, outcome, failures: [] });
  });

  test('R92, R95: a jam that is cleared: everything is delivered, and the jammed sheet is asked about', () => {
    const { fault, moment } = named('jam', 'after leaf 1', 'mended');
    expect(playLeafFault(fault, moment, 'mended').outcome).toBe('2 delivered, sheet asked (jam)');
  });

  test('R95: a jam that nobody clears: the leaf is unknown, its set in dispute, its sheet asked about', () => {
    const { fault, moment } = named('jam', 'after leaf 1', 'left');
    expect(playLeafFault(fault, moment, 'left').outcome).toBe('1 given back, 1 in dispute, sheet asked (jam)');
  });

  test('R92: somebody else’s job between two leaves stops the set; before its first leaf it is waited for', () => {
    const between = named('foreign job', 'after leaf 3', 'mended');
    expect(playLeafFault(between.fault, between.moment, 'mended').outcome).toBe(
      '1 delivered, 1 given back, foreign job noted',
    );
    const before = named('foreign job', 'before leaf 1', 'mended');
    expect(playLeafFault(before.fault, before.moment, 'mended').outcome).toBe('2 delivered');
  });
});
