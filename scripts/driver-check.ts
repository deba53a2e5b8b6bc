/**
 * npm run driver:check: judges a driver by the rules of its class (drivers/GUIDE.md), each rule on a bench of its own, on simulated time.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { judge, RULES, type Verdict } from '../test/contract/judge.ts';
import { CLASSES, type BenchMaker, type DriverClass, type DriverSubject } from '../test/contract/subject.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';

const HELP = `usage: npm run driver:check -- --class CLASS --driver FILE --bench FILE [options]

  --class CLASS   ${CLASSES.join(', ')}
  --driver FILE   TypeScript; its default export is a DriverSubject (test/contract/subject.ts)
  --bench FILE    JSON: { "bench": "./bench.ts", "setup": { … } }; the default export of bench.ts makes a bench (BenchMaker)
  --export NAME   takes this export of the driver's file instead
  --rule NAME     tries this rule alone (again: several)
  --rules         lists the rules of the class and ends
  --json          one JSON document
  --help

Ends with 0 when every rule holds, with 10 when one is broken, with 64 when it was called wrongly.
`;

/** Status when a rule is broken: a check failed (README of scripts/launch). */
const BROKEN = 10;

const benchFile = z.strictObject({
  $schema: z.string().optional(),
  /** Beside this file. */
  bench: z.string(),
  /** Export of the bench's file; left out: the default one. */
  export: z.string().optional(),
  setup: z.record(z.string(), z.unknown()).default({}),
});

async function load(file: string, name: string, what: string): Promise<unknown> {
  let found: Readonly<Record<string, unknown>>;
  try {
    found = (await import(pathToFileURL(resolve(file)).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new UsageError(`${what} ${file}: ${error instanceof Error ? error.message : 'cannot be loaded'}`);
  }
  if (found[name] === undefined) throw new UsageError(`${what} ${file} has no export "${name}"`);
  return found[name];
}

async function loadBench(
  file: string,
): Promise<{ readonly maker: BenchMaker; readonly setup: Record<string, unknown> }> {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`the bench file ${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
  const read = benchFile.safeParse(text);
  if (!read.success)
    throw new UsageError(`the bench file ${file}: ${read.error.issues[0]?.message ?? 'not of the form'}`);
  const { bench, setup, export: name = 'default' } = read.data;
  const maker = await load(resolve(dirname(file), bench), name, 'the bench');
  if (typeof maker !== 'function') throw new UsageError(`the bench ${bench} is no function`);
  return { maker: maker as BenchMaker, setup };
}

async function loadSubject(file: string, name: string, wanted: DriverClass): Promise<DriverSubject> {
  const subject = await load(file, name, 'the driver');
  if (typeof subject !== 'object' || subject === null || !('open' in subject) || typeof subject.open !== 'function')
    throw new UsageError(`the driver ${file} is no DriverSubject: it has no function "open"`);
  const { class: told } = subject as DriverSubject;
  if (told !== wanted) throw new UsageError(`the driver says it is a ${told}, asked for is a ${wanted}`);
  return subject as DriverSubject;
}

function show(verdicts: readonly Verdict[]): void {
  const signs = { held: '✓', broken: '✗', skipped: '–' };
  for (const { rule, result, why } of verdicts) {
    console.log(`${signs[result]} ${rule.id}${result === 'skipped' ? ' (this bench has no hands for it)' : ''}`);
    if (why !== null) console.log(`    ${why}\n    rule: ${rule.about}`);
  }
  const count = (wanted: Verdict['result']): number => verdicts.filter(({ result }) => result === wanted).length;
  console.log(`\n${count('held')} held, ${count('broken')} broken, ${count('skipped')} not tried`);
}

async function main(): Promise<number> {
  const { values } = readArguments(
    {
      options: {
        ...{
          class: { type: 'string' },
          driver: { type: 'string' },
          bench: { type: 'string' },
          export: { type: 'string' },
        },
        ...{ rule: { type: 'string', multiple: true }, rules: { type: 'boolean' }, json: { type: 'boolean' } },
      },
    },
    HELP,
  );
  const wanted = CLASSES.find((name) => name === values.class);
  if (wanted === undefined) throw new UsageError(`--class is one of: ${CLASSES.join(', ')}`);
  const rules = RULES.filter(({ classes }) => classes.includes(wanted));
  if (values.rules === true) {
    for (const { id, about } of rules) console.log(`${id}\n    ${about}`);
    return 0;
  }
  const unknown = values.rule?.find((name) => rules.every(({ id }) => id !== name));
  if (unknown !== undefined) throw new UsageError(`a ${wanted} has no rule ${unknown}; --rules lists them`);
  if (values.driver === undefined || values.bench === undefined)
    throw new UsageError('--driver and --bench are wanted');
  const subject = await loadSubject(values.driver, values.export ?? 'default', wanted);
  const { maker, setup } = await loadBench(values.bench);
  const verdicts = judge(subject, maker, setup, values.rule ?? null);
  if (values.json === true) {
    const rows = verdicts.map(({ rule, result, why }) => ({ rule: rule.id, about: rule.about, result, why }));
    console.log(JSON.stringify({ driver: subject.name, class: wanted, rules: rows }, null, 2));
  } else show(verdicts);
  return verdicts.some(({ result }) => result === 'broken') ? BROKEN : 0;
}

process.exitCode = await statusOf(main, HELP);
