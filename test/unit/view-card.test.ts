import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../config/load.ts';
import { CODES, type CodeName } from '../../src/base/codes.ts';
import type { CardMessages } from '../../src/api/contract.ts';
import { CALL_CENTRE_PHONE, type View } from '../../src/api/messages.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { KIOSK_REFUSALS, REFUSALS } from '../../src/centre/refusals.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import { readFileSync } from 'node:fs';
import { inputOf, pictureOf } from './view-fixtures.ts';

const noon = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);

function refusal(
  code: CodeName,
  date: string,
  cardMessages?: CardMessages,
  municipalityId: string | null = null,
): View {
  const more = { serviceTime_epoch_ms: noon(date), ...(cardMessages ? { cardMessages } : {}) };
  return viewOf(inputOf(pictureOf('refusal', { code, municipalityId }), 'ja', more));
}

const STORES: CardMessages = {
  callCentrePhones: [{ from: '2027-04-01', until: '2027-04-30', phone: '0120-00-0000' }],
  pinResetInStores: [{ from: '2024-09-01', until: '2025-12-31' }],
};

describe('R18–R20, 2.9: before a card is set', () => {
  test('the screen names what cannot be used, above all what the reader cannot even see: paper, magnetic stripes', () => {
    const text = viewOf(inputOf(pictureOf('setCard')))
      .notices.map((notice) => notice.text)
      .join();
    for (const name of ['通知カード', '住民基本台帳カード', '印鑑登録証(磁気カード)', '市民カード', 'スマートフォン']) {
      expect(text).toContain(name);
    }
  });

  test('R31: the notes before the card warn of lending it and of telling the PIN', () => {
    const text = viewOf(inputOf(pictureOf('notes')))
      .notices.map((notice) => notice.text)
      .join();
    expect(text).toMatch(/カードを人に貸したり、暗証番号を教えたりしない/);
  });

  test('R34, R35: whoever has only an old card reads how to get one, and that it takes weeks', () => {
    expect(words('ja').code('cardJuki').advice).toMatch(/郵送.*数週間/);
    expect(words('en').code('cardJuki').advice).toMatch(/by post.*several weeks/);
  });
});

describe('the message about a locked PIN', () => {
  test('R28: without other word city hall alone, in person and with the card', () => {
    const made = refusal('pinBlocked', '2025-04-16');
    expect(made.lead.join()).toMatch(/ご本人.*カード.*窓口/);
    expect(made.notices).toEqual([]);
  });

  test.each([
    ['2024-08-31', false],
    ['2024-09-01', true],
    ['2025-12-31', true],
    ['2026-01-01', false],
  ])('2.8: on %s stores of the chain reset it: %s', (date, isTold) => {
    const texts = refusal('pinBlocked', date, STORES).notices.map(({ text }) => text);
    expect(texts).toEqual(isTold ? [words('ja').text('card.resetInStore')] : []);
  });

  test('2.8: while the time is not known nothing dated is promised', () => {
    const input = inputOf(pictureOf('refusal'), 'ja', { serviceTime_epoch_ms: null, cardMessages: STORES });
    expect(viewOf(input).notices).toEqual([]);
  });

  test('2.8: only a locked PIN is told so', () => {
    for (const { code } of Object.values(REFUSALS)) expect(refusal(code, '2025-04-16', STORES).notices).toEqual([]);
  });
});

