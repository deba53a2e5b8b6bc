/**
 * The envelope (FORMAT.md, payload): bytes under a random content key (AES-256-GCM), the key wrapped twice, to the verifying
 * authority's P-256 key and under the secret printed on the sheet. 固有番号, i and n stand in the clear, bound as associated data.
 */
import type { CryptoKey } from 'jose';
import { PAYLOAD_BYTES, SECRET_BYTES } from './contract.ts';
import { areEqual, base64urlOf, isPlain, joined, sha256, textOf, utf8 } from './bytes.ts';

/** What a sheet says about itself in the clear, as printed in letters beside the code. */
export interface SheetLabel {
  readonly uniqueNumber: string;
  readonly leaf: number;
  readonly of: number;
}

/** What opens a sheet: the secret printed on it, or the private key of the verifying authority (P-256, for ECDH). */
export type SheetKey = { readonly secret: Uint8Array } | { readonly authorityKey: CryptoKey };

/** Why an envelope does not open. `key`: this secret or authority is not its own; `altered`: it is, but the rest is not as it was sealed. */
export type EnvelopeFault = 'version' | 'malformed' | 'key' | 'otherAuthority' | 'altered';
export type Unlocked =
  | { readonly ok: true; readonly label: SheetLabel; readonly content: Uint8Array }
  | { readonly ok: false; readonly label: SheetLabel | null; readonly fault: EnvelopeFault };

const VERSION = 1;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Fields of the header in their order, in bytes. Numbers are big-endian. */
const FIELDS = {
  version: 1,
  /** Length, then UTF-8, then zeros. */
  uniqueNumber: 128,
  leaf: 2,
  of: 2,
  /** SHA-256 of the authority's public point. */
  authority: 32,
  /** Uncompressed point of the sheet's own key. */
  ephemeral: 65,
  salt: 16,
  forAuthority: KEY_BYTES + TAG_BYTES,
  forSecret: KEY_BYTES + TAG_BYTES,
  /** Binds the content key: two holders of two keys cannot be shown two contents. */
  commitment: 32,
  nonce: 12,
} as const satisfies Record<string, number>;
type Field = keyof typeof FIELDS;

const HEADER_BYTES = Object.values(FIELDS).reduce((sum, length) => sum + length, 0);
/** What the two wraps are bound to: everything before them. */
const CONTEXT_BYTES = HEADER_BYTES - FIELDS.forAuthority - FIELDS.forSecret - FIELDS.commitment - FIELDS.nonce;
/** Room for content in a payload. */
export const CONTENT_BYTES = PAYLOAD_BYTES - HEADER_BYTES - TAG_BYTES;

/** Random bytes for one sheet. */
export type RandomBytes = (length: number) => Uint8Array;

/** Longest 固有番号, UTF-8. */
export const NUMBER_BYTES_MAX = FIELDS.uniqueNumber - 1;

/** Seals `content` (exactly {@link CONTENT_BYTES}) for the holder of the secret and for the authority. */
export async function lock(
  label: SheetLabel,
  content: Uint8Array,
  authority: CryptoKey,
  secret: Uint8Array,
  random: RandomBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  if (content.length !== CONTENT_BYTES)
    throw new RangeError(`a content has ${CONTENT_BYTES} bytes, not ${content.length}`);
  const point = await pointOf(authority);
  const own = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const context = joined([
    Uint8Array.of(VERSION),
    numberField(label.uniqueNumber),
    uint16(label.leaf),
    uint16(label.of),
    await sha256(point),
    await pointOf(own.publicKey),
    random(FIELDS.salt),
  ]);
  const contentKey = new Uint8Array(random(KEY_BYTES));
  const shared = await sharedBits(own.privateKey, authority);
  const header = joined([
    context,
    await aes('encrypt', await wrappingKey(shared, 'authority', context), ZERO_NONCE, context, contentKey),
    await aes('encrypt', await wrappingKey(secret, 'secret', context), ZERO_NONCE, context, contentKey),
    await derived(contentKey, 'commitment', context),
    random(FIELDS.nonce),
  ]);
  const sealed = await aes('encrypt', await derived(contentKey, 'content', context), nonceOf(header), header, content);
  contentKey.fill(0);
  shared.fill(0);
  return joined([header, sealed]);
}

/** Opens a payload. Whatever the bytes are: a result, never a throw; nothing is allocated by what they say. */
export async function unlock(payload: Uint8Array, key: SheetKey): Promise<Unlocked> {
  const label = labelOf(payload);
  if (payload[0] !== VERSION) return { ok: false, label: null, fault: 'version' };
  if (label === null || payload.length !== PAYLOAD_BYTES) return { ok: false, label, fault: 'malformed' };
  const header = payload.subarray(0, HEADER_BYTES);
  const context = header.subarray(0, CONTEXT_BYTES);
  try {
    const found = await contentKeyOf(header, context, key);
    if (typeof found === 'string') return { ok: false, label, fault: found };
    const commitment = await derived(found, 'commitment', context);
    if (!areEqual(commitment, field(header, 'commitment'))) return { ok: false, label, fault: 'altered' };
    const contentKey = await derived(found, 'content', context);
    const content = await aes('decrypt', contentKey, nonceOf(header), header, payload.subarray(HEADER_BYTES));
    return { ok: true, label, content };
  } catch {
    // WebCrypto throws where a tag does not fit and where a point is not on the curve.
    return { ok: false, label, fault: 'altered' };
  }
}

