/** Signs a folder of municipal data after looking at all of it: nothing wrong is ever signed. */
import { inspectMunicipalities } from '../src/centre/municipality-files.ts';
import { MadoguchiError } from '../src/base/errors.ts';
import { hasWords } from '../src/words/keys.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';
import { readSigningKey, signFolder } from './municipalities/sign.ts';

const HELP = `usage: node scripts/sign-municipalities.ts FOLDER --key KEY.pem

Writes FOLDER/municipalities.jws, the signature over every .json file of the folder.
KEY.pem is the authority's private key: openssl genpkey -algorithm ed25519 -out KEY.pem
Kiosks pin its public key: openssl pkey -in KEY.pem -pubout -out municipalities.pem
`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments({ options: { key: { type: 'string' } }, allowPositionals: true }, HELP);
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) throw new UsageError('one folder is expected');
  if (values.key === undefined) throw new UsageError('--key is missing; expected the file of the private key');
  const key = readSigningKey(values.key);
  if (key === null) throw new UsageError(`${values.key} is not an Ed25519 private key in PEM`);
  const { municipalities, problems } = inspectMunicipalities(folder, { hasWords });
  for (const { message } of problems) process.stderr.write(`${message}\n`);
  if (problems.length > 0) return 1;
  signFolder(folder, key, Date.now());
  process.stdout.write(`signed: ${municipalities.map(({ municipalityId }) => municipalityId).join(', ')}\n`);
  return 0;
}

process.exitCode = await statusOf(
  () =>
    main().catch((error: unknown) => {
      if (!(error instanceof MadoguchiError)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }),
  HELP,
);
