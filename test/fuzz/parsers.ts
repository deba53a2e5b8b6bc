/** Readers of what comes from printer, card, screen, cell, centre, files: no throw but the one their contract names. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../config/load.ts';
import { FrameCutter as CardFrameCutter, frameOf } from '../../drivers/transport/pcsc-frames.ts';
import { decode as decodeIpp, encode as encodeIpp } from '../../drivers/ipp/codec.ts';
import { readCertificate } from '../../drivers/jpki/certificate.ts';
import { takePinKey } from '../../src/api/frames.ts';
import {
  clientMessageSchema,
  helloSchema,
  SCHEMA_VERSION,
  serverMessageSchema,
  METHODS,
  socketRequestSchema,
} from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { encodeFrame, FrameCutter as CellFrameCutter, messageOf } from '../../src/cell/frames.ts';
import { commandSchema, factSchema } from '../../src/cell/messages.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { openJws } from '../../src/centre/jws.ts';
import { createUnseal, parseManifest } from '../../src/centre/manifest.ts';
import { judgeMunicipality } from '../../src/centre/catalogue/lint.ts';
import { closedReason, nextOpening, reconcileOffers } from '../../src/centre/municipality.ts';
import { readSignedTime } from '../../src/centre/signed-time.ts';
import { applyAnswer, authenticateAnswer, presentAnswer, refusalAnswer, timeAnswer } from '../../src/centre/wire.ts';
import type { Random } from '../../src/base/random.ts';
import { createCardAuthority } from '../virtual/card/authority.ts';
import { issueIdentity } from '../virtual/card/card.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes, mutateJson, mutateText } from './mutate.ts';

const ROOT = join(import.meta.dirname, '../..');
const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;
const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** A target whose inputs do not hang together. */
function parser(name: string, feed: (random: Random) => void): FuzzTarget {
  return { name, inputsOfALife: Infinity, make: (random) => () => feed(random) };
}

/** JSON that was changed in its tree, or in its text where that still parses. */
function strangeJson(random: Random, corpus: readonly unknown[]): unknown {
  if (random.integer(3) > 0) return mutateJson(random, pick(random, corpus));
  try {
    const value: unknown = JSON.parse(mutateText(random, [JSON.stringify(pick(random, corpus))]));
    return value;
  } catch {
    return null;
  }
}

// ------------------------------------------------------------------------------------------------------------------ IPP

const IPP: readonly Uint8Array[] = [
  encodeIpp({
    major: 2,
    minor: 0,
    code: 0,
    requestId: 7,
    groups: [
      {
        group: 'operation',
        attributes: [{ name: 'attributes-charset', values: [{ type: 'charset', value: 'utf-8' }] }],
      },
      {
        group: 'printer',
        attributes: [
          { name: 'printer-state', values: [{ type: 'enum', value: 3 }] },
          {
            name: 'printer-resolution-supported',
            values: [{ type: 'resolution', crossFeed: 600, feed: 600, unit: 'dpi' }],
          },
          {
            name: 'media-col',
            values: [
              {
                type: 'collection',
                members: [{ name: 'x', values: [{ type: 'rangeOfInteger', lower: 1, upper: 9 }] }],
              },
            ],
          },
        ],
      },
    ],
  }),
];

const ipp = parser('IPP codec', (random) => {
  const decoded = decodeIpp(mutateBytes(random, IPP));
  if (!decoded.ok) return;
  const again = decodeIpp(encodeIpp(decoded.message));
  if (!again.ok) throw new FuzzFailure(`what was read cannot be written and read again: ${again.error}`);
});

// ----------------------------------------------------------------------------------------------------------------- card

const identity = issueIdentity(createCardAuthority(), {
  subjectCn: 'MIHON00000000020280416A',
  notAfter_epoch_s: Date.UTC(2028, 3, 16) / 1000,
});