/** What a payload says about itself in the clear: not proven by anything yet; null when it is no payload of ours. */
export function labelOf(payload: Uint8Array): SheetLabel | null {
  if (payload[0] !== VERSION || payload.length < HEADER_BYTES) return null;
  const number = field(payload, 'uniqueNumber');
  const length = number[0]!;
  const uniqueNumber = length <= NUMBER_BYTES_MAX ? textOf(number.subarray(1, 1 + length)) : null;
  const leaf = uint16At(field(payload, 'leaf'));
  const of = uint16At(field(payload, 'of'));
  if (uniqueNumber === null || uniqueNumber.trim() === '' || !isPlain(uniqueNumber)) return null;
  if (leaf < 1 || leaf > of) return null;
  return { uniqueNumber, leaf, of };
}

/** The content key out of the wrap that `key` opens, or why it does not. */
async function contentKeyOf(
  header: Uint8Array,
  context: Uint8Array,
  key: SheetKey,
): Promise<Uint8Array<ArrayBuffer> | 'key' | 'otherAuthority'> {
  if ('secret' in key) {
    if (key.secret.length !== SECRET_BYTES) return 'key';
    return unwrapped(await wrappingKey(key.secret, 'secret', context), field(header, 'forSecret'), context);
  }
  const point = await pointOf(key.authorityKey);
  if (!areEqual(await sha256(point), field(header, 'authority'))) return 'otherAuthority';
  const ephemeral = new Uint8Array(field(header, 'ephemeral'));
  const theirs = await crypto.subtle.importKey('raw', ephemeral, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
  const shared = await sharedBits(key.authorityKey, theirs);
  return unwrapped(await wrappingKey(shared, 'authority', context), field(header, 'forAuthority'), context);
}

async function unwrapped(
  key: Uint8Array,
  wrapped: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | 'key'> {
  try {
    return await aes('decrypt', key, ZERO_NONCE, context, wrapped);
  } catch {
    return 'key';
  }
}

/** A wrapping key is used once, so its nonce may be fixed. */
const ZERO_NONCE = new Uint8Array(FIELDS.nonce);

async function aes(
  way: 'encrypt' | 'decrypt',
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(nonce), additionalData: new Uint8Array(associated) };
  const imported = await crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [way]);
  return new Uint8Array(await crypto.subtle[way](algorithm, imported, new Uint8Array(data)));
}

type Purpose = 'authority' | 'secret' | 'content' | 'commitment';

const wrappingKey = (from: Uint8Array, purpose: Purpose, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  derived(from, purpose, context);

/** HKDF with SHA-256 (RFC 5869): the salt is the sheet's own, `info` names the purpose and binds the context. */
async function derived(from: Uint8Array, purpose: Purpose, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(from), 'HKDF', false, ['deriveBits']);
  const info = joined([utf8(`madoguchi sheet 1 ${purpose}`), Uint8Array.of(0), await sha256(context)]);
  const salt = new Uint8Array(field(context, 'salt'));
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 8 * KEY_BYTES);
  return new Uint8Array(bits);
}

async function sharedBits(own: CryptoKey, theirs: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 8 * KEY_BYTES));
}

/** The public point of a key, uncompressed; of a private key as well. */
async function pointOf(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  if (key.type === 'public') return new Uint8Array(await crypto.subtle.exportKey('raw', key));
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key);
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const open = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
  return new Uint8Array(await crypto.subtle.exportKey('raw', open));
}

/** Name of an authority's key as a verdict shows it: the first bits of its digest. */
export async function authorityName(key: CryptoKey): Promise<string> {
  return base64urlOf((await sha256(await pointOf(key))).subarray(0, 12));
}

const STARTS: Readonly<Record<Field, number>> = (() => {
  let at = 0;
  const starts: Partial<Record<Field, number>> = {};
  for (const name of Object.keys(FIELDS) as Field[]) {
    starts[name] = at;
    at += FIELDS[name];
  }
  return starts as Record<Field, number>;
})();

const field = (header: Uint8Array, name: Field): Uint8Array =>
  header.subarray(STARTS[name], STARTS[name] + FIELDS[name]);
const nonceOf = (header: Uint8Array): Uint8Array => field(header, 'nonce');
const uint16At = (bytes: Uint8Array): number => (bytes[0]! << 8) | bytes[1]!;
const uint16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);

function numberField(uniqueNumber: string): Uint8Array {
  const text = utf8(uniqueNumber);
  if (text.length > NUMBER_BYTES_MAX) throw new RangeError(`a 固有番号 has at most ${NUMBER_BYTES_MAX} bytes`);
  const bytes = new Uint8Array(FIELDS.uniqueNumber);
  bytes[0] = text.length;
  bytes.set(text, 1);
  return bytes;
}
