/**
 * npm run deb [-- --version V] [--out DIR]: Debian packages of the program and of the virtual kiosk → out/deb (scripts/package/README.md).
 * Needs dpkg-deb and strip, and no root.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { readArguments, statusOf } from './command-line.ts';
import { packageFacts, ROOT } from './package/facts.ts';
import { packProgram } from './package/program.ts';
import { packSim } from './package/sim.ts';

const HELP = `usage: npm run deb -- [options]

  --version V   another version than that of package.json
  --out DIR     where the packages go (out/deb)
  --help
`;

/** Builds both; returns their files. */
export function buildPackages(version: string | null, out: string, compressed = true): readonly string[] {
  const facts = packageFacts(version, compressed);
  const work = mkdtempSync(join(tmpdir(), 'madoguchi-deb-'));
  try {
    return [packProgram(facts, work, out), packSim(facts, work, out)];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const { values } = readArguments({ options: { version: { type: 'string' }, out: { type: 'string' } } }, HELP);
  process.chdir(ROOT);
  for (const file of buildPackages(values.version ?? null, resolve(values.out ?? 'out/deb'))) {
    console.log(relative(process.cwd(), file));
  }
  return 0;
}

if (import.meta.main) process.exitCode = await statusOf(main, HELP);
