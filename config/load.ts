import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { MadoguchiError } from '../src/base/errors.ts';
import { DRIVERS, LINE_OPTIONS } from './drivers.ts';
import { fleetFrom } from './fleet.ts';
import { configError, problemsOf, type ConfigProblem } from './issues.ts';
import { keyText, lineOf, nearest, type KeyPath } from './places.ts';
import { chainProfileSchema, PROFILE_FILES, type ProfileFile } from './profile.ts';
import {
  configSchema,
  deviceSchema,
  serviceSchema,
  type Config,
  type DeviceConfig,
  type LineConfig,
} from './schema.ts';
import { findModel } from './site-models.ts';
import { misfitsOf } from './together.ts';

/** Where the daemon looks when no `--config` is given. */
export const DEFAULT_CONFIG_FILE = '/etc/madoguchi/madoguchi.toml';

/** Reads and checks the configuration. Throws a {@link MadoguchiError} of the range 10xx with key, found and expected. */
export function loadConfig(file: string): Config {
  return configOrError(file, inspectConfigFile(file));
}

/** Checks a configuration text; `file` is where it came from: for messages, and its folder for relative paths. */
export function parseConfig(text: string, file: string): Config {
  return configOrError(file, inspectConfig(text, file));
}

/** A configuration, or everything that is wrong with it. */
export type Inspected = { readonly config: Config } | { readonly problems: readonly ConfigProblem[] };

/** Reads a configuration and finds everything that is wrong with it. Throws only when the file cannot be read at all. */
export function inspectConfigFile(file: string): Inspected {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new MadoguchiError('configUnreadable', `${file}: ${reasonOf(error)}`);
  }
  return inspectConfig(text, resolve(file));
}

function configOrError(file: string, inspected: Inspected): Config {
  if ('config' in inspected) return inspected.config;
  throw configError(resolve(file), inspected.problems);
}

function inspectConfig(text: string, file: string): Inspected {
  const parsed = parseToml(text);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const source: Source = { text, file, root: parsed.root, problems: [] };
  const result = configSchema.safeParse(source.root);
  if (!result.success) {
    source.problems.push(...problemsOf(text, source.root, result.error.issues, { schema: configSchema, path: [] }));
    // The options of devices that are right by themselves are looked at all the same: one look tells everything.
    const modelFolder = absolute(file, serviceSchema.safeParse(tableAt(source.root, 'service')).data?.modelFolder);
    listAt(source.root, 'devices').forEach((entry, index) => {
      const device = deviceSchema.safeParse(entry);
      if (device.success) checkDevice(source, device.data, index, modelFolder);
    });
    return { problems: source.problems };
  }
  const config = result.data;
  const from = (path: string): string => absolute(file, path);
  const modelFolder = from(config.service.modelFolder);
  const devices = config.devices.map((device, index) => checkDevice(source, device, index, modelFolder));
  const lines = config.lines.map((line, index) => checkLine(source, line, index, devices));
  for (const { path, what } of misfitsOf(devices, config.cash)) problem(source, path, what);
  if (source.problems.length > 0) return { problems: source.problems };
  return {
    config: {
      ...config,
      file,
      devices,
      lines,
      service: {
        ...config.service,
        stateFolder: from(config.service.stateFolder),
        runFolder: from(config.service.runFolder),
        municipalityFolder: from(config.service.municipalityFolder),
        municipalityTrustAnchor: from(config.service.municipalityTrustAnchor),
        modelFolder,
      },
      socket: {
        path: from(config.socket.path),
        ...absoluteOf(file, 'watchPath', config.socket.watchPath),
        ...absoluteOf(file, 'copierPath', config.socket.copierPath),
      },
      interface: {
        ...config.interface,
        ...absoluteOf(file, 'certificate', config.interface.certificate),
        ...absoluteOf(file, 'key', config.interface.key),
        ...absoluteOf(file, 'clientAuthority', config.interface.clientAuthority),
      },
      centre: {
        ...config.centre,
        trustAnchor: from(config.centre.trustAnchor),
        clientCertificate: from(config.centre.clientCertificate),
        clientKey: from(config.centre.clientKey),
        documentTrustAnchor: from(config.centre.documentTrustAnchor),
        ...(config.centre.incidentSigners === undefined
          ? {}
          : { incidentSigners: from(config.centre.incidentSigners) }),
      },
      paper: {
        ...config.paper,
        ...absoluteOf(file, 'signingKey', config.paper.signingKey),
        ...absoluteOf(file, 'attestation', config.paper.attestation),
        ...absoluteOf(file, 'verifyingAuthority', config.paper.verifyingAuthority),
        ...absoluteOf(file, 'separation', config.paper.separation),
      },
      fleet: fleetFrom(config.fleet, from),
      chainProfile: loadProfile(config.kiosk.profile),
    },
  };
}

