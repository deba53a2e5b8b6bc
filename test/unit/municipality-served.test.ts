/** A municipality that the program has never heard of is served by its file alone: through centre and cell, on days that matter. */
import { describe, expect, test } from 'vitest';
import type { CellFact } from '../../src/cell/contract.ts';
import { authenticate, certificateOf, CN, createCellWorld, NONCE, TRANSACTION } from '../virtual/centre/fixture.ts';
import { tokyo } from './municipality-fixtures.ts';

/** What a resident of the made-up city is told after the PIN at this moment. */
function told(moment: string, cn: string = CN.mihonIchiko): CellFact | undefined {
  const world = createCellWorld({ now_epoch_ms: () => tokyo(moment) });
  return authenticate(world, cn).at(-1);
}

const feesOf = (fact: CellFact | undefined): unknown =>
  fact?.type === 'authenticated'
    ? Object.fromEntries(fact.offers.map(({ typeId, fee_yen }) => [typeId, fee_yen]))
    : fact;
const withheldOf = (fact: CellFact | undefined): unknown =>
  fact?.type === 'authenticated' ? fact.withheld.map(({ typeId, code }) => [typeId, code]) : fact;

const ALL = ['juminhyo', 'juminhyoKisai', 'inkan', 'kosekiTohon', 'kosekiShohon', 'kosekiFuhyo'];
const all = (fee_yen: number): unknown => Object.fromEntries(ALL.map((typeId) => [typeId, fee_yen]));

describe('the made-up city', () => {
  test('R73, 2.5: each certificate is 10 yen on 31 March and 200 yen on 1 April', () => {
    expect(feesOf(told('2025-03-31T10:00'))).toEqual(all(10));
    expect(feesOf(told('2025-04-01T10:00'))).toEqual(all(200));
  });

  test('2.3: on a Saturday, on a public holiday and in the evening 戸籍 is withheld with its own reason, the rest is sold', () => {
    for (const moment of ['2025-04-19T10:00', '2025-04-29T10:00', '2025-04-16T18:00']) {
      const fact = told(moment);
      expect(feesOf(fact)).toEqual({ juminhyo: 200, juminhyoKisai: 200, inkan: 200 });
      expect(withheldOf(fact)).toEqual([
        ...['kosekiTohon', 'kosekiShohon', 'kosekiFuhyo'].map((typeId) => [typeId, 'typeClosedNow']),
        // Its last day was 31 March 2024.
        ['sesshuShomei', 'typeNotOffered'],
      ]);
    }
  });

  test('2.4: nobody is asked about 個人番号', () => {
    const fact = told('2025-04-16T10:00');
    const juminhyo =
      fact?.type === 'authenticated' ? fact.offers.find(({ typeId }) => typeId === 'juminhyo') : undefined;
    expect(juminhyo?.options.map(({ optionId }) => optionId)).toEqual(['honsekiHittosha', 'setainushiTsuzukigara']);
  });

  test('R78: its own longer year end holds though the centre still answers, and the next city is served', () => {
    const at = (moment: string, cn: string): readonly CellFact[] => {
      const world = createCellWorld({ now_epoch_ms: () => tokyo(moment) });
      world.run({ type: 'begin', transactionId: TRANSACTION, nonce: NONCE, language: 'ja' });
      return world.run({ type: 'presentCard', certificate: certificateOf(cn) });
    };
    const closed = (municipalityId: string) => [
      { type: 'refused', code: 'closedNow', scope: 'session', municipalityId },
    ];
    expect(at('2025-12-28T10:00', CN.mihonIchiko)).toEqual(closed('mihon'));
    expect(at('2026-01-05T10:00', CN.mihonIchiko)).toEqual(closed('mihon'));
    expect(at('2025-12-28T10:00', CN.susonoTaro)[0]?.type).toBe('cardKnown');
    expect(at('2025-12-29T10:00', CN.susonoTaro)).toEqual(closed('susono'));
    expect(at('2026-01-04T10:00', CN.susonoTaro)[0]?.type).toBe('cardKnown');
  });
});

test('R61: Fuchu’s 年度 changes in June, and every day between is sold with the year it is for', () => {
  const yearOn = (moment: string): unknown => {
    const fact = told(moment, CN.fuchuJiro);
    return fact?.type === 'authenticated' ? fact.offers.find(({ typeId }) => typeId === 'kazeiHikazei')?.taxYear : fact;
  };
  expect(['2025-05-31', '2025-06-09', '2025-06-10', '2025-07-31'].map((day) => yearOn(`${day}T10:00`))).toEqual([
    2024, 2024, 2025, 2025,
  ]);
});
