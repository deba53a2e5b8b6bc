/**
 * The published contract of the screen, schema version 1: what passes over the WebSocket, and by `methods/` over the Unix
 * sockets. Everything that comes in is checked against these schemas; `docs/asyncapi.json` is generated from them.
 */
import { z } from 'zod';
import { accessMessages, accessSchema, localeSchema, overlaySchema, standingSchema } from './messages-access.ts';
import { acceptsSchema, formSchema, keyword, moneySchema, pictureNameSchema } from './messages-parts.ts';
import { staffIntents, staffView } from './messages-staff.ts';

export { formSchema, pictureNameSchema, type Form } from './messages-parts.ts';
// The Unix sockets: one table of methods (README of this folder).
export * from './methods/card.ts';
export * from './methods/config.ts';
export * from './methods/device.ts';
export * from './methods/diag.ts';
export * from './methods/lamps.ts';
export * from './methods/money.ts';
export * from './methods/printer.ts';
export * from './methods/service.ts';
export * from './methods/incidents.ts';
export * from './methods/events.ts';
export * from './methods/fleet.ts';
export * from './methods/health.ts';
export * from './methods/lending.ts';
export * from './methods/method.ts';
export * from './methods/paper.ts';
export * from './methods/status.ts';
export * from './methods/table.ts';

export const SCHEMA_VERSION = 1;

/** Telephone of the national My Number call centre (toll-free), which takes stop requests day and night (R33). */
export const CALL_CENTRE_PHONE = '0120-95-0178';

/** Longest text frame a client may send, in bytes: the longest intent is far shorter. */
export const MESSAGE_BYTES_MAX = 4096;

/** First byte of a binary frame. */
export const FRAME_PIN_KEY = 0x01;
export const FRAME_CITIZEN_TEXT = 0x02;

/** Second byte of a PIN key frame: 0…9 the digit, 10 deletes the last one, 11 clears all. */
export const PIN_KEY_DELETE = 10;
export const PIN_KEY_CLEAR = 11;

// ---------------------------------------------------------------------------------------------------- client → server

export const helloSchema = z.strictObject({
  type: z.literal('hello'),
  schema: z.literal(SCHEMA_VERSION),
  /** `panel`: the citizen's screen, one at a time. `bench`: watches. `copier`: the copier's own menu, may only open the service. */
  role: z.enum(['panel', 'bench', 'copier']),
  token: z.string().min(16).max(128),
});
export type Hello = z.infer<typeof helloSchema>;

const bare = <Name extends string>(type: Name) => z.strictObject({ type: z.literal(type) });

/** One for each `CitizenFact` of the session, and for each `StaffTouch` of staff mode. */
export const intentSchema = z.discriminatedUnion('type', [
  bare('citizen.openGovernmentService'),
  bare('citizen.openCertificateService'),
  bare('citizen.agree'),
  bare('citizen.back'),
  bare('citizen.cancel'),
  bare('citizen.extend'),
  bare('citizen.acknowledge'),
  bare('citizen.confirmLastTry'),
  bare('citizen.enterPin'),
  z.strictObject({ type: z.literal('citizen.chooseCertificate'), typeId: keyword }),
  z.strictObject({ type: z.literal('citizen.askWhy'), typeId: keyword }),
  z.strictObject({
    type: z.literal('citizen.chooseItems'),
    options: z.record(keyword, z.boolean()).refine((options) => Object.keys(options).length <= 20),
  }),
  z.strictObject({
    type: z.literal('citizen.choosePersons'),
    persons: z.array(z.int().min(1).max(99)).min(1).max(99),
  }),
  z.strictObject({ type: z.literal('citizen.chooseCopies'), copies: z.int().min(1).max(99) }),
  bare('citizen.addCertificate'),
  z.strictObject({ type: z.literal('citizen.removeCertificate'), index: z.int().min(0).max(99) }),
  bare('citizen.confirm'),
  bare('citizen.printStart'),
  bare('citizen.notMine'),
  bare('citizen.confirmNotMine'),
  bare('citizen.confirmTaken'),
  ...staffIntents,
]);
export type Intent = z.infer<typeof intentSchema>;

/** What a client may say after `hello`. `page` is the page of the view that was answered: a late press on an old one is dropped. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  helloSchema,
  z.strictObject({ type: z.literal('intent'), page: z.int().min(0), intent: intentSchema }),
  ...accessMessages,
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

// ---------------------------------------------------------------------------------------------------- server → client

/** A button: what it says and what it means. Two buttons never share an id within a view. */
export const actionSchema = z.strictObject({
  id: keyword,
  label: z.string(),
  /** Second, smaller line. */
  detail: z.string().nullable(),
  /** `primary` goes on, `choice` is one of several, `refused` is one that cannot be had and says why, `plain` is everything else. */
  kind: z.enum(['primary', 'choice', 'refused', 'plain']),
  enabled: z.boolean(),
  intent: intentSchema,
});
export type Action = z.infer<typeof actionSchema>;

/** One line of the request on the check screen. */
const lineSchema = z.strictObject({
  label: z.string(),
  official: z.string().nullable(),
  details: z.array(z.string()),
  /** 年度 of a tax certificate, in era and Western year (R60); null for others. */
  year: z.string().nullable(),
  /** Fee of one copy (R72). */
  each: z.string(),
  /** Handles of the persons on it; their texts arrive in frames of their own. */
  persons: z.array(z.strictObject({ handle: z.string(), label: z.string() })),
  copies: z.string(),
  amount: z.string(),
  remove: actionSchema.nullable(),
});