const certificate = parser('JPKI certificate', (random) => {
  const facts = readCertificate(mutateBytes(random, [identity.certificateDer]));
  if (facts && !Number.isFinite(facts.notAfter_epoch_s)) throw new FuzzFailure('a validity that is no time');
});

const CARD_FRAMES = [
  frameOf(0x45, Uint8Array.of(0x90, 0)),
  frameOf(0x42, Buffer.from('3b80', 'hex')),
  frameOf(0x43, new Uint8Array()),
];
const cardFrames: FuzzTarget = {
  name: 'card helper frames',
  inputsOfALife: 8,
  make: (random) => {
    const cutter = new CardFrameCutter((_, contents) => {
      if (contents.length > 512) throw new FuzzFailure('contents beyond the limit');
    });
    return () => void cutter.take(mutateBytes(random, CARD_FRAMES));
  },
};

// --------------------------------------------------------------------------------------------------------------- screen

const CLIENT = [
  { type: 'hello', schema: SCHEMA_VERSION, role: 'panel', token: 'a'.repeat(32) },
  { type: 'intent', page: 3, intent: { type: 'citizen.chooseItems', options: { honseki: true } } },
  { type: 'intent', page: 3, intent: { type: 'citizen.choosePersons', persons: [1, 2] } },
  { type: 'setLanguage', locale: 'en' },
  { id: 1, method: 'status' },
];

const api = parser('API messages', (random) => {
  const message = strangeJson(random, CLIENT);
  helloSchema.safeParse(message);
  clientMessageSchema.safeParse(message);
  socketRequestSchema.safeParse(message);
  for (const { params } of Object.values(METHODS)) params.safeParse(message);
  serverMessageSchema.safeParse(message);
});

const pinFrames = parser('API frames', (random) => {
  const frame = mutateBytes(random, [Uint8Array.of(1, 5), Uint8Array.of(1, 10), Uint8Array.of(2, 1, 65)]);
  const length = frame.length;
  const key = takePinKey(frame);
  if (key !== null && length !== 2) throw new FuzzFailure(`a key out of ${length} bytes`);
  if (frame.some((byte) => byte !== 0)) throw new FuzzFailure('the frame was not overwritten');
});

// ----------------------------------------------------------------------------------------------------------------- cell

const CELL = [
  { type: 'begin', transactionId: 't', nonce: 'n', language: 'ja' },
  {
    type: 'makeLeaf',
    set: 0,
    leaf: 1,
    serial: 's',
    printedAt_epoch_ms: 0,
    target: { format: 'image/pwg-raster', type: 'cmyk_8', sheetBack: 'rotated' },
  },
  { type: 'morePieces', pieces: 4 },
  { type: 'leafPiece', end: 'more', bytes: new Uint8Array(60) },
  { type: 'presentCard', certificate: new Uint8Array(40) },
].map((message) => Buffer.concat(encodeFrame(message)));

const cellFrames: FuzzTarget = {
  name: 'cell frames',
  inputsOfALife: 8,
  make: (random) => {
    const cutter = new CellFrameCutter();
    return () => {
      for (const frame of cutter.push(mutateBytes(random, CELL)) ?? []) {
        const message = messageOf(frame);
        commandSchema.safeParse(message);
        factSchema.safeParse(message);
      }
    };
  },
};

// --------------------------------------------------------------------------------------------------------------- centre

const offer = {
  typeId: 'juminhyo',
  fee_yen: 300,
  options: [{ optionId: 'honseki', preset: false }],
  scope: 'holder',
  copies_max: 10,
};
const CENTRE = [
  { municipalityId: 'susono', offers: [offer], challenge: 'A'.repeat(43), time: 'a.b.c' },
  { subjectToken: 's', offers: [offer], household: ['見本太郎'], koseki: [] },
  { manifest: { protected: 'e30', payload: 'e30', signature: 'AA', keyId: 'k' }, pages: [{ set: 0, leaf: 1 }] },
  { time: 'a.b.c' },
  { refused: { reason: 'cardRevoked', scope: 'session' } },
];

