/**
 * `npm run check`: everything that can be said about the source without running the product. Runs every step to its
 * end, prints what failed, exits 1 if any did.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOLDERS = ['src', 'drivers', 'fsm', 'config', 'scripts', 'test'];
const PAGES = ['src/panel', 'src/verifier', 'test/virtual/bench/page'];

interface CheckStep {
  readonly name: string;
  readonly command: readonly string[];
}

const steps: readonly CheckStep[] = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  ...PAGES.filter((page) => existsSync(`${page}/tsconfig.json`)).map((page) => ({
    name: `types of ${page}`,
    command: ['tsc', '--noEmit', '-p', page],
  })),
  { name: 'lint', command: ['oxlint', '--type-aware', ...FOLDERS] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'tidy', command: ['vitest', 'run', 'test/tidy', '--reporter=dot'] },
  { name: 'unused', command: ['knip', '--no-config-hints'] },
  { name: 'municipal data', command: ['node', 'scripts/lint-municipalities.ts'] },
  { name: 'generated files', command: ['node', 'scripts/generate.ts', '--check'] },
];

let failed = 0;
for (const { name, command } of steps) {
  const start_ms = performance.now();
  const [program = '', ...rest] = command;
  const run = spawnSync(`node_modules/.bin/${program}`, rest, { encoding: 'utf8', timeout: 300_000 });
  const time_s = ((performance.now() - start_ms) / 1000).toFixed(1);
  const passed = run.status === 0;
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name} (${time_s} s)\n`);
  if (passed) continue;
  failed += 1;
  process.stdout.write(`${run.stdout}${run.stderr}\n`);
}
process.stdout.write(failed === 0 ? 'all checks passed\n' : `${failed} of ${steps.length} checks failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
