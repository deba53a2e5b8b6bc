/**
 * What a schema cannot see in the data of a municipality: ranges without gaps, names without double meaning, words for every
 * keyword. Pure; each fault is a sentence, and all of them are found at once.
 */
import { REFUSALS } from '../refusals.ts';
import { hoursFaults, rangeFaults } from './lint-ranges.ts';
import { municipalitySchema, type Municipality, type MunicipalityType } from './schema.ts';
import { shapeFaults, shown, type DataFault } from './shape-faults.ts';

/** True when every language has a text of this key. */
export type HasWords = (key: string) => boolean;

/** Data of a file: valid, or everything that is wrong with it. */
export type Judged = { readonly data: Municipality } | { readonly faults: readonly DataFault[] };

/** Judges the content of a file (parsed JSON). Without `hasWords` the words of keywords are not looked for. */
export function judgeMunicipality(json: unknown, hasWords?: HasWords): Judged {
  const parsed = municipalitySchema.safeParse(json);
  if (!parsed.success) return { faults: shapeFaults(json, parsed.error.issues) };
  const faults = lintMunicipality(parsed.data, hasWords);
  return faults.length === 0 ? { data: parsed.data } : { faults };
}

/** Faults of data whose shape is right. */
function lintMunicipality(data: Municipality, hasWords?: HasWords): readonly DataFault[] {
  return [
    ...doubles(
      data.types.map(({ typeId }) => typeId),
      (index) => `types[${index}].typeId`,
    ),
    ...doubles(
      data.refusedCards.map(({ card }) => card),
      (index) => `refusedCards[${index}].card`,
    ),
    ...doubles(
      data.notIssued.map(({ keyword }) => keyword),
      (index) => `notIssued[${index}].keyword`,
    ),
    ...hoursFaults(data.hours, 'hours', data.holidays !== null),
    ...data.types.flatMap((type, index) => typeFaults(data, type, `types[${index}]`)),
    ...closureFaults(data),
    ...holidayFaults(data),
    ...noticeFaults(data),
    ...(data.rules.kosekiEntry_weeks && data.rules.kosekiEntry_weeks.min > data.rules.kosekiEntry_weeks.max
      ? [{ path: 'rules.kosekiEntry_weeks', message: 'has min above max; expected min first' }]
      : []),
    ...(hasWords ? wordFaults(data, hasWords) : []),
  ];
}

/** Ids that stand more than once in a list. */
function doubles(ids: readonly string[], placeOf: (index: number) => string): readonly DataFault[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: placeOf(index), message: `is ${shown(id)} a second time; expected each once` }],
  );
}

function typeFaults(data: Municipality, type: MunicipalityType, path: string): readonly DataFault[] {
  const faults: DataFault[] = [...rangeFaults(type.fees, `${path}.fees`, type.offered?.from)];
  const { from, until } = type.offered ?? {};
  if (from !== undefined && until !== undefined && from > until) {
    faults.push({
      path: `${path}.offered`,
      message: `is ${from} … ${until}; expected a first day that is not after the last`,
    });
  }
  const open = type.fees.findIndex((fee) => fee.until === undefined);
  if (open >= 0 && type.fees[open]?.fee_yen === null) {
    const message = 'is null in the range that is still open; expected a fee (only a past one may be unknown)';
    faults.push({ path: `${path}.fees[${open}].fee_yen`, message });
  }
  if (type.hours) faults.push(...hoursFaults(type.hours, `${path}.hours`, data.holidays !== null));
  faults.push(
    ...doubles(
      type.options.map(({ optionId }) => optionId),
      (index) => `${path}.options[${index}].optionId`,
    ),
  );
  if (data.notIssued.some(({ keyword }) => keyword === type.typeId)) {
    faults.push({
      path: `${path}.typeId`,
      message: `is ${shown(type.typeId)}, which notIssued names too; expected one of the two`,
    });
  }
  for (const [index, { optionId }] of type.options.entries()) {
    if (!data.notIssued.some(({ keyword }) => keyword === optionId)) continue;
    const message = `is ${shown(optionId)}, which notIssued names too; expected one of the two`;
    faults.push({ path: `${path}.options[${index}].optionId`, message });
  }
  for (const [index, reason] of type.refusals.entries()) {
    if (Object.hasOwn(REFUSALS, reason)) continue;
    faults.push({
      path: `${path}.refusals[${index}]`,
      message: `is ${shown(reason)}; expected a keyword of src/centre/refusals.ts`,
    });
  }
  return faults;
}

