/** Everything that is wrong with a configuration and with what it names on this machine, at once. */
import { accessSync, constants, statSync } from 'node:fs';
import {
  noCredentials,
  readInterfaceKeys,
  readKeyFiles,
  readMunicipalityAnchor,
  readPaperKeys,
} from '../../config/key-files.ts';
import { inspectConfigFile, type Inspected } from '../../config/load.ts';
import { CREDENTIAL } from '../../config/meta.ts';
import { keyText } from '../../config/places.ts';
import { valueAt } from '../../config/value-at.ts';
import { warningsOf } from '../../config/warnings.ts';
import type { Config } from '../../config/schema.ts';
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { inspectMunicipalities } from '../centre/municipality-files.ts';
import type { Municipality } from '../centre/municipality.ts';
import { readSeparation } from '../paper/layers/separation-file.ts';
import { hasWords } from '../words/keys.ts';
import { CODES_JA } from './codes-ja/codes.ts';
import type { Language } from './text.ts';

/** One line of what is wrong, with its code. */
export interface CheckProblem {
  readonly code: CodeName;
  readonly key: string | null;
  /** File of the layer that said it; left out: told in the message, or the site file. */
  readonly file?: string | null;
  readonly line: number | null;
  readonly message: string;
  /** A credential, and this process was given none: it could not be looked at. */
  readonly ungiven?: true;
}

/** What a check found; `devices` are the ids of a configuration that can be read. */
export interface CheckResult {
  readonly file: string;
  readonly devices: readonly string[];
  /** Files that the configuration is made of, the lowest layer first; empty when they cannot be read. */
  readonly layers: readonly string[];
  readonly problems: readonly CheckProblem[];
  /** What is not wrong and had better be otherwise. */
  readonly warnings: readonly CheckProblem[];
}

/** @param fileOnly the configuration alone: its keys and ports are on the kiosk. A file that cannot be read is a problem like any other. */
export function checkConfig(file: string, fileOnly: boolean): CheckResult {
  const inspected = inspect(file);
  if ('problems' in inspected) {
    const problems = inspected.problems.map((problem) => ({
      ...problem,
      key: problem.key === '' ? null : problem.key,
    }));
    return { file, devices: [], layers: [], problems, warnings: [] };
  }
  const { config, merged, layers } = inspected;
  const found = fileOnly ? [] : onMachine(inspected);
  // Only systemd hands credentials out: who asks by hand has none, and that is no fault of the configuration.
  const problems = found.filter(({ ungiven }) => ungiven !== true);
  const warnings = [...found.filter(({ ungiven }) => ungiven === true), ...warningsOf(config, merged)];
  const devices = config.devices.map(({ id }) => id);
  return { file, devices, layers: layers.map((layer) => layer.file), problems, warnings };
}

type Valid = Extract<Inspected, { readonly config: Config }>;

/** What the configuration names on this machine. A credential that is missing is told once. */
function onMachine(valid: Valid): readonly CheckProblem[] {
  const { config } = valid;
  const credentials = credentialProblems(valid);
  const isTold = ({ message }: CheckProblem): boolean => credentials.some(({ key }) => message.startsWith(`${key}: `));
  const others = [...keyProblems(config), ...municipalityProblems(config)].filter((problem) => !isTold(problem));
  return [...credentials, ...others, ...portProblems(config)];
}

/** Credentials of systemd that this process was not given, or whose file is not there. */
function credentialProblems({ config, merged, credentials }: Valid): readonly CheckProblem[] {
  return credentials.flatMap(({ key: path, name }): CheckProblem[] => {
    const file = String(valueAt(config, path));
    const key = keyText(path);
    const place = merged.place(path);
    const where = { key, file: place?.layer.file ?? null, line: place?.line ?? null };
    if (file.startsWith(CREDENTIAL)) {
      return [{ code: 'keyMaterial', ...where, ungiven: true, message: `${key}: ${file} ${noCredentials(name)}` }];
    }
    const there = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    const what = `${key}: the credential ${name} is not there (${file}); expected LoadCredential=${name}:… in the unit`;
    return there ? [] : [{ code: 'keyMaterial', ...where, message: what }];
  });
}

function inspect(file: string): Inspected | { readonly problems: readonly CheckProblem[] } {
  try {
    return inspectConfigFile(file);
  } catch (error) {
    return { problems: [problemOf(error)] };
  }
}

