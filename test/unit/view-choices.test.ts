import { describe, expect, test } from 'vitest';
import type { Offer, RefusedType, SessionPicture } from '../../fsm/events.ts';
import { viewSchema, type View } from '../../src/api/messages.ts';
import { isOffered } from '../../src/api/offered.ts';
import { viewOf } from '../../src/api/view/view.ts';
import type { Locale } from '../../src/words/contract.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import { inputOf, OFFERS, pictureOf } from './view-fixtures.ts';

const view = (changes: Partial<SessionPicture>, locale: Locale = 'ja'): View =>
  viewOf(inputOf(pictureOf('certificate', changes), locale));
const at = (screen: 'items' | 'check' | 'pay' | 'copies' | 'refusal', changes: Partial<SessionPicture> = {}): View =>
  viewOf(inputOf(pictureOf(screen, changes)));
const texts = (made: View): readonly string[] => made.notices.map(({ text }) => text);

const line = (typeId: string, options: Readonly<Record<string, boolean>> = {}, copies = 1) => ({
  typeId,
  options,
  persons: [1],
  copies,
});

/** The offers of the fixtures, with other notices on the 住民票. */
function withNotices(...notices: readonly string[]): readonly Offer[] {
  return OFFERS.map((offer) => (offer.typeId === 'juminhyo' ? { ...offer, notices } : offer));
}

describe('types that cannot be had (R66, R42–R51)', () => {
  const withheld: readonly RefusedType[] = [
    { typeId: 'kosekiFuhyo', code: 'honsekiElsewhere' },
    { typeId: 'mihonShomei', code: 'noTaxData' },
    { typeId: 'mysteryType', code: 'typeNotOffered' },
  ];

  test('R66: stand below those that can, each with its short reason, and a touch asks why', () => {
    const made = view({ withheld });
    expect(made.actions.map(({ kind }) => kind)).toEqual([...OFFERS.map(() => 'choice'), 'refused', 'refused']);
    expect(made.actions.at(-2)).toMatchObject({
      label: '戸籍の附票の写し',
      detail: words('ja').code('honsekiElsewhere').title,
      intent: { type: 'citizen.askWhy', typeId: 'kosekiFuhyo' },
    });
    expect(isOffered(made, { type: 'citizen.askWhy', typeId: 'kosekiFuhyo' })).toBe(true);
    expect(isOffered(made, { type: 'citizen.chooseCertificate', typeId: 'kosekiFuhyo' })).toBe(false);
    expect(isOffered(made, { type: 'citizen.askWhy', typeId: 'juminhyo' })).toBe(false);
    expect(made.lead).toHaveLength(2);
    expect(view({}).lead).toHaveLength(1);
  });

  test('a type that only its municipality knows has the name of the municipal data; one without a name is not shown', () => {
    expect(view({ withheld }).actions.at(-1)).toMatchObject({ label: '見本証明書' });
    expect(view({ withheld }, 'en').actions.at(-1)?.detail).toContain('見本証明書');
    expect(JSON.stringify(view({ withheld }))).not.toContain('mysteryType');
  });

  test('R66, R112: the answer names the certificate, what can be done and whom to call', () => {
    const made = at('refusal', { code: 'honsekiElsewhere', about: 'kosekiFuhyo' });
    const { title, advice } = words('ja').code('honsekiElsewhere');
    expect(made).toMatchObject({ title, lead: ['戸籍の附票の写し', advice], help: [{ phone: '055-995-1812' }] });
    // Back to the list, or out: what the button does stands on it.
    expect(at('refusal', { code: 'honsekiElsewhere', canCancel: true }).actions[0]?.label).toBe('もどる');
    expect(made.actions[0]?.label).toBe('閉じる');
  });
});

