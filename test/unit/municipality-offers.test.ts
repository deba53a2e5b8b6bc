/** The centre's offers against local data: where the two differ, nothing is sold. */
import { describe, expect, test } from 'vitest';
import {
  everywhereNotices,
  noticesFor,
  optionNotice,
  reconcileOffers,
  type Municipality,
} from '../../src/centre/municipality.ts';
import type { Offer } from '../../fsm/events.ts';
import { hasWords } from '../../src/words/keys.ts';
import { words } from '../../src/words/words.ts';
import { CITIES, FUCHU, MIHON, SUSONO, tokyo } from './municipality-fixtures.ts';

const NOW = tokyo('2025-04-16T10:00');

const offer = (typeId: string, patch: Partial<Offer> = {}): Offer => ({
  typeId,
  fee_yen: 300,
  options: [],
  scope: 'holder',
  copies_max: 10,
  ...patch,
});
const juminhyo = (patch: Partial<Offer> = {}): Offer => offer('juminhyo', { scope: 'household', ...patch });
const tax = (patch: Partial<Offer> = {}): Offer => offer('kazeiHikazei', { fee_yen: 250, taxYear: 2024, ...patch });

/** Code under which one offer is withheld, or null when it is kept. */
const codeOf = (one: Offer, data: Municipality, moment = NOW): string | null =>
  reconcileOffers([one], data, moment).withheld[0]?.code ?? null;

describe('what is withheld', () => {
  test('R66: an offer that agrees in everything is kept', () => {
    expect(codeOf(juminhyo(), SUSONO)).toBeNull();
    expect(codeOf(tax(), FUCHU)).toBeNull();
  });

  test.each([
    ['another fee', juminhyo({ fee_yen: 250 })],
    ['another scope', juminhyo({ scope: 'holder' })],
    ['an item that is not known', juminhyo({ options: [{ optionId: 'juminhyoCode', preset: false }] })],
    ['a type that is not known', offer('nozei')],
    ['a notice that cannot be said', juminhyo({ notices: ['somethingNew'] })],
    ['a notice of another type', juminhyo({ notices: ['kosekiAndResidenceHere'] })],
    ['a 年度 where there is none', juminhyo({ taxYear: 2024 })],
  ])('R66, R73: %s', (_, one) => {
    expect(codeOf(one, SUSONO)).toBe('catalogueDiffers');
  });

  test('R68: a fee that nobody knows, whatever the centre says of it', () => {
    expect(codeOf(juminhyo({ fee_yen: 200 }), SUSONO, tokyo('2024-09-30T10:00'))).toBe('typeNotOffered');
    expect(codeOf(juminhyo(), SUSONO, tokyo('2024-10-02T10:00'))).toBeNull();
  });

  test('R73: on the day of a change the fee of that day, and no other', () => {
    const of = (fee_yen: number, day: string): string | null =>
      codeOf(offer('inkan', { fee_yen }), MIHON, tokyo(`${day}T22:00`));
    expect([of(10, '2025-03-31'), of(200, '2025-03-31')]).toEqual([null, 'catalogueDiffers']);
    expect([of(10, '2025-04-01'), of(200, '2025-04-01')]).toEqual(['catalogueDiffers', null]);
  });

  test('R56, R62, R65: what the page says cannot be had is not offered, even when the centre does', () => {
    for (const { keyword } of FUCHU.notIssued) expect(codeOf(offer(keyword), FUCHU)).toBe('typeNotOffered');
    expect(codeOf(offer('kosekiTohon', { fee_yen: 450 }), SUSONO)).toBe('catalogueDiffers');
  });

  test('2.4: a type outside its dates', () => {
    const vaccination = offer('sesshuShomei', { fee_yen: 120 });
    expect(codeOf(vaccination, MIHON, tokyo('2024-03-29T10:00'))).toBeNull();
    expect(codeOf(vaccination, MIHON, tokyo('2024-04-01T10:00'))).toBe('typeNotOffered');
  });

  test('R77, R80, R82, 2.3: the city closed or about to close; a type outside its own hours', () => {
    expect(codeOf(juminhyo(), SUSONO, tokyo('2025-04-16T22:54'))).toBeNull();
    expect(codeOf(juminhyo(), SUSONO, tokyo('2025-04-16T22:55'))).toBe('closedNow');
    expect(codeOf(juminhyo(), SUSONO, tokyo('2024-10-05T10:00'))).toBe('closedNow');
    const register = offer('kosekiTohon', { fee_yen: 200 });
    expect(codeOf(register, MIHON)).toBeNull();
    expect(codeOf(register, MIHON, tokyo('2025-04-16T16:55'))).toBe('typeClosedNow');
    expect(codeOf(register, MIHON, tokyo('2025-04-19T10:00'))).toBe('typeClosedNow');
    expect(codeOf(register, MIHON, tokyo('2025-12-28T10:00'))).toBe('closedNow');
  });

  test('R58, R60, R61: a tax certificate without its 年度, or of one that cannot be this day', () => {
    expect(codeOf(offer('shotoku', { fee_yen: 250 }), FUCHU)).toBe('catalogueDiffers');
    expect(codeOf(tax({ taxYear: 2025 }), FUCHU)).toBe('catalogueDiffers');
    expect(codeOf(tax({ taxYear: 2025 }), FUCHU, tokyo('2025-06-10T10:00'))).toBeNull();
    expect(codeOf(tax({ taxYear: 2024 }), FUCHU, tokyo('2025-06-10T10:00'))).toBeNull();
    expect(codeOf(tax({ taxYear: 2024 }), FUCHU, tokyo('2025-08-01T10:00'))).toBe('catalogueDiffers');
  });

  test('2.4: no 個人番号 in a city that does not print it', () => {
    const number = { options: [{ optionId: 'kojinBango', preset: false }] };
    expect(codeOf(juminhyo({ ...number, fee_yen: 200 }), MIHON)).toBe('catalogueDiffers');
    expect(codeOf(juminhyo({ ...number, fee_yen: 250 }), FUCHU)).toBeNull();
  });
});