function keyProblems(config: Config): readonly CheckProblem[] {
  return [
    ...problemsIn(() => {
      readKeyFiles(config);
      return [];
    }),
    ...problemsIn(() => {
      readInterfaceKeys(config);
      return [];
    }),
    ...problemsIn(() => (readPaperKeys(config) === null ? [problemOf(noPaperKeys())] : [])),
    ...problemsIn(() => {
      if (config.paper.separation !== undefined) readSeparation(config.paper.separation);
      return [];
    }),
  ];
}

function problemsIn(check: () => readonly CheckProblem[]): readonly CheckProblem[] {
  try {
    return check();
  } catch (error) {
    return [problemOf(error)];
  }
}

/** A kiosk that cannot seal a sheet starts, and sells nothing. */
function noPaperKeys(): MadoguchiError {
  return new MadoguchiError('paperKeys', 'paper.signingKey is not set; expected the keys that seal a sheet', {
    context: { key: 'paper.signingKey' },
  });
}

/** The municipal data: signed by the pinned authority, and right in themselves; each fault with its file. */
function municipalityProblems(config: Config): readonly CheckProblem[] {
  try {
    const trustAnchor_pem = readMunicipalityAnchor(config);
    const folder = config.service.municipalityFolder;
    const { municipalities, problems } = inspectMunicipalities(folder, { trustAnchor_pem, hasWords });
    return [
      ...problems.map(({ code, path, message }) => ({ code, key: path === '' ? null : path, line: null, message })),
      ...chainProblems(config, municipalities),
    ];
  } catch (error) {
    return [problemOf(error)];
  }
}

/** A chain that no municipality names is misspelt, or its end would never be noticed (R81). */
function chainProblems({ store: { chain } }: Config, municipalities: readonly Municipality[]): readonly CheckProblem[] {
  const known = [...new Set(municipalities.flatMap(({ chains }) => (chains ?? []).map(({ chainId }) => chainId)))];
  if (chain === undefined || known.length === 0 || known.includes(chain)) return [];
  const message = `store.chain is "${chain}"; expected a chain that the municipalities name: ${known.join(', ')}`;
  return [{ code: 'configValue', key: 'store.chain', line: null, message }];
}

/** @throws what is no error of ours */
function problemOf(error: unknown): CheckProblem {
  if (!(error instanceof MadoguchiError)) throw error;
  // The message of an error ends in its code, which is shown with every problem anyway.
  const message = error.message.replace(/ \(M\d{4}\)$/, '');
  return { code: error.codeName, key: null, line: null, message };
}

/** Serial ports that are not there, are no ports, or may not be used by this user. Whether one is taken shows at the start. */
function portProblems({ devices }: Config): readonly CheckProblem[] {
  return devices.flatMap((device, index): CheckProblem[] => {
    if (!('port' in device)) return [];
    const what = faultOfPort(device.port);
    if (what === null) return [];
    const key = `devices[${index}].port`;
    return [
      { code: 'cashPortUnavailable', key, line: null, message: `${key} of ${device.id}: ${device.port} ${what}` },
    ];
  });
}

function faultOfPort(port: string): string | null {
  try {
    if (!statSync(port).isCharacterDevice()) return 'is not a serial port';
    accessSync(port, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return 'may not be opened by this user';
    return code === 'ENOENT' ? 'is not there: connect the device, or name its port' : `cannot be used (${code ?? '?'})`;
  }
}

/** The problems as a technician reads them: one a line, then what to do about each kind. */
export function renderProblems(
  { file, problems }: Pick<CheckResult, 'file' | 'problems'> & Partial<CheckResult>,
  language: Language = 'en',
): readonly string[] {
  return told(file, problems, language);
}

/** The warnings, likewise. */
export function renderWarnings({ file, warnings }: CheckResult, language: Language = 'en'): readonly string[] {
  return told(file, warnings, language);
}

function told(site: string, problems: readonly CheckProblem[], language: Language): readonly string[] {
  const words = language === 'ja' ? CODES_JA : CODES;
  const kinds = [...new Set(problems.map(({ code }) => code))];
  return [
    ...problems.map(({ code, file, message }) => {
      // A file that cannot be read is named by its own problem.
      const named = message.startsWith(`${site}: `) ? message : `${file ?? site}: ${message}`;
      return `${named} (${codeText(code)})`;
    }),
    ...kinds.map((code) => `${codeText(code)}: ${words[code].cause} ${words[code].remedy}`),
  ];
}
