/** What differs between two configurations, and what of it can be changed while the daemon runs. */
import { tomlOf } from './describe.ts';
import { concreteKeys, type ConcreteKey } from './keys.ts';
import type { Config } from './schema.ts';
import { valueAt } from './value-at.ts';

/** Keys that differ, by their names (`concreteKeys`). */
export interface Changes {
  /** These may change between two citizens. */
  readonly live: readonly string[];
  /** These want a restart of the daemon. */
  readonly restart: readonly string[];
}

/** Compares two checked configurations. A device that came or went is told by its keys. */
export function compareConfigs(before: Config, after: Config): Changes {
  const [one, other] = [said(before), said(after)];
  const names = [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name)?.text !== other.get(name)?.text,
  );
  const isLive = (name: string): boolean => (other.get(name) ?? one.get(name))?.row.restart === 'live';
  return { live: names.filter(isLive), restart: names.filter((name) => !isLive(name)) };
}

/** The configuration that runs, with what may change live from the new one. */
export function withLive(running: Config, next: Config): Config {
  const live = concreteKeys(next).filter(({ row, path }) => row.restart === 'live' && path.length === 2);
  const result: Record<string, Record<string, unknown>> = {};
  for (const { path } of live) {
    const [table = '', key = ''] = path.map(String);
    const made = (result[table] ??= { ...(running as unknown as Record<string, Record<string, unknown>>)[table] });
    const value = valueAt(next, path);
    if (value === undefined) delete made[key];
    else made[key] = value;
  }
  return { ...running, ...(result as Partial<Config>) };
}

function said(config: Config): ReadonlyMap<string, { readonly text: string; readonly row: ConcreteKey['row'] }> {
  return new Map(
    concreteKeys(config).flatMap(({ key, path, row }) => {
      const value = valueAt(config, path);
      return value === undefined ? [] : [[key, { text: tomlOf(value), row }] as const];
    }),
  );
}
