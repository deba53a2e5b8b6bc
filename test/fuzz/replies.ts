/** Replies of the centre to an application, exact ones and mutated ones, for the question whether only the exact one passes (D1–D6). */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { CertificateRequest } from '../../fsm/events.ts';
import type { Random } from '../../src/base/random.ts';
import type { CentrePage, Manifest, SignedManifest } from '../../src/centre/port.ts';
import { requestDigest } from '../../src/centre/canonical.ts';
import { TINY_MAGIC } from '../virtual/centre/bad-pdfs.ts';

type Sets = Manifest['sets'];
export type SetEntry = Sets[number];

/** Who asked for what. */
export interface Asked {
  readonly kioskId: string;
  readonly transactionId: string;
  readonly nonce: string;
  readonly subjectToken: string;
  readonly requests: readonly CertificateRequest[];
  readonly at_epoch_ms: number;
}

/** A reply before it is sealed. `manifest` is unknown because a mutation may make anything of it. */
export interface Reply {
  readonly manifest: Manifest;
  readonly pages: readonly CentrePage[];
}

/** A key of the centre, as the kiosk pins it, and one that it does not know. */
export interface Keys {
  readonly ours: { readonly keyId: string; readonly key: KeyObject; readonly publicKey: KeyObject };
  readonly foreign: { readonly keyId: string; readonly key: KeyObject };
}

export function makeKeys(): Keys {
  const [ours, foreign] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const keyId = 'a'.repeat(32);
  return {
    ours: { keyId, key: ours.privateKey, publicKey: ours.publicKey },
    foreign: { keyId: 'b'.repeat(32), key: foreign.privateKey },
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hex = (random: Random, length: number): string => Buffer.from(random.bytes(length)).toString('hex');

/** A page of nobody: its numbers, and enough else to be unlike any other. */
const pageOf = (random: Random, marks: readonly string[]): Uint8Array =>
  Buffer.from(`${TINY_MAGIC}{${marks.join(' ')} ${hex(random, 24)}}`);

const FEES: Readonly<Record<string, number>> = { juminhyo: 300, inkan: 300 };

/** A request of one to three lines for what Susono sells. */
export function someRequest(random: Random): readonly CertificateRequest[] {
  return Array.from({ length: 1 + random.integer(3) }, () => {
    const isHousehold = random.integer(2) === 0;
    const copies = 1 + random.integer(3);
    if (!isHousehold) return { typeId: 'inkan', options: {}, persons: [1], copies };
    const options = { setainushiTsuzukigara: random.integer(2) === 0, kojinBango: random.integer(2) === 0 };
    return { typeId: 'juminhyo', options, persons: random.integer(2) === 0 ? [1] : [1, 2], copies };
  });
}

/** Somebody at some kiosk. */
export function someAsked(random: Random, kioskId: string, at_epoch_ms: number): Asked {
  const requests = someRequest(random);
  return {
    kioskId,
    transactionId: hex(random, 16),
    nonce: hex(random, 16),
    subjectToken: hex(random, 16),
    requests,
    at_epoch_ms,
  };
}

/** The one right reply. */
export function exactReply(asked: Asked, random: Random): Reply {
  const { kioskId, transactionId, nonce, subjectToken, requests, at_epoch_ms } = asked;
  const pages: CentrePage[] = [];
  const types = requests.flatMap(({ typeId, copies }) => Array.from({ length: copies }, () => typeId));
  const sets = types.map((typeId, set): SetEntry => {
    const uniqueNumber = `222208-${hex(random, 8)}`;
    const of = 1 + random.integer(3);
    const leaves = Array.from({ length: of }, (_, at) => {
      const marks = [uniqueNumber, `${at + 1}/${of}`];
      const pdf = pageOf(random, marks);
      pages.push({ set, leaf: at + 1, pdf });
      return { leaf: at + 1, of, sha256: sha256(pdf), marks };
    });
    return { set, typeId, fee_yen: FEES[typeId] ?? 0, uniqueNumber, leaves };
  });
  const manifest = {
    transactionId,
    nonce,
    kioskId,
    requestDigest: requestDigest({ kioskId, transactionId, nonce }, requests),
    subjectToken,
    municipalityId: 'susono',
    issuedAt_epoch_ms: at_epoch_ms + 500,
    validUntil_epoch_ms: at_epoch_ms + 1_800_000,
    sets,
  };
  return { manifest, pages };
}

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** A manifest as the centre signs it; `header` changes what stands in the protected header. */
export function sealed(
  manifest: unknown,
  { keyId, key }: { readonly keyId: string; readonly key: KeyObject },
  header: Readonly<Record<string, unknown>> = {},
): SignedManifest {
  const head = JSON.stringify({ alg: 'EdDSA', typ: 'madoguchi-manifest', kid: keyId, ...header });
  const signed = Buffer.from(`${base64url(head)}.${base64url(JSON.stringify(manifest))}`, 'latin1');
  return { signed, signature: sign(null, signed, key), keyId };
}
