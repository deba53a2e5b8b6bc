/** One hash for the data of all municipalities, for the fingerprint of a kiosk (D9). */
import { createHash } from 'node:crypto';
import type { Municipality } from './schema.ts';

/**
 * SHA-256 (hex) over the data as they were read: JSON without white space, keys in order, municipalities by id. So it does not
 * matter in which files and with which spacing they came.
 */
export function digestOfMunicipalities(municipalities: readonly Municipality[]): string {
  const sorted = municipalities.toSorted((a, b) => (a.municipalityId < b.municipalityId ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(canonical(sorted)))
    .digest('hex');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]),
  );
}
