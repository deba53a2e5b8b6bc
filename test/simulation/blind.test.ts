/** The blind path: keypad and speech alone, through everything that can happen to a citizen (issue 6; EN 301 549, 5.1 and 8.4). */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';
import { BlindCitizen } from './blind.ts';
import {
  begin,
  ENGLISH,
  identify,
  JAPANESE,
  pay,
  printAndLeave,
  request,
  take,
  type Ear,
  type Wish,
} from './blind-way.ts';
import { balance_yen, expectAtRest } from './checkers.ts';

const JUMINHYO: Wish = { subjectCn: CN.susonoTaro, pin: '1234', certificate: /^住民票の写し/ };

/** Signs that were said one by one, as they are written down. */
const written = (heard: string): string => heard.replace(/[\s、。,.]/g, '');

const phoneOf = (municipalityId: string): string => {
  const municipality = loadAllMunicipalities().find((one) => one.municipalityId === municipalityId);
  return written((municipality?.desk.phone ?? '').replaceAll('-', ''));
};

function toPayment(citizen: BlindCitizen, ear: Ear = JAPANESE, wish: Wish = JUMINHYO): number {
  begin(citizen, ear);
  identify(citizen, ear, wish);
  return request(citizen, ear, wish);
}

function atRest(citizen: BlindCitizen): void {
  citizen.wait(5_000);
  expectAtRest(citizen.world);
  expect(citizen.world.deaths).toEqual([]);
  expect(citizen.world.view()).toMatchObject({ screen: 'idle', access: { speech: 'guidance' }, cursor: null });
}

describe('whole sessions by keypad and speech alone', () => {
  test('R5–R13, R52, R84: Susono, two persons of the household, a 500-yen coin, 200 yen change', () => {
    const citizen = new BlindCitizen();
    const needed_yen = toPayment(citizen, JAPANESE, { ...JUMINHYO, persons: [/^1人目/, /^2人目/] });
    expect(needed_yen).toBe(300);
    expect(pay(citizen, JAPANESE, [500])).toMatch(/投入済み、500円。おつり、200円/);
    printAndLeave(citizen, JAPANESE);
    atRest(citizen);
    expect(balance_yen(citizen.world, 'fees:susono')).toBe(-300);
    expect(citizen.world.hardware.places.count('citizen', 100)).toBe(2);
    expect(citizen.world.hardware.printer.takeOutput().length).toBeGreaterThan(0);
  });

  test('R71: Fuchu in English, found by ear: a family register for 450 yen with a note', () => {
    const citizen = new BlindCitizen();
    const wish: Wish = {
      subjectCn: CN.fuchuJiro,
      pin: '1234',
      certificate: /^Certificate of All Matters|^.*[Ff]amily [Rr]egister/,
    };
    expect(toPayment(citizen, ENGLISH, wish)).toBe(450);
    expect(pay(citizen, ENGLISH, [1000])).toMatch(/Inserted: 1000 yen\. Change: 550 yen/);
    printAndLeave(citizen, ENGLISH);
    atRest(citizen);
    expect(balance_yen(citizen.world, 'fees:fuchu')).toBe(-450);
    // No voice of another language has to read Japanese signs; the language itself is named in its own.
    const english = citizen.log.filter(
      ({ text, at_ms }) => at_ms > 20_000 && /[\p{Script=Han}\p{Script=Hiragana}]/u.test(text),
    );
    expect(english.map(({ text }) => text).filter((text) => !text.startsWith('日本語'))).toEqual([]);
  });
});
