/**
 * Compiles the browser pages: TypeScript → JavaScript, beside it their HTML, styles and pictures. Types are not checked
 * here (`npm run check` does), so that setting up a clone stays quick.
 *
 *     src/panel               → out/panel         served by the daemon
 *     test/virtual/bench/page → out/bench-page    served by the bench
 *     src/verifier            → out/verifier      one file, opened from a disk (build-verifier.ts)
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { buildVerifier } from './build-verifier.ts';

const PAGES: Readonly<Record<string, string>> = {
  'src/panel': 'out/panel',
  'test/virtual/bench/page': 'out/bench-page',
};

const STATIC = new Set(['.html', '.css', '.svg', '.png', '.woff2', '.json', '.wav']);

/** Builds one page into a fresh folder and then puts it in place, so that a reader never sees half of it. */
export function buildPage(source: string, target: string): void {
  const work = `${target}.new-${process.pid}`;
  try {
    execFileSync(
      'node_modules/.bin/tsc',
      [
        '-p',
        source,
        '--noEmit',
        'false',
        '--noCheck',
        '--declaration',
        'false',
        '--removeComments',
        '--rootDir',
        '.',
        '--outDir',
        `${work}/all`,
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    // What the page imports from other folders is types alone, so only its own files are wanted.
    renameSync(`${work}/all/${source}`, `${work}/page`);
    for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (STATIC.has(extname(entry)) && !entry.endsWith('tsconfig.json')) {
        mkdirSync(join(`${work}/page`, entry, '..'), { recursive: true });
        cpSync(join(source, entry), join(`${work}/page`, entry));
      }
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(`${work}/page`, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const [source, target] of Object.entries(PAGES)) {
    if (existsSync(`${source}/tsconfig.json`)) buildPage(source, target);
  }
  if (existsSync('src/verifier/tsconfig.json')) buildVerifier('out/verifier');
}