/** Paths of the file are relative to its folder. */
function absolute(file: string, path = 'models'): string {
  return isAbsolute(path) ? path : resolve(dirname(file), path);
}

/** A path that may be left out, under its key. */
function absoluteOf<K extends string>(file: string, key: K, path: string | undefined): { readonly [P in K]?: string } {
  return path === undefined ? {} : ({ [key]: absolute(file, path) } as { readonly [P in K]?: string });
}

function tableAt(root: unknown, key: string): unknown {
  return typeof root === 'object' && root !== null ? ((root as Record<string, unknown>)[key] ?? {}) : {};
}

function listAt(root: unknown, key: string): readonly unknown[] {
  const list = tableAt(root, key);
  return Array.isArray(list) ? list : [];
}

/** A chain profile that comes with the program. */
export function loadProfile(name: ProfileFile): Config['chainProfile'] {
  const file = new URL(`profiles/${name}.json`, import.meta.url);
  const { name: profileName, cardAfterPin, pin } = chainProfileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (profileName !== PROFILE_FILES[name])
    throw new MadoguchiError('internal', `profile ${name} calls itself ${profileName}`);
  return { name: profileName, cardAfterPin, pin };
}

interface Source {
  readonly text: string;
  readonly file: string;
  readonly root: unknown;
  /** What was found so far. */
  readonly problems: ConfigProblem[];
}

function parseToml(text: string): { readonly root: unknown } | { readonly problem: ConfigProblem } {
  try {
    return { root: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    const message = `line ${error.line}, column ${error.column}: ${what}`;
    return { problem: { code: 'configSyntax', key: '', line: error.line, message } };
  }
}

/** Checks the options of a device against the schema of its driver and fills in their defaults. */
function checkDevice(source: Source, device: DeviceConfig, index: number, modelFolder: string): DeviceConfig {
  const path = ['devices', index];
  const driver = DRIVERS[device.driver];
  if (!driver) {
    unknownDriver(source, [...path, 'driver'], device.driver, Object.keys(DRIVERS));
    return device;
  }
  const entry = driver[device.class];
  if (!entry) {
    const able = Object.keys(driver).join(', ');
    problem(source, [...path, 'driver'], `"${device.driver}" drives ${able}; expected a driver for ${device.class}`);
    return device;
  }
  const given: Record<string, unknown> = { ...device.options };
  for (const [key, option] of Object.entries(entry.address ?? {})) {
    if (option in given) problem(source, [...path, 'options', option], `is set; expected ${key} on the device instead`);
    given[option] = (device as Record<string, unknown>)[key];
  }
  if (entry.models && typeof given['model'] === 'string') {
    const found = findModel(given['model'], entry.models, modelFolder);
    if ('problem' in found) problem(source, [...path, 'options', 'model'], found.problem);
    else given['model'] = found.model;
  }
  return { ...device, options: checkOptions(source, entry.options, [...path, 'options'], given) };
}

function checkLine(source: Source, line: LineConfig, index: number, devices: readonly DeviceConfig[]): LineConfig {
  const path = ['lines', index];
  const schema = LINE_OPTIONS[line.driver];
  if (!schema) {
    unknownDriver(source, [...path, 'driver'], line.driver, Object.keys(LINE_OPTIONS));
    return line;
  }
  if (!devices.some((device) => 'port' in device && device.port === line.port)) {
    problem(source, [...path, 'port'], `is "${line.port}"; expected the port of a device`);
  }
  return { ...line, options: checkOptions(source, schema, [...path, 'options'], line.options) };
}

/** Options with their defaults; as given when they are not right, so that the rest can be looked at. */
function checkOptions(
  source: Source,
  schema: z.ZodType,
  path: KeyPath,
  options: Record<string, unknown>,
): Record<string, unknown> {
  const result = schema.safeParse(options);
  if (result.success) return result.data as Record<string, unknown>;
  source.problems.push(...problemsOf(source.text, source.root, result.error.issues, { schema, path }));
  return options;
}

function unknownDriver(source: Source, path: KeyPath, found: string, known: readonly string[]): void {
  const hint = nearest(found, known);
  problem(source, path, `is "${found}"; expected one of ${known.join(', ')}${hint ? ` (did you mean ${hint}?)` : ''}`);
}

function problem(source: Source, path: KeyPath, what: string): void {
  const line = lineOf(source.text, path);
  const message = `${line === null ? '' : `line ${line}: `}${keyText(path)} ${what}`;
  source.problems.push({ code: 'configValue', key: keyText(path), line, message });
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'no permission to read it';
  if (code === 'EISDIR') return 'is a folder';
  return code ?? 'cannot be read';
}
