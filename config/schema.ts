import type { Locale } from '../src/words/contract.ts';
import { LOCALES } from '../src/words/locales.ts';
import { z } from 'zod';
import { isStaffCodeHash } from '../src/base/staff-code.ts';
import type { ChainProfile } from '../fsm/events.ts';
import { cardSchema } from './card-messages.ts';
import { fleetSchema, metricsSchema } from './fleet.ts';
import { interfaceSchema } from './interface.ts';
import { filePath, placePath, tcpPort } from './meta.ts';
import { PROFILE_FILES, type ProfileFile } from './profile.ts';
import { soundSchema } from './sound.ts';
import { storeSchema } from './store.ts';
import { timeoutsSchema } from './timeouts.ts';

/**
 * The one configuration file, `madoguchi.toml`. Every key carries its meaning, unit and default here; the annotated
 * default file, the JSON Schema for editors and the error messages are held to it. Unknown keys are errors. Paths in the
 * file are relative to the folder of the file.
 */

/** Coins and notes of Japan that a kiosk may take. */
export const DENOMINATIONS_YEN = [1, 5, 10, 50, 100, 500, 1000, 2000, 5000, 10_000] as const;

const deviceId = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'a short name of small letters, digits and hyphens');

const kioskSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,32}$/, 'letters, digits and hyphens')
    .describe('number of this kiosk at the centre; it stands in every request'),
  name: z
    .string()
    .min(1)
    .max(60)
    .describe('name of the place, as printed on receipts and slips')
    .meta({ restart: 'live' }),
  phone: z
    .string()
    .min(1)
    .max(30)
    .describe('telephone number for slips and out-of-service screens')
    .meta({ restart: 'live' }),
  profile: z
    .enum(Object.keys(PROFILE_FILES) as [ProfileFile, ...ProfileFile[]])
    .default('card-off')
    .describe('order of the steps on this chain’s machines (R14): a file of config/profiles'),
  copies_max: z
    .int()
    .min(1)
    .max(99)
    .meta({ unit: 'copies' })
    .default(10)
    .describe('most copies of one certificate (R9)'),
});

export const serviceSchema = z.strictObject({
  stateFolder: placePath.default('/var/lib/madoguchi').describe('the ledger lies here; survives everything'),
  runFolder: placePath.default('/run/madoguchi').describe('socket and tokens of this boot lie here'),
  municipalityFolder: placePath.default('municipalities').describe('data of the municipalities, with their signature'),
  municipalityTrustAnchor: filePath
    .default('municipalities.pem')
    .describe('PEM file with the public keys (or certificates) that sign the data of the municipalities'),
  modelFolder: placePath
    .default('models')
    .describe('JSON files of device models that the program does not bring; need not be there'),
  logLevel: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('error: somebody must act · warn: staff should know · info: what happened · debug: for the maker')
    .meta({ restart: 'live' }),
});

const screenSchema = z.strictObject({
  address: z
    .string()
    .regex(/^(127\.\d+\.\d+\.\d+|::1|localhost)$/, 'an address of this machine alone; other boards use [interface]')
    .default('127.0.0.1')
    .describe('the screen’s web pages are served on this address'),
  port: tcpPort.default(8700).describe('and this TCP port; 0 lets the system choose'),
  diagonal_inch: z
    .number()
    .min(7)
    .max(32)
    .default(12.1)
    .describe('size of the touch screen: what is touched is 15 mm at least'),
  browser: placePath
    .optional()
    .describe('browser that madoguchid starts in kiosk mode; left out: something else shows the pages'),
  browserFlags: z
    .array(z.string().startsWith('--'))
    .default([])
    .describe('further flags of that browser, as in --ozone-platform=wayland'),
});

const socketSchema = z.strictObject({
  path: placePath.default('/run/madoguchi/madoguchi.sock').describe('Unix socket of the command line'),
  watchPath: placePath
    .optional()
    .describe('Unix socket on which one can only read: fleet agent, exporters; left out: none'),
  copierPath: placePath
    .optional()
    .describe('Unix socket of the copier’s own software: service and lending; left out: none'),
});

const copierSchema = z.strictObject({
  required: z
    .boolean()
    .default(false)
    .describe('without the copier’s own software on its socket nobody is served (docs/integration.md)'),
});

