/** Faults against what the municipal data hold and what is judged by them: fees, hours, closed days, types. */
import type { PlantedFault } from './requirement.ts';

const CITIES = ['test/unit/municipality-cities.test.ts'];
const CALENDAR = ['test/unit/municipality-calendar.test.ts'];
const OFFERS = ['test/unit/municipality-offers.test.ts'];
const SUSONO = 'config/municipalities/susono.json';
const FUCHU = 'config/municipalities/fuchu.json';
const OFFERS_CODE = 'src/centre/catalogue/offers.ts';

/** A datum of a file that is another one. */
const datum = (file: string, find: string, replace: string, tests = CITIES): PlantedFault => ({
  file,
  find,
  replace,
  tests,
});

/** The scope of a type, found by its English name. */
const scope = (file: string, name: string, from: string, to: string): PlantedFault =>
  datum(
    file,
    `"en": "${name}"\n      },\n      "scope": "${from}"`,
    `"en": "${name}"\n      },\n      "scope": "${to}"`,
  );

export const CATALOGUE_FAULTS: Readonly<Record<string, PlantedFault>> = {
  R19: datum(SUSONO, '"ja": "通知カード"', '"ja": "診察券"'),
  R20: datum(FUCHU, '"ja": "ふちゅう市民カード"', '"ja": "市民カード"'),
  R52: scope(SUSONO, 'Copy of residence record', 'household', 'holder'),
  R54: datum(SUSONO, '"optionId": "setainushiTsuzukigara"', '"optionId": "setainushi"'),
  R56: datum(FUCHU, '"keyword": "juminhyoCode"', '"keyword": "somethingElse"'),
  R57: scope(SUSONO, 'Seal registration certificate', 'holder', 'household'),
  R58: {
    file: OFFERS_CODE,
    find: 'return years.earliest <= taxYear && taxYear <= years.latest;',
    replace: 'return true;',
    tests: OFFERS,
  },
  R59: datum(FUCHU, '"typeId": "shotoku"', '"typeId": "kazeiShotoku"'),
  R60: {
    file: OFFERS_CODE,
    find: 'return years === null && taxYear === undefined;',
    replace: 'return true;',
    tests: OFFERS,
  },
  R61: {
    file: 'src/centre/catalogue/tax-year.ts',
    find: 'latest: now_ms < first_ms ? year - 1 : year,',
    replace: 'latest: year,',
    tests: CALENDAR,
  },
  R63: scope(FUCHU, 'Individual family register certificate', 'koseki', 'holder'),
  R64: scope(FUCHU, 'Copy of family register address history', 'koseki', 'holder'),
  R65: datum(FUCHU, '"keyword": "joseki"', '"keyword": "somethingElse"'),
  R66: { file: OFFERS_CODE, find: 'type.scope === offer.scope &&', replace: '', tests: OFFERS },
  R67: datum(
    SUSONO,
    '"fee_yen": 300\n        }\n      ],\n      "options": [],\n      "copies_max": null,\n      "taxYear"',
    '"fee_yen": 200\n        }\n      ],\n      "options": [],\n      "copies_max": null,\n      "taxYear"',
  ),
  R68: { file: OFFERS_CODE, find: ' || fee_yen === null', replace: '', tests: OFFERS },
  R69: datum(SUSONO, '"day": "2024-10-01"', '"day": "2023-10-01"', CALENDAR),
  R70: datum(SUSONO, '"day": "2024-10-05"', '"day": "2023-10-05"', CALENDAR),
  R71: datum(
    FUCHU,
    '"scope": "koseki",\n      "fees": [\n        {\n          "fee_yen": 250',
    '"scope": "koseki",\n      "fees": [\n        {\n          "fee_yen": 450',
  ),
  R73: {
    file: 'src/centre/catalogue/fees.ts',
    find: ' && (until === undefined || today <= until)',
    replace: '',
    tests: CITIES,
  },
  R74: {
    file: 'src/centre/catalogue/schema.ts',
    find: ".positive('a fee above 0: nothing is issued free (R74)')",
    replace: '',
    tests: ['test/unit/municipality-lint.test.ts'],
  },
  R77: datum(SUSONO, '"closes": "23:00"', '"closes": "22:00"', CALENDAR),
  R78: datum(SUSONO, '"until": "01-03"', '"until": "01-02"', CALENDAR),
  R79: {
    file: 'src/centre/catalogue/calendar.ts',
    find: 'return closuresWithin(data, today).reduce(without, hours);',
    replace: 'return hours;',
    tests: CALENDAR,
  },
  R80: {
    file: OFFERS_CODE,
    find: "if (!isOpenFor(data, epoch_ms, CENTRE_LIMITS.session_ms_least)) return 'closedNow';",
    replace: '',
    tests: OFFERS,
  },
  R82: {
    file: 'src/centre/catalogue/calendar.ts',
    find: 'return end_ms !== null && epoch_ms + span_ms <= end_ms;',
    replace: 'return end_ms !== null;',
    tests: CALENDAR,
  },
  R112: datum(SUSONO, '"phone": "055-995-1812"', '"phone": null'),
  R113: datum(FUCHU, '"closedDays": null', '"closedDays": "https://fuchu.example/"'),
};
