/** One named bug after the other: each must be caught, by walks with the luck that shows it or by the tests that know its rule. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CONTROL, MUTANTS, type Mutant } from '../../test/simulation/mutants.ts';
import type { Luck } from '../../test/simulation/luck.ts';
import { LUCK_OF } from '../../test/simulation/mutant-luck.ts';
import { checkMutant, MUTANT, ROOT } from './mutation.ts';

/** How hard a mutant is tried. */
export interface Effort {
  /** Walks it is given with each kind of luck, and the processor time it may take for them. */
  readonly walks: number;
  readonly limit_ms: number;
  /** Ask the tests that know its rule too. */
  readonly withTests: boolean;
  /** Tell the shrunk story of the walk that caught it. */
  readonly stories: boolean;
}

const FULL: Effort = { walks: 400, limit_ms: 25_000, withTests: true, stories: false };
/** Longer than all tests of the control take on a loaded machine: tests that only are slow have caught nothing. */
const TESTS_LIMIT_MS = 300_000;
const FIRST_SEED = 1;
/** A walk that takes this much longer than its processor time never ends. */
const LOAD_MOST = 20;

export interface MutantsOptions {
  readonly jobs: number;
  /** Parts of names, divided by commas; null: all. */
  readonly only: string | null;
  /** So many of them; null: all. */
  readonly most: number | null;
}

export interface Caught {
  readonly mutant: Mutant;
  /** By what it was caught; null: it survived. */
  readonly by: string | null;
  readonly how: 'walk' | 'test' | 'survived';
  readonly story: readonly string[];
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
}

function run(mutant: Mutant, args: readonly string[], limit_ms: number, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, [MUTANT]: mutant.name },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limit_ms,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.on('close', (status) => done({ status, stdout }));
  });
}

/** The walks of a mutant; a process that ends without a word, or never, has failed too. */
async function byWalks(
  mutant: Mutant,
  luck: Luck,
  { walks, limit_ms, stories }: Effort,
): Promise<{ by: string; story: readonly string[] } | null> {
  const scripts = join(ROOT, 'scripts/simulate');
  const { status, stdout } = await run(
    mutant,
    [
      '--import',
      join(scripts, 'mutate.ts'),
      join(scripts, 'mutant-walks.ts'),
      ...[FIRST_SEED, walks, limit_ms].map(String),
      JSON.stringify(luck),
    ],
    limit_ms * LOAD_MOST,
    stories ? { MUTANT_STORIES: '1' } : {},
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (status === null) return { by: 'a walk that never ends', story: [] };
  if (status !== 0) throw new Error(`${mutant.name}: ${stdout.slice(0, 2000)}`);
  const found = JSON.parse(last) as { seed: number; failure: string; story: readonly string[] | null } | null;
  return found && { by: `walk ${found.seed}: ${found.failure}`, story: found.story ?? [] };
}

async function byTests(mutant: Mutant): Promise<string | null> {
  if (mutant.tests.length === 0) return null;
  const { status, stdout } = await run(
    mutant,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/simulate/vitest-mutant.config.ts', ...mutant.tests],
    TESTS_LIMIT_MS,
    { FORCE_COLOR: '0', NO_COLOR: '1' },
  );
  if (status === 0) return null;
  const failed = /FAIL\s+(.*)/.exec(stdout)?.[1];
  return failed ?? (status === null ? 'tests that never end' : `tests ended with ${status}: ${stdout.slice(-300)}`);
}

export async function judge(mutant: Mutant, effort: Effort): Promise<Caught> {
  const luck = LUCK_OF[mutant.name];
  const shown = luck && (await byWalks(mutant, luck, effort));
  if (shown) return { mutant, ...shown, how: 'walk' };
  const test = effort.withTests ? await byTests(mutant) : null;
  if (test !== null) return { mutant, by: test, how: 'test', story: [] };
  const walk = await byWalks(mutant, {}, effort);
  return walk ? { mutant, ...walk, how: 'walk' } : { mutant, by: null, how: 'survived', story: [] };
}

/** Judges every mutant; `each` hears of them as they are decided. */
export async function judgeAll(options: MutantsOptions, each: (caught: Caught) => void): Promise<readonly Caught[]> {
  const left = MUTANTS.filter(
    ({ name }) => options.only === null || options.only.split(',').some((part) => name.includes(part)),
  ).slice(0, options.most ?? MUTANTS.length);
  for (const mutant of left) checkMutant(mutant);
  const control = await judge(CONTROL, FULL);
  if (control.by !== null) throw new Error(`without any bug something is caught: ${control.by}`);
  const all: Caught[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const caught = await judge(mutant, { ...FULL, stories: options.only !== null });
      all.push(caught);
      each(caught);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return all;
}

/** @returns the status of the process: 1 when a mutant survived */
export async function runMutants(options: MutantsOptions): Promise<number> {
  const all = await judgeAll(options, ({ mutant, by, how, story }) => {
    process.stdout.write(`${how === 'survived' ? 'SURVIVED' : 'caught  '} ${mutant.name}\n`);
    if (by !== null) process.stdout.write(`           ${by}\n`);
    for (const line of story) process.stdout.write(`             ${line}\n`);
  });
  const count = (how: Caught['how']): number => all.filter((caught) => caught.how === how).length;
  process.stdout.write(
    `${all.length} mutants: ${count('walk')} caught by walks, ${count('test')} by tests, ${count('survived')} survived\n`,
  );
  return count('survived') === 0 ? 0 : 1;
}
