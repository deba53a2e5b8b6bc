/**
 * Every key of the configuration with its meaning: the one source of the JSON Schema's descriptions, of the annotated default file, of
 * `madoguchi config explain` and of the man page madoguchi.toml(5).
 */
import { z } from 'zod';
import { DRIVERS, LINE_OPTIONS } from './drivers.ts';
import { defaultOf, isRequired, metaOf, unwrapped, type PathKind, type RestartNeed } from './meta.ts';
import { configSchema, deviceSchema } from './schema.ts';

/** One key. `[]` stands for an entry of a list. */
export interface ConfigKey {
  /** As in `kiosk.copies_max`, `store.hours[].opens`, `devices[].options.address`. */
  readonly key: string;
  /** Classes of device or the driver it belongs to, as in `cctalk coinAcceptor`; null: everybody. */
  readonly of: string | null;
  /** What stands there: `text`, `whole number`, `number`, `true or false`, `list of …`, `table`, `one of`. */
  readonly type: string;
  /** Unit of a number; null for what has none. */
  readonly unit: string | null;
  /** What may stand there, in words; null: anything of the type. */
  readonly range: string | null;
  /** As TOML; null: there is none. */
  readonly default: string | null;
  /** True where it must stand in some layer. */
  readonly required: boolean;
  readonly meaning: string;
  readonly restart: RestartNeed;
  /** Never shown. */
  readonly secret: boolean;
  readonly path: PathKind | null;
  /** As TOML: shown where there is no default. */
  readonly example: string | null;
}

/** Units that stand last in a name. */
const UNITS: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  yen: 'yen',
  inch: 'inches',
  percent: 'percent',
  dpi: 'dots per inch',
  factor: 'times',
};

/** All keys, in the order of the schema. */
export function describeConfig(): readonly ConfigKey[] {
  const { devices, lines, ...tables } = configSchema.shape;
  return [
    ...Object.entries(tables).flatMap(([name, schema]) => keysIn(schema, name, null)),
    rowOf(devices, 'devices', null),
    ...deviceKeys(),
    ...keysIn(lines, 'lines', null),
    ...Object.entries(LINE_OPTIONS).flatMap(([driver, schema]) => keysIn(schema, 'lines[].options', driver)),
  ];
}

/** Keys of a table, without the table itself; of anything else its own row and what is inside. */
function keysIn(schema: z.ZodType, key: string, of: string | null): readonly ConfigKey[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([name, value]) => keysIn(value as z.ZodType, `${key}.${name}`, of));
  }
  const own = rowOf(schema, key, of);
  if (!(inner instanceof z.ZodArray)) return [own];
  const element = unwrapped(inner.element as z.ZodType);
  if (!(element instanceof z.ZodObject)) return [own];
  // A list is changed as a whole.
  return [own, ...keysIn(element, `${key}[]`, of).map((row) => ({ ...row, restart: own.restart }))];
}

/** Keys that each device has, those of some classes, and the options of each driver. */
function deviceKeys(): readonly ConfigKey[] {
  const options = deviceSchema.options as readonly z.ZodObject[];
  const classOf = (option: z.ZodObject): string => String((option.shape['class'] as z.ZodLiteral).value);
  const rows = new Map<string, { readonly row: ConfigKey; readonly classes: string[] }>();
  for (const option of options) {
    for (const [name, schema] of Object.entries(option.shape)) {
      const known = rows.get(name);
      if (known) known.classes.push(classOf(option));
      else rows.set(name, { row: rowOf(schema as z.ZodType, `devices[].${name}`, null), classes: [classOf(option)] });
    }
  }
  const classes = options.map(classOf);
  const common = [...rows].map(([name, { row, classes: having }]): ConfigKey => {
    const range = name === 'class' ? `one of ${classes.join(', ')}` : row.range;
    return { ...row, range, of: having.length === classes.length ? null : having.join(', ') };
  });
  const ofDrivers = Object.entries(DRIVERS).flatMap(([driver, entries]) =>
    Object.entries(entries).flatMap(([name, { options: schema, address = {} }]) =>
      keysIn(schema, 'devices[].options', `${driver} ${name}`).filter(
        // What stands on the device itself is not an option in the file.
        ({ key }) => !Object.values(address).some((option) => key === `devices[].options.${option}`),
      ),
    ),
  );
  return [...common, ...ofDrivers];
}

