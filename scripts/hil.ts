/**
 * npm run hil: plays stories on a bench of real and virtual devices; makes stories and tests from traces; replays traces
 * (test/hil/README.md).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { replayTrace, type Difference } from '../drivers/replay.ts';
import { parseTrace, type Trace } from '../drivers/trace.ts';
import type { Story } from '../test/stories/story.ts';
import { readBench } from '../test/hil/bench-file.ts';
import { replayIntoKiosk } from '../test/hil/replay-kiosk.ts';
import { passed } from '../test/hil/report.ts';
import { runBench } from '../test/hil/run.ts';
import { storyOf, testOf } from '../test/hil/trace-story.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';

const ROOT = join(import.meta.dirname, '..');
const HELP = `usage: npm run hil -- [run] --bench FILE [--out DIR]
       npm run hil -- story --trace FILE --name NAME
       npm run hil -- replay --trace FILE [--kiosk]

  run      plays the stories of a bench file on its devices; asks a person where they are real (out/hil)
  story    writes test/stories/NAME.json and test/simulation/NAME.test.ts from the first visit of a trace
  replay   gives a trace to the drivers again; with --kiosk to a whole kiosk, with the story of the trace
  --help

Ends with 0, with 1 when a story did not end as it tells or a replay differs, with 64 when it was called wrongly.
`;

const BENCH_DEFAULT = join(ROOT, 'test/hil/virtual.bench.json');
const OUT_DEFAULT = join(ROOT, 'out/hil');

/** Asks at the terminal; where there is none, nobody can do it. */
async function askPerson(what: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Error(`nobody is here to: ${what}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  await terminal.question(`✋ ${what}, then press Enter `);
  terminal.close();
}

function readTrace(file: string | undefined): Trace {
  if (file === undefined) throw new UsageError('--trace is wanted');
  try {
    return parseTrace(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

/** A trace without a visit, or one cut off, is told as what is wrong with the call. */
function storyIn(trace: Trace, name: string): Story {
  try {
    return storyOf(trace, name);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the trace gives no story');
  }
}

function show(differences: readonly Difference[]): void {
  for (const { t_ms, line, kind, found, expected } of differences) {
    console.log(
      `${(t_ms / 1_000).toFixed(3).padStart(10)} s  ${line}  ${kind}\n    found    ${found}\n    expected ${expected}`,
    );
  }
}

function replay(trace: Trace, isKiosk: boolean): number {
  if (isKiosk) {
    const { differences, failure } = replayIntoKiosk(trace, storyIn(trace, 'replay'));
    show(differences);
    console.log(`${differences.length} differences`);
    if (failure !== null) console.log(`the story of the trace was not played to its end: ${failure}`);
    return differences.length === 0 && failure === null ? 0 : 1;
  }
  const { differences, devices, commands, facts } = replayTrace(trace);
  show(differences);
  console.log(`${devices.join(', ')}: ${commands} commands, ${facts} facts, ${differences.length} differences`);
  return differences.length === 0 ? 0 : 1;
}

function writeStory(trace: Trace, name: string | undefined): number {
  if (name === undefined || !/^[a-z0-9-]+$/.test(name))
    throw new UsageError('--name has small letters, digits and hyphens');
  const story = storyIn(trace, name);
  const files = [join(ROOT, 'test/stories', `${name}.json`), join(ROOT, 'test/simulation', `${name}.test.ts`)] as const;
  const there = files.find((file) => existsSync(file));
  if (there !== undefined) throw new UsageError(`${there} is there already`);
  writeFileSync(files[0], `${JSON.stringify(story, null, 2)}\n`);
  writeFileSync(files[1], testOf(story));
  console.log(files.join('\n'));
  return 0;
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(
    {
      allowPositionals: true,
      options: {
        ...{ bench: { type: 'string' }, out: { type: 'string' }, trace: { type: 'string' }, name: { type: 'string' } },
        kiosk: { type: 'boolean' },
      },
    },
    HELP,
  );
  const [what = 'run', ...more] = positionals;
  if (more.length > 0) throw new UsageError(`one of run, story, replay; found ${positionals.join(' ')}`);
  if (what === 'story') return writeStory(readTrace(values.trace), values.name);
  if (what === 'replay') return replay(readTrace(values.trace), values.kiosk === true);
  if (what !== 'run') throw new UsageError(`one of run, story, replay; found ${what}`);
  const out = resolve(values.out ?? OUT_DEFAULT);
  const bench = readBench(values.bench ?? BENCH_DEFAULT);
  const runs = await runBench({ bench, out, ask: askPerson, say: (line) => console.log(line) });
  for (const run of runs) {
    console.log(`${passed(run) ? '✓' : '✗'} ${run.name}${run.differences.map((line) => `\n    ${line}`).join('')}`);
  }
  console.log(`\n${join(out, 'index.html')}\n${join(out, 'junit.xml')}`);
  return runs.every(passed) ? 0 : 1;
}

process.exitCode = await statusOf(main, HELP);
