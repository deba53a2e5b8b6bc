/** `node --import` of a process with one bug: the loader hands out the changed source. */
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MUTANT, mutantOf, mutated } from './mutation.ts';

const mutant = mutantOf(process.env[MUTANT]);

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!url.startsWith('file:') || loaded.source === null || loaded.source === undefined) return loaded;
    const changed = mutated(mutant, fileURLToPath(url), text(loaded.source));
    return changed === null ? loaded : { ...loaded, source: changed };
  },
});

function text(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  if (typeof source === 'string') return source;
  return Buffer.from(source instanceof ArrayBuffer ? new Uint8Array(source) : (source as Uint8Array)).toString('utf8');
}