function closureFaults({ closures }: Municipality): readonly DataFault[] {
  return closures.days.flatMap(({ day, between }, index): DataFault[] => {
    const path = `closures.days[${index}]`;
    const faults: DataFault[] = [];
    const isWhole = between === undefined;
    const first = closures.days.findIndex((other) => other.day === day && (other.between === undefined) === isWhole);
    if (isWhole && first !== index)
      faults.push({ path: `${path}.day`, message: `is ${day} a second time; expected each once` });
    if (between && between.from >= between.until) {
      faults.push({
        path: `${path}.between`,
        message: `is ${between.from} … ${between.until}; expected a start before the end`,
      });
    }
    return faults;
  });
}

function holidayFaults({ holidays }: Municipality): readonly DataFault[] {
  if (holidays === null) return [];
  const { from, until, days } = holidays;
  return [
    ...(from > until ? [{ path: 'holidays', message: `is ${from} … ${until}; expected the first day first` }] : []),
    ...doubles(days, (index) => `holidays.days[${index}]`),
    ...days.flatMap((day, index) =>
      from <= day && day <= until
        ? []
        : [{ path: `holidays.days[${index}]`, message: `is ${day}; expected a day of ${from} … ${until}` }],
    ),
  ];
}

/** A notice is about types and items that there are. */
function noticeFaults({ notices, types }: Municipality): readonly DataFault[] {
  return notices.flatMap((entry, index): DataFault[] => {
    const path = `notices[${index}]`;
    const about = 'types' in entry ? (entry.types ?? []) : [];
    const faults = about.flatMap((typeId, at): DataFault[] =>
      types.some((type) => type.typeId === typeId)
        ? []
        : [{ path: `${path}.types[${at}]`, message: `is ${shown(typeId)}; expected a typeId of this file` }],
    );
    if (entry.when !== 'option') return faults;
    const meant = types.filter(({ typeId }) => about.length === 0 || about.includes(typeId));
    if (meant.some(({ options }) => options.some(({ optionId }) => optionId === entry.option))) return faults;
    return [...faults, { path: `${path}.option`, message: `is ${shown(entry.option)}; expected an item of its types` }];
  });
}

/** Every keyword that is told has words in every language; types, cards and what is not issued carry their own names. */
function wordFaults({ notices, closures, types }: Municipality, hasWords: HasWords): readonly DataFault[] {
  const needed = [
    ...notices.map(({ notice }, index) => ({
      path: `notices[${index}].notice`,
      keyword: notice,
      key: `notice.${notice}`,
    })),
    ...closures.yearly.map(({ reason }, index) => ({
      path: `closures.yearly[${index}].reason`,
      keyword: reason,
      key: `closure.${reason}`,
    })),
    ...closures.days.map(({ reason }, index) => ({
      path: `closures.days[${index}].reason`,
      keyword: reason,
      key: `closure.${reason}`,
    })),
    ...types.flatMap(({ options }, at) =>
      options.flatMap(({ optionId, name }, index) =>
        name === undefined
          ? [{ path: `types[${at}].options[${index}].optionId`, keyword: optionId, key: `option.${optionId}` }]
          : [],
      ),
    ),
  ];
  return needed.flatMap(({ path, keyword, key }) =>
    hasWords(key)
      ? []
      : [{ path, message: `is ${shown(keyword)}; expected a keyword with words (${key}) in every language` }],
  );
}
