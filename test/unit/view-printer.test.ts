/** What is told of the printer, to whom: the citizen, the clerk who comes to help, the technician (R87, R94, R95, R111). */
import { describe, expect, test } from 'vitest';
import type { CodeName } from '../../src/base/codes.ts';
import { isOffered } from '../../src/api/offered.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { clerkAct, isPrinterTrouble, PRINTER_CODES } from '../../src/api/view/printer.ts';
import type { Locale } from '../../src/words/contract.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import type { PrintDoing, SessionPicture } from '../../fsm/events.ts';
import { TROUBLE_CODE } from '../../drivers/printer.ts';
import { meaningOf } from '../../drivers/ipp/keywords.ts';
import { inputOf, NO_LEAVES, pictureOf } from './view-fixtures.ts';
import { STAFF_DESK } from './view-staff-fixtures.ts';

const printing = (changes: Partial<SessionPicture>, locale: Locale = 'ja') =>
  viewOf(inputOf(pictureOf('printing', changes), locale));

/** One keyword of each place of the machine that a printer may name (print.md, keywords). */
const KEYWORDS = [
  ...['media-empty', 'input-tray-missing', 'input-media-tray-feed-error', 'input-manual-input-request'],
  ...['media-jam', 'input-media-tray-jam', 'output-media-tray-jam', 'media-path-cannot-duplex-media-selected'],
  ...['door-open', 'cover-open', 'interlock-open', 'output-area-full', 'output-tray-missing'],
  ...['toner-empty', 'marker-waste-full', 'opc-life-over', 'fuser-under-temp', 'motor-failure'],
  ...['paused', 'power-down', 'spool-area-full', 'something-nobody-knows'],
];

describe.each(LOCALES)('R95 in %s: every trouble of a printer has three messages', (locale) => {
  test.each(KEYWORDS)(
    '%s: the citizen is told what to do, the clerk in Japanese or English where to look',
    (keyword) => {
      const { trouble } = meaningOf([`${keyword}-error`]);
      const code = TROUBLE_CODE[trouble ?? 'control'];
      expect(isPrinterTrouble(code)).toBe(true);
      const made = printing({ trouble: code, troubleKeywords: [`${keyword}-error`] }, locale);
      const { title, advice } = words(locale).code(code);
      expect(title).not.toBe(words(locale).code('internal').title);
      expect(made.notices[0]?.text).toContain(title);
      expect(made.notices[0]?.text).toContain(advice);
      expect(made.notices[1]?.text).toContain(clerkAct(words(locale === 'en' ? 'en' : 'ja'), code, [keyword]));
      expect(made.code?.number).toMatch(/^M40\d\d$/);
      expect(made.help).not.toEqual([]);
    },
  );

  test('the clerk is told different things for different places', () => {
    const acts = KEYWORDS.map((keyword) => {
      const { trouble } = meaningOf([keyword]);
      return clerkAct(words(locale), TROUBLE_CODE[trouble ?? 'control'], [keyword]);
    });
    expect(new Set(acts).size).toBeGreaterThanOrEqual(18);
    for (const code of PRINTER_CODES) expect(clerkAct(words(locale), code, [])).not.toBe('');
  });
});

test('R95: of a jam at the output with an open door, the clerk reads of the output', () => {
  expect(clerkAct(words('ja'), 'printerJam', ['media-jam-error', 'output-media-tray-jam', 'door-open'])).toMatch(
    /紙の出口/,
  );
});

test('R89, R99: while it prints, the screen states that both sides are guarded against forgery and copying', () => {
  expect(printing({}).lead.join()).toMatch(/偽造やコピーを防ぐ印刷を両面に/);
  expect(printing({}, 'en').lead.join()).toMatch(/forgery and copying/);
});

test('R87: whatever is being done with a sheet, the citizen reads it', () => {
  const said = (['drawing', 'sending', 'printing', 'held', 'stopping', 'refunding', 'receipt', 'ending'] as const).map(
    (doing: PrintDoing) =>
      printing({ leaves: { ...NO_LEAVES, total: 1, now: { set: 1, sets: 1, leaf: 1, of: 1 }, doing } }).progress
        ?.detail,
  );
  expect(new Set(said).size).toBe(8);
  expect(said[2]).toBe('1/1枚目　印刷しています');
  expect(said[6]).toBe('領収書を印刷しています');
});

