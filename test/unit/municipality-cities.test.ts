/** The data of the two cities against what their pages state: written from the pages, not from the files. */
import { describe, expect, test } from 'vitest';
import { feeOn, isChainServed, isNotIssued, isOffered, type Municipality } from '../../src/centre/municipality.ts';
import { REFUSALS } from '../../src/centre/refusals.ts';
import { CITIES, FUCHU, MIHON, SUSONO, typeOf } from './municipality-fixtures.ts';

const typeIds = ({ types }: Municipality): string[] => types.map(({ typeId }) => typeId);
const fees = (data: Municipality, day: string): unknown =>
  Object.fromEntries(data.types.map((type) => [type.typeId, feeOn(type, day)]));
const scopes = (data: Municipality): unknown =>
  Object.fromEntries(data.types.map(({ typeId, scope }) => [typeId, scope]));
const cards = ({ refusedCards }: Municipality): string[] => refusedCards.map(({ name }) => name.ja);

describe('the catalogue of each city', () => {
  test('R66: Susono issues three types, Fuchu seven, and no other', () => {
    expect(typeIds(SUSONO)).toEqual(['juminhyo', 'inkan', 'kazeiShotoku']);
    expect(typeIds(FUCHU)).toEqual([
      'juminhyo',
      'inkan',
      'kazeiHikazei',
      'shotoku',
      'kosekiTohon',
      'kosekiShohon',
      'kosekiFuhyo',
    ]);
  });

  test('R52, R57–R59, R63, R64: whose paper each type may be', () => {
    expect(scopes(SUSONO)).toEqual({ juminhyo: 'household', inkan: 'holder', kazeiShotoku: 'holder' });
    expect(scopes(FUCHU)).toEqual({
      juminhyo: 'household',
      inkan: 'holder',
      kazeiHikazei: 'holder',
      shotoku: 'holder',
      // The whole register: there is nobody to choose.
      kosekiTohon: 'holder',
      kosekiShohon: 'koseki',
      kosekiFuhyo: 'koseki',
    });
  });

  test('R54, R55: items of the 住民票 by nationality; the number only where the page offers it', () => {
    const items = (data: Municipality): string[] => typeOf(data, 'juminhyo').options.map(({ optionId }) => optionId);
    const stated = typeOf(SUSONO, 'juminhyo').options.filter(({ basis }) => basis === 'page');
    expect(stated.map(({ optionId }) => optionId)).toEqual(['honsekiHittosha', 'setainushiTsuzukigara', 'kojinBango']);
    const foreign = typeOf(FUCHU, 'juminhyo').options.filter(({ of }) => of !== 'japanese');
    expect(foreign.map(({ optionId }) => optionId)).toEqual([
      'setainushiTsuzukigara',
      'kojinBango',
      'kokusekiChiiki',
      'zairyuCardNumber',
      'zairyuShikaku',
    ]);
    expect(items(SUSONO)).toContain('kojinBango');
    expect(items(MIHON)).not.toContain('kojinBango');
  });

  test('R56, R62, R65: what Fuchu says cannot be had is data, and is no type or item of any city', () => {
    const ids = ['juminhyoCode', 'kaiseigenJuminhyo', 'johyo', 'choseiKojo', 'kaiseigenKoseki', 'joseki'];
    expect(FUCHU.notIssued.map(({ keyword }) => keyword)).toEqual(ids);
    for (const id of ids) {
      expect(isNotIssued(FUCHU, id)).toBe(true);
      expect(isNotIssued(SUSONO, id)).toBe(false);
      for (const data of CITIES) {
        expect(typeIds(data)).not.toContain(id);
        expect(data.types.flatMap(({ options }) => options.map(({ optionId }) => optionId))).not.toContain(id);
      }
    }
  });

  test('R36, R42–R51: each type names the reasons for which its page refuses it', () => {
    const reasons = (data: Municipality): unknown =>
      Object.fromEntries(data.types.map(({ typeId, refusals }) => [typeId, refusals]));
    const tax = ['notDeclared', 'amendedReturn'];
    const koseki = ['kosekiUpdating', 'honsekiElsewhere'];
    expect(reasons(SUSONO)).toEqual({
      juminhyo: [],
      inkan: ['noSealRegistration'],
      kazeiShotoku: ['noTaxData', 'notDeclared', 'taxYearNotSwitched'],
    });
    expect(reasons(FUCHU)).toEqual({
      juminhyo: ['householdMoved', 'transitionalResident'],
      inkan: ['noSealRegistration'],
      kazeiHikazei: tax,
      shotoku: tax,
      kosekiTohon: koseki,
      kosekiShohon: koseki,
      kosekiFuhyo: koseki,
    });
    const known = Object.keys(REFUSALS);
    for (const { types } of CITIES)
      for (const { refusals } of types) expect(known).toEqual(expect.arrayContaining(refusals));
  });

  test('types come and go with dates (2.4)', () => {
    const vaccination = typeOf(MIHON, 'sesshuShomei');
    expect(isOffered(vaccination, '2024-03-31')).toBe(true);
    expect(isOffered(vaccination, '2024-04-01')).toBe(false);
    expect(isOffered(typeOf(MIHON, 'juminhyo'), '2030-01-01')).toBe(true);
  });
});

