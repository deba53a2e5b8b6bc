/** What citizens of two cities are offered, refused and told before they pay: centre, cell, chart and view together. */
import { describe, expect, test } from 'vitest';
import type { View } from '../../src/api/messages.ts';
import { words } from '../../src/words/words.ts';
import { loadCatalogue } from '../virtual/centre/catalogue.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, requestAtKiosk } from './citizen.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const JA = words('ja');

/** The certificate screen of a citizen. */
function listOf(subjectCn: string, options: WorldOptions = {}): World {
  const world = createWorld(options);
  authenticateAtKiosk(world, { subjectCn, typeId: '' });
  return world;
}

/** Types that are refused, with the reason that stands below their name. */
const refused = (view: View): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    view.actions.flatMap(({ kind, intent, detail }) =>
      kind === 'refused' && intent.type === 'citizen.askWhy' ? [[intent.typeId, detail]] : [],
    ),
  );

/** The check screen of one certificate with these items. */
function checkOf(subjectCn: string, typeId: string, options: Readonly<Record<string, boolean>> = {}): World {
  const world = listOf(subjectCn);
  world.press({ type: 'citizen.chooseCertificate', typeId });
  if (world.view().screen === 'items') world.press({ type: 'citizen.chooseItems', options });
  if (world.view().screen === 'persons') world.press({ type: 'citizen.choosePersons', persons: [1] });
  world.press({ type: 'citizen.chooseCopies', copies: 1 });
  expect(world.view().screen).toBe('check');
  return world;
}

const said = (view: View): readonly string[] => view.notices.map(({ text }) => text);

describe('R66: each citizen sees what cannot be had, and why', () => {
  test.each([
    ['R42', CN.fuchuMemberMoving, 'juminhyo', 'householdMoved'],
    ['R43', CN.fuchuUpdating, 'kosekiTohon', 'kosekiUpdating'],
    ['R44', CN.fuchuElsewhere, 'kosekiTohon', 'honsekiElsewhere'],
    ['R47', CN.susonoHanako, 'inkan', 'noSealRegistration'],
  ] as const)('%s: %s is told of %s: %s', (_, subjectCn, typeId, code) => {
    const world = listOf(subjectCn);
    expect(refused(world.view())[typeId]).toBe(JA.code(code).title);
    expect(world.offered({ type: 'citizen.chooseCertificate', typeId })).toBe(false);
    world.press({ type: 'citizen.askWhy', typeId });
    expect(world.view()).toMatchObject({
      screen: 'refusal',
      title: JA.code(code).title,
      lead: [JA.certificate(typeId), JA.code(code).advice],
    });
    expect(world.view().help).toHaveLength(1);
    world.press({ type: 'citizen.acknowledge' });
    expect(world.view().screen).toBe('certificate');
  });
});

describe('what is said before payment', () => {
  test('R46: a holder of a カタカナ併記名 is told on the check screen and aloud that it is not printed; others are not', () => {
    const notice = JA.notice('katakanaNotPrinted') ?? '';
    const lee = checkOf(CN.fuchuLee, 'juminhyo');
    expect(said(lee.view())).toContain(notice);
    expect(lee.view().speech?.text).toContain(JA.noticeSpoken('katakanaNotPrinted'));
    expect(said(checkOf(CN.fuchuJiro, 'juminhyo').view())).not.toContain(notice);
  });

  test('R55: an item is warned of as it is chosen and again on the check screen, as the municipal data say', () => {
    const warning = JA.notice('kojinBangoUse') ?? '';
    const world = listOf(CN.fuchuJiro);
    world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    const { form } = world.view();
    const cautions = form?.kind === 'items' ? form.toggles.map(({ id, caution, chosen }) => [id, caution, chosen]) : [];
    expect(cautions).toContainEqual(['kojinBango', warning, false]);
    expect(cautions).toContainEqual(['setainushiTsuzukigara', null, false]);
    expect(said(checkOf(CN.fuchuJiro, 'juminhyo', { kojinBango: true }).view())).toContain(warning);
    expect(said(checkOf(CN.fuchuJiro, 'juminhyo', {}).view())).not.toContain(warning);
  });

  test('R74, R75, R91, R93, R94: what Fuchu says of every certificate', () => {
    const texts = said(checkOf(CN.fuchuJiro, 'inkan').view());
    for (const keyword of ['noReturnOrRefund', 'noFreeIssue', 'noStaples', 'takeEverything']) {
      expect(texts, keyword).toContain(JA.notice(keyword));
    }
  });

  test('R76, R112: Susono says to whom the collection is entrusted, and whom to ask; Fuchu has no such entrustment', () => {
    const susono = said(checkOf(CN.susonoTaro, 'inkan').view()).join('\n');
    expect(susono).toMatch(/地方公共団体情報システム機構.*平成28年1月7日/);
    expect(susono).toContain('055-995-1812');
    expect(said(checkOf(CN.fuchuJiro, 'inkan').view()).join('\n')).not.toContain('委託');
  });

  test('R90: Susono says that paper and look differ', () => {
    expect(said(checkOf(CN.susonoTaro, 'inkan').view())).toContain(JA.notice('looksDifferent'));
  });
});

