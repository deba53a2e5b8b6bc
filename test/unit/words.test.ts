import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { CODES, type CodeName } from '../../src/base/codes.ts';
import { CENTRE_CODES } from '../../src/base/codes/centre.ts';
import { DOCUMENT_CODES } from '../../src/base/codes/document.ts';
import { KIOSK_REFUSALS, REFUSALS } from '../../src/centre/refusals.ts';
import type { TextKey } from '../../src/words/contract.ts';
import { fixedUtterances } from '../../src/words/utterances.ts';
import { isJapanese, LOCALES } from '../../src/words/locales.ts';
import { TEXTS, words } from '../../src/words/words.ts';

const KEYS = Object.keys(TEXTS.ja) as TextKey[];

/** The languages that have citizens' texts alone; staff mode is in Japanese and English. */
const TRANSLATED = LOCALES.filter((locale) => locale !== 'ja' && locale !== 'en');

/** Names of the values a message asks for. */
function valuesOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    // Element types 1…6 of the ICU parser name a value; 0 is literal text, 7 the number sign of a plural.
    if (
      'type' in value &&
      'value' in value &&
      typeof value.value === 'string' &&
      Number(value.type) >= 1 &&
      value.type !== 7
    ) {
      names.add(value.value);
    }
    Object.values(value).forEach(walk);
  };
  walk(new IntlMessageFormat(text, 'en').getAst());
  return [...names].toSorted();
}

test('the reader of values sees them all', () => {
  expect(valuesOf('{a} {b, plural, one {# x} other {{c} y}}')).toEqual(['a', 'b', 'c']);
});

test('every language has the same keys, and every text is a message that asks for the same values', () => {
  for (const locale of LOCALES) {
    expect(Object.keys(TEXTS[locale]).toSorted()).toEqual(KEYS.toSorted());
    for (const key of KEYS) {
      expect(TEXTS[locale][key].trim(), `${locale} ${key}`).not.toBe('');
      expect(valuesOf(TEXTS[locale][key]), `${locale} ${key}`).toEqual(valuesOf(TEXTS.ja[key]));
    }
  }
});

test('a language has a text of its own for each of a citizen’s keys', async () => {
  const citizens = KEYS.filter((key) => !key.startsWith('staff.')).toSorted();
  for (const locale of TRANSLATED) {
    const module = (await import(`../../src/words/${locale}/index.ts`)) as Record<string, Record<string, string>>;
    const [table = {}] = Object.values(module);
    const own = Object.keys(table).filter((key) => !key.startsWith('staff.'));
    expect(own.toSorted(), locale).toEqual(citizens);
  }
});

test('the other languages are translated: no Japanese in their texts but for official terms', () => {
  // Chinese is written in kanji too: there kana alone tell that a text was left in Japanese.
  const official = /利用者証明用電子証明書|行政サービス|証明書交付サービス|日本語|マイナンバーカード/g;
  for (const locale of LOCALES.filter((each) => !isJapanese(each))) {
    const japanese = locale.startsWith('zh') ? /[ぁ-んァ-ヶ]/ : /[ぁ-んァ-ヶ一-龠]/;
    const untranslated = KEYS.filter((key) => japanese.test(TEXTS[locale][key].replace(official, '')));
    expect(untranslated, locale).toEqual([]);
  }
});

test('no sentence is left in English', () => {
  for (const locale of TRANSLATED) {
    const left = KEYS.filter((key) => {
      if (key.startsWith('staff.')) return false;
      const words = TEXTS.en[key].replace(/\{[^{}]*\}/g, '').match(/[A-Za-z]+/g) ?? [];
      return words.length > 3 && TEXTS[locale][key] === TEXTS.en[key];
    });
    expect(left, locale).toEqual([]);
  }
});

test('the buttons carry the names that the municipal pages print (R1–R3, R10, R11, R13)', () => {
  const { text } = words('ja');
  expect(text('idle.government')).toBe('行政サービス');
  expect(text('governmentMenu.certificates')).toBe('証明書交付サービス');
  expect(text('button.agree')).toBe('同意する');
  expect(text('button.confirm')).toBe('確認する');
  expect(text('button.printStart')).toBe('プリントスタート');
  expect(text('button.confirmTaken')).toBe('確認(音声停止)');
});

