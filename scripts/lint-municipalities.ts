/** Looks at municipal data and tells everything that is wrong with them: file, place, what was found, what is expected. */
import { inspectMunicipalities } from '../src/centre/municipality-files.ts';
import { MadoguchiError } from '../src/base/errors.ts';
import { hasWords } from '../src/words/keys.ts';
import { readArguments, statusOf } from './command-line.ts';
import { MADE_UP_FOLDER, MUNICIPALITY_FOLDER } from './municipalities/made-up.ts';

const HELP = `usage: node scripts/lint-municipalities.ts [FOLDER …]

Without a folder: the data that come with the program, and the made-up municipality of demo and tests.
`;

async function main(): Promise<number> {
  const { positionals } = readArguments({ allowPositionals: true }, HELP);
  const folders = positionals.length > 0 ? positionals : [MUNICIPALITY_FOLDER, MADE_UP_FOLDER];
  let faults = 0;
  for (const folder of folders) {
    try {
      const { municipalities, problems } = inspectMunicipalities(folder, { hasWords });
      for (const { message } of problems) process.stdout.write(`${message}\n`);
      if (problems.length === 0) {
        process.stdout.write(
          `${folder}: ${municipalities.map(({ municipalityId }) => municipalityId).join(', ')} right\n`,
        );
      }
      faults += problems.length;
    } catch (error) {
      if (!(error instanceof MadoguchiError)) throw error;
      process.stdout.write(`${error.message}\n`);
      faults += 1;
    }
  }
  return faults === 0 ? 0 : 1;
}

process.exitCode = await statusOf(main, HELP);
