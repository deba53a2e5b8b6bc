/** The keys of one configuration: what stands in it, under the names by which people and programs speak of it. */
import { describeConfig, type ConfigKey } from './describe.ts';
import type { KeyPath } from './places.ts';
import { valueAt } from './value-at.ts';

/** One key that can stand in this configuration. */
export interface ConcreteKey {
  /** As in `kiosk.copies_max`, `devices.coins.options.address`, `lines./dev/serial/by-id/x.options.echo`. */
  readonly key: string;
  /** Where it stands, `devices` by number. */
  readonly path: KeyPath;
  readonly row: ConfigKey;
}

/** What two keys of the same name are told apart by: entries of lists with names. */
const NAME_OF = { devices: 'id', lines: 'port' } as const;

/** Every key of this configuration, in the order of the schema; `root` may be incomplete or wrong. */
export function concreteKeys(root: unknown): readonly ConcreteKey[] {
  const rows = describeConfig();
  const plain = rows.flatMap((row): ConcreteKey[] =>
    row.key.includes('[]') || isNamedList(row.key) ? [] : [{ key: row.key, path: row.key.split('.'), row }],
  );
  const named = (['devices', 'lines'] as const).flatMap((list) =>
    entriesOf(root, list).flatMap((entry, index) => {
      const name = entry[NAME_OF[list]];
      const shown = typeof name === 'string' ? name : String(index);
      return rows.flatMap((row): ConcreteKey[] => {
        const rest = row.key.startsWith(`${list}[].`) ? row.key.slice(list.length + 3) : null;
        if (rest === null || rest === 'options' || !belongs(row, rest, entry)) return [];
        return [{ key: `${list}.${shown}.${rest}`, path: [list, index, ...rest.split('.')], row }];
      });
    }),
  );
  return [...plain, ...named];
}

function isNamedList(key: string): boolean {
  return Object.hasOwn(NAME_OF, key);
}

/** A row of a device belongs to its class, a row of its options to class and driver. */
function belongs(row: ConfigKey, rest: string, entry: Readonly<Record<string, unknown>>): boolean {
  const kind = String(entry['class']);
  const driver = String(entry['driver']);
  if (rest.startsWith('options.')) return row.of === `${driver} ${kind}` || row.of === driver;
  return row.of === null || row.of.split(', ').includes(kind);
}

function entriesOf(root: unknown, list: string): readonly Readonly<Record<string, unknown>>[] {
  const found = valueAt(root, [list]);
  if (!Array.isArray(found)) return [];
  return found.map((entry) => (typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {}));
}
