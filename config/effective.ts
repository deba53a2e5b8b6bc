/** What holds, key by key, and who said it. */
import { MadoguchiError } from '../src/base/errors.ts';
import { tomlOf, describeConfig, type ConfigKey } from './describe.ts';
import { configError } from './issues.ts';
import { concreteKeys, type ConcreteKey } from './keys.ts';
import { readLayers, type Layer, type LayerKind } from './layers.ts';
import { inspectConfigFile, layerFilesOf, type LoadOptions } from './load.ts';
import { mergeLayers, type Merged, type Said } from './merge.ts';
import { valueAt } from './value-at.ts';
import { lineOf, nearest } from './places.ts';

/** Where a value comes from. */
export interface Origin {
  readonly layer: LayerKind;
  readonly file: string;
  /** From 1; null when the line cannot be told. */
  readonly line: number | null;
}

/** A key and what holds for it. */
export interface EffectiveKey {
  readonly key: string;
  /** As TOML; null: nothing is said and there is no default, or it is a secret. */
  readonly value: string | null;
  /** Null: nobody said it, the default holds. */
  readonly origin: Origin | null;
  /** The value is not shown. */
  readonly secret: boolean;
}

/** Everything about a key. */
export interface ExplainedKey extends EffectiveKey {
  /** Everybody who said it, the lowest layer first; the last one holds. */
  readonly said: readonly (Origin & { readonly value: string | null })[];
  readonly about: ConfigKey;
}

/** The effective configuration: every key that has a value. @throws MadoguchiError when it is not valid */
export function effectiveConfig(
  file: string,
  options: LoadOptions = {},
): { readonly layers: readonly Layer[]; readonly keys: readonly EffectiveKey[] } {
  const inspected = inspectConfigFile(file, options);
  if ('problems' in inspected) throw configError(file, inspected.problems);
  const { config, merged, layers } = inspected;
  const keys = concreteKeys(config).map((one) => effectiveKey(one, valueAt(config, one.path), merged));
  return { layers, keys: keys.filter(({ value, secret, origin }) => value !== null || (secret && origin !== null)) };
}

/**
 * What is known of a key or of all keys of a table; also of a configuration that is not valid, which is when it is asked for.
 * @throws MadoguchiError `configUnknownKey` when there is no such key
 */
export function explainKeys(name: string, file: string, options: LoadOptions = {}): readonly ExplainedKey[] {
  const { layers, problems } = readLayers(layerFilesOf(file, options));
  if (problems.length > 0) throw configError(file, problems);
  const merged = mergeLayers(layers);
  const concrete = concreteKeys(merged.root);
  const wanted = byNumber(name, merged.root);
  const found = concrete.filter(({ key }) => key === wanted || key.startsWith(`${wanted}.`));
  if (found.length > 0) return found.map((one) => explained(one, merged));
  const rows = describeConfig().filter(({ key }) => key === name || key.startsWith(`${name}[]`));
  if (rows.length > 0) return rows.map((row) => unsaid(row));
  const tables = concrete.flatMap(({ key }) => key.split('.').slice(0, -1).join('.'));
  const known = [...new Set([...concrete.map(({ key }) => key), ...tables])];
  const last = new Map(concrete.map(({ key }) => [key.split('.').at(-1) ?? key, key]));
  const hint = nearest(name, known) ?? last.get(name) ?? last.get(nearest(name, [...last.keys()]) ?? '') ?? null;
  const help = hint === null ? 'madoguchi config show names them all' : `did you mean ${hint}?`;
  throw new MadoguchiError('configUnknownKey', `there is no key ${name.slice(0, 80)}; ${help}`);
}

/** `devices[1].port` as `devices.coins.port`. */
function byNumber(name: string, root: unknown): string {
  return name.replace(/^(devices|lines)\[(\d+)\]/, (all, list: string, index: string) => {
    const id = valueAt(root, [list, Number(index), list === 'devices' ? 'id' : 'port']);
    return typeof id === 'string' ? `${list}.${id}` : all;
  });
}

function explained(one: ConcreteKey, merged: Merged): ExplainedKey {
  const { secret } = one.row;
  const value = valueAt(merged.root, one.path);
  const said = merged.said(one.path).map((who) => ({
    ...originOf(who),
    value: secret ? null : shown(valueAt(who.layer.root, who.path)),
  }));
  const effective = effectiveKey(one, value, merged);
  const holds = value === undefined && !secret ? one.row.default : effective.value;
  return { ...effective, value: holds, said, about: one.row };
}

/** A key of a list without entries, or of a device that is not here. */
function unsaid(row: ConfigKey): ExplainedKey {
  return { key: row.key, value: row.default, origin: null, secret: row.secret, said: [], about: row };
}

function effectiveKey({ key, path, row }: ConcreteKey, value: unknown, merged: Merged): EffectiveKey {
  const who = merged.said(path).at(-1);
  return {
    key,
    value: value === undefined || row.secret ? null : shown(value),
    origin: who === undefined ? null : originOf(who),
    secret: row.secret,
  };
}

function originOf({ layer, path }: Said): Origin {
  return { layer: layer.kind, file: layer.file, line: lineOf(layer.text, path) };
}

/** As TOML, without the user and password that an address may carry. */
function shown(value: unknown): string {
  return tomlOf(value).replace(/(\w:\/\/)[^/@\s"]+@/g, '$1…@');
}
