import { expect, test } from 'vitest';
import { authenticate, CN, createCellWorld } from '../virtual/centre/fixture.ts';

test('R36, R37: one kiosk serves citizens of every town: the card names the municipality, not the place of the shop', () => {
  const world = createCellWorld();
  const towns = [CN.susonoTaro, CN.fuchuJiro, CN.mihonIchiko, CN.susonoHanako].map((subjectCn, at) => {
    const cell = world.open();
    authenticate(cell, subjectCn, { transactionId: `${at}`.repeat(32), nonce: 'c'.repeat(32) });
    expect(cell.facts.map(({ type }) => type)).toContain('authenticated');
    const known = cell.facts.find((fact) => fact.type === 'cardKnown');
    return known?.type === 'cardKnown' ? known.municipalityId : null;
  });
  expect(towns).toEqual(['susono', 'fuchu', 'mihon', 'susono']);
});
