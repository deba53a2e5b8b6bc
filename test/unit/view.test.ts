import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CodeName } from '../../src/base/codes.ts';
import { viewSchema, type View } from '../../src/api/messages.ts';
import { isOffered } from '../../src/api/offered.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { remind } from '../../src/reminder/policy.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { ALL_SCREENS, inputOf, OFFERS, pictureOf } from './view-fixtures.ts';

const view = (...args: Parameters<typeof pictureOf>): View => viewOf(inputOf(pictureOf(...args)));

test('every screen in every language is a view of the published contract, with one question', () => {
  for (const locale of LOCALES) {
    for (const screen of ALL_SCREENS) {
      const made = viewOf(inputOf(pictureOf(screen), locale));
      expect(viewSchema.parse(made)).toEqual(made);
      expect(made.title, screen).not.toBe('');
      expect(made.screen).toBe(screen);
    }
  }
});

test('no two things on a screen share an id, and all that can be pressed has its place in the focus order', () => {
  for (const screen of ALL_SCREENS) {
    const made = view(screen);
    expect(new Set(made.focus).size, screen).toBe(made.focus.length);
    const enabled = [...made.actions, made.back, made.cancel].filter((button) => button?.enabled === true);
    for (const button of enabled) expect(made.focus, screen).toContain(button!.id);
    expect(made.focus.at(-1)).toBe(made.staff === null ? 'help' : 'language');
  }
});

test('R1–R3: 「行政サービス」, 「証明書交付サービス」 and 「同意する」 are pressed in turn', () => {
  expect(view('idle').actions).toMatchObject([
    { label: '行政サービス', intent: { type: 'citizen.openGovernmentService' } },
  ]);
  expect(view('governmentMenu').actions).toMatchObject([
    { label: '証明書交付サービス', intent: { type: 'citizen.openCertificateService' } },
  ]);
  expect(view('notes').actions).toMatchObject([{ label: '同意する', intent: { type: 'citizen.agree' } }]);
});

test('a kiosk about to stop takes no new citizen', () => {
  const made = view('idle', { draining: true });
  expect(made.actions.map(({ enabled }) => enabled)).toEqual([false]);
  expect(isOffered(made, { type: 'citizen.openGovernmentService' })).toBe(false);
});

test('R5, R26: the PIN screen counts digits without knowing them and goes on at four', () => {
  for (const pinDigits of [0, 1, 2, 3, 4]) {
    const made = viewOf(inputOf(pictureOf('pin'), 'ja', { pinDigits }));
    expect(made.pin).toMatchObject({ digits: pinDigits, length: 4 });
    expect(isOffered(made, { type: 'citizen.enterPin' })).toBe(pinDigits === 4);
  }
});

test('R27: after a wrong PIN the screen and the voice say so, with the tries left', () => {
  const made = view('pin', { code: 'pinWrong', tries: 2 });
  expect(made.pin).toMatchObject({ tries: 'あと2回入力できます。', warn: true });
  expect(made.notices[0]).toEqual({ kind: 'caution', text: '暗証番号がちがいます' });
  expect(made.speech?.utteranceId).toBe('speak.pinWrong');
  expect(view('pin', { tries: 3 }).pin?.warn).toBe(false);
});

test('R14: the strip follows the chain’s way; with the PIN last it stands behind the certificate', () => {
  const labels = (made: View): string[] => made.steps.map(({ label }) => label);
  expect(labels(view('pin'))).toEqual([
    'ご案内',
    'カード',
    '暗証番号',
    '証明書',
    '内容確認',
    'お支払い',
    '印刷',
    '受け取り',
  ]);
  const last = view('pin', { chainProfile: 'pinLast' });
  expect(labels(last).slice(2, 4)).toEqual(['証明書', '暗証番号']);
  expect(last.steps.findIndex(({ state }) => state === 'now')).toBe(3);
  expect(view('setCard', { chainProfile: 'cardStays' }).lead).not.toEqual(view('setCard').lead);
});

test('R7, R66: exactly what the centre offers can be chosen', () => {
  const made = view('certificate');
  expect(made.actions.map(({ label, detail }) => [label, detail])).toEqual([
    ['住民票の写し', '1通 300円'],
    ['印鑑登録証明書', '1通 300円'],
    ['課税(所得)証明書', '1通 300円 · 令和6年度(2024)'],
    ['戸籍謄本(全部事項証明書)', '1通 450円'],
  ]);
  for (const { typeId } of OFFERS) expect(isOffered(made, { type: 'citizen.chooseCertificate', typeId })).toBe(true);
  expect(isOffered(made, { type: 'citizen.chooseCertificate', typeId: 'jokyuHyo' })).toBe(false);
});

test('the official Japanese name stands beside a translation', () => {
  const made = viewOf(inputOf(pictureOf('certificate'), 'en'));
  expect(made.actions[0]).toMatchObject({ label: 'Copy of residence record', detail: '住民票の写し · ¥300 per copy' });
});