const centreWire = parser('centre messages', (random) => {
  const message = strangeJson(random, CENTRE);
  for (const schema of [presentAnswer, authenticateAnswer, applyAnswer, timeAnswer, refusalAnswer])
    schema.safeParse(message);
});

const { privateKey } = generateKeyPairSync('ed25519');
const keys = readPinnedKeys(String(createPublicKey(privateKey).export({ format: 'pem', type: 'spki' })));
const kid = [...keys.keys()][0] ?? '';
const part = (value: unknown): string => Buffer.from(text(value)).toString('base64url');
const SIGNED = ['madoguchi-manifest', 'madoguchi-time'].map((typ) =>
  Buffer.from(`${part({ alg: 'EdDSA', typ, kid })}.${part({ epoch_ms: 1, nonce: 'n' })}`),
);
const unseal = createUnseal(keys);

/** Nobody signed any of it: whatever opens is a forgery. */
const signatures = parser('centre signatures', (random) => {
  const signed = mutateBytes(random, SIGNED);
  const signature = random.bytes(64);
  if (openJws(signed, signature, 'madoguchi-time', keys) !== null) throw new FuzzFailure('a forged signature opens');
  if (unseal({ signed, signature, keyId: kid }) !== null) throw new FuzzFailure('a forged manifest opens');
  if (random.integer(8) === 0 && readSignedTime(Buffer.from(signed).toString('latin1'), 'n', keys) !== null)
    throw new FuzzFailure('a forged time opens');
});

const MANIFEST = {
  transactionId: 't1',
  nonce: 'n1',
  kioskId: 'k1',
  requestDigest: 'a'.repeat(64),
  subjectToken: 's1',
  municipalityId: 'susono',
  issuedAt_epoch_ms: 1,
  validUntil_epoch_ms: 2,
  sets: [
    { set: 0, typeId: 'inkan', fee_yen: 300, uniqueNumber: '1', leaves: [{ leaf: 1, of: 1, sha256: 'b'.repeat(64) }] },
  ],
};

const manifest = parser('manifest', (random) => {
  const read = parseManifest(strangeJson(random, [MANIFEST]));
  for (const { fee_yen } of read?.sets ?? [])
    if (!Number.isSafeInteger(fee_yen) || fee_yen < 0) throw new FuzzFailure(`a fee of ${fee_yen} yen`);
});

// ---------------------------------------------------------------------------------------------------------------- files

const CONFIG = readFileSync(join(ROOT, 'config/madoguchi.toml'), 'utf8');
const config = parser('configuration', (random) => {
  try {
    parseConfig(mutateText(random, [CONFIG]), join(ROOT, 'config/madoguchi.toml'));
  } catch (error) {
    if (!(error instanceof MadoguchiError)) throw error;
  }
});

const MUNICIPALITIES: readonly unknown[] = [
  'config/municipalities/susono.json',
  'test/virtual/municipalities/mihon.json',
].map((file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
const DAY_MS = 86_400_000;
const municipality = parser('municipality file', (random) => {
  const judged = judgeMunicipality(strangeJson(random, MUNICIPALITIES));
  if (!('data' in judged)) return;
  // What passes the lint can be asked about any day.
  const epoch_ms = Date.UTC(2024, 0, 1) + random.integer(1200) * DAY_MS;
  for (const type of [undefined, ...judged.data.types]) {
    nextOpening(judged.data, epoch_ms, type);
    closedReason(judged.data, epoch_ms, type);
  }
  reconcileOffers([], judged.data, epoch_ms);
});

export const PARSER_TARGETS: readonly FuzzTarget[] = [
  ipp,
  certificate,
  cardFrames,
  api,
  pinFrames,
  cellFrames,
  centreWire,
  signatures,
  manifest,
  config,
  municipality,
];
