import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate/refusals.ts';
import { CODES } from '../../src/base/codes.ts';
import { codeOfRefusal, KIOSK_REFUSALS, REFUSALS } from '../../src/centre/refusals.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';

describe('the table of refusals', () => {
  test('docs/refusals.md is current: npm run generate', () => {
    const [file] = generate();
    expect(readFileSync(file!.path, 'utf8')).toBe(file!.text);
  });

  test('R32, R36, R38–R45, R47–R51, R56, R60, R62, R65, R66, R77–R80: every case of the pages has its keyword, its line and its reach', () => {
    const named: Readonly<Record<string, string>> = {
      cardIssuedToday: 'R32',
      underFifteen: 'R38',
      notEligible: 'R36, R39, R40, 2.4',
      movedOut: 'R41',
      householdMoved: 'R42',
      kosekiUpdating: 'R43',
      honsekiElsewhere: 'R44',
      transitionalResident: 'R45',
      noSealRegistration: 'R47',
      noTaxData: 'R48',
      notDeclared: 'R49, R50',
      amendedReturn: 'R51',
      taxYearNotSwitched: 'R60',
      typeNotOffered: 'R56, R62, R65, R66',
      typeClosedNow: '2.3',
      closedNow: 'R77–R80',
      municipalityStopped: 'R79, R80',
      movedInToday: '2.4',
      gaijiPending: '2.4',
      nameTooLong: '2.4',
      continuedUseTomorrow: '2.4',
    };
    for (const [keyword, requirement] of Object.entries(named)) {
      expect(REFUSALS).toHaveProperty(keyword);
      expect(REFUSALS[keyword as keyof typeof REFUSALS].requirement, keyword).toBe(requirement);
    }
    // A refusal of one certificate never ends the session: R42 holds back 住民票の写し and nothing else.
    expect(REFUSALS.householdMoved.scope).toBe('type');
    expect(REFUSALS.movedOut.scope).toBe('session');
  });

  test('every keyword means a code of its own: two reasons are never told with one number', () => {
    const codes = Object.values(REFUSALS).map(({ code }) => code);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
    expect(codeOfRefusal('certificateExpired')).toBe('cardExpired');
  });

  test('a keyword that is not in the table is refused without a reason, whatever it is called', () => {
    for (const keyword of ['', 'somethingNew', 'constructor', '__proto__', 'toString', 'internal', 'pinBlocked']) {
      expect(codeOfRefusal(keyword), keyword).toBe('centreRefused');
    }
  });
});

describe('what the citizen is told', () => {
  const all = [...Object.values(REFUSALS), ...Object.values(KIOSK_REFUSALS)].map(({ code }) => code);

  test('R112: every reason that a municipality decides says whom to call, and the rest says it where there is somebody', () => {
    const decided = Object.values(REFUSALS).filter(({ code }) => !['closedNow', 'transactionUsed'].includes(code));
    for (const { code } of decided) expect(words('ja').code(code).helper, code).toBe('municipality');
  });

  test('R39, R40: ward, restriction, support measure and death are no keywords: the wire cannot carry which it was', () => {
    for (const keyword of ['ward', 'restricted', 'support', 'supportMeasure', 'dead', 'notResident']) {
      expect(Object.keys(REFUSALS)).not.toContain(keyword);
      expect(codeOfRefusal(keyword)).toBe('centreRefused');
    }
    const { title, advice } = words('ja').code('notEligible');
    expect(`${title}${advice}`).not.toMatch(/ため|により|理由|制限|者/);
  });

  test('R42: a notice about the household does not say that somebody moved, to where, or who', () => {
    for (const locale of LOCALES) {
      const { title, advice } = words(locale).code('householdMoved');
      expect(`${title} ${advice}`).not.toMatch(/転出|引っ越|住所|member|moved|address/i);
    }
  });

  test('every message is two short sentences or three: it can be read and heard in one go', () => {
    for (const code of all) {
      expect(words('ja').code(code).title.length, code).toBeLessThanOrEqual(28);
      expect(words('ja').code(code).advice.length, code).toBeLessThanOrEqual(80);
      expect(words('en').code(code).title.length, code).toBeLessThanOrEqual(64);
      expect(words('en').code(code).advice.length, code).toBeLessThanOrEqual(140);
      expect(CODES[code].number).toBeGreaterThan(1000);
    }
  });
});
