/** The blind path: keypad and speech alone, through everything that can happen to a citizen (EN 301 549, clauses 5.1 and 8.4). */
import { describe, expect, test } from 'vitest';
import { pronounceable } from '../../src/guide/say.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';
import { BlindCitizen } from './blind.ts';
import {
  begin,
  earOf,
  ENGLISH,
  identify,
  JAPANESE,
  JUMINHYO,
  pay,
  printAndLeave,
  quoted,
  take,
  toPayment,
  type Wish,
} from './blind-way.ts';
import { expectAllAtRest as atRest } from './blind-rest.ts';
import { balance_yen } from './checkers.ts';

/** Signs that were said one by one, as they are written down. */
const written = (heard: string): string => heard.replace(/[\s、。,.]/g, '');

const phoneOf = (municipalityId: string): string => {
  const municipality = loadAllMunicipalities().find((one) => one.municipalityId === municipalityId);
  return written((municipality?.desk.phone ?? '').replaceAll('-', ''));
};

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

  test.each(LOCALES)('R15, R52: alone from the first key to the last word in %s, names in the headphones', (locale) => {
    const ear = earOf(locale);
    const citizen = new BlindCitizen();
    citizen.plug();
    const certificate = new RegExp(`^${quoted(pronounceable(words(locale).certificate('juminhyo'), locale))}`);
    expect(toPayment(citizen, ear, { ...JUMINHYO, certificate, persons: [/見本/] })).toBe(300);
    pay(citizen, ear, [100, 100, 100]);
    printAndLeave(citizen, ear);
    atRest(citizen);
    expect(balance_yen(citizen.world, 'fees:susono')).toBe(-300);
  });
});

describe('what goes wrong is understood by ear', () => {
  test('R27: a wrong PIN is told with the tries left, the next one is right', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    citizen.layCard(citizen.world.card(CN.susonoTaro));
    citizen.waitFor(/あと3回入力できます/);
    citizen.digits('9876');
    citizen.press('select');
    citizen.waitFor(/暗証番号がちがいます.*あと2回入力できます/);
    // One figure too few, one taken back: how many are in is heard each time.
    expect(citizen.digits('12')).toMatch(/4桁のうち、2桁/);
    expect(citizen.press('delete')).toMatch(/4桁のうち、1桁/);
    expect(citizen.press('clear')).toMatch(/4桁のうち、0桁/);
    citizen.digits('1234');
    citizen.press('select');
    citizen.waitFor(JAPANESE.takeCard);
    citizen.takeCard();
    citizen.waitFor(JAPANESE.chooseCertificate);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });

  test('R40, R112: a refusal says what to do and whom to call, number by number', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    citizen.layCard(citizen.world.card(CN.susonoMovedOut));
    citizen.waitFor(JAPANESE.typePin);
    citizen.digits('1234');
    citizen.press('select');
    const heard = citizen.waitFor(/電話番号/);
    expect(written(heard)).toContain(phoneOf('susono'));
    expect(heard).toMatch(/裾野市/);
    expect(written(heard)).toMatch(/お問い合わせ番号M\d{4}/);
    // It can be heard again, and left.
    expect(written(citizen.press('repeat'))).toContain(phoneOf('susono'));
    citizen.goOn(/閉じる/);
    citizen.takeCard();
    expect(citizen.waitFor(/受け取り済み/)).toMatch(/マイナンバーカード/);
    citizen.find(JAPANESE.stopVoice);
    citizen.press('select');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });

  test('R66: why one certificate cannot be had is asked and heard, and the others are still there', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    identify(citizen, JAPANESE, { subjectCn: CN.susonoNewCard, pin: '1234' });
    const refused = citizen.find(/ここでは受け取れません/);
    expect(refused).toMatch(/決定で理由/);
    citizen.press('select');
    expect(citizen.waitFor(/もどる/)).toMatch(/お問い合わせ番号/);
    citizen.goOn(/もどる/);
    expect(citizen.waitFor(JAPANESE.chooseCertificate)).toMatch(/選べるものは/);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });

  test('R95: a jam is heard with its number and whom to call; when it is cleared the voice goes on', () => {
    const citizen = new BlindCitizen();
    const family = ['1', '2', '3', '4', '5', '6'].map((n) => new RegExp(`^${n}人目`));
    toPayment(citizen, JAPANESE, { ...JUMINHYO, subjectCn: CN.susonoSix, persons: family });
    pay(citizen, JAPANESE, [100, 100, 100]);
    citizen.world.hardware.printer.setFaults({ jamAfterSheets: 1 });
    citizen.find(JAPANESE.printStart);
    citizen.press('select');
    const heard = citizen.waitFor(/印刷が止まっています/);
    expect(heard).toMatch(/紙が詰まりました/);
    expect(citizen.press('repeat')).toMatch(/2枚のうち1枚できました/);
    expect(written(citizen.press('repeat'))).toMatch(/お問い合わせ番号M4006/);
    citizen.world.hardware.printer.clearJam();
    expect(citizen.waitFor(/2枚のうち2枚できました/)).toMatch(/印刷しています/);
    citizen.world.hardware.printer.takeOutput();
    take(citizen, JAPANESE);
    atRest(citizen);
  });

  test('R11: 「やめる」 is asked twice, and what was paid comes back, which is heard', () => {
    const citizen = new BlindCitizen();
    toPayment(citizen);
    expect(citizen.insert(100)).toMatch(/投入済み、100円。あと、200円/);
    expect(citizen.press('cancel')).toMatch(/やめる。.*もう一度押してください。入れたお金は返します/);
    // A second thought: any other place, and nothing has happened.
    expect(citizen.press('next')).not.toBe('');
    expect(citizen.press('repeat')).toMatch(/あと、200円/);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(/返却されたお金/);
    expect(citizen.world.hardware.places.count('changeTray', 100)).toBe(1);
    take(citizen, JAPANESE);
    atRest(citizen);
    expect(balance_yen(citizen.world, 'fees:susono')).toBe(0);
  });

  test('R7: a mistaken 「もどる」 loses nothing that was chosen', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    identify(citizen, JAPANESE, JUMINHYO);
    citizen.choose(JUMINHYO.certificate);
    citizen.choose(JAPANESE.next);
    citizen.choose(/^3人目/);
    expect(citizen.press('back')).toMatch(JAPANESE.chooseItems);
    citizen.choose(JAPANESE.next);
    expect(citizen.find(/^3人目/)).toMatch(JAPANESE.chosen);
    expect(citizen.press('back')).toMatch(JAPANESE.chooseItems);
    expect(citizen.press('back')).toMatch(JAPANESE.chooseCertificate);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });
});

