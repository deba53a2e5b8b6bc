import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { z } from 'zod';
import { readEnvironment } from '../src/base/environment.ts';
import { MadoguchiError } from '../src/base/errors.ts';
import { DRIVERS, LINE_OPTIONS } from './drivers.ts';
import { configError, problemsOf, type ConfigProblem } from './issues.ts';
import { layerOf, MAKER_FILE, readLayers, type Layer, type LayerFiles } from './layers.ts';
import { mergeLayers, type Merged } from './merge.ts';
import { located, type NamedCredential } from './paths.ts';
import { keyText, nearest, type KeyPath } from './places.ts';
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

/** What stands around the site file; left out: as this process was started. */
export interface LoadOptions {
  /** The maker's file; null: none. */
  readonly makerFile?: string | null;
  /** `$CREDENTIALS_DIRECTORY`; null: none. */
  readonly credentialsFolder?: string | null;
  /** A drop-in that is judged before it is written. */
  readonly instead?: LayerFiles['instead'];
}

/**
 * Reads and checks the configuration: the maker's file, this site file, its drop-ins. Throws a {@link MadoguchiError} of the range 10xx
 * with file, line, key, found and expected.
 */
export function loadConfig(file: string, options: LoadOptions = {}): Config {
  return configOrError(file, inspectConfigFile(file, options));
}

/** Checks a configuration text as the only layer; `file` is where it came from: for messages, and its folder for relative paths. */
export function parseConfig(text: string, file: string): Config {
  const read = layerOf('site', file, text);
  if ('problems' in read) throw configError(file, read.problems);
  return configOrError(file, inspect([read.layer], file, null));
}

/** A configuration, or everything that is wrong with it. */
export type Inspected =
  | {
      readonly config: Config;
      readonly merged: Merged;
      readonly layers: readonly Layer[];
      readonly credentials: readonly NamedCredential[];
    }
  | { readonly problems: readonly ConfigProblem[] };

/** Reads a configuration and finds everything that is wrong with it. Throws only when a file cannot be read at all. */
export function inspectConfigFile(file: string, options: LoadOptions = {}): Inspected {
  const { credentialsFolder = readEnvironment().credentialsFolder } = options;
  const { layers, problems } = readLayers(layerFilesOf(file, options));
  return problems.length > 0 ? { problems } : inspect(layers, resolve(file), credentialsFolder);
}

/** Where the layers of this site file lie. */
export function layerFilesOf(site: string, { makerFile = MAKER_FILE, instead }: LoadOptions): LayerFiles {
  return { site, maker: makerFile, instead };
}

function configOrError(file: string, inspected: Inspected): Config {
  if ('config' in inspected) return inspected.config;
  throw configError(resolve(file), inspected.problems);
}

function inspect(layers: readonly Layer[], site: string, credentialsFolder: string | null): Inspected {
  const merged = mergeLayers(layers);
  const source: Source = { merged, site, problems: [] };
  const origins = { site, merged, credentialsFolder };
  const result = configSchema.safeParse(merged.root);
  if (!result.success) {
    source.problems.push(...problemsOf(source, result.error.issues, { schema: configSchema, path: [] }));
    // The options of devices that are right by themselves are looked at all the same: one look tells everything.
    const modelFolder = modelFolderOf(source);
    listAt(merged.root, 'devices').forEach((entry, index) => {
      const device = deviceSchema.safeParse(entry);
      if (device.success) checkDevice(source, device.data, index, modelFolder);
    });
    return { problems: source.problems };
  }
  const { value: config, credentials, wrong } = located(configSchema, result.data, origins);
  for (const { key, name } of wrong)
    problem(source, key, `names the credential ${JSON.stringify(name)}; expected letters, digits, . _ -`);
  const devices = config.devices.map((device, index) => checkDevice(source, device, index, config.service.modelFolder));
  const lines = config.lines.map((line, index) => checkLine(source, line, index, devices));
  for (const { path, what } of misfitsOf(devices, config.cash)) problem(source, path, what);
  if (source.problems.length > 0) return { problems: source.problems };
  const chainProfile = loadProfile(config.kiosk.profile);
  return { config: { ...config, file: site, devices, lines, chainProfile }, merged, layers, credentials };
}

/** Where models of the site lie, although something else of the file is wrong. */
function modelFolderOf({ merged, site }: Source): string {
  const folder = serviceSchema.safeParse(tableAt(merged.root, 'service')).data?.modelFolder ?? 'models';
  const file = merged.said(['service', 'modelFolder']).at(-1)?.layer.file ?? site;
  return isAbsolute(folder) ? folder : resolve(dirname(file), folder);
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
  readonly merged: Merged;
  /** Absolute path of the site file. */
  readonly site: string;
  /** What was found so far. */
  readonly problems: ConfigProblem[];
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
  source.problems.push(...problemsOf(source, result.error.issues, { schema, path }));
  return options;
}

function unknownDriver(source: Source, path: KeyPath, found: string, known: readonly string[]): void {
  const hint = nearest(found, known);
  problem(source, path, `is "${found}"; expected one of ${known.join(', ')}${hint ? ` (did you mean ${hint}?)` : ''}`);
}

function problem(source: Source, path: KeyPath, what: string): void {
  const place = source.merged.place(path);
  const line = place?.line ?? null;
  const message = `${line === null ? '' : `line ${line}: `}${keyText(path)} ${what}`;
  const file = place?.layer.file ?? source.site;
  source.problems.push({ code: 'configValue', key: keyText(path), file, line, message });
}