describe('what is added from local data', () => {
  test('R55: the lawful use of the number is said when it is chosen, and at no other item', () => {
    const options = ['setainushiTsuzukigara', 'kojinBango'].map((optionId) => ({ optionId, preset: false }));
    const [kept] = reconcileOffers([juminhyo({ options })], SUSONO, NOW).offers;
    expect(kept?.options).toEqual([
      { optionId: 'setainushiTsuzukigara', preset: false },
      { optionId: 'kojinBango', preset: false, notice: 'kojinBangoUse' },
    ]);
    expect(optionNotice(SUSONO, 'inkan', 'kojinBango')).toBeUndefined();
    expect(noticesFor(SUSONO, 'juminhyo')).not.toContain('kojinBangoUse');
    expect(noticesFor(SUSONO, 'juminhyo', ['kojinBango'])[0]).toBe('kojinBangoUse');
  });

  test('R46, R60: what the centre says of this citizen comes first, then what the type asks for', () => {
    const fuchu = reconcileOffers([juminhyo({ fee_yen: 250, notices: ['katakanaNotPrinted'] })], FUCHU, NOW);
    expect(fuchu.offers[0]?.notices).toEqual(['katakanaNotPrinted', 'sheetsBelongTogether']);
    const year = offer('kazeiShotoku', { taxYear: 2024, notices: ['earlierTaxYearOnly'] });
    expect(reconcileOffers([year], SUSONO, NOW).offers[0]?.notices).toEqual(['earlierTaxYearOnly']);
    expect(noticesFor(FUCHU, 'juminhyo')).not.toContain('katakanaNotPrinted');
  });

  test('R44: 戸籍 says for whom it is', () => {
    for (const typeId of ['kosekiTohon', 'kosekiShohon', 'kosekiFuhyo']) {
      expect(noticesFor(FUCHU, typeId)).toContain('kosekiAndResidenceHere');
    }
    expect(noticesFor(FUCHU, 'inkan')).not.toContain('kosekiAndResidenceHere');
  });

  test('R74, R75, R90–R94: what each page says of every certificate', () => {
    expect(everywhereNotices(SUSONO)).toEqual(['noStaples', 'takeEverything', 'looksDifferent']);
    expect(everywhereNotices(FUCHU)).toEqual(['noReturnOrRefund', 'noFreeIssue', 'noStaples', 'takeEverything']);
    for (const data of [SUSONO, FUCHU]) expect(noticesFor(data, 'juminhyo')).toContain('sheetsBelongTogether');
  });

  test('R27, R31, R87, R110: what is said elsewhere is in the data and not said again before payment', () => {
    const service = ({ notices }: Municipality): string[] =>
      notices.flatMap((entry) => (entry.when === 'service' ? [entry.notice] : []));
    expect(service(SUSONO)).toEqual(['printingTakesTime', 'staffCannotHelp', 'keepCardAndPin']);
    expect(service(FUCHU)).toEqual(['keepCardAndPin', 'pinLocksAfterThree']);
    for (const keyword of service(SUSONO)) expect(noticesFor(SUSONO, 'juminhyo')).not.toContain(keyword);
  });

  test('every notice and every reason of a closed day has words in each language', () => {
    for (const { notices, closures } of CITIES) {
      for (const { notice } of notices) {
        expect(words('ja').notice(notice)).not.toBeNull();
        expect(words('en').notice(notice)).not.toBe(words('ja').notice(notice));
      }
      for (const { reason } of [...closures.days, ...closures.yearly]) expect(hasWords(`closure.${reason}`)).toBe(true);
    }
    expect(hasWords('notice.somethingNew')).toBe(false);
  });
});
