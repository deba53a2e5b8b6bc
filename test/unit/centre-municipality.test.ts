import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { loadMunicipalities } from '../../src/centre/municipality-files.ts';
import { isOpen, reconcileOffers } from '../../src/centre/municipality.ts';
import { generalOffers, loadCatalogue, tokyoTime } from '../virtual/centre/catalogue.ts';

const all = loadMunicipalities(join(import.meta.dirname, '../../config/municipalities'));
const susono = all.find(({ municipalityId }) => municipalityId === 'susono')!;
const fuchu = all.find(({ municipalityId }) => municipalityId === 'fuchu')!;
/** What the centre offers anybody of Susono. */
const susonoOffers = () =>
  generalOffers(
    loadCatalogue().find(({ municipalityId }) => municipalityId === 'susono')!,
    tokyoTime(NOW),
  ).offers;
/** A moment of Tokyo time. */
const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
const NOW = tokyo('2025-04-16T10:00:00');

test('R77: both serve from 6:30 until before 23:00, Tokyo time', () => {
  for (const data of [susono, fuchu]) {
    expect(isOpen(data, tokyo('2025-04-16T06:29:59'))).toBe(false);
    expect(isOpen(data, tokyo('2025-04-16T06:30:00'))).toBe(true);
    expect(isOpen(data, tokyo('2025-04-16T22:59:59'))).toBe(true);
    expect(isOpen(data, tokyo('2025-04-16T23:00:00'))).toBe(false);
  }
});

test('R78: closed from 29 December to 3 January, over New Year', () => {
  const days = ['2025-12-28', '2025-12-29', '2025-12-31', '2026-01-01', '2026-01-03', '2026-01-04'];
  expect(days.map((day) => isOpen(susono, tokyo(`${day}T10:00:00`)))).toEqual([true, false, false, false, false, true]);
});

test('R69, R70, R80: a whole-day stop closes one municipality only', () => {
  for (const day of ['2024-10-01', '2024-10-05']) {
    expect(isOpen(susono, tokyo(`${day}T10:00:00`))).toBe(false);
    expect(isOpen(fuchu, tokyo(`${day}T10:00:00`))).toBe(true);
  }
});

test('R66: what the reference centre offers is what the local data say, for every municipality', () => {
  for (const municipality of loadCatalogue()) {
    const data = all.find(({ municipalityId }) => municipalityId === municipality.municipalityId);
    if (!data) continue;
    const { offers, refusals } = generalOffers(municipality, tokyoTime(NOW));
    const reconciled = reconcileOffers(offers, data, NOW);
    expect(refusals).toEqual([]);
    expect(reconciled.withheld).toEqual([]);
    expect(reconciled.offers.map(({ typeId, fee_yen }) => [typeId, fee_yen])).toEqual(
      offers.map(({ typeId, fee_yen }) => [typeId, fee_yen]),
    );
  }
});

test('R66, R73: a type with another fee, scope or option than the local data is withheld, the others stay', () => {
  const offers = susonoOffers();
  const change = (patch: object): typeof offers =>
    offers.map((offer) => (offer.typeId === 'juminhyo' ? { ...offer, ...patch } : offer));
  for (const patch of [
    { fee_yen: 200 },
    { scope: 'holder' },
    { options: [{ optionId: 'juminhyoCode', preset: false }] },
    { typeId: 'joseki' },
  ]) {
    const reconciled = reconcileOffers(change(patch), susono, NOW);
    expect(reconciled.offers.map(({ typeId }) => typeId)).toEqual(expect.arrayContaining(['inkan', 'kazeiShotoku']));
    expect(reconciled.offers).toHaveLength(2);
    expect(reconciled.withheld).toEqual([{ typeId: expect.any(String), code: 'catalogueDiffers' }]);
  }
});

test('R9: copies are the smaller of what centre and local data allow; data without a limit leave it to the others', () => {
  const offers = susonoOffers().map((offer) => ({ ...offer, copies_max: 99 }));
  const copies = (data: typeof susono): number[] =>
    reconcileOffers(offers, data, NOW).offers.map(({ copies_max }) => copies_max);
  expect(copies(susono)).toEqual([99, 99, 99]);
  expect(copies({ ...susono, types: susono.types.map((type) => ({ ...type, copies_max: 5 })) })).toEqual([5, 5, 5]);
});

test('a municipal file with an unknown key, or no file at all, is refused with its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'municipalities-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(() => loadMunicipalities(folder)).toThrow(/no municipal data/);
  writeFileSync(join(folder, 'x.json'), JSON.stringify({ ...susono, fee: 1 }));
  expect(() => loadMunicipalities(folder)).toThrow(/x\.json.*M1004/);
  writeFileSync(join(folder, 'x.json'), '{');
  expect(() => loadMunicipalities(folder)).toThrow(/x\.json.*M1004/);
  expect(() => loadMunicipalities(join(folder, 'none'))).toThrow(/M1001/);
});

test.each([0, -300, 255, 12.5, 1_000_000])(
  'R74: a fee of %d yen in the municipal data is refused, naming file and key',
  (fee_yen) => {
    const folder = mkdtempSync(join(tmpdir(), 'municipalities-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [type, ...rest] = susono.types;
    const types = [{ ...type!, fees: [{ fee_yen }] }, ...rest];
    writeFileSync(join(folder, 'x.json'), JSON.stringify({ ...susono, types }));
    expect(() => loadMunicipalities(folder)).toThrow(/x\.json: types\[0\]\.fees\[0\]\.fee_yen is .*; expected .*M1004/);
  },
);

test('R74: a fee from the centre that cannot be paid in coins differs from the municipal data: the type is withheld', () => {
  for (const fee_yen of [-300, 0, 305]) {
    const offer = { typeId: 'juminhyo', fee_yen, options: [], scope: 'household' as const, copies_max: 1 };
    expect(reconcileOffers([offer], susono, NOW).offers).toEqual([]);
  }
});
