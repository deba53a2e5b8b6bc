/** Reads the municipal data of a folder; the only file of this part that touches the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import { parsedJson } from '../base/json.ts';
import { judgeMunicipality, type HasWords } from './catalogue/lint.ts';
import { FILE_NAME, SIGNATURE_FILE, signatureFaults, type MunicipalFile } from './catalogue/signature.ts';
import { readPinnedKeys } from './keys.ts';
import type { Municipality } from './municipality.ts';

/** One thing that is wrong with the municipal files, as one sentence with file, place, found and expected. */
export interface MunicipalityProblem {
  readonly code: CodeName;
  readonly file: string;
  /** Place in the file, as in `types[0].fees[1]`; empty where the file as a whole is meant. */
  readonly path: string;
  readonly message: string;
}

/** What a folder holds, and everything that is wrong with it. */
export interface InspectedMunicipalities {
  readonly municipalities: readonly Municipality[];
  readonly problems: readonly MunicipalityProblem[];
}

/** How strictly to look. */
export interface InspectOptions {
  /** Public keys of the municipal authority, PEM; left out: signatures are not looked at. */
  readonly trustAnchor_pem?: string | undefined;
  /** Left out: words are not looked for. */
  readonly hasWords?: HasWords | undefined;
}

/** Most problems named in one error; the rest is counted. */
const PROBLEMS_TOLD_MAX = 5;

/** Every `*.json` of the folder in order of name, unsigned or not: for the lint and for tests. Throws what is wrong. */
export function loadMunicipalities(folder: string): Municipality[] {
  return orThrow(inspectMunicipalities(folder));
}

/** As {@link loadMunicipalities}, but every byte must be signed by the authority that the configuration pins. */
export function loadSignedMunicipalities(folder: string, trustAnchor_pem: string, hasWords: HasWords): Municipality[] {
  return orThrow(inspectMunicipalities(folder, { trustAnchor_pem, hasWords }));
}

function orThrow({ municipalities, problems }: InspectedMunicipalities): Municipality[] {
  const [first] = problems;
  if (first === undefined) return [...municipalities];
  const told = problems.slice(0, PROBLEMS_TOLD_MAX).map(({ message }) => message);
  const more = problems.length > PROBLEMS_TOLD_MAX ? ` (and ${problems.length - PROBLEMS_TOLD_MAX} more)` : '';
  throw new MadoguchiError(first.code, `${told.join('; ')}${more}`, { context: { key: first.path } });
}

/** Finds everything that is wrong with the municipal files of a folder. Throws only when the folder cannot be read. */
export function inspectMunicipalities(folder: string, options: InspectOptions = {}): InspectedMunicipalities {
  const files = readFiles(folder);
  const problem = (
    file: string,
    path: string,
    message: string,
    code: CodeName = 'configValue',
  ): MunicipalityProblem => ({
    code,
    file: join(folder, file),
    path,
    message: `${join(folder, file)}: ${path === '' ? '' : `${path} `}${message}`,
  });
  const signature =
    options.trustAnchor_pem === undefined
      ? []
      : signatureFaults(files, readSignature(folder), readPinnedKeys(options.trustAnchor_pem)).map(
          ({ code, file, message }) => problem(file, '', message, code),
        );
  const misnamed = files
    .filter(({ name }) => !FILE_NAME.test(name))
    .map(({ name }) =>
      problem(name, '', 'has a name that cannot be signed; expected small letters, digits and hyphens'),
    );
  const judged = files.map(({ name, bytes }) => {
    const json = parsedJson(Buffer.from(bytes).toString('utf8'));
    if (json === undefined)
      return { name, faults: [{ path: '', message: 'is not JSON; expected a municipality’s data' }] };
    return { name, faults: [], ...judgeMunicipality(json, options.hasWords) };
  });
  const problems = judged.flatMap(({ name, faults }) =>
    faults.map(({ path, message }) => problem(name, path, message)),
  );
  const read = judged.flatMap((entry) => ('data' in entry ? [{ name: entry.name, data: entry.data }] : []));
  const twice = read.flatMap(({ name, data: { municipalityId } }, index) => {
    const first = read.find(({ data }) => data.municipalityId === municipalityId);
    if (first === undefined || first === read[index]) return [];
    return [
      problem(name, 'municipalityId', `is "${municipalityId}" as in ${first.name}; expected each municipality once`),
    ];
  });
  if (files.length === 0)
    problems.push(problem('', '', 'holds no municipal data; expected a .json file for each municipality'));
  return { municipalities: read.map(({ data }) => data), problems: [...signature, ...misnamed, ...problems, ...twice] };
}

/** The files of the folder, each read once: what is verified is what is used. */
function readFiles(folder: string): MunicipalFile[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  } catch {
    throw new MadoguchiError('configUnreadable', `the folder of municipal data ${folder} cannot be read`);
  }
}

function readSignature(folder: string): string | null {
  try {
    return readFileSync(join(folder, SIGNATURE_FILE), 'utf8');
  } catch {
    return null;
  }
}
