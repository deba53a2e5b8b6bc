/**
 * The signature over the municipal files of a folder: `municipalities.jws`, a compact JWS (RFC 7515) with EdDSA (RFC 8037) and a
 * pinned key, over the list of all files with their SHA-256. One signature for the set: a file that is changed, added, taken
 * away or taken from another set is seen. Made by `scripts/sign-municipalities.ts`; verified here, purely.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CodeName } from '../../base/codes.ts';
import { openJws, type PinnedKeys } from '../jws.ts';
import { sha256Hex } from '../shapes.ts';

/** Name of the signature's file, beside the files it is over. */
export const SIGNATURE_FILE = 'municipalities.jws';

/** What a municipal file may be called. */
export const FILE_NAME = /^[a-z0-9-]{1,40}\.json$/;

const signedListSchema = z.strictObject({
  /** When the set was signed, milliseconds since 1970 (UTC): of two sets the later one is the newer. */
  signedAt_epoch_ms: z.int().nonnegative(),
  files: z
    .array(z.strictObject({ name: z.string().regex(FILE_NAME), sha256: sha256Hex }))
    .min(1)
    .max(2000),
});

/** What is signed. */
export type SignedList = z.infer<typeof signedListSchema>;

/** A municipal file as it lies in the folder. */
export interface MunicipalFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is wrong with the signature, with what was found and what was expected. */
export interface SignatureFault {
  readonly code: CodeName;
  readonly file: string;
  readonly message: string;
}

/** SHA-256 (hex) of a file's bytes, as the signed list holds it. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Everything that is wrong with the signature of a folder's files: there is none, no pinned key made it, or it is over other
 * files. An empty list: every byte is as it was signed.
 *
 * @param jws text of the signature's file; null when there is none
 */
export function signatureFaults(
  files: readonly MunicipalFile[],
  jws: string | null,
  keys: PinnedKeys,
): readonly SignatureFault[] {
  if (jws === null) {
    const message = 'is missing; expected the signature of the municipal authority over the files of this folder';
    return [{ code: 'municipalitiesUnsigned', file: SIGNATURE_FILE, message }];
  }
  const list = openList(jws, keys);
  if (list === null) {
    const message =
      'is not a signature of a pinned key; expected one by the municipalityTrustAnchor of the configuration';
    return [{ code: 'municipalitiesForeign', file: SIGNATURE_FILE, message }];
  }
  const signed = new Map(list.files.map(({ name, sha256 }) => [name, sha256]));
  const present = new Set(files.map(({ name }) => name));
  const changed = (file: string, message: string): SignatureFault => ({ code: 'municipalitiesChanged', file, message });
  return [
    ...files.flatMap(({ name, bytes }) => {
      const wanted = signed.get(name);
      if (wanted === undefined)
        return [changed(name, 'is not in the signed list; expected only files that were signed')];
      const found = sha256Of(bytes);
      return found === wanted ? [] : [changed(name, `has the SHA-256 ${found}; expected the signed ${wanted}`)];
    }),
    ...list.files
      .filter(({ name }) => !present.has(name))
      .map(({ name }) => changed(name, 'is in the signed list and missing; expected every file that was signed')),
  ];
}

/** The signed list when a pinned key made it; null otherwise. */
function openList(jws: string, keys: PinnedKeys): SignedList | null {
  const text = jws.trim();
  const cut = text.lastIndexOf('.');
  if (cut < 0) return null;
  const signature = Buffer.from(text.slice(cut + 1), 'base64url');
  const opened = openJws(Buffer.from(text.slice(0, cut), 'latin1'), signature, 'madoguchi-municipalities', keys);
  const parsed = signedListSchema.safeParse(opened?.payload);
  return parsed.success ? parsed.data : null;
}
