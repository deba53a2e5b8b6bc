/** Local data of every municipality that tests serve: those that come with the program, and the made-up one of this folder. */
import { join } from 'node:path';
import { loadMunicipalities } from '../../../src/centre/municipality-files.ts';
import type { Municipality } from '../../../src/centre/municipality.ts';

const FOLDERS = [join(import.meta.dirname, '../../../config/municipalities'), import.meta.dirname];

export function loadAllMunicipalities(): Municipality[] {
  return FOLDERS.flatMap((folder) => loadMunicipalities(folder));
}
