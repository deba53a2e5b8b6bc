/**
 * `npm run coverage:requirements`: which tests name each row of the requirements, and which rows have a planted fault. Ends with 1
 * when a row of a finished part is held by nothing. `--all` judges every part, `--json` prints one document.
 */
import { REQUIREMENTS } from '../test/requirements/rows.ts';
import { coverageOf } from '../test/requirements/coverage.ts';
import { readArguments, statusOf } from './command-line.ts';

const HELP = `usage: npm run coverage:requirements -- [options]

  --all     judges every part, not only the finished ones
  --json    standard output is one JSON document
  --help

Ends with 0, with 1 when a row of a judged part is held by nothing, with 64 when it was called wrongly.
`;

async function main(): Promise<number> {
  const { values } = readArguments({ options: { all: { type: 'boolean' }, json: { type: 'boolean' } } }, HELP);
  const { rows, missing } = coverageOf(REQUIREMENTS, `${import.meta.dirname}/..`, values.all === true);

  if (values.json) process.stdout.write(`${JSON.stringify({ rows, missing })}\n`);
  else {
    for (const { id, kinds, part, tests, planted } of rows) {
      const fault = planted ? 'fault planted' : '';
      process.stdout.write(
        `${id.padEnd(5)}${kinds.join('/').padEnd(5)}${part.padEnd(14)}${String(tests.length).padStart(4)} tests  ${fault}\n`,
      );
    }
    const named = rows.filter(({ tests }) => tests.length > 0).length;
    const planted = rows.filter((row) => row.planted).length;
    process.stdout.write(`${rows.length} rows, ${named} named by tests, ${planted} with a planted fault\n`);
    for (const line of missing) process.stdout.write(`MISSING ${line}\n`);
  }
  return missing.length === 0 ? 0 : 1;
}

process.exitCode = await statusOf(main, HELP);