const centreSchema = z.strictObject({
  url: z.url({ protocol: /^https$/, error: 'an https address' }).describe('address of the centre, https'),
  trustAnchor: filePath.describe(
    'PEM file of the authority that issued the centre’s server certificate; two of them while the centre changes its authority',
  ),
  clientCertificate: filePath.describe('PEM file of this kiosk’s client certificate'),
  clientKey: filePath.describe('PEM file of its private key; readable by the daemon alone'),
  documentTrustAnchor: filePath.describe(
    'PEM file with the public keys (or certificates) that sign document manifests and time (D1)',
  ),
  incidentSigners: filePath
    .optional()
    .describe(
      'PEM file with the public keys of who may close incidents from afar, two together (D7); left out: nobody',
    ),
  warnsBefore_days: z
    .int()
    .min(1)
    .max(365)
    .meta({ unit: 'days' })
    .default(30)
    .describe('so long before a certificate of this kiosk or of the centre ends, it is told (M1509)'),
  acceptsWithoutPageDigests: z
    .boolean()
    .default(false)
    .describe('serve over an adapter of the centre that has no digest of each page from the page maker (D5)'),
});

/** What the three anti-forgery layers of a certificate need (src/paper). */
export const paperSchema = z.strictObject({
  signingKey: filePath
    .optional()
    .describe(
      'PEM file of the private key (P-256) with which this kiosk signs each sheet; readable by the daemon alone; left out: no certificates',
    ),
  attestation: filePath
    .optional()
    .describe('file in which the authority of the kiosks states that this key is this kiosk’s (compact JWS)'),
  verifyingAuthority: filePath
    .optional()
    .describe('PEM file with the public key (P-256) of who may open a sheet without the secret printed on it'),
  separation: filePath
    .optional()
    .describe(
      'JSON file of the toners measured on this printer for the infrared image (src/paper/layers/README.md); left out: those of any cmyk_8 engine',
    ),
  enquiry: z.string().max(80).default('').describe('whom to ask about a sheet, as printed on its back'),
});

const cashSchema = z.strictObject({
  accepts_yen: z
    .array(z.literal(DENOMINATIONS_YEN))
    .min(1)
    .default([10, 50, 100, 500, 1000])
    .describe('coins and notes that may be taken at all'),
  coins_in_flight_max: z
    .int()
    .min(1)
    .max(50)
    .meta({ unit: 'coins' })
    .default(5)
    .describe('coins that can still fall after the slot was shut (promise of change)'),
  capacities: z
    .record(z.string(), z.int().min(1).max(100_000))
    .meta({ unit: 'pieces' })
    .default({})
    .describe('pieces that fit into a hopper, "cashbox" or the note box, by device id: a full one takes no more'),
  fraud_events_max: z
    .int()
    .min(2)
    .max(100)
    .meta({ unit: 'tries' })
    .default(3)
    .describe('so many tries to fish for coins or notes close the service until staff have looked'),
  fraud_within_ms: z.int().min(60_000).max(86_400_000).default(3_600_000).describe('within so long, in milliseconds'),
});

const staffSchema = z.strictObject({
  code_hash: z
    .string()
    .refine(isStaffCodeHash, 'made by `madoguchi staff hash-code`')
    .optional()
    .describe('hash of the staff code; left out: the key switch alone opens staff mode')
    .meta({ secret: true }),
  tries_max: z
    .int()
    .min(1)
    .max(10)
    .meta({ unit: 'tries' })
    .default(5)
    .describe('wrong codes in a row before the entry is locked'),
  locked_ms: z.int().min(60_000).max(86_400_000).default(600_000).describe('so long, in milliseconds'),
});

const accessSchema = z.strictObject({
  languages: z
    .array(z.enum(LOCALES as readonly [Locale, ...Locale[]]))
    .min(1)
    .refine((languages) => languages.includes('ja'), 'ja must be among them')
    .default([...LOCALES])
    .describe('languages that are offered, in the order of the menu')
    .meta({ restart: 'live' }),
  textSize_percent: z
    .union([z.literal(100), z.literal(150), z.literal(200)])
    .default(100)
    .describe('size of everything')
    .meta({ restart: 'live' }),
  contrast: z
    .enum(['standard', 'high', 'dark'])
    .default('standard')
    .describe('colours of the screen')
    .meta({ restart: 'live' }),
  reach: z.boolean().default(false).describe('controls in the lower half of the screen').meta({ restart: 'live' }),
  simple: z.boolean().default(false).describe('fewer words and choices at a time').meta({ restart: 'live' }),
  speech: z
    .enum(['off', 'guidance', 'detailed'])
    .default('guidance')
    .describe('what is said of the screens; the reminder always speaks')
    .meta({ restart: 'live' }),
  shufflePin: z
    .boolean()
    .default(false)
    .describe('the PIN pad has its digits in another order for each citizen')
    .meta({ restart: 'live' }),
  session_max_ms: z
    .int()
    .min(600_000)
    .max(14_400_000)
    .default(3_600_000)
    .describe('so long a citizen may put time-outs off, again and again')
    .meta({ restart: 'live' }),
  detailed_factor: z
    .number()
    .min(1)
    .max(5)
    .default(2)
    .describe('the citizen’s times are so many times as long while everything is read aloud'),
  guidePage: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('page of the operating guide (R17); left out: that of J-LIS')
    .meta({ restart: 'live' }),
});

