/**
 * Prompts that a kiosk of a demo or test has rendered, for the next one: a fresh kiosk renders all of them anew, twenty seconds of a
 * processor. Only what the daemon keeps in its folder is there, so nothing of a citizen.
 */
import { existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OUT = fileURLToPath(new URL('../../out', import.meta.url));
const KEPT = join(OUT, 'voice');

/** Gives a kiosk that is not started yet what earlier ones have rendered. */
export function lendVoices(stateFolder: string): void {
  if (existsSync(KEPT)) linkAll(KEPT, join(stateFolder, 'voice'));
}

/** Keeps what a kiosk has rendered. Where there is no folder for results, as in an installed package, nothing is kept. */
export function keepVoices(stateFolder: string): void {
  const voices = join(stateFolder, 'voice');
  if (existsSync(OUT) && existsSync(voices)) linkAll(voices, KEPT);
}

/** Names say what is in them, and a file is never written twice: a second name for it is as good as a copy. */
function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((candidate) => candidate.endsWith('.wav'))) {
    try {
      linkSync(join(from, name), join(to, name));
    } catch {
      // It is there already, it was removed, or the two folders are not on one disk: then it is rendered again.
    }
  }
}
