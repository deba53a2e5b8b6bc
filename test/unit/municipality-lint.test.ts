/** A fault in the data is a sentence: where, what was found, what is expected. All of them at once. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { judgeMunicipality } from '../../src/centre/catalogue/lint.ts';
import { feeOn } from '../../src/centre/municipality.ts';
import { inspectMunicipalities } from '../../src/centre/municipality-files.ts';
import { hasWords } from '../../src/words/keys.ts';
import { MADE_UP_FOLDER, MUNICIPALITY_FOLDER } from '../../scripts/municipalities/made-up.ts';
import { FUCHU, typeOf } from './municipality-fixtures.ts';

type Json = { [key: string]: Json } & Json[] & (string | number | null);
const TEXT = readFileSync(join(MADE_UP_FOLDER, 'mihon.json'), 'utf8');

/** Faults of the made-up city after a change, as `path message`. */
function faultsOf(change: (data: Json) => void): string[] {
  const data = JSON.parse(TEXT) as Json;
  change(data);
  const judged = judgeMunicipality(data, hasWords);
  return 'faults' in judged ? judged.faults.map(({ path, message }) => `${path} ${message}`) : [];
}

/** Sets a value, whatever its type. */
const set = (at: object, key: string | number, value: unknown): void => void Reflect.set(at, key, value);

test('the data that come with the program, and those of the demo, have no fault', () => {
  for (const folder of [MUNICIPALITY_FOLDER, MADE_UP_FOLDER]) {
    expect(inspectMunicipalities(folder, { hasWords }).problems).toEqual([]);
  }
});

const CASES: readonly (readonly [string, (data: Json) => void, string])[] = [
  [
    'R73: a gap between two fees',
    (data) => set(data.types![0]!.fees![1]!, 'from', '2025-04-03'),
    'types[0].fees[1] begins on 2025-04-03 and types[0].fees[0] ends on 2025-03-31; expected no day between them',
  ],
  [
    'R73: two fees on one day',
    (data) => set(data.types![0]!.fees![1]!, 'from', '2025-03-31'),
    'types[0].fees[1] is 2025-03-31 … open and overlaps types[0].fees[0] (ever … 2025-03-31); expected each day once',
  ],
  [
    'R73: a last fee that ends',
    (data) => set(data.types![0]!.fees![1]!, 'until', '2025-12-31'),
    'types[0].fees ends on 2025-12-31; expected a last range without until',
  ],
  [
    'R68: days before the first fee of which nothing is said',
    (data) => set(data.types![0]!.fees![0]!, 'from', '2024-04-01'),
    'types[0].fees leaves out the days before 2024-04-01; expected a first range without from (with null where nothing is known)',
  ],
  [
    'R68: a fee that is unknown and still in force',
    (data) => set(data.types![0]!.fees![1]!, 'fee_yen', null),
    'types[0].fees[1].fee_yen is null in the range that is still open; expected a fee (only a past one may be unknown)',
  ],
  [
    'R74: a certificate for nothing',
    (data) => set(data.types![0]!.fees![1]!, 'fee_yen', 0),
    'types[0].fees[1].fee_yen is 0; expected a fee above 0: nothing is issued free (R74)',
  ],
  [
    'R74: a fee that coins cannot pay',
    (data) => set(data.types![0]!.fees![1]!, 'fee_yen', 205),
    'types[0].fees[1].fee_yen is 205; expected a multiple of 10 yen, which coins can pay',
  ],
  [
    'R73: a range that ends before it begins',
    (data) => set(data.types![0]!.fees![1]!, 'until', '2025-03-01'),
    'types[0].fees[1] is 2025-04-01 … 2025-03-01; expected a first day that is not after the last',
  ],
  [
    'a notice without words',
    (data) => set(data.notices![1]!, 'notice', 'somethingNew'),
    'notices[1].notice is "somethingNew"; expected a keyword with words (notice.somethingNew) in every language',
  ],
  [
    'a closed day whose reason has no words',
    (data) => set(data.closures!.days![1]!, 'reason', 'party'),
    'closures.days[1].reason is "party"; expected a keyword with words (closure.party) in every language',
  ],
  [
    'an item without a name',
    (data) => set(data.types![0]!.options![0]!, 'optionId', 'shinNaru'),
    'types[0].options[0].optionId is "shinNaru"; expected a keyword with words (option.shinNaru) in every language',
  ],
  [
    'R20: a refused card without a name',
    (data) => set(data.refusedCards![0]!, 'name', undefined),
    'refusedCards[0].name is missing; expected a table',
  ],
  [
    'a type without its English name',
    (data) => set(data.types![0]!, 'name', { ja: '住民票の写し' }),
    'types[0].name.en is missing; expected a text',
  ],
  [
    'R77: hours that close before they open',
    (data) => set(data.hours![0]!, 'closes', '06:00'),
    'hours[0] opens at 06:30 and closes at 06:00; expected opening before closing',
  ],
  [
    'R79: a closed day that the calendar does not have',
    (data) => set(data.closures!.days![1]!, 'day', '2025-02-29'),
    'closures.days[1].day is "2025-02-29"; expected a day of the calendar, as in 2024-10-02',
  ],
  [
    'R79: a closure that ends before it begins',
    (data) => set(data.closures!.days![0]!, 'between', { from: '23:00', until: '20:00' }),
    'closures.days[0].between is 23:00 … 20:00; expected a start before the end',
  ],
  [
    'R112: a desk whose telephone is left out instead of null',
    (data) => set(data.desk!, 'phone', undefined),
    'desk.phone is missing; expected a text',
  ],
  [
    'a key nobody knows',
    (data) => set(data.types![0]!, 'price', 200),
    'types[0].price is not a known key; expected only the keys of the schema',
  ],
  [
    'a type that stands twice',
    (data) => set(data.types![1]!, 'typeId', 'juminhyo'),
    'types[1].typeId is "juminhyo" a second time; expected each once',
  ],
  [
    'R56: a type that the page says cannot be had',
    (data) => set(data.notIssued![0]!, 'keyword', 'inkan'),
    'types[2].typeId is "inkan", which notIssued names too; expected one of the two',
  ],
  [
    'a reason of refusal that is none',
    (data) => set(data.types![2]!, 'refusals', ['notToday']),
    'types[2].refusals[0] is "notToday"; expected a keyword of src/centre/refusals.ts',
  ],
  [
    '2.3: hours that except holidays without a list of them',
    (data) => set(data, 'holidays', null),
    'types[3].hours[0] excepts public holidays and holidays is null; expected the list of them',
  ],
  [
    'a holiday outside the days that the list is about',
    (data) => set(data.holidays!, 'until', '2026-11-22'),
    'holidays.days[57] is 2026-11-23; expected a day of 2024-01-01 … 2026-11-22',
  ],
  [
    'R55: a notice about an item that no type has',
    (data) => set(data.notices!, 0, { notice: 'kojinBangoUse', when: 'option', option: 'kojinBango' }),
    'notices[0].option is "kojinBango"; expected an item of its types',
  ],
  [
    'a notice about a type that there is not',
    (data) => set(data.notices![0]!, 'types', ['nozei']),
    'notices[0].types[0] is "nozei"; expected a typeId of this file',
  ],
  [
    'two openings at one time',
    (data) =>
      set(data, 'hours', [
        { opens: '06:30', closes: '13:00' },
        { opens: '12:00', closes: '23:00' },
      ]),
    'hours[1] overlaps hours[0] in days and times; expected each hour once',
  ],
  [
    'R77: hours that end on a day, with none after it',
    (data) => set(data.hours![0]!, 'until', '2025-12-31'),
    'hours ends on 2025-12-31; expected a last range without until',
  ],
];