test('R54, R55: items come with their presets, and the Individual Number with its caution', () => {
  const form = view('items').form;
  expect(form).toMatchObject({
    kind: 'items',
    toggles: [
      { id: 'honsekiHittosha', chosen: false, caution: null },
      { id: 'setainushiTsuzukigara', chosen: true, caution: null },
      { id: 'kojinBango', chosen: false, caution: expect.stringContaining('法律') as string },
    ],
  });
  expect(isOffered(view('items'), { type: 'citizen.chooseItems', options: { kojinBango: true } })).toBe(true);
  expect(isOffered(view('items'), { type: 'citizen.chooseItems', options: { juminhyoCode: true } })).toBe(false);
});

test('R52, R53, R63: persons are handles of the household or of the 戸籍; names are not in the view', () => {
  const household = view('persons').form;
  expect(household).toMatchObject({
    kind: 'persons',
    persons: [{ handle: 'household.1' }, { handle: 'household.2' }, { handle: 'household.3' }],
  });
  const koseki = view('persons', { draft: { typeId: 'kosekiTohon', options: {}, persons: [], copies: 1 } });
  expect(koseki.form).toMatchObject({ persons: [{ handle: 'koseki.1' }, {}, {}, { handle: 'koseki.4' }] });
  expect(isOffered(koseki, { type: 'citizen.choosePersons', persons: [4] })).toBe(true);
  expect(isOffered(koseki, { type: 'citizen.choosePersons', persons: [5] })).toBe(false);
  expect(isOffered(koseki, { type: 'citizen.choosePersons', persons: [2, 2] })).toBe(false);
});