describe('fees', () => {
  test('R67, R68: Susono takes 300 yen from 2 October 2024; what it was before nobody knows, so it is no number', () => {
    const all = (fee: number | null) => ({ juminhyo: fee, inkan: fee, kazeiShotoku: fee });
    expect(fees(SUSONO, '2024-10-02')).toEqual(all(300));
    expect(fees(SUSONO, '2026-11-22')).toEqual(all(300));
    expect(fees(SUSONO, '2024-10-01')).toEqual(all(null));
    expect(fees(SUSONO, '2024-09-30')).toEqual(all(null));
    for (const { fees: list } of SUSONO.types) expect(list[0]).toEqual({ until: '2024-10-01', fee_yen: null });
  });

  test('R71: Fuchu takes 250 yen, and 450 yen for 戸籍謄本 and 抄本', () => {
    expect(fees(FUCHU, '2025-04-16')).toEqual({
      juminhyo: 250,
      inkan: 250,
      kazeiHikazei: 250,
      shotoku: 250,
      kosekiTohon: 450,
      kosekiShohon: 450,
      kosekiFuhyo: 250,
    });
  });

  test('R73: the fee is that of the day, over the change in April and on a leap day', () => {
    const juminhyo = typeOf(MIHON, 'juminhyo');
    expect(feeOn(juminhyo, '2025-03-31')).toBe(10);
    expect(feeOn(juminhyo, '2025-04-01')).toBe(200);
    expect(feeOn(juminhyo, '2024-02-29')).toBe(10);
    expect(feeOn(juminhyo, '2028-02-29')).toBe(200);
  });

  test('R74: no city has a fee of nothing', () => {
    const numbers = CITIES.flatMap(({ types }) => types.flatMap((type) => type.fees.map(({ fee_yen }) => fee_yen)));
    for (const fee_yen of numbers) expect(fee_yen === null || (fee_yen >= 10 && fee_yen % 10 === 0)).toBe(true);
  });
});

describe('rules, cards and contacts', () => {
  test('R19, R20: the cards that are refused by name differ', () => {
    expect(cards(SUSONO)).toEqual(['印鑑登録証(青色の富士山の磁気カード)', '市民カード', '通知カード']);
    expect(cards(FUCHU)).toEqual(['住民基本台帳カード', 'ふちゅう市民カード']);
  });

  test('R32, R41–R45: only Fuchu states the next day, moving out, the household, 戸籍 and 経過滞在者', () => {
    expect(FUCHU.rules).toEqual({
      youngest_years: 15,
      cardUsableFrom: 'nextDay',
      afterMovingOut: 'refused',
      householdMemberMoved: 'refusedUntilMoved',
      koseki: 'honsekiAndResidenceHere',
      kosekiEntry_weeks: { min: 2, max: 3 },
      transitionalResidents: 'refused',
      pinTries: 3,
    });
    const { youngest_years, ...silent } = SUSONO.rules;
    expect(youngest_years).toBe(15);
    expect(new Set(Object.values(silent))).toEqual(new Set([null]));
  });

  test('R38: both refuse whoever is under 15', () => {
    expect([SUSONO, FUCHU].map(({ rules }) => rules.youngest_years)).toEqual([15, 15]);
  });

  test('R112: the desk of each; a telephone that is not on the page is not made up', () => {
    expect(SUSONO.desk).toMatchObject({ name: { ja: '裾野市役所 市民課' }, phone: '055-995-1812' });
    expect(FUCHU.desk).toMatchObject({ name: { ja: '府中市 市民部 総合窓口課' }, phone: null });
  });

  test('R76: the statutory display is Susono’s alone', () => {
    expect(SUSONO.collection).toEqual({
      agent: '地方公共団体情報システム機構',
      address: '東京都千代田区一番町25番地',
      entrustedOn: '2016-01-07',
    });
    expect(FUCHU.collection).toBeNull();
  });

  test('R81: a chain serves a city until the day its page names; a page without chains excludes none', () => {
    expect(isChainServed(FUCHU, 'communityStore', '2021-11-30')).toBe(true);
    expect(isChainServed(FUCHU, 'communityStore', '2021-12-01')).toBe(false);
    expect(isChainServed(FUCHU, 'sevenEleven', '2026-11-22')).toBe(true);
    expect(isChainServed(FUCHU, 'otherStore', '2026-11-22')).toBe(true);
    expect(isChainServed(SUSONO, 'communityStore', '2026-11-22')).toBe(true);
  });

  test('R113: pages that are named without an address stay without one', () => {
    for (const { links } of [SUSONO, FUCHU]) expect(links).toEqual({ shops: null, closedDays: null, guide: null });
    expect(MIHON.links.closedDays).toBe('https://mihon.example/closed');
  });
});