test.each(CASES)('%s is told with place, found and expected', (_, change, sentence) => {
  expect(faultsOf(change)).toContain(sentence);
});

test('each fault of hours is told once, not once a weekday', () => {
  const faults = faultsOf((data) => set(data.hours![0]!, 'until', '2025-12-31'));
  expect(faults).toHaveLength(1);
});

test('everything that is wrong is told at once, with the file, whatever file it is in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'municipalities-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'a.json'), TEXT.replace('"06:30"', '"25:00"').replace('"999997"', '"12"'));
  writeFileSync(join(folder, 'b.json'), '{');
  writeFileSync(join(folder, 'c.json'), TEXT);
  writeFileSync(join(folder, 'd.json'), TEXT);
  writeFileSync(join(folder, 'E 1.json'), TEXT.replace('"mihon"', '"mihonE"'));
  const { problems, municipalities } = inspectMunicipalities(folder, { hasWords });
  expect(problems.map(({ message }) => message.replace(`${folder}/`, ''))).toEqual([
    'E 1.json: has a name that cannot be signed; expected small letters, digits and hyphens',
    'a.json: code is "12"; expected the six digits of the 全国地方公共団体コード',
    'a.json: hours[0].opens is "25:00"; expected a time of day, as in 06:30',
    'b.json: is not JSON; expected a municipality’s data',
    'd.json: municipalityId is "mihon" as in c.json; expected each municipality once',
  ]);
  expect(municipalities).toHaveLength(3);
});

test('R73: dated fees that pass the lint give exactly one fee on every day', () => {
  const day = (offset: number): string =>
    new Date(Date.UTC(2025, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { maxLength: 5 }),
      fc.integer({ min: 0, max: 720 }),
      (cuts, at) => {
        const starts = cuts.toSorted((a, b) => a - b);
        const fees = [null, ...starts].map((start, index) => ({
          fee_yen: (index + 1) * 10,
          ...(start === null ? {} : { from: day(start) }),
          ...(starts[index] === undefined ? {} : { until: day(starts[index] - 1) }),
        }));
        const types = [{ ...typeOf(FUCHU, 'juminhyo'), fees }, ...FUCHU.types.slice(1)];
        const judged = judgeMunicipality({ ...FUCHU, types }, hasWords);
        expect(judged).toHaveProperty('data');
        if (!('data' in judged)) return;
        const passed = starts.filter((start) => start <= at).length;
        expect(feeOn(judged.data.types[0]!, day(at))).toBe((passed + 1) * 10);
      },
    ),
    { numRuns: 100 },
  );
});
