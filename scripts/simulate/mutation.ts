/** Applies one mutant to source text; used by the hook of Node's modules and by the plugin of vitest. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CONTROL, MUTANTS, type Mutant } from '../../test/simulation/mutants.ts';

export const ROOT = join(import.meta.dirname, '../..');
/** Names the mutant for child processes. */
export const MUTANT = 'MADOGUCHI_MUTANT';

export function mutantOf(name: string | undefined): Mutant {
  const found = [CONTROL, ...MUTANTS].find((mutant) => mutant.name === name);
  if (!found) throw new Error(`no such mutant: ${name}`);
  return found;
}

/** The changed text of a file, or null when the mutant leaves it as it is. */
export function mutated(mutant: Mutant, path: string, source: string): string | null {
  const edits = mutant.edits.filter(({ file }) => file === relative(ROOT, path));
  if (edits.length === 0) return null;
  return edits.reduce((text, { file, find, replace }) => {
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`${mutant.name}: found ${times} times in ${file}: ${find}`);
    // A function, so that `$` in the replacement stays what it is.
    return text.replace(find, () => replace);
  }, source);
}

/** @throws when a change does not lie in its file exactly once */
export function checkMutant(mutant: Mutant): void {
  for (const { file } of mutant.edits) mutated(mutant, join(ROOT, file), readFileSync(join(ROOT, file), 'utf8'));
}