describe('R94: the last screen tells the sheets that came out', () => {
  const taking = (leaves: Partial<SessionPicture['leaves']>, more: Partial<SessionPicture> = {}) =>
    viewOf(inputOf(pictureOf('takeItems', { leaves: { ...NO_LEAVES, total: 3, ...leaves }, ...more }), 'ja'));

  test('all of them: the number stands beside the certificate', () => {
    const made = taking({ done: 3 });
    expect(made.ticks.find(({ item }) => item === 'certificate')?.label).toBe('証明書 3枚');
    expect(made.notices[0]?.text).toContain('全部で3枚');
  });

  test('R93: of a set that ended in its middle, that its sheets are not valid and were not charged', () => {
    expect(taking({ done: 1, part: true }).notices[0]).toMatchObject({ kind: 'caution' });
    expect(taking({ done: 1, part: true }).notices[0]?.text).toMatch(/1枚出ました。.*使えません/);
  });

  test('a sheet of which nobody knows is never counted as out', () => {
    expect(taking({ done: 1, unknown: 1 }).notices[0]?.text).toMatch(/1枚出ました。あと1枚は、出たか確認できません/);
    expect(taking({ done: 0, unknown: 1 }).notices[0]?.text).toMatch(/紙の出口を見てください/);
  });

  test('R92: sheets of another print among them are said, with the number that is the citizen’s', () => {
    expect(taking({ done: 2, mixed: true }).notices[0]?.text).toMatch(/混じっています。証明書は2枚です/);
  });

  test('R85: a receipt that could not be printed is said, with whom to call', () => {
    const made = taking({ done: 3 }, { receipt: 'failed' });
    expect(made.notices.at(-1)?.text).toMatch(/領収書は印刷できませんでした。必要なときは[\d-]+に/);
  });
});

test.each(PRINTER_CODES)(
  'R75: a printing that was given up for %s says that the fee is returned, before payment not',
  (code) => {
    const refusal = (total: number) =>
      viewOf(inputOf(pictureOf('refusal', { code, leaves: { ...NO_LEAVES, total } }), 'ja')).lead.join();
    expect(refusal(2)).toContain('手数料はお返しします');
    expect(refusal(0)).not.toContain('手数料');
  },
);

describe('R111: a sheet in the paper path', () => {
  const sheet = STAFF_DESK.sheets[0]!;
  const desk = (
    screen: 'staffList' | 'staffIncident' | 'staffReview',
    staff: Partial<NonNullable<SessionPicture['staff']>>,
  ) =>
    viewOf(
      inputOf(
        pictureOf(screen, {
          staff: { ...pictureOf('staffIncident').staff!, task: 'incidents', incident: sheet.incident, ...staff },
        }),
        'ja',
        { staff: STAFF_DESK },
      ),
    );

  test('stands in the list with its number, and cannot be ticked off', () => {
    const made = desk('staffList', {});
    expect(made.staff?.tables.find(({ id }) => id === 'sheets')?.rows[0]?.cells.slice(0, 2)).toEqual([
      '000051',
      '証明書の紙が、印刷の途中でつまりました（2/2枚目）。',
    ]);
    expect(isOffered(made, { type: 'staff.resolve', incident: sheet.incident })).toBe(false);
    expect(isOffered(made, { type: 'staff.chooseIncident', incident: sheet.incident })).toBe(true);
  });

  test('is pulled out face down, and what became of it is one of four answers', () => {
    const made = desk('staffIncident', {});
    expect(made.staff?.guide.map(({ text }) => text).join()).toMatch(/裏返して取り出し.*裁断.*封筒/);
    expect(made.actions.map(({ id }) => id)).toEqual([
      'reason.sheetTaken',
      'reason.sheetDestroyed',
      'reason.sheetKept',
      'reason.sheetNotFound',
    ]);
    expect(isOffered(made, { type: 'staff.giveReason', reason: 'noFaultFound' })).toBe(false);
  });

  test('nothing is recorded before 「確定」', () => {
    const made = desk('staffReview', { reason: 'sheetDestroyed' });
    expect(made.staff?.result?.text).toBe('お客様の目の前で破棄した');
    expect(isOffered(made, { type: 'staff.confirm' })).toBe(true);
  });
});

test('no code of the printer speaks of an amount or a person', () => {
  for (const code of PRINTER_CODES as readonly CodeName[])
    expect(`${words('ja').code(code).title}${words('ja').code(code).advice}`).not.toMatch(/[0-9]+円|様の名/);
});
