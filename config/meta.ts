/** What the schema says of a key beyond its type: carried by zod's own metadata, read by `describe.ts`. */
import { z } from 'zod';

/** When a changed value comes into force: between two citizens, or at the next start of the daemon. */
export type RestartNeed = 'live' | 'restart';

/**
 * How a path is read. `file`: may also be `credential:NAME`, a credential of systemd. `place`: a folder, socket or program. Both
 * are relative to the file they stand in.
 */
export type PathKind = 'file' | 'place';

/** What a key may carry; `.meta()` of the schema. */
export interface KeyMeta {
  readonly description?: string;
  /** Unit of a number whose name does not end in it. */
  readonly unit?: string;
  /** Left out: `restart`, because nearly everything is read once, at the start. */
  readonly restart?: RestartNeed;
  /** Never shown. */
  readonly secret?: true;
  readonly path?: PathKind;
  /** Shown in the annotated default file where there is no default. */
  readonly example?: unknown;
}

/** A file of keys, certificates or data: a path, or `credential:NAME`. */
export const filePath = z.string().min(1).meta({ path: 'file' });
/** A folder, a socket or a program. */
export const placePath = z.string().min(1).meta({ path: 'place' });
/** Number of a TCP port. */
export const tcpPort = z.int().min(0).max(65_535).meta({ unit: 'TCP port' });

/** How a credential of systemd is named where a file may stand. */
export const CREDENTIAL = 'credential:';

type Wrapper = z.ZodDefault | z.ZodPrefault | z.ZodOptional | z.ZodNullable;

function isWrapper(schema: z.ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  );
}

/** The schema inside its defaults. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  let here = schema;
  while (isWrapper(here)) here = here.unwrap() as z.ZodType;
  return here;
}

/** Everything that a schema and those inside it carry; the outer one wins. */
export function metaOf(schema: z.ZodType): KeyMeta {
  const own = (schema.meta() ?? {}) as KeyMeta;
  return isWrapper(schema) ? { ...metaOf(schema.unwrap() as z.ZodType), ...own } : own;
}

/** The default that holds when a key is left out; undefined: none. */
export function defaultOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodDefault) return schema.def.defaultValue;
  return isWrapper(schema) ? defaultOf(schema.unwrap() as z.ZodType) : undefined;
}

/** False where a key may be left out. */
export function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}
