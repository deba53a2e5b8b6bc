/**
 * Citizens who do anything in kiosks with bad luck, until so many sessions were begun; or the same with one named bug at a
 * time, each of which must be caught. The same seed gives the same trace hash, whatever the number of processes.
 */
import { parseArgs } from 'node:util';
import type { Luck } from '../test/simulation/luck.ts';
import { runMutants } from './simulate/mutants.ts';
import { Summary, shortStory } from './simulate/summary.ts';
import { walks } from './simulate/walks.ts';

const HELP = `usage: npm run simulate -- [options]

  --sessions N     citizens' sessions to begin (100)
  --seed S         first seed, 0 to 4294967295 (drawn and told)
  --jobs J         processes that walk (1); the trace hash does not depend on it
  --bytes each     every byte of every line is an event at its own moment
  --bytes random   bytes arrive cut at random (else each seed chooses, mostly this)
  --limit-s T      begin no walk after T seconds: the hash then depends on the machine
  --mutants        one named bug at a time: each must be caught
  --only NAME      only the bugs whose name has NAME in it
  --help

Ends with 0 when nothing was violated, 1 when something was, 64 when it was called wrongly.
`;

/** Status of a process that was called wrongly (sysexits.h, EX_USAGE). */
const USAGE = 64;
/** Stories told at most: the first few are enough to begin with. */
const STORIES_MAX = 3;

/** Called in a way that cannot be meant. */
class UsageError extends Error {}

function number(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (text === '' || !Number.isInteger(value) || value < 0)
    throw new UsageError(`--${name} ${text}: a whole number from 0 is expected`);
  return value;
}

function luckOf(bytes: string | undefined): Luck {
  if (bytes === undefined) return {};
  if (bytes === 'each' || bytes === 'random') return { chunks: bytes };
  throw new UsageError(`--bytes ${bytes}: "each" or "random" is expected`);
}

interface Run {
  readonly seed: number;
  readonly sessions: number;
  readonly jobs: number;
  readonly limit_s: number | null;
  readonly luck: Luck;
}

async function simulate({ seed, sessions, jobs, limit_s, luck }: Run): Promise<number> {
  const summary = new Summary();
  const limit_ms = limit_s === null ? null : limit_s * 1000;
  await walks({ seed, sessions, jobs, limit_ms, luck }, (result) => summary.add(result));
  for (const line of summary.lines(seed)) process.stdout.write(`${line}\n`);
  for (const failed of summary.failed.slice(0, STORIES_MAX))
    process.stdout.write(`\n${shortStory(failed, luck).join('\n')}\n`);
  const others = summary.failed.slice(STORIES_MAX).map((failed) => `seed ${failed.seed}: ${failed.failure}\n`);
  process.stdout.write(others.join(''));
  return summary.failed.length === 0 ? 0 : 1;
}

function options() {
  return parseArgs({
    options: {
      sessions: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
      bytes: { type: 'string' },
      'limit-s': { type: 'string' },
      mutants: { type: 'boolean' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  }).values;
}

async function main(): Promise<number> {
  const values = options();
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const jobs = Math.max(1, number('jobs', values.jobs, 1));
  if (values.mutants) return runMutants({ jobs, only: values.only ?? null, most: null });
  return simulate({
    seed: number('seed', values.seed, Math.floor(Math.random() * 0x1_0000_0000)),
    sessions: number('sessions', values.sessions, 100),
    jobs,
    limit_s: values['limit-s'] === undefined ? null : number('limit-s', values['limit-s'], 0),
    luck: luckOf(values.bytes),
  });
}

function isUsage(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS'))
  );
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    if (!isUsage(error)) throw error;
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return USAGE;
  });
}
