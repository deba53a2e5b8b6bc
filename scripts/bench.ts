/**
 * `npm run bench [-- NAME…] [--json]`: measures this program against well-known ones on the same wire, in one run.
 * A file `scripts/bench/NAME.ts` exports `bench(report: BenchReport): Promise<void>`; without a name all of them run.
 * Figures go to the terminal and to `out/bench/NAME.json`; exit code 1 when a limit is not kept. With
 * `--json` standard output is one JSON document.
 */
import { readdirSync } from 'node:fs';
import { BenchReport } from './bench/report.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';

const FOLDER = new URL('bench/', import.meta.url);
const known = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts') && name !== 'report.ts')
  .map((name) => name.slice(0, -3))
  .toSorted();

const HELP = `usage: npm run bench -- [NAME...] [--json]

  NAME      one of ${known.join(', ')}; without one all of them, one after the other
  --json    standard output is one JSON document
  --help

Figures are kept in out/bench/NAME.json. Ends with 0, with 1 when a limit is not kept, with 64 when it was called wrongly.
`;

/** Measures one after the other: two at once would disturb each other. */
async function main(): Promise<number> {
  const { values, positionals } = readArguments(
    { allowPositionals: true, options: { json: { type: 'boolean' } } },
    HELP,
  );
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`no bench named ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  const reports: BenchReport[] = [];
  let status = 0;
  for (const name of positionals.length > 0 ? positionals : known) {
    const { bench } = (await import(new URL(`${name}.ts`, FOLDER).href)) as {
      bench(report: BenchReport): Promise<void>;
    };
    const report = new BenchReport(name);
    await bench(report);
    if (!report.store()) status = 1;
    if (values.json !== true) process.stdout.write(report.text());
    reports.push(report);
  }
  if (values.json === true) {
    const documents = reports.map((report) => report.document());
    process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
  }
  return status;
}

process.exitCode = await statusOf(main, HELP);
