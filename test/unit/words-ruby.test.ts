import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rubyParts, withoutRuby } from '../../src/words/ruby.ts';
import { TEXTS, words } from '../../src/words/words.ts';

/** Texts made of the marks themselves and of what stands between them. */
const marked = fc
  .array(fc.constantFrom('｜', '《', '》', '漢字', 'かんじ', '10', '{n}', '。'), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

test('furigana are cut into what is written and how it is read', () => {
  expect(rubyParts('｜確認《かくにん》(｜音声停止《おんせいていし》)')).toEqual([
    { text: '確認', reading: 'かくにん' },
    { text: '(', reading: null },
    { text: '音声停止', reading: 'おんせいていし' },
    { text: ')', reading: null },
  ]);
  expect(rubyParts('はい')).toEqual([{ text: 'はい', reading: null }]);
  expect(rubyParts('')).toEqual([]);
});

test('voice, paper and attributes get the text without readings', () => {
  expect(withoutRuby('｜証明書《しょうめいしょ》を ｜取《と》ってください。')).toBe('証明書を 取ってください。');
  expect(withoutRuby('Please take your card.')).toBe('Please take your card.');
});

test('a mark that is not whole stays as it is', () => {
  for (const text of ['｜漢字', '《かんじ》', '漢字《かんじ》', '｜《かんじ》', '｜漢字《》', '｜漢字《かんじ']) {
    expect(withoutRuby(text)).toBe(text);
    expect(rubyParts(text)).toEqual([{ text, reading: null }]);
  }
});

test('the pieces together are the text, whatever stands in it', () => {
  fc.assert(
    fc.property(marked, (text) => {
      const parts = rubyParts(text);
      expect(parts.map((part) => part.text).join('')).toBe(withoutRuby(text));
      const again = parts.map((part) => (part.reading === null ? part.text : `｜${part.text}《${part.reading}》`));
      expect(again.join('')).toBe(text);
      for (const part of parts) expect(part.text).not.toBe('');
    }),
  );
});

const KANJI = /[一-龠々〆ヶ]/;
const EASY = Object.entries(TEXTS['ja-x-easy']).filter(([key]) => !key.startsWith('staff.'));
const spoken = (key: string): boolean =>
  key.startsWith('speak.') || key.startsWith('guide.') || key === 'app.yenSpoken';

test('やさしい日本語: every kanji that is shown has its reading, in hiragana; what is spoken has none', () => {
  for (const [key, text] of EASY) {
    for (const { text: written, reading } of spoken(key) ? [] : rubyParts(text)) {
      if (reading === null) expect(written, key).not.toMatch(KANJI);
      else expect(reading, key).toMatch(/^[ぁ-んー]+$/);
      expect(written, key).not.toMatch(/[｜《》]/);
    }
    if (spoken(key)) expect(text, key).not.toMatch(/[｜《》]/);
  }
});

test('やさしい日本語: a sentence is short enough to hold one fact', () => {
  for (const [key, text] of EASY) {
    for (const sentence of withoutRuby(text)
      .replaceAll(/\{[^}]*\}/g, '')
      .split('。')) {
      expect(sentence.length, `${key}: ${sentence}`).toBeLessThan(45);
    }
  }
});

test('やさしい日本語: dates and amounts have their readings, too; years are Western', () => {
  const easy = words('ja-x-easy');
  expect(easy.yen(1200)).toBe('1,200｜円《えん》');
  expect(easy.yenSpoken(1200)).toBe('1200円');
  expect(easy.day('2016-01-07')).toBe('2016｜年《ねん》1｜月《がつ》｜7日《なのか》');
  expect(easy.dateTime(Date.UTC(2025, 3, 16, 1, 3))).toBe(
    '2025｜年《ねん》4｜月《がつ》16｜日《にち》(｜水《すい》) 10:03',
  );
  expect(easy.taxYear(2024)).toBe('2024｜年度《ねんど》(｜令和《れいわ》6)');
  expect(easy.taxYear(2019)).toBe('2019｜年度《ねんど》(｜令和《れいわ》｜元《がん》)');
  for (let date = Date.UTC(2024, 0, 1); date < Date.UTC(2024, 1, 1); date += 86_400_000) {
    for (const { text, reading } of rubyParts(easy.dateTime(date)))
      if (reading === null) expect(text).not.toMatch(KANJI);
    expect(withoutRuby(easy.dateTime(date))).toBe(words('ja').dateTime(date));
  }
});
