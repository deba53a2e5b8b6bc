import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rubyParts, withoutRuby } from '../../src/words/ruby.ts';
import { LATER_EASY } from '../../src/words/later.ts';
import { TEXTS } from '../../src/words/words.ts';

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
/** Texts that are read in plain Japanese until they are translated. */
const LATER = new Map<string, string>(Object.entries(LATER_EASY));
const EASY = Object.entries(TEXTS['ja-x-easy']).filter(
  ([key, text]) => !key.startsWith('staff.') && LATER.get(key) !== text,
);
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