describe('year and moment (R58, R60, R61, D14)', () => {
  test('R58, R60: the year stands on the list, on the check screen, and on the pay screen as the checked paper says it', () => {
    const world = listOf(CN.susonoTaro);
    const year = JA.taxYear(2024);
    expect(world.view().actions.find(({ id }) => id === 'certificate.kazeiShotoku')?.detail).toContain(year);
    requestAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'kazeiShotoku' });
    expect(world.view().asides).toEqual([
      // Susono's register is the one of the morning.
      '2025年4月16日(水) 05:00 現在の内容です。',
      `${JA.certificate('kazeiShotoku')}：${year}`,
    ]);
  });

  test('R60: while tax data are changed over the earlier year is had with a warning, shown and spoken before payment', () => {
    const centreMunicipalities = loadCatalogue().map((city) => ({
      ...city,
      tax: { ...city.tax, changeover: [{ from: '2025-04-01', until: '2025-06-30' }] },
    }));
    const world = listOf(CN.susonoTaro, { centreMunicipalities });
    world.press({ type: 'citizen.chooseCertificate', typeId: 'kazeiShotoku' });
    world.press({ type: 'citizen.chooseCopies', copies: 1 });
    const { lines, notices, speech } = world.view();
    expect(lines[0]?.year).toBe(JA.taxYear(2024));
    expect(notices).toContainEqual({ kind: 'caution', text: JA.notice('earlierTaxYearOnly') });
    expect(speech?.text).toContain(JA.noticeSpoken('earlierTaxYearOnly'));
  });

  test('D14: a paper without a year has its moment all the same', () => {
    const world = listOf(CN.susonoTaro);
    requestAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'inkan' });
    expect(world.view().asides).toEqual([expect.stringContaining('現在の内容です。')]);
  });
});

test('R52, R53, R57, R63: persons of the household or of the 戸籍 with their names, and nobody to choose for a holder’s type', () => {
  const world = listOf(CN.fuchuJiro);
  const persons = (typeId: string): readonly string[] => {
    world.press({ type: 'citizen.chooseCertificate', typeId });
    if (world.view().screen === 'items') world.press({ type: 'citizen.chooseItems', options: {} });
    const { form } = world.view();
    const handles = form?.kind === 'persons' ? form.persons.map(({ handle }) => handle) : [];
    while (world.view().screen !== 'certificate') world.press({ type: 'citizen.back' });
    return handles.map((handle) => world.citizenTexts.get(handle) ?? '');
  };
  expect(persons('juminhyo')).toEqual(['見本 府中次郎', '見本 桜']);
  expect(persons('kosekiShohon')).toHaveLength(3);
  expect(persons('inkan')).toEqual([]);
  expect(persons('shotoku')).toEqual([]);
});

test('2.4: items by nationality: those of a foreign resident for a foreign resident, those of a Japanese for a Japanese', () => {
  const items = (subjectCn: string): readonly string[] => {
    const world = listOf(subjectCn);
    world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    const { form } = world.view();
    return form?.kind === 'items' ? form.toggles.map(({ id }) => id).toSorted() : [];
  };
  expect(items(CN.fuchuLee)).toEqual([
    'kojinBango',
    'kokusekiChiiki',
    'setainushiTsuzukigara',
    'zairyuCardNumber',
    'zairyuShikaku',
  ]);
  expect(items(CN.fuchuJiro)).toEqual(['honsekiHittosha', 'kojinBango', 'setainushiTsuzukigara']);
});
