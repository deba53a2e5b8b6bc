/**
 * What runs at a kiosk, as three digests, and whether the fleet expects it (D9). Pure. During a roll-out the centre expects two sets:
 * the old and the new one, each as a whole; a mixture of both is neither.
 */
import { createHash } from 'node:crypto';
import type { Fingerprint } from './port.ts';

/** Sets that may be valid at once. */
export const EXPECTED_SETS_MAX = 2;

/** True when one of the expected sets is this one, in every part. */
export function isExpected(own: Fingerprint, expected: readonly Fingerprint[]): boolean {
  return expected.some(
    (set) => set.software === own.software && set.profile === own.profile && set.municipalities === own.municipalities,
  );
}

/** A file by its path in the tree (with `/`) and its bytes. */
export interface NamedBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * SHA-256 (hex) over files: for each one, in the order of their paths (code units), the line `SHA-256 of the bytes (hex), two spaces,
 * path`, as `sha256sum` prints it. So whoever builds a release can make the same with the tools of the system.
 */
export function digestOfFiles(files: readonly NamedBytes[]): string {
  const lines = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** SHA-256 (hex) over settings: their JSON text without white space, the keys of every object sorted by code units. */
export function digestOfSettings(settings: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(settings)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
