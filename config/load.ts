import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { MadoguchiError } from '../src/base/errors.ts';
import { DRIVERS, LINE_OPTIONS } from './drivers.ts';
import { configError } from './issues.ts';
import { keyText, lineOf, nearest, type KeyPath } from './places.ts';
import { chainProfileSchema, PROFILE_FILES, type ProfileFile } from './profile.ts';
import { misfitOf } from './together.ts';
import { configSchema, type Config, type DeviceConfig, type LineConfig } from './schema.ts';

/** Where the daemon looks when no `--config` is given. */
export const DEFAULT_CONFIG_FILE = '/etc/madoguchi/madoguchi.toml';

/** Reads and checks the configuration. Throws a {@link MadoguchiError} of the range 10xx with key, found and expected. */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new MadoguchiError('configUnreadable', `${file}: ${reasonOf(error)}`);
  }
  return parseConfig(text, resolve(file));
}

/** Checks a configuration text; `file` is where it came from: for messages, and its folder for relative paths. */
export function parseConfig(text: string, file: string): Config {
  const root = parseToml(text, file);
  const result = configSchema.safeParse(root);
  if (!result.success) {
    throw configError(file, text, root, result.error.issues, { schema: configSchema, path: [] });
  }
  const source: Source = { text, file, root };
  const config = result.data;
  const devices = config.devices.map((device, index) => checkDevice(source, device, index));
  const misfit = misfitOf(devices);
  if (misfit) throw valueError(source, misfit.path, misfit.what);
  const lines = config.lines.map((line, index) => checkLine(source, line, index, devices));
  const from = (path: string): string => (isAbsolute(path) ? path : resolve(dirname(file), path));
  return {
    ...config,
    file,
    devices,
    lines,
    service: {
      ...config.service,
      stateFolder: from(config.service.stateFolder),
      runFolder: from(config.service.runFolder),
      municipalityFolder: from(config.service.municipalityFolder),
    },
    socket: { path: from(config.socket.path) },
    centre: {
      ...config.centre,
      trustAnchor: from(config.centre.trustAnchor),
      clientCertificate: from(config.centre.clientCertificate),
      clientKey: from(config.centre.clientKey),
      documentTrustAnchor: from(config.centre.documentTrustAnchor),
    },
    chainProfile: loadProfile(config.kiosk.profile),
  };
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
}

function parseToml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    throw new MadoguchiError('configSyntax', `${file}: line ${error.line}, column ${error.column}: ${what}`);
  }
}

/** Checks the options of a device against the schema of its driver and fills in their defaults. */
function checkDevice(source: Source, device: DeviceConfig, index: number): DeviceConfig {
  const path = ['devices', index];
  const driver = DRIVERS[device.driver];
  if (!driver) throw unknownDriver(source, [...path, 'driver'], device.driver, Object.keys(DRIVERS));
  const entry = driver[device.class];
  if (!entry) {
    const able = Object.keys(driver).join(', ');
    throw valueError(
      source,
      [...path, 'driver'],
      `"${device.driver}" drives ${able}; expected a driver for ${device.class}`,
    );
  }
  const given: Record<string, unknown> = { ...device.options };
  for (const [key, option] of Object.entries(entry.address ?? {})) {
    if (option in given) {
      throw valueError(source, [...path, 'options', option], `is set; expected ${key} on the device instead`);
    }
    given[option] = (device as Record<string, unknown>)[key];
  }
  return { ...device, options: checkOptions(source, entry.options, [...path, 'options'], given) };
}

function checkLine(source: Source, line: LineConfig, index: number, devices: readonly DeviceConfig[]): LineConfig {
  const path = ['lines', index];
  const schema = LINE_OPTIONS[line.driver];
  if (!schema) throw unknownDriver(source, [...path, 'driver'], line.driver, Object.keys(LINE_OPTIONS));
  if (!devices.some((device) => 'port' in device && device.port === line.port)) {
    throw valueError(source, [...path, 'port'], `is "${line.port}"; expected the port of a device`);
  }
  return { ...line, options: checkOptions(source, schema, [...path, 'options'], line.options) };
}

function checkOptions(source: Source, schema: z.ZodType, path: KeyPath, options: unknown): Record<string, unknown> {
  const result = schema.safeParse(options);
  if (result.success) return result.data as Record<string, unknown>;
  throw configError(source.file, source.text, source.root, result.error.issues, { schema, path });
}

function unknownDriver(source: Source, path: KeyPath, found: string, known: readonly string[]): MadoguchiError {
  const hint = nearest(found, known);
  return valueError(
    source,
    path,
    `is "${found}"; expected one of ${known.join(', ')}${hint ? ` (did you mean ${hint}?)` : ''}`,
  );
}

function valueError(source: Source, path: KeyPath, what: string): MadoguchiError {
  const line = lineOf(source.text, path);
  return new MadoguchiError(
    'configValue',
    `${source.file}: ${line === null ? '' : `line ${line}: `}${keyText(path)} ${what}`,
    {
      context: { key: keyText(path) },
    },
  );
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'no permission to read it';
  if (code === 'EISDIR') return 'is a folder';
  return code ?? 'cannot be read';
}
