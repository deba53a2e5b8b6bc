/**
 * `npm run bench [-- NAME…]`: measures this program against well-known ones on the same wire, in one run.
 * A file `scripts/bench/NAME.ts` exports `bench(report: BenchReport): Promise<void>`; without a name all of them run.
 * Figures go to the terminal and to `out/bench/NAME.json`; exit code 1 when a limit is not kept.
 */
import { existsSync, readdirSync } from 'node:fs';
import { BenchReport } from './bench/report.ts';

const FOLDER = new URL('bench/', import.meta.url);
const known = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts') && name !== 'report.ts')
  .map((name) => name.slice(0, -3))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !existsSync(new URL(`${name}.ts`, FOLDER)) || name === 'report');

if (unknown.length > 0) {
  process.stderr.write(`no bench named ${unknown.join(', ')}; there are: ${known.join(', ')}\n`);
  process.exitCode = 64;
} else {
  for (const name of wanted.length > 0 ? wanted : known) {
    const { bench } = (await import(new URL(`${name}.ts`, FOLDER).href)) as {
      bench(report: BenchReport): Promise<void>;
    };
    const report = new BenchReport(name);
    await bench(report);
    if (!report.finish()) process.exitCode = 1;
  }
}