describe('items (R54, R55, 2.4)', () => {
  const FOREIGN = ['setainushiTsuzukigara', 'kojinBango', 'kokusekiChiiki', 'zairyuCardNumber', 'zairyuShikaku'];

  test('2.4: a foreign resident’s items have their names in each language, with the official Japanese ones', () => {
    for (const locale of LOCALES) {
      for (const optionId of [...FOREIGN, 'honsekiHittosha']) {
        expect(words(locale).option(optionId), locale).not.toBe(optionId);
        expect(words(locale).optionOfficial(optionId)).toMatch(/[一-龠]/);
      }
    }
    const offers = OFFERS.map((offer) => ({
      ...offer,
      options: FOREIGN.map((optionId) => ({ optionId, preset: false })),
    }));
    const { form } = at('items', { offers });
    expect(form?.kind === 'items' && form.toggles.map(({ label }) => label)).toEqual([
      '世帯主・続柄',
      '個人番号(マイナンバー)',
      '国籍・地域',
      '在留カード等の番号',
      '在留資格等',
    ]);
  });

  test('an item that only its municipality knows has the name of the municipal data', () => {
    const offers = OFFERS.map((offer) => ({ ...offer, options: [{ optionId: 'mihonKomoku', preset: false }] }));
    const { form } = at('items', { offers });
    expect(form).toMatchObject({ toggles: [{ label: '見本項目', detail: null }] });
    const english = viewOf(inputOf(pictureOf('items', { offers }), 'en'));
    expect(english.form).toMatchObject({ toggles: [{ label: 'Sample item', detail: '見本項目' }] });
    const lines = at('check', { offers, requests: [line('juminhyo', { mihonKomoku: true })] }).lines;
    expect(lines[0]?.details).toEqual(['見本項目：あり']);
  });

  test('R55: which item is warned of is data: its keyword on the option, not the name of the item', () => {
    const offers: readonly Offer[] = OFFERS.map((offer) => ({
      ...offer,
      options: [
        { optionId: 'kojinBango', preset: false },
        { optionId: 'zairyuShikaku', preset: false, notice: 'kojinBangoUse' },
      ],
    }));
    const { form } = at('items', { offers });
    expect(form?.kind === 'items' && form.toggles.map(({ caution }) => caution !== null)).toEqual([false, true]);
  });

  test('R55: the warning of a chosen item stands on the check screen again and is spoken; of one left out it does not', () => {
    const warning = words('ja').notice('kojinBangoUse') ?? '';
    const chosen = at('check', { requests: [line('juminhyo', { kojinBango: true })] });
    expect(chosen.notices).toContainEqual({ kind: 'caution', text: warning });
    expect(chosen.speech).toMatchObject({ utteranceId: 'speak.check' });
    expect(chosen.speech?.text).toMatch(/^個人番号入りの証明書は.*確認する、を押してください。$/);
    const left = at('check', { requests: [line('juminhyo', { kojinBango: false })] });
    expect(texts(left)).not.toContain(warning);
    expect(left.speech?.text).toBe(words('ja').text('speak.check'));
  });
});

describe('what must be said before payment (R46, R60, R74–R76, R90–R94)', () => {
  test('R46: the katakana name that is not printed, where the centre says that it is this citizen’s affair', () => {
    const notice = words('ja').notice('katakanaNotPrinted');
    expect(texts(at('check'))).not.toContain(notice);
    const made = at('check', { offers: withNotices('katakanaNotPrinted') });
    expect(made.notices[0]).toEqual({ kind: 'caution', text: notice });
    expect(made.speech?.text).toContain('カタカナ');
  });

  test('R60: an earlier year is told first of all, and spoken', () => {
    const made = at('check', { offers: withNotices('sheetsBelongTogether', 'earlierTaxYearOnly') });
    expect(made.notices[0]).toEqual({ kind: 'caution', text: words('ja').notice('earlierTaxYearOnly') });
    expect(made.speech?.text).toContain('年度の切り替え中');
  });

  test('R74, R75, R90–R94: what the municipality says of every certificate, the irreversible first', () => {
    const said = texts(at('check'));
    for (const keyword of [
      'noReturnOrRefund',
      'noFreeIssue',
      'looksDifferent',
      'noStaples',
      'sheetsBelongTogether',
      'takeEverything',
    ]) {
      expect(said.filter((text) => text === words('ja').notice(keyword))).toHaveLength(1);
    }
    expect(at('check').notices[0]).toEqual({ kind: 'caution', text: words('ja').notice('noReturnOrRefund') });
  });

  test('R76: to whom the collection of fees is entrusted, with address and day', () => {
    expect(texts(at('check')).at(-1)).toMatch(/地方公共団体情報システム機構.*一番町25番地.*平成28年1月7日/);
  });

  test('R112, D14: whom to ask about what is recorded', () => {
    expect(texts(at('check')).at(-2)).toContain('裾野市 市民課 055-995-1812');
  });

  test('a notice of one certificate among others names it; one of all of them does not', () => {
    const offers = withNotices('katakanaNotPrinted');
    const notice = words('ja').notice('katakanaNotPrinted') ?? '';
    const two = at('check', { offers, requests: [line('juminhyo'), line('inkan')] });
    expect(texts(two)).toContain(`住民票の写し：${notice}`);
    const same = at('check', { offers, requests: [line('juminhyo'), line('juminhyo')] });
    expect(texts(same)).toContain(notice);
  });

  test('a keyword without words is no notice; one that another screen says is not said twice', () => {
    const made = at('check', { offers: withNotices('nobodyKnowsThis', 'keepCardAndPin') });
    expect(JSON.stringify(made)).not.toContain('nobodyKnowsThis');
    expect(texts(made)).not.toContain(words('ja').notice('keepCardAndPin'));
    expect(texts(viewOf(inputOf(pictureOf('notes')))).join()).toMatch(/暗証番号を教えたりしない/);
  });
});

