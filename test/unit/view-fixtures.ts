/** Pictures of every screen, for tests of view and panel. Fictional. */
import type {
  CertificateRequest,
  LeavesPicture,
  MoneyTotals,
  Offer,
  Screen,
  SessionPicture,
} from '../../fsm/events.ts';
import type { ViewInput } from '../../src/api/contract.ts';
import type { Locale } from '../../src/words/contract.ts';
import { STAFF_DESK, STAFF_SCREENS } from './view-staff-fixtures.ts';

/** Nothing printed yet. */
export const NO_LEAVES = { done: 0, total: 0, unknown: 0, now: null, part: false, mixed: false, doing: null } as const;

const NO_MONEY: MoneyTotals = {
  due_yen: 0,
  credit_yen: 0,
  escrow_yen: 0,
  needed_yen: 0,
  owed_yen: 0,
  enough: false,
  accepts_yen: [],
  withheld_yen: [],
};

export const OFFERS: readonly Offer[] = [
  {
    typeId: 'juminhyo',
    fee_yen: 300,
    options: [
      { optionId: 'honsekiHittosha', preset: false },
      { optionId: 'setainushiTsuzukigara', preset: true },
      { optionId: 'kojinBango', preset: false, notice: 'kojinBangoUse' },
    ],
    scope: 'household',
    copies_max: 5,
    notices: ['sheetsBelongTogether'],
  },
  { typeId: 'inkan', fee_yen: 300, options: [], scope: 'holder', copies_max: 5 },
  { typeId: 'kazeiShotoku', fee_yen: 300, options: [], scope: 'holder', copies_max: 5, taxYear: 2024 },
  { typeId: 'kosekiTohon', fee_yen: 450, options: [], scope: 'koseki', copies_max: 5 },
];

const DRAFT: CertificateRequest = {
  typeId: 'juminhyo',
  options: { honsekiHittosha: false, setainushiTsuzukigara: true, kojinBango: false },
  persons: [1, 2],
  copies: 1,
};

const SUSONO = {
  name: { ja: '裾野市', en: 'Susono City' },
  desk: { ja: '市民課', en: 'Citizens Division' },
  phone: '055-995-1812',
  notices: ['noReturnOrRefund', 'noFreeIssue', 'looksDifferent', 'noStaples', 'sheetsBelongTogether', 'takeEverything'],
  items: { mihonKomoku: { ja: '見本項目', en: 'Sample item' } },
  types: { mihonShomei: { ja: '見本証明書', en: 'Sample certificate' } },
  collection: {
    agent: '地方公共団体情報システム機構',
    address: '東京都千代田区一番町25番地',
    entrustedOn: '2016-01-07',
  },
};

const BASE: SessionPicture = {
  screen: 'idle',
  draining: false,
  reasons: [],
  code: null,
  cardPresent: false,
  chainProfile: 'cardOff',
  tries: null,
  municipalityId: null,
  offers: [],
  withheld: [],
  about: null,
  sets_max: null,
  draft: null,
  requests: [],
  documents: [],
  persons: { household: 3, koseki: 4 },
  totals: NO_MONEY,
  rejected: null,
  leaves: NO_LEAVES,
  trouble: null,
  troubleKeywords: [],
  receipt: 'none',
  slip: null,
  items: [],
  foreign: null,
  canReport: false,
  canGoBack: false,
  canCancel: false,
  canAdd: true,
  canAcknowledge: true,
  warning: false,
  canExtend: true,
  staff: null,
};

const KNOWN = { municipalityId: 'susono', offers: OFFERS, canCancel: true } as const;

/** Leaf 1 of 1 of the first copy is out, leaf 1 of 2 of the second is in the printer. */
const AT_SECOND_LEAF = {
  ...NO_LEAVES,
  ...{ done: 1, total: 3, now: { set: 2, sets: 2, leaf: 1, of: 2 } },
  doing: 'printing',
} as const satisfies LeavesPicture;

/** What differs from screen to screen. */
const SCREENS: Readonly<Record<Screen, Partial<SessionPicture>>> = {
  outOfService: { reasons: ['printerPaper'] },
  idle: {},
  governmentMenu: { canGoBack: true },
  notes: { canGoBack: true, canCancel: true },
  setCard: { canGoBack: true, canCancel: true },
  readingCard: { canCancel: true, cardPresent: true },
  pin: { ...KNOWN, tries: 3, cardPresent: true },
  lastTry: { ...KNOWN, tries: 1, cardPresent: true },
  authenticating: { ...KNOWN, cardPresent: true },
  takeCard: { ...KNOWN, cardPresent: true },
  certificate: KNOWN,
  items: { ...KNOWN, draft: DRAFT, canGoBack: true },
  persons: { ...KNOWN, draft: DRAFT, canGoBack: true },
  copies: { ...KNOWN, draft: DRAFT, canGoBack: true },
  check: { ...KNOWN, requests: [DRAFT], canGoBack: true },
  fetching: { ...KNOWN, requests: [DRAFT] },
  pay: {
    ...KNOWN,
    totals: { ...NO_MONEY, due_yen: 300, credit_yen: 100, needed_yen: 200, accepts_yen: [10, 50, 100, 500, 1000] },
  },
  closingDeposit: { ...KNOWN, totals: { ...NO_MONEY, due_yen: 300, credit_yen: 500, enough: true } },
  printing: { ...KNOWN, canCancel: false, leaves: AT_SECOND_LEAF, canReport: true },
  refunding: {},
  slip: { slip: { claimNumber: 'K07-4821', amount_yen: 250 } },
  refusal: { code: 'pinBlocked', municipalityId: 'susono' },
  takeItems: {
    municipalityId: 'susono',
    leaves: { ...NO_LEAVES, done: 2, total: 2 },
    canReport: true,
    items: [
      { item: 'card', gone: true },
      { item: 'certificate', gone: false },
      { item: 'receipt', gone: false },
      { item: 'change', gone: true },
    ],
  },
  askForeign: { municipalityId: 'susono', canGoBack: true },
  foreignPaper: { municipalityId: 'susono', foreign: { reference: '000042' } },
  ...STAFF_SCREENS,
};

/** Every screen there is. */
export const ALL_SCREENS = Object.keys(SCREENS) as readonly Screen[];

/** A picture of this screen, with changes. */
export function pictureOf(screen: Screen, changes: Partial<SessionPicture> = {}): SessionPicture {
  return { ...BASE, ...SCREENS[screen], ...changes, screen };
}

/** What a view is made from, with changes. Service time is the demo's: Wednesday 2025-04-16 10:00 in Japan. */
export function inputOf(
  picture: SessionPicture,
  locale: Locale = 'ja',
  changes: Partial<Omit<ViewInput, 'picture' | 'locale'>> = {},
): ViewInput {
  return {
    picture,
    locale,
    pinDigits: 0,
    serviceTime_epoch_ms: Date.UTC(2025, 3, 16, 1, 0),
    timeLeft_s: null,
    municipalities: { susono: SUSONO },
    kioskName: '見本端末 1',
    operatorPhone: '0120-000-000',
    reminder: null,
    staff: picture.staff === null ? null : STAFF_DESK,
    staffDoor: false,
    ...changes,
  };
}