describe('time', () => {
  test('EN 301 549, 9.2.2.1: the time left is announced and extended by a key, again and again; the place is kept', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    identify(citizen, JAPANESE, JUMINHYO);
    const place = citizen.find(JUMINHYO.certificate);
    for (let again = 0; again < 3; again += 1) {
      citizen.waitFor(/ご利用中ですか.*あと\d+秒です。続けるときは、決定/, 300_000);
      expect(citizen.waitFor(/あと10秒です/, 60_000)).not.toBe('');
      expect(citizen.press('select')).toBe('時間を延ばしました。');
      expect(citizen.press('previous')).not.toBe('');
      expect(citizen.press('next')).toBe(place);
    }
    expect(citizen.press('select')).toMatch(JAPANESE.chooseItems);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });

  test('a figure typed as the warning comes means more time, and is no digit of the PIN', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    citizen.layCard(citizen.world.card(CN.susonoTaro));
    citizen.waitFor(JAPANESE.typePin);
    citizen.digits('12');
    citizen.waitFor(/ご利用中ですか/, 300_000);
    expect(citizen.digits('3')).toMatch(/時間を延ばしました。 4桁のうち、2桁/);
    citizen.digits('34');
    citizen.press('select');
    citizen.waitFor(JAPANESE.takeCard);
  });

  test('R104: whoever walks away is called back to the card, and nobody is kept waiting', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    citizen.layCard(citizen.world.card(CN.susonoTaro));
    citizen.waitFor(JAPANESE.typePin);
    citizen.waitFor(/カードをお取りください。マイナンバーカードを、お忘れなく/, 600_000);
    citizen.takeCard();
    citizen.find(JAPANESE.stopVoice);
    citizen.press('select');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });
});
