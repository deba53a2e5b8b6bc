/**
 * `npm run bench [-- NAME…] [--json]`: measures this program against well-known ones on the same wire, in one run.
 * A file `scripts/bench/NAME.ts` exports `bench(report: BenchReport): Promise<void>`; without a name all of them run.
 * Figures go to the terminal and to `out/bench/NAME.json`; exit code 1 when a limit is not kept. With
 * `--json` standard output is one JSON document.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BenchReport } from './bench/report.ts';

const FOLDER = new URL('bench/', import.meta.url);
const known = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts') && name !== 'report.ts')
  .map((name) => name.slice(0, -3))
  .toSorted();
const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const unknown = wanted.filter((name) => !known.includes(name));

/** Measures one after the other: two at once would disturb each other. */
async function measure(names: readonly string[]): Promise<readonly BenchReport[]> {
  const reports: BenchReport[] = [];
  for (const name of names) {
    const { bench } = (await import(new URL(`${name}.ts`, FOLDER).href)) as {
      bench(report: BenchReport): Promise<void>;
    };
    const report = new BenchReport(name);
    await bench(report);
    if (!report.store()) process.exitCode = 1;
    if (values.json !== true) process.stdout.write(report.text());
    reports.push(report);
  }
  return reports;
}

if (unknown.length > 0) {
  process.stderr.write(`no bench named ${unknown.join(', ')}; there are: ${known.join(', ')}\n`);
  process.exitCode = 64;
} else {
  const reports = await measure(wanted.length > 0 ? wanted : known);
  if (values.json === true)
    process.stdout.write(
      `${JSON.stringify(
        reports.map((report) => report.document()),
        null,
        2,
      )}\n`,
    );
}