describe('the request (R9, R58, R60, R72, D14)', () => {
  test('R58, R60, R61: the year of a tax certificate, in era and Western year, before it is chosen and on the check', () => {
    const year = '令和6年度(2024)';
    const tax = view({}).actions.find(({ id }) => id === 'certificate.kazeiShotoku');
    expect(tax?.detail).toContain(year);
    expect(at('check', { requests: [line('kazeiShotoku')] }).lines[0]?.year).toBe(year);
    expect(at('check', { requests: [line('inkan')] }).lines[0]?.year).toBeNull();
    expect(at('copies', { draft: line('kazeiShotoku') }).lead).toContain(year);
    expect(view({}, 'en').actions[2]?.detail).toContain('FY 2024 (Reiwa 6)');
  });

  test('R72: each line has the fee of one copy, and of all its copies', () => {
    expect(at('check', { requests: [line('juminhyo', {}, 3)] }).lines[0]).toMatchObject({
      each: '1通 300円',
      copies: '3部',
      amount: '900円',
    });
  });

  test('R10: a full request says so, and nothing more can be added', () => {
    const made = at('check', { canAdd: false });
    expect(isOffered(made, { type: 'citizen.addCertificate' })).toBe(false);
    expect(texts(made)).toContain(words('ja').text('check.full'));
    expect(isOffered(at('check'), { type: 'citizen.addCertificate' })).toBe(true);
  });

  test('R82: how many can still be printed before closing stands on the message and on the check', () => {
    const text = 'サービスの終了までに印刷できるのは、合わせて2通です。';
    expect(at('refusal', { code: 'tooManyBeforeClosing', sets_max: 2 }).lead).toContain(text);
    expect(at('check', { sets_max: 2 }).notices).toContainEqual({ kind: 'caution', text });
    expect(at('refusal', { code: 'noTaxData', sets_max: 2 }).lead).not.toContain(text);
  });

  test('R60, D14: before any money the pay screen shows moment and year of the checked documents', () => {
    const asOf_epoch_ms = Date.UTC(2025, 3, 16, 1, 2);
    const made = at('pay', {
      documents: [
        { typeId: 'juminhyo', asOf_epoch_ms },
        { typeId: 'kazeiShotoku', taxYear: 2024, asOf_epoch_ms: asOf_epoch_ms + 30_000 },
      ],
    });
    expect(made.asides).toEqual(['2025年4月16日(水) 10:02 現在の内容です。', '課税(所得)証明書：令和6年度(2024)']);
    expect(viewSchema.parse(made)).toEqual(made);
  });

  test('D14: documents of different moments show the first and the last', () => {
    const asOf_epoch_ms = Date.UTC(2025, 3, 16, 1, 2);
    const documents = [0, 60_000, 120_000].map((later) => ({ typeId: 'inkan', asOf_epoch_ms: asOf_epoch_ms + later }));
    expect(at('pay', { documents }).asides).toEqual(['2025年4月16日(水) 10:02–10:04 現在の内容です。']);
    expect(at('pay').asides).toEqual([]);
  });
});

describe('eras (R61)', () => {
  test('a 年度 has the name of its era on 1 June, when certificates change to it; a day that of the day itself', () => {
    const { taxYear, day } = words('ja');
    expect([1988, 1989, 2018, 2019, 2020].map(taxYear)).toEqual([
      '1988',
      '平成元年度(1989)',
      '平成30年度(2018)',
      '令和元年度(2019)',
      '令和2年度(2020)',
    ]);
    expect(['2019-04-30', '2019-05-01', '2024-02-29'].map(day)).toEqual([
      '平成31年4月30日',
      '令和元年5月1日',
      '令和6年2月29日',
    ]);
    expect(words('en').day('2016-01-07')).toBe('7 January 2016');
  });
});
