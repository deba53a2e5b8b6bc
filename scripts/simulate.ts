/**
 * `npm run simulate -- [--sessions N] [--seed S] [--jobs J] [--limit-s T]`: citizens who do anything in kiosks with bad
 * luck, until N sessions were begun. The same seed gives the same trace hash, whatever the number of processes.
 * `npm run simulate -- --mutants [--only NAME]`: the same with one named bug at a time; each must be caught.
 */
import { parseArgs } from 'node:util';
import { runMutants } from './simulate/mutants.ts';
import { Summary, shortStory } from './simulate/summary.ts';
import { walks } from './simulate/walks.ts';

/** Stories told at most: the first few are enough to begin with. */
const STORIES_MAX = 3;

function number(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`not a count: ${text}`);
  return value;
}

async function simulate(seed: number, sessions: number, jobs: number, limit_s: number | null): Promise<number> {
  const summary = new Summary();
  const limit_ms = limit_s === null ? null : limit_s * 1000;
  await walks({ seed, sessions, jobs, limit_ms }, (result) => summary.add(result));
  for (const line of summary.lines(seed)) process.stdout.write(`${line}\n`);
  for (const failed of summary.failed.slice(0, STORIES_MAX))
    process.stdout.write(`\n${shortStory(failed).join('\n')}\n`);
  const others = summary.failed.slice(STORIES_MAX).map((failed) => `seed ${failed.seed}: ${failed.failure}\n`);
  process.stdout.write(others.join(''));
  return summary.failed.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
      'limit-s': { type: 'string' },
      mutants: { type: 'boolean' },
      only: { type: 'string' },
    },
  });
  const jobs = Math.max(1, number(values.jobs, 1));
  if (values.mutants) return runMutants({ jobs, only: values.only ?? null, most: null });
  const seed = number(values.seed, Math.floor(Math.random() * 0x1_0000_0000));
  const limit_s = values['limit-s'] === undefined ? null : number(values['limit-s'], 0);
  return simulate(seed, number(values.sessions, 100), jobs, limit_s);
}

if (import.meta.main) process.exitCode = await main();
