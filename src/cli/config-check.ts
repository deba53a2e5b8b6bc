/** Everything that is wrong with a configuration and with what it names on this machine, at once. */
import { accessSync, constants, statSync } from 'node:fs';
import { readInterfaceKeys, readKeyFiles, readMunicipalityAnchor, readPaperKeys } from '../../config/key-files.ts';
import { inspectConfigFile } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { inspectMunicipalities } from '../centre/municipality-files.ts';
import type { Municipality } from '../centre/municipality.ts';
import { readSeparation } from '../paper/layers/separation-file.ts';
import { hasWords } from '../words/keys.ts';

/** One line of what is wrong, with its code. */
export interface CheckProblem {
  readonly code: CodeName;
  readonly key: string | null;
  readonly line: number | null;
  readonly message: string;
}

/** What a check found; `devices` are the ids of a configuration that can be read. */
export interface CheckResult {
  readonly file: string;
  readonly devices: readonly string[];
  readonly problems: readonly CheckProblem[];
}

/** @param fileOnly the configuration alone: its keys and ports are on the kiosk. A file that cannot be read is a problem like any other. */
export function checkConfig(file: string, fileOnly: boolean): CheckResult {
  const inspected = inspect(file);
  if ('problems' in inspected) {
    const problems = inspected.problems.map((problem) => ({
      ...problem,
      key: problem.key === '' ? null : problem.key,
    }));
    return { file, devices: [], problems };
  }
  const { config } = inspected;
  const problems = fileOnly ? [] : [...keyProblems(config), ...municipalityProblems(config), ...portProblems(config)];
  return { file, devices: config.devices.map(({ id }) => id), problems };
}

function inspect(file: string): ReturnType<typeof inspectConfigFile> | { readonly problems: readonly CheckProblem[] } {
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
export function renderProblems({ file, problems }: CheckResult): readonly string[] {
  const kinds = [...new Set(problems.map(({ code }) => code))];
  return [
    // A file that cannot be read is named by its own problem.
    ...problems.map(({ code, message }) => {
      const named = message.startsWith(`${file}: `) ? message : `${file}: ${message}`;
      return `${named} (${codeText(code)})`;
    }),
    ...kinds.map((code) => `${codeText(code)}: ${CODES[code].cause} ${CODES[code].remedy}`),
  ];
}
