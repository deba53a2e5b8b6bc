/** One hash for the data of all municipalities, for the fingerprint of a kiosk (D9). */
import { digestOfSettings } from '../fingerprint.ts';
import type { Municipality } from './schema.ts';

/**
 * SHA-256 (hex) over the data as they were read, municipalities by id. So it does not matter in which files and with which spacing
 * they came.
 */
export function digestOfMunicipalities(municipalities: readonly Municipality[]): string {
  return digestOfSettings(municipalities.toSorted((a, b) => (a.municipalityId < b.municipalityId ? -1 : 1)));
}