describe('R112, R33: whom to call', () => {
  test('about a card whose municipality is not known yet: the national call centre, by the number of the day', () => {
    for (const code of ['cardExpired', 'cardNoCertificate', 'pinBlocked', 'certificateRevoked', 'cardJuki'] as const) {
      expect(
        refusal(code, '2025-04-16', STORES).help.map(({ phone }) => phone),
        code,
      ).toEqual([CALL_CENTRE_PHONE]);
      expect(
        refusal(code, '2027-04-30', STORES).help.map(({ phone }) => phone),
        code,
      ).toEqual(['0120-00-0000']);
      expect(
        refusal(code, '2027-05-01', STORES).help.map(({ phone }) => phone),
        code,
      ).toEqual([CALL_CENTRE_PHONE]);
    }
  });

  test('about everything a municipality decides: its desk by name and telephone, once it is known', () => {
    const decided = [...Object.values(REFUSALS), ...Object.values(KIOSK_REFUSALS)]
      .map(({ code }) => code)
      .filter((code) => words('ja').code(code).helper === 'municipality');
    expect(decided.length).toBeGreaterThan(20);
    for (const code of decided) {
      expect(refusal(code, '2025-04-16', undefined, 'susono').help, code).toEqual([
        { label: '裾野市 市民課', phone: '055-995-1812' },
      ]);
    }
  });

  test('a desk that carries the town in its name is not called by it twice', () => {
    const fuchu = {
      ...inputOf(pictureOf('idle')).municipalities['susono']!,
      name: { ja: '府中市', en: 'Fuchu City' },
      desk: { ja: '府中市 市民部 総合窓口課', en: 'Fuchu City, General Counter Division' },
      phone: '',
    };
    const made = (locale: 'ja' | 'en'): View =>
      viewOf(
        inputOf(pictureOf('refusal', { code: 'notEligible', municipalityId: 'fuchu' }), locale, {
          municipalities: { fuchu },
        }),
      );
    expect(made('ja').help).toEqual([{ label: '府中市 市民部 総合窓口課', phone: '' }]);
    expect(made('en').help).toEqual([{ label: 'Fuchu City, General Counter Division', phone: '' }]);
  });

  test('R33: a card left behind: the screen gives the number that takes stop requests day and night', () => {
    const picture = pictureOf('takeItems', { items: [{ item: 'card', gone: false }] });
    const reminder = { level: 3, emphasis: 'alarm', phrases: [], loudness: 1, next_ms: null } as const;
    const made = viewOf(
      inputOf(picture, 'ja', { reminder, cardMessages: STORES, serviceTime_epoch_ms: noon('2027-04-01') }),
    );
    expect(made.help.map(({ phone }) => phone)).toEqual(['0120-00-0000']);
    expect(made.notices.map(({ text }) => text).join()).toContain('24時間');
  });
});

describe('R40: nothing on the screen tells one restriction from another', () => {
  test('the whole view of a refusal depends on its code alone', () => {
    for (const locale of LOCALES) {
      const made = viewOf(inputOf(pictureOf('refusal', { code: 'notEligible', municipalityId: 'susono' }), locale));
      const number = String(CODES.notEligible.number);
      expect(made.code).toMatchObject({ number: expect.stringContaining(number) });
      expect(JSON.stringify(made)).not.toMatch(/支援措置|制限|後見|死亡|restrict|guardian|ward|protect/);
    }
  });
});

describe('R24, R25: the end of the certificate', () => {
  const notices = (renewal: string | undefined, locale: 'ja' | 'en' = 'ja', code: CodeName | null = null): string =>
    viewOf(inputOf(pictureOf('pin', { code, ...(renewal ? { renewal } : {}) }), locale))
      .notices.map(({ text }) => text)
      .join(' ');

  test('is told with the PIN screen, in the words of each language', () => {
    expect(notices('2025-07')).toContain('有効期限は2025年7月です。市区町村の窓口で更新できます。');
    expect(notices('2025-07', 'en')).toContain('ends in July 2025.');
    expect(notices('2025-12', 'en')).toContain('ends in December 2025.');
  });

  test('is not told outside of the window, and not again after a wrong PIN: one thing at a time', () => {
    expect(notices(undefined)).not.toContain('有効期限');
    expect(notices('2025-07', 'ja', 'pinWrong')).not.toContain('有効期限');
  });
});

describe('the configuration of dated facts', () => {
  const TEXT = readFileSync(new URL('../../config/madoguchi.toml', import.meta.url), 'utf8');
  const cardOf = (lines: string): CardMessages =>
    parseConfig(TEXT.replace('[card]\n', `[card]\n${lines}\n`), '/site/madoguchi.toml').card;

  test('spans are read as they stand', () => {
    const card = cardOf('pinResetInStores = [{ from = "2024-09-01", until = "2025-12-31" }, { from = "2026-04-01" }]');
    expect(card.pinResetInStores).toEqual([{ from: '2024-09-01', until: '2025-12-31' }, { from: '2026-04-01' }]);
    expect(cardOf('').callCentrePhones).toEqual([]);
  });

  test.each([
    ['pinResetInStores = [{ from = "2024-09-31" }]', /card\.pinResetInStores\[0\]\.from is "2024-09-31"/],
    [
      'pinResetInStores = [{ from = "2024-09-02", until = "2024-09-01" }]',
      /pinResetInStores\[0\]\.until .*expected a day not before 2024-09-02/,
    ],
    [
      'pinResetInStores = [{ from = "2024-09-01" }, { from = "2025-09-01" }]',
      /pinResetInStores\[1\]\.from .*expected a day after the end/,
    ],
    [
      'callCentrePhones = [{ from = "2024-09-01", phone = "call us" }]',
      /callCentrePhones\[0\]\.phone .*a telephone number/,
    ],
  ])('%s is refused with its place', (lines, message) => {
    expect(() => cardOf(lines)).toThrow(message);
  });
});
