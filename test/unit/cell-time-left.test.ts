import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setsInTime } from '../../src/cell/time-left.ts';
import { loadMunicipalities } from '../../src/centre/municipality-files.ts';

const susono = loadMunicipalities(join(import.meta.dirname, '../../config/municipalities')).find(
  ({ municipalityId }) => municipalityId === 'susono',
)!;
const ASKED = [
  { typeId: 'juminhyo', options: {}, persons: [1], copies: 4 },
  { typeId: 'inkan', options: {}, persons: [1], copies: 1 },
];
const left = (data: typeof susono, time: string): number =>
  setsInTime(ASKED, data, Date.parse(`2025-04-16T${time}:00+09:00`));

test('R82: three minutes to pay and two for each set: so many can still be printed before closing', () => {
  expect(['20:00', '22:47', '22:48', '22:55', '22:56', '22:59'].map((time) => left(susono, time))).toEqual([
    5, 5, 4, 1, 0, 0,
  ]);
});

test('R82: closed is closed, and the type that closes first holds for the whole request', () => {
  expect(left(susono, '23:30')).toBe(0);
  const early = {
    ...susono,
    types: susono.types.map((type) =>
      type.typeId === 'inkan' ? { ...type, hours: [{ opens: '09:00', closes: '17:00' }] } : type,
    ),
  };
  expect(left(early, '16:50')).toBe(3);
  expect(left(early, '18:00')).toBe(0);
});