test('R9: copies between one and what the offer allows', () => {
  const made = view('copies');
  expect([0, 1, 5, 6].map((copies) => isOffered(made, { type: 'citizen.chooseCopies', copies }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('R10, R72: the check shows certificate, items, persons, copies × fee, and a way back', () => {
  const draft = { typeId: 'juminhyo', options: { kojinBango: false }, persons: [2], copies: 2 };
  const made = view('check', { requests: [draft, { typeId: 'kosekiTohon', options: {}, persons: [1], copies: 1 }] });
  expect(made.lines).toMatchObject([
    {
      label: '住民票の写し',
      copies: '2部',
      amount: '600円',
      persons: [{ handle: 'household.2' }],
      details: ['個人番号(マイナンバー)：なし'],
    },
    { label: '戸籍謄本(全部事項証明書)', copies: '1部', amount: '450円', persons: [{ handle: 'koseki.1' }] },
  ]);
  expect(made.total?.text).toBe('1,050円');
  expect(made.back).not.toBeNull();
  expect(isOffered(made, { type: 'citizen.removeCertificate', index: 1 })).toBe(true);
  expect(isOffered(made, { type: 'citizen.removeCertificate', index: 2 })).toBe(false);
  expect(view('check').lines[0]?.remove).toBeNull();
});

test('R11: 「プリントスタート」 can be pressed only when enough is in', () => {
  const made = view('pay');
  expect(made.money).toMatchObject({
    due: { amount_yen: 300 },
    inserted: { amount_yen: 100 },
    needed: { amount_yen: 200 },
    accepts: { pieces: [{ kind: 'coin', amount_yen: 10 }, {}, {}, {}, { kind: 'note', amount_yen: 1000 }] },
  });
  expect(isOffered(made, { type: 'citizen.printStart' })).toBe(false);
  const totals = {
    due_yen: 300,
    credit_yen: 500,
    escrow_yen: 0,
    needed_yen: 0,
    owed_yen: 0,
    enough: true,
    accepts_yen: [],
    withheld_yen: [],
  };
  const enough = view('pay', { totals });
  expect(enough.money?.owed.amount_yen).toBe(200);
  expect(isOffered(enough, { type: 'citizen.printStart' })).toBe(true);
});

test('R74: before the fee is known nothing is enough, and the voice waits with the amount', () => {
  const totals = { ...pictureOf('pay').totals, due_yen: 0, credit_yen: 0, needed_yen: 0, enough: true };
  const made = view('pay', { totals });
  expect(isOffered(made, { type: 'citizen.printStart' })).toBe(false);
  expect(made.money?.enough).toBe(false);
  expect(made.speech).toBeNull();
});

test('R87, R94, R105: printing shows leaf by leaf and asks to stay; trouble names what to do and whom to call', () => {
  const made = view('printing');
  expect(made.progress).toEqual({
    ...{ done: 1, total: 3, text: '3枚のうち1枚できました' },
    detail: '2通のうち2通目の、1/2枚目　印刷しています',
    timeLeft: 'あと約1分',
  });
  expect(made.lead.join()).toMatch(/2分以上.*離れない/);
  const stuck = view('printing', { trouble: 'printerPaper' });
  expect(stuck.notices[0]?.text).toContain('用紙がなくなりました');
  expect(stuck.code).toEqual({ number: 'M4005', text: 'お問い合わせ番号 M4005' });
  expect(stuck.help).not.toEqual([]);
});

test('R13: four things are ticked and 「確認(音声停止)」 ends it; the reminder sets the emphasis', () => {
  const reminder = remind({ left: ['card'], elapsed_ms: 60_000, confirmed: false });
  const made = viewOf(
    inputOf(
      pictureOf('takeItems', {
        items: [
          { item: 'change', gone: true },
          { item: 'card', gone: false },
        ],
      }),
      'ja',
      { reminder },
    ),
  );
  expect(made.ticks.map(({ item, gone }) => [item, gone])).toEqual([
    ['card', false],
    ['change', true],
  ]);
  expect(made.emphasis).toBe('alarm');
  expect(made.actions).toMatchObject([
    { id: 'notMine', kind: 'plain' },
    { label: '確認(音声停止)', intent: { type: 'citizen.confirmTaken' } },
  ]);
  expect(view('takeItems').ticks.map(({ item }) => item)).toEqual(['card', 'certificate', 'receipt', 'change']);
});

test('R33: a card left behind shows the call centre that stops it day and night', () => {
  const reminder = remind({ left: ['card'], elapsed_ms: 30_000, confirmed: false });
  const picture = pictureOf('takeItems', { items: [{ item: 'card', gone: false }] });
  expect(viewOf(inputOf(picture, 'ja', { reminder })).help).toMatchObject([{ phone: '0120-95-0178' }]);
  expect(view('takeItems', { items: [{ item: 'card', gone: false }] }).help).toEqual([]);
});

test('R112: a refusal tells whom to call: the citizen’s own municipality once it is known', () => {
  expect(view('refusal', { code: 'notEligible' }).help).toEqual([{ label: '裾野市 市民課', phone: '055-995-1812' }]);
  expect(view('refusal', { code: 'notEligible', municipalityId: null }).help).toEqual([]);
  expect(view('refusal', { code: 'documentForeign' }).help).toEqual([
    { label: 'この端末のお問い合わせ先', phone: '0120-000-000' },
  ]);
});

test('R77: outside the hours the screen says when to come back, not that something is broken', () => {
  const made = view('outOfService', { reasons: ['printerPaper', 'closedNow'] });
  expect(made.title).toBe('サービスの時間外です');
  expect(made.help).toEqual([]);
});

test('a slip shows number, amount and phone, also as a QR code, and the voice spells the number', () => {
  const made = view('slip');
  expect(made.slip).toMatchObject({ claimNumber: 'K07-4821', amount: '250円', phone: '0120-000-000' });
  expect(new Set(made.slip?.qr.map((row) => row.length))).toEqual(new Set([made.slip?.qr.length]));
  expect(made.speech?.text).toContain('K、0、7、4、8、2、1');
});

test('2.13: a time-out warning stands over everything, counts down and can be answered', () => {
  const made = viewOf(inputOf(pictureOf('certificate', { warning: true }), 'ja', { timeLeft_s: 12 }));
  expect(made.warning).toMatchObject({ timeLeft_s: 12, extend: { intent: { type: 'citizen.extend' } } });
  expect(made.focus).toEqual(['extend', 'warning.cancel']);
  expect(made.speech?.utteranceId).toBe('speak.warning');
});

test('EN 301 549, 9.2.2.1: at the longest time of a session the warning says, in every language, that there is no more', () => {
  for (const locale of LOCALES) {
    const made = viewOf(
      inputOf(pictureOf('certificate', { warning: true, canExtend: false }), locale, { timeLeft_s: 12 }),
    );
    const usual = viewOf(inputOf(pictureOf('certificate', { warning: true }), locale));
    expect(made.warning?.extend.enabled).toBe(false);
    expect(made.warning?.title).not.toBe(usual.warning?.title);
    expect(made.warning?.text).not.toBe(usual.warning?.text);
    expect(made.focus).toEqual(['warning.cancel']);
    expect(made.speech?.utteranceId).toBe('speak.warningLast');
  }
});

test('the view is pure: the same picture gives the same view, whatever code or screen', () => {
  const codes: (CodeName | null)[] = [null, 'pinWrong', 'centreTimeout', 'internal'];
  fc.assert(
    fc.property(
      fc.constantFrom(...ALL_SCREENS),
      fc.constantFrom(...codes),
      fc.boolean(),
      fc.constantFrom(...LOCALES),
      (screen, code, warning, locale) => {
        const input = inputOf(pictureOf(screen, { code, warning }), locale);
        const made = viewOf(input);
        expect(viewOf(structuredClone(input))).toEqual(made);
        expect(viewSchema.safeParse(made).success).toBe(true);
      },
    ),
  );
});
