import { expect, test } from 'vitest';
import { viewOf } from '../../src/api/view/view.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { TEXTS } from '../../src/words/words.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

/** What the notes say before any card is asked for, in this language. */
const notes = (locale: (typeof LOCALES)[number]): readonly string[] =>
  viewOf(inputOf(pictureOf('notes'), locale)).notices.map(({ text }) => text);

test('R17: the notes point to the guide of J-LIS, in every language', () => {
  for (const locale of LOCALES) expect(notes(locale).filter((text) => text.includes('J-LIS'))).toHaveLength(1);
});

test('R31, R104: the notes warn of lending the card, of telling the PIN and of what is left behind', () => {
  expect(notes('ja')).toContainEqual(expect.stringMatching(/カードを人に貸したり、暗証番号を教えたりしない/));
  expect(notes('ja')).toContainEqual(expect.stringMatching(/カード・証明書・領収書・おつりの取り忘れ/));
  expect(notes('en')).toContainEqual(expect.stringMatching(/Do not lend your card or tell anybody your PIN/));
  expect(notes('en')).toContainEqual(expect.stringMatching(/card, certificate, receipt and change/));
});

test('R104: what is at risk for good stands out from what is only to be known', () => {
  const cautions = viewOf(inputOf(pictureOf('notes'))).notices.filter(({ kind }) => kind === 'caution');
  expect(cautions.map(({ text }) => text)).toEqual([TEXTS.ja['notes.secret'], TEXTS.ja['notes.leave']]);
});
