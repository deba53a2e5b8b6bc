/** Our own drivers hold every rule of their class, and each rule catches a driver that breaks it. */
import { describe, expect, test } from 'vitest';
import { BAD_DRIVERS, badDriver } from './bad-drivers.ts';
import { judge, RULES } from './judge.ts';
import * as benches from './ours/benches.ts';
import * as ours from './ours/drivers.ts';
import type { BenchMaker, DriverSubject } from './subject.ts';

const OURS: readonly (readonly [DriverSubject, BenchMaker])[] = [
  [ours.composite, benches.compositeBench],
  [ours.onePiece, benches.onePieceBench],
  [ours.coinAcceptor, benches.coinAcceptorBench],
  [ours.validator, benches.billAcceptorBench],
  [ours.hopper, benches.hopperBench],
  [ours.printer, benches.printerBench],
  [ours.cardReader, benches.cardBench],
  [ours.board, benches.boardBench],
];

describe.each(OURS.map(([subject, bench]) => ({ name: subject.name, subject, bench })))(
  'our $name',
  ({ subject, bench }) => {
    test('R83, R84: holds every rule of its class', () => {
      const verdicts = judge(subject, bench);
      expect(verdicts.filter(({ result }) => result === 'broken').map(({ rule, why }) => `${rule.id}: ${why}`)).toEqual(
        [],
      );
      expect(verdicts.filter(({ result }) => result === 'held').length).toBeGreaterThan(5);
    });
  },
);

describe('a bad driver', () => {
  test.each(BAD_DRIVERS.map(([rule, inner, bench, make]) => ({ rule, inner, bench, make })))(
    'is caught by the rule $rule, by its name',
    ({ rule, inner, bench, make }) => {
      const [verdict] = judge(badDriver(inner, make), bench, {}, [rule]);
      expect(verdict).toMatchObject({ rule: { id: rule }, result: 'broken' });
      expect(verdict?.why).toMatch(/\w/);
    },
  );

  test('there is one for each rule', () => {
    expect(BAD_DRIVERS.map(([rule]) => rule).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
  });
});