function rowOf(schema: z.ZodType, key: string, of: string | null): ConfigKey {
  const { description = '', unit, restart = 'restart', secret = false, path = null, example } = metaOf(schema);
  const normal = defaultOf(schema);
  return {
    key,
    of,
    type: typeOf(schema),
    unit: hasNumbers(schema) ? (unit ?? unitIn(key)) : null,
    range: rangeOf(schema),
    default: normal === undefined ? null : tomlOf(normal),
    required: isRequired(schema),
    meaning: description,
    restart,
    secret,
    path,
    example: example === undefined ? null : tomlOf(example),
  };
}

function unitIn(key: string): string | null {
  const last = key.split('.').at(-1) ?? '';
  return UNITS[last.split('_').at(-1) ?? ''] ?? UNITS[last.split('_').at(-2) ?? ''] ?? null;
}

/** True for a number, a list of numbers and a table of numbers. */
function hasNumbers(schema: z.ZodType): boolean {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodNumber) return true;
  if (inner instanceof z.ZodLiteral) return [...inner.values].some((value) => typeof value === 'number');
  if (inner instanceof z.ZodUnion) return inner.options.some((option) => hasNumbers(option as z.ZodType));
  if (inner instanceof z.ZodArray) return hasNumbers(inner.element as z.ZodType);
  return inner instanceof z.ZodRecord && hasNumbers(inner.valueType as z.ZodType);
}

function typeOf(schema: z.ZodType): string {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodNumber) return inner.isInt ? 'whole number' : 'number';
  if (inner instanceof z.ZodEnum) return 'text';
  if (inner instanceof z.ZodLiteral) return typeof inner.values.values().next().value === 'number' ? 'number' : 'text';
  if (inner instanceof z.ZodUnion)
    return [...new Set(inner.options.map((option) => typeOf(option as z.ZodType)))].join(' or ');
  if (inner instanceof z.ZodArray) return `list of ${typeOf(inner.element as z.ZodType)}`;
  if (inner instanceof z.ZodObject) return 'table';
  if (inner instanceof z.ZodRecord) return `table of ${typeOf(inner.valueType as z.ZodType)}`;
  return inner instanceof z.ZodUnknown ? 'anything' : 'text';
}

/** What may stand there; the words of the schema's own error where it has a pattern. */
function rangeOf(schema: z.ZodType): string | null {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodNumber) return bounds(inner.minValue, inner.maxValue);
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(', ')}`;
  if (inner instanceof z.ZodLiteral) return oneOf([...inner.values]);
  if (inner instanceof z.ZodUnion) {
    const parts = inner.options.map((option) => unwrapped(option as z.ZodType));
    const values = parts.flatMap((part) => (part instanceof z.ZodLiteral ? [...part.values] : []));
    return values.length > 0 ? oneOf(values) : null;
  }
  if (inner instanceof z.ZodArray) return rangeOf(inner.element as z.ZodType);
  if (inner instanceof z.ZodRecord) return rangeOf(inner.valueType as z.ZodType);
  return inner instanceof z.ZodString || inner instanceof z.ZodStringFormat ? textRange(inner) : null;
}

/** No text matches a pattern of ours with this. */
const NO_TEXT = '\u0000';

function textRange(schema: z.ZodString | z.ZodStringFormat): string | null {
  if (schema.format === 'date') return 'a day, as in 2027-04-01';
  const issue = schema
    .safeParse(NO_TEXT)
    .error?.issues.find(
      ({ code, message }) => (code === 'invalid_format' || code === 'custom') && !message.startsWith('Invalid'),
    );
  if (issue) return issue.message;
  const { minLength, maxLength } = schema;
  return maxLength === null ? null : `${minLength ?? 0} to ${maxLength} characters`;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

function bounds(min: number | null, max: number | null): string | null {
  const from = min === null || min <= Number.MIN_SAFE_INTEGER ? null : min;
  const to = max === null || max >= Number.MAX_SAFE_INTEGER ? null : max;
  if (from === null && to === null) return null;
  if (to === null) return `at least ${from}`;
  return from === null ? `at most ${to}` : `${from} to ${to}`;
}

/** A value as TOML writes it on one line. */
export function tomlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlOf).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${bare(key)} = ${tomlOf(inner)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return JSON.stringify(value);
}

function bare(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
