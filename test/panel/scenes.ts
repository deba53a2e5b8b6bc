/** Every screen as it can be met, the emptiest and the fullest, for pictures and tests of looks. Fictional (見本). */
import type { SessionPicture } from '../../fsm/events.ts';
import type { ViewInput } from '../../src/api/contract.ts';
import { remind } from '../../src/reminder/policy.ts';
import type { Locale } from '../../src/words/contract.ts';
import { ALL_SCREENS, inputOf, NO_LEAVES, OFFERS, pictureOf } from '../unit/view-fixtures.ts';
import { STAFF_DESK } from '../unit/view-staff-fixtures.ts';

/** The longest certificate there is, in exact-money mode: everything that a check screen may have to say at once. */
export const LONGEST: Partial<SessionPicture> = {
  requests: [
    {
      typeId: 'juminhyo',
      options: { honsekiHittosha: true, setainushiTsuzukigara: true, kojinBango: true },
      persons: [1, 2, 3],
      copies: 2,
    },
  ],
  totals: { ...pictureOf('check').totals, due_yen: 600, accepts_yen: [10, 50], withheld_yen: [100, 500, 1000] },
};

/** As much to choose from as there can be: eight types, three that cannot be had, every item of a foreign resident. */
export const FULL: Partial<SessionPicture> = {
  municipalityId: 'susono',
  offers: [
    {
      ...OFFERS[0]!,
      options: [
        ...['setainushiTsuzukigara', 'kokusekiChiiki', 'zairyuCardNumber', 'zairyuShikaku'].map((optionId) => ({
          optionId,
          preset: false,
        })),
        { optionId: 'kojinBango', preset: false, notice: 'kojinBangoUse' },
      ],
      notices: ['katakanaNotPrinted', 'staleData'],
    },
    ...OFFERS.slice(1),
    ...['juminhyoKisai', 'kazeiHikazei', 'shotoku', 'kosekiShohon'].map((typeId) => ({
      ...OFFERS[2]!,
      typeId,
      notices: ['earlierTaxYearOnly'],
    })),
  ],
  withheld: [
    { typeId: 'kosekiFuhyo', code: 'honsekiElsewhere' },
    { typeId: 'nozei', code: 'noTaxData' },
    { typeId: 'mihonShomei', code: 'typeNotOffered' },
  ],
  documents: ['kazeiShotoku', 'shotoku', 'kazeiHikazei'].map((typeId, at) => ({
    typeId,
    taxYear: 2024,
    asOf_epoch_ms: Date.UTC(2025, 3, 16, 1, at),
  })),
};

/** Each trouble of the printer with the longest that the clerk reads of it. */
const TROUBLES = [
  ['printerJam', 'media-path-cannot-duplex-media-selected'],
  ['printerJam', 'output-media-tray-jam'],
  ['printerPaper', 'input-manual-input-request'],
  ['printerPaper', 'input-media-tray-feed-error'],
  ['printerDoor', 'cover-open'],
  ['printerOutputFull', 'output-area-full'],
  ['printerSupplies', 'marker-waste-full'],
  ['printerNotReady', 'spool-area-full'],
  ['printerOffline', ''],
  ['printerForeignJob', ''],
] as const;

/** What may be wrong with the number of sheets, beside a receipt that failed. */
const SHEETS_WRONG = [
  { ...NO_LEAVES, done: 3, total: 3, mixed: true },
  { ...NO_LEAVES, done: 1, total: 3, part: true },
  { ...NO_LEAVES, done: 1, total: 3, unknown: 1 },
];

/** A sheet of the paper path in staff mode. */
const STAFF_SHEETS = [
  ['staffIncident', { task: 'incidents', incident: 11 }],
  ['staffReview', { task: 'incidents', incident: 11, reason: 'sheetDestroyed' }],
  ['staffList', { task: 'guide' }],
] as const satisfies readonly (readonly [string, object])[];

/** A screen with a name of its own among the pictures. */
export interface Scene {
  readonly name: string;
  readonly input: (locale: Locale) => ViewInput;
}

type Changes = Parameters<typeof inputOf>[2];

const scene = (name: string, picture: SessionPicture, changes: Changes = {}): Scene => ({
  name,
  input: (locale) => inputOf(picture, locale, changes),
});

const REMINDER = remind({ left: ['card'], elapsed_ms: 60_000, confirmed: false });
const LEFT = (['card', 'certificate', 'receipt', 'change'] as const).map((item) => ({ item, gone: false }));

const isStaff = (screen: string): boolean => screen.startsWith('staff');

/** What citizens see. */
export const CITIZEN_SCENES: readonly Scene[] = [
  ...ALL_SCREENS.filter((screen) => !isStaff(screen)).map((screen) => scene(screen, pictureOf(screen))),
  scene('pin-wrong', pictureOf('pin', { code: 'pinWrong', tries: 2 }), { pinDigits: 3 }),
  ...TROUBLES.map(([trouble, keyword]) =>
    scene(
      `printing-${keyword === '' ? trouble : keyword}`,
      pictureOf('printing', { trouble, troubleKeywords: [keyword] }),
    ),
  ),
  scene('takeItems-left', pictureOf('takeItems', { items: LEFT }), { reminder: REMINDER }),
  ...SHEETS_WRONG.map((leaves, at) =>
    scene(`takeItems-wrong-${at + 1}`, pictureOf('takeItems', { items: LEFT.slice(0, 2), receipt: 'failed', leaves }), {
      reminder: REMINDER,
    }),
  ),
  scene('check-longest', pictureOf('check', LONGEST)),
  scene('pay-longest', pictureOf('pay', LONGEST)),
  scene('pay-rejected', pictureOf('pay', { ...LONGEST, rejected: 'notNow' })),
  scene('certificate-full', pictureOf('certificate', FULL)),
  scene('items-full', pictureOf('items', FULL)),
  scene('check-full', pictureOf('check', { ...FULL, ...LONGEST })),
  scene('pay-full', pictureOf('pay', { ...FULL, totals: LONGEST.totals! })),
  scene(
    'refusal-elsewhere',
    pictureOf('refusal', { code: 'honsekiElsewhere', about: 'kosekiFuhyo', municipalityId: 'susono' }),
  ),
  scene('pay-help', pictureOf('pay'), { overlay: 'help' }),
  scene('idle-help', pictureOf('idle'), { overlay: 'help' }),
  scene('idle-language', pictureOf('idle'), { overlay: 'language' }),
  scene('idle-access', pictureOf('idle'), { overlay: 'access' }),
  scene('persons-warning', pictureOf('persons', { warning: true }), { timeLeft_s: 30 }),
  scene('persons-warning-last', pictureOf('persons', { warning: true, canExtend: false }), { timeLeft_s: 30 }),
];

/** What staff see, in Japanese or English. */
export const STAFF_SCENES: readonly Scene[] = [
  ...ALL_SCREENS.filter(isStaff).map((screen) => scene(screen, pictureOf(screen))),
  ...STAFF_SHEETS.map(([screen, staff]) =>
    scene(`${screen}-${staff.task}`, pictureOf(screen, { staff: { ...pictureOf('staffIncident').staff!, ...staff } }), {
      staff: STAFF_DESK,
    }),
  ),
];
