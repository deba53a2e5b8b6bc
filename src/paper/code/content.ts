/** What lies in the envelope: the proofs (signed statements) and the front, padded to one length (FORMAT.md, content). */
import type { SignedManifest } from '../../centre/port.ts';
import { base64urlOf, bytesOfBase64url, textOf, utf8 } from './bytes.ts';
import { deflated, inflated } from './deflate.ts';
import { CONTENT_BYTES } from './envelope.ts';

/** The signed statements of a sheet, each with its signature. */
export interface Proofs {
  /** Compact JWS of the kiosks' authority: this key is this kiosk's. */
  readonly attestation: string;
  /** Compact JWS of the kiosk: this front is on this sheet. */
  readonly statement: string;
  /** Compact JWS of the centre: this page is part of what was issued. */
  readonly manifest: string;
}

export interface SheetContent {
  readonly proofs: Proofs;
  readonly front: Uint8Array;
}

/** Proofs before compression: 100 leaves take some 16 kB. More is not a sheet of ours. */
const PROOFS_BYTES_MAX = 128 * 1024;
const LENGTHS_BYTES = 8;

/** The proofs as they stand in a content; null when a verifier would not unpack so much. */
export async function packedProofs({ attestation, statement, manifest: jws }: Proofs): Promise<Uint8Array | null> {
  const [head, payload, signature] = jws.split('.');
  const manifest = { protected: plain(head), payload: plain(payload), signature };
  const json = utf8(JSON.stringify({ attestation, statement, manifest }));
  return json.length > PROOFS_BYTES_MAX ? null : deflated(json);
}

/** The content in its one length; null when it does not fit. */
export async function packContent({ proofs, front }: SheetContent): Promise<Uint8Array | null> {
  const packed = await packedProofs(proofs);
  if (packed === null || LENGTHS_BYTES + packed.length + front.length > CONTENT_BYTES) return null;
  const content = new Uint8Array(CONTENT_BYTES);
  const view = new DataView(content.buffer);
  view.setUint32(0, packed.length);
  view.setUint32(4, front.length);
  content.set(packed, LENGTHS_BYTES);
  content.set(front, LENGTHS_BYTES + packed.length);
  return content;
}

/** Takes a content apart; null when it is not one. */
export async function unpackContent(content: Uint8Array): Promise<SheetContent | null> {
  if (content.length !== CONTENT_BYTES) return null;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const middle = LENGTHS_BYTES + view.getUint32(0);
  const end = middle + view.getUint32(4);
  if (end > CONTENT_BYTES) return null;
  const json = await inflated(content.subarray(LENGTHS_BYTES, middle), PROOFS_BYTES_MAX);
  const text = json === null ? null : textOf(json);
  const proofs = text === null ? null : proofsOf(text);
  return proofs === null ? null : { proofs, front: content.slice(middle, end) };
}

/** The manifest as the one compact JWS that it is. */
export function compactManifest({ signed, signature }: SignedManifest): string {
  return `${textOf(signed) ?? ''}.${base64urlOf(signature)}`;
}

/** Base64url hides repetitions from the compression, so it is taken off; there is only one way to put it on again. */
function plain(part: string | undefined): string {
  const bytes = part === undefined ? null : bytesOfBase64url(part);
  const text = bytes === null ? null : textOf(bytes);
  if (text === null) throw new RangeError('a manifest is not a JWS of JSON');
  return text;
}

function proofsOf(json: string): Proofs | null {
  const parsed = objectOf(json);
  const manifest = recordOf(parsed?.['manifest']);
  const texts = [parsed?.['attestation'], parsed?.['statement'], manifest?.['protected'], manifest?.['payload']];
  const [attestation, statement, head, payload] = texts;
  const signature = manifest?.['signature'];
  if (!isText(attestation) || !isText(statement) || !isText(head) || !isText(payload) || !isText(signature))
    return null;
  return { attestation, statement, manifest: `${base64urlOf(utf8(head))}.${base64urlOf(utf8(payload))}.${signature}` };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The members of a JSON object's text; null when it is no object. */
export function objectOf(json: string): Readonly<Record<string, unknown>> | null {
  try {
    return recordOf(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The members of a value; null when it is no object. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
