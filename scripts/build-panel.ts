/**
 * Builds the touch screen: the TypeScript of `src/panel` with its types taken out, beside its page and styles, into
 * `out/panel`. Types are checked by `tsc -p src/panel` (`npm run check`).
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src/panel', import.meta.url));
const COPIED = new Set(['.html', '.css']);

/** Writes the built panel into `folder`, replacing what is there. */
export function buildPanel(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(SOURCE)) {
    if (COPIED.has(extname(name))) cpSync(join(SOURCE, name), join(folder, name));
    if (extname(name) !== '.ts') continue;
    const script = stripTypeScriptTypes(readFileSync(join(SOURCE, name), 'utf8'));
    // What was `import type` is gone now; the rest are our own files, which the browser asks for by their built names.
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), script.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
  }
}

if (import.meta.main) buildPanel(fileURLToPath(new URL('../out/panel', import.meta.url)));