export const viewSchema = z.strictObject({
  type: z.literal('view'),
  locale: localeSchema,
  screen: keyword,
  /** Grows with each new screen; an intent names the page it answers. Set by the server. */
  page: z.int(),
  kioskName: z.string(),
  /** Service time as text; empty while it is not known. */
  clock: z.string(),
  municipality: z.string().nullable(),
  /** Where you are. */
  steps: z.array(z.strictObject({ label: z.string(), state: z.enum(['done', 'now', 'ahead']) })),
  /** Official Japanese terms among the texts of another language, for the marks of their language. */
  terms: z.array(z.string()),
  title: z.string(),
  lead: z.array(z.string()),
  /** Notes of use, cautions; `caution` stands out. */
  notices: z.array(z.strictObject({ kind: z.enum(['info', 'caution']), text: z.string() })),
  picture: pictureNameSchema.nullable(),
  /** Below the picture: moment and year of the documents, on the pay screen (R60, D14). */
  asides: z.array(z.string()),
  actions: z.array(actionSchema),
  /** Buttons that are always at the same place. */
  back: actionSchema.nullable(),
  cancel: actionSchema.nullable(),
  language: z.strictObject({ label: z.string(), locale: localeSchema }),
  /** Buttons of every citizen's screen, in their order; none in staff mode. */
  standing: z.array(standingSchema),
  access: accessSchema,
  overlay: overlaySchema.nullable(),
  /** Where the tactile keypad stands; null while nobody uses it. */
  cursor: keyword.nullable(),
  form: formSchema.nullable(),
  lines: z.array(lineSchema),
  total: z.strictObject({ label: z.string(), text: z.string() }).nullable(),
  pin: z
    .strictObject({
      digits: z.int(),
      length: z.int(),
      label: z.string(),
      tries: z.string().nullable(),
      /** Fewer tries are left than a card has: a wrong one was made. */
      warn: z.boolean(),
      delete: z.string(),
      clear: z.string(),
      /** Digits of the pad in their order, row by row. */
      keys: z.array(z.int().min(0).max(9)).length(10),
    })
    .nullable(),
  money: moneySchema.nullable(),
  /** What can be paid with, on the check screen: before paying. */
  accepts: acceptsSchema.nullable(),
  /** Sheets that are out of all; `detail`: which sheet of which set is on its way, and what is being done (R87, R94). */
  progress: z
    .strictObject({
      done: z.int(),
      total: z.int(),
      text: z.string(),
      detail: z.string(),
      timeLeft: z.string().nullable(),
    })
    .nullable(),
  /** Things to take home (R13). */
  ticks: z.array(
    z.strictObject({
      item: z.enum(['card', 'certificate', 'receipt', 'change', 'phone', 'original']),
      label: z.string(),
      gone: z.boolean(),
      text: z.string(),
    }),
  ),
  emphasis: z.enum(['none', 'calm', 'strong', 'alarm']),
  slip: z
    .strictObject({
      label: z.string(),
      claimNumber: z.string(),
      amountLabel: z.string(),
      amount: z.string(),
      phoneLabel: z.string(),
      phone: z.string(),
      /** QR code with the same facts: rows of modules, `#` dark and `.` light, without the quiet zone. */
      qr: z.array(z.string()),
    })
    .nullable(),
  /** Whom to call. */
  help: z.array(z.strictObject({ label: z.string(), phone: z.string() })),
  /** Number of a refusal or fault, alone (`M2101`) and as the screen says it. */
  code: z.strictObject({ number: z.string(), text: z.string() }).nullable(),
  /** Until the time-out acts, in seconds; null = none runs. */
  timeLeft_s: z.int().nullable(),
  /** The time-out warning, over everything. */
  warning: z
    .strictObject({ title: z.string(), text: z.string(), timeLeft_s: z.int().nullable(), extend: actionSchema })
    .nullable(),
  /**
   * What is said when the screen appears; the kiosk speaks, a client need not. On `takeItems` it is null: there the
   * reminder speaks.
   */
  speech: z.strictObject({ utteranceId: z.string(), text: z.string() }).nullable(),
  /** True where the hidden sequence may ask for the staff code. */
  door: z.boolean(),
  /** On the screens of staff mode; null for citizens. */
  staff: staffView(actionSchema).nullable(),
  /** Ids of everything that takes the focus, in order. */
  focus: z.array(z.string()),
});
export type View = z.infer<typeof viewSchema>;

export const errorSchema = z.strictObject({
  type: z.literal('error'),
  /** Number as in `M7001`, and its name. Nothing of what was sent. */
  code: z.string(),
  name: z.string(),
});

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    schema: z.literal(SCHEMA_VERSION),
    version: z.string(),
    role: z.enum(['panel', 'bench', 'copier']),
  }),
  viewSchema,
  /** The session is over: go to a fresh document. */
  z.strictObject({ type: z.literal('renew'), address: z.string() }),
  /** To watchers: what is being said. `file` is a path on this server. */
  z.strictObject({
    type: z.literal('voice'),
    utteranceId: z.string(),
    text: z.string(),
    locale: localeSchema,
    loudness: z.number().min(0).max(1),
    file: z.string().nullable(),
  }),
  /** To the copier's own menu: whether 「行政サービス」 can be chosen. */
  z.strictObject({ type: z.literal('service'), open: z.boolean(), screen: keyword }),
  errorSchema,
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
