/**
 * `npm run generate [-- --check]`: writes every file that is made from the source (diagram, schemas, contract
 * documents), or says which ones are out of date. A file `scripts/generate/NAME.ts` exports
 * `generate(): GeneratedFile[]` (or a Promise of it) and is found by itself.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** One file made from the source: its path in the repository and its whole text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

interface Generator {
  generate(): readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;
}

const FOLDER = new URL('generate/', import.meta.url);

/** All generated files, formatted as the formatter would. */
export async function generateAll(): Promise<readonly GeneratedFile[]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .toSorted();
  const files: GeneratedFile[] = [];
  for (const name of names) {
    const generator = (await import(new URL(name, FOLDER).href)) as Generator;
    files.push(...(await generator.generate()));
  }
  return files.map((file) => ({ path: file.path, text: formatted(file) }));
}

/** What the formatter makes of a file, so that `oxfmt --check` and this script never disagree. */
function formatted(file: GeneratedFile): string {
  if (!/\.(ts|json)$/.test(file.path)) return file.text;
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-generate-'));
  try {
    const copy = join(folder, basename(file.path));
    writeFileSync(copy, file.text);
    execFileSync('node_modules/.bin/oxfmt', ['-c', '.oxfmtrc.json', copy], { stdio: 'pipe' });
    return readFileSync(copy, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const checkOnly = process.argv.includes('--check');
  let stale = 0;
  for (const { path, text } of await generateAll()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale += 1;
    if (checkOnly) {
      process.stdout.write(`${path} is out of date: npm run generate\n`);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path} written\n`);
  }
  process.exitCode = checkOnly && stale > 0 ? 1 : 0;
}