const reminderSchema = z.strictObject({
  also: z
    .array(z.enum(['phone', 'original']))
    .max(2)
    .default([])
    .describe('things beyond card, certificate, receipt and change that citizens of this site leave behind'),
});

const device = {
  id: deviceId.describe('name of the device everywhere: books, log, command line'),
  options: z.record(z.string(), z.unknown()).default({}).describe('options of the driver'),
  identity: z
    .strictObject({
      maker: z.string().max(200).optional(),
      product: z.string().max(200).optional(),
      serial: z.string().max(200).optional(),
    })
    .optional()
    .describe(
      'the unit that was commissioned, written by `madoguchi commission`: another one closes the service (M1516)',
    ),
};
const driver = z.string().describe('what speaks to it: a folder of drivers/');
const classOf = <Name extends string>(name: Name) => z.literal(name).describe('what kind of device it is');
const serial = {
  port: z
    .string()
    .min(1)
    .describe(
      'serial port by a name that stays (/dev/serial/by-id, /dev/serial/by-path, /dev/madoguchi); devices of one bus name the same port',
    ),
};

export const deviceSchema = z.discriminatedUnion('class', [
  z.strictObject({
    ...device,
    class: classOf('cardReader'),
    driver,
    reader: z.string().min(1).describe('name of the PC/SC reader, or the beginning of it'),
  }),
  z.strictObject({ ...device, ...serial, class: classOf('coinAcceptor'), driver }),
  z.strictObject({ ...device, ...serial, class: classOf('coinDispenser'), driver }),
  z.strictObject({ ...device, ...serial, class: classOf('billAcceptor'), driver }),
  z.strictObject({ ...device, ...serial, class: classOf('cashChanger'), driver }),
  z.strictObject({
    ...device,
    class: classOf('printer'),
    driver,
    uri: z
      .url({ protocol: /^ipps?$/, error: 'an ipp or ipps address' })
      .describe('address of the printer, ipp or ipps'),
    role: z
      .enum(['certificate', 'receipt'])
      .default('certificate')
      .describe('receipt: a printer beside that of the certificates, for receipts alone'),
    fallback: z
      .boolean()
      .default(true)
      .describe('of a receipt printer: while it fails, receipts come from the certificates’ printer'),
  }),
  z.strictObject({ ...device, class: classOf('indicators'), driver }),
  z.strictObject({ ...device, class: classOf('keypad'), driver }),
]);

const lineSchema = z.strictObject({
  ...serial,
  driver,
  options: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('options of the line that differ from the driver’s own'),
});

/** Shape of the whole file. */
export const configSchema = z.strictObject({
  kiosk: kioskSchema,
  service: serviceSchema.prefault({}),
  store: storeSchema.prefault({}),
  screen: screenSchema.prefault({}),
  socket: socketSchema.prefault({}),
  copier: copierSchema.prefault({}),
  interface: interfaceSchema.prefault({}),
  centre: centreSchema,
  card: cardSchema.prefault({}),
  paper: paperSchema.prefault({}),
  cash: cashSchema.prefault({}),
  sound: soundSchema.prefault({}),
  access: accessSchema.prefault({}),
  reminder: reminderSchema.prefault({}),
  staff: staffSchema.prefault({}),
  timeouts: timeoutsSchema.prefault({}),
  metrics: metricsSchema.prefault({}),
  fleet: fleetSchema.prefault({}),
  devices: z.array(deviceSchema).min(1).describe('the hardware, one table a device'),
  lines: z.array(lineSchema).default([]).describe('options of serial lines that differ from the driver’s own'),
});

/** One device of the configuration. `options` have passed the schema of its driver and carry its defaults. */
export type DeviceConfig = z.output<typeof deviceSchema>;
/** Options of one serial line. */
export type LineConfig = z.output<typeof lineSchema>;
/** Class of a device, as in the folder `drivers/`. */
export type DeviceClass = DeviceConfig['class'];

/** The configuration as the program uses it: complete, checked, paths absolute, the chain profile read. */
export interface Config extends z.output<typeof configSchema> {
  /** The file it came from. */
  readonly file: string;
  readonly chainProfile: ChainProfile;
}