test('1.15: every refusal that the municipal pages name has a message of its own in each language', () => {
  const named = new Set<CodeName>(
    [...Object.values(REFUSALS), ...Object.values(KIOSK_REFUSALS)].map(({ code }) => code),
  );
  for (const locale of LOCALES) {
    const { code } = words(locale);
    const titles = [...named].map((name) => code(name).title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    expect(titles).not.toContain(code('internal').title);
  }
});

test('a code without a message of its own gets the general one: what happened, what to do, whom to call', () => {
  for (const locale of LOCALES) {
    for (const name of Object.keys(CODES) as CodeName[]) {
      const text = words(locale).code(name);
      expect(text.title, name).not.toBe('');
      expect(text.advice, name).not.toBe('');
    }
    expect(words(locale).code('ledgerUnusable')).toEqual({ ...words(locale).code('internal') });
    expect(words(locale).code('internal').helper).toBe('operator');
  }
});

test('R40: no refusal of the centre names the reason behind a restriction', () => {
  const telling = new RegExp(
    [
      '支援措置|制限|後見|15歳|転出|死亡|亡くな|restrict|guardian|\\bward\\b|protect|moved|under 15|died|deceased',
      '限制|监护|監護|迁出|遷出|死亡|제한|후견|전출|사망|hạn chế|giám hộ|chuyển đi|qua đời',
      'restri[cçn]|curatela|tutela|protegid|falec|mudou-se|fallec|mudó|restricci',
      'pinaghihigpit|paghihigpit|tagapangalaga|lumipat|namatay|kamatayan|pumanaw',
      'pembatasan|dibatasi|pengampuan|perwalian|meninggal|pindah|kematian',
      'प्रतिबन्ध|संरक्षक|अभिभावक|मृत्यु|बसाइँ|จำกัดสิทธิ|ผู้พิทักษ์|ผู้อนุบาล|เสียชีวิต|ย้ายออก|ကန့်သတ်|အုပ်ထိန်း|သေဆုံး|ပြောင်းရွှေ့',
    ].join('|'),
    'iu',
  );
  for (const locale of LOCALES) {
    for (const name of Object.keys({ ...CENTRE_CODES, ...DOCUMENT_CODES }) as CodeName[]) {
      // Age is no restriction: the notes before the card say it to everybody, and it is told apart from R39 and R40 (R38).
      if (name === 'underFifteen') continue;
      const { title, advice } = words(locale).code(name);
      expect(`${title} ${advice}`, `${locale} ${name}`).not.toMatch(telling);
    }
  }
});

test('R28: the message about a locked PIN says who goes where with what', () => {
  const { title, advice, helper } = words('ja').code('pinBlocked');
  expect(`${title}${advice}`).toMatch(/ご本人.*マイナンバーカード.*窓口.*ロック解除.*初期化/);
  expect(helper).toBe('municipality');
});

test('service time is Japan’s, whatever the machine says', () => {
  const wednesday_epoch_ms = Date.UTC(2025, 3, 16, 1, 3);
  expect(words('ja').dateTime(wednesday_epoch_ms)).toBe('2025年4月16日(水) 10:03');
  expect(words('en').dateTime(wednesday_epoch_ms)).toBe('Wed, 16 Apr 2025 10:03');
  expect(words('ja').timeOfDay(Date.UTC(2025, 3, 15, 15, 0))).toBe('00:00');
});

test('D6: a moment at which no time was known is no day of 1970', () => {
  for (const locale of LOCALES) expect(words(locale).dateTime(0)).toBe('―');
});

test('amounts and plurals read rightly', () => {
  expect(words('ja').yen(1200)).toBe('1,200円');
  expect(words('en').yen(450)).toBe('¥450');
  expect(words('en').text('pin.tries', { tries: 1 })).toBe('1 try left.');
  expect(words('en').text('pin.tries', { tries: 2 })).toBe('2 tries left.');
  expect(words('ja').text('pin.tries', { tries: 2 })).toBe('あと2回入力できます。');
});

test('certificates and options have their official name beside the translation; an unknown id stays as it is', () => {
  const english = words('en');
  expect(english.certificate('juminhyo')).toBe('Copy of residence record');
  expect(english.certificateOfficial('juminhyo')).toBe('住民票の写し');
  expect(english.option('kojinBango')).toBe('Individual Number (My Number)');
  expect(english.optionOfficial('kojinBango')).toBe('個人番号(マイナンバー)');
  expect(english.certificate('somethingNew')).toBe('somethingNew');
  expect(english.certificate('constructor')).toBe('constructor');
});

test('fixed utterances can be rendered ahead: no value is open in them, none is longer than a breath', () => {
  const list = fixedUtterances();
  expect(list.filter(({ locale }) => locale === 'ja').length).toBe(list.filter(({ locale }) => locale === 'en').length);
  for (const { text } of list) {
    expect(text).not.toMatch(/[{}]/);
    expect(text.length).toBeLessThan(160);
  }
});

test('the Japanese voice is not led astray: words it reads wrongly are spelt out', () => {
  // Open JTalk reads 「載せる方」 as 「のせるほう」 and 「四桁」 and 「4桁」 without a pause.
  const spoken = fixedUtterances().filter(({ locale }) => locale === 'ja');
  for (const { text } of spoken) expect(text).not.toMatch(/[るた]方を|4桁/);
});

test('amounts and days are written as the readers of each language write them', () => {
  const amounts = LOCALES.map((locale) => `${locale} ${words(locale).yen(12_000)}`);
  expect(amounts).toContain('ja 12,000円');
  expect(amounts).toContain('en ¥12,000');
  expect(amounts.join()).toMatch(/pt [^,]*12\.000/);
  expect(amounts.join()).toMatch(/vi 12\.000/);
  for (const locale of LOCALES) {
    expect(words(locale).yen(300), locale).toContain('300');
    expect(words(locale).day('2016-01-07'), locale).toMatch(/2016|平成28/);
  }
});
