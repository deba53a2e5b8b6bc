/**
 * The form of a trace: what went over the wires of the devices, and what was told and heard of them, with everything of a citizen
 * masked before it got here (`transport/trace-masks.ts`, `transport/trace-facts.ts`). A trace is a text file of one JSON object a line:
 * a header, then records in the order of time, then a record `end` unless the daemon died. What is read back is checked.
 */
import { z } from 'zod';

/** Version of the form. A reader refuses any other. */
export const TRACE_VERSION = 1;

/** Limits of a trace (design, rule 6). */
export const TRACE_LIMITS = {
  /** A composite that is polled day and night writes about this much in a day. */
  bytes_max: 64 * 1024 * 1024,
  /** All traces that are kept, bytes and files: the books lie on the same disk. */
  folder_bytes_max: 512 * 1024 * 1024,
  folder_files_max: 200,
  /** A trace that nobody stopped ends after a day. */
  span_ms_max: 24 * 3_600_000,
  /** One record: the answer of a printer is limited to 256 kB (`transport/limits.ts`), in hexadecimal twice that. */
  line_chars_max: 640 * 1024,
  /** Different questions on one line whose last answer is kept, so that a trace that begins late can still be replayed. */
  remembered_max: 256,
  /** Shown bytes of one record that are kept: more is a length only. */
  shown_bytes_max: 256 * 1024,
} as const;

const id = z.string().max(128);
const hex = z.string().regex(/^([0-9a-f]{2})*$/, 'hexadecimal bytes');
const word = z.union([z.string().max(512), z.number(), z.boolean(), z.null()]);

/** What is recorded of bytes. `n` counts all of them; `b` shows the first, `e` the last; what lies between is masked because of `mask`. */
const shown = {
  n: z.int().min(0),
  b: hex,
  e: hex.optional(),
  mask: z.string().max(64).optional(),
};

const deviceSchema = z.strictObject({
  id,
  class: id,
  driver: id,
  port: z.string().max(512).optional(),
  reader: z.string().max(512).optional(),
  uri: z.string().max(512).optional(),
  role: z.enum(['certificate', 'receipt']).optional(),
  options: z.record(z.string(), z.unknown()),
});

/** The first line. */
export const headerSchema = z.strictObject({
  trace: z.literal(TRACE_VERSION),
  /** When it began, milliseconds since 1970 of the system clock. */
  started_epoch_ms: z.number(),
  /** Version of the program. */
  program: z.string().max(64),
  /** Who asked for it. */
  by: z.string().max(32),
  /** Only these devices; null = all. */
  only: z.array(id).nullable(),
  devices: z.array(deviceSchema).max(64),
  lines: z
    .array(z.strictObject({ port: z.string().max(512), driver: id, options: z.record(z.string(), z.unknown()) }))
    .max(64),
  /** What devices remembered when it began. */
  memories: z.record(id, z.string().max(8_192)),
});

/** Milliseconds since the beginning; negative for what was heard before it. */
const t = z.number();
const wire = { t, line: id };

/** Every other line. */
export const recordSchema = z.discriminatedUnion('k', [
  /** To the device. `as`: what the pipe was told. */
  z.strictObject({ k: z.literal('w'), ...wire, as: id, x: z.record(id, word).optional(), ...shown }),
  /** From the device. */
  z.strictObject({ k: z.literal('r'), ...wire, as: id, x: z.record(id, word).optional(), ...shown }),
  z.strictObject({ k: z.literal('open'), ...wire, devices: z.array(id).max(64) }),
  /** The pipe could not be opened, or was lost. */
  z.strictObject({ k: z.literal('lost'), ...wire, why: z.string().max(512) }),
  z.strictObject({ k: z.literal('close'), ...wire }),
  /** A command to a device and a fact from it, by the allow-list of fields. */
  z.strictObject({ k: z.literal('command'), t, device: id, value: z.record(z.string(), z.unknown()) }),
  z.strictObject({ k: z.literal('fact'), t, device: id, value: z.record(z.string(), z.unknown()) }),
  /** What the screen showed, and what was pressed on it: names only. */
  z.strictObject({ k: z.literal('screen'), t, screen: id }),
  z.strictObject({ k: z.literal('act'), t, act: id }),
  z.strictObject({ k: z.literal('end'), t, why: z.string().max(128) }),
]);

export type TraceHeader = z.output<typeof headerSchema>;
export type TraceRecord = z.output<typeof recordSchema>;
/** What is kept of bytes: how many there were, the first and the last of them in hexadecimal, why the rest is masked. */
export type TracedBytes = { readonly n: number; readonly b: string; readonly e?: string; readonly mask?: string };
export type TracedDevice = TraceHeader['devices'][number];
/** A record of what went over a wire. */
export type WireRecord = Extract<TraceRecord, { readonly k: 'w' | 'r' }>;

/** A whole trace. */
export interface Trace {
  readonly header: TraceHeader;
  readonly records: readonly TraceRecord[];
}

/** A header or record as its line. */
export function traceLine(entry: TraceHeader | TraceRecord): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Why a text is no trace, with the number of the line. */
export class TraceDamaged extends Error {
  readonly line: number;
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.line = line;
  }
}

function parsed(text: string, line: number): unknown {
  if (text.length > TRACE_LIMITS.line_chars_max) throw new TraceDamaged(line, 'longer than any record');
  try {
    return JSON.parse(text);
  } catch {
    throw new TraceDamaged(line, 'no JSON');
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, line: number): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TraceDamaged(line, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of the form'}`);
}

/**
 * Reads a trace. A last line that is cut off is dropped: a daemon that dies leaves one.
 * @throws {@link TraceDamaged}
 */
export function parseTrace(text: string): Trace {
  const lines = text.split('\n');
  const rest = lines.pop();
  const [first, ...others] = lines;
  if (first === undefined) throw new TraceDamaged(1, rest === '' ? 'the file is empty' : 'the header is cut off');
  const head = parsed(first, 1);
  if (typeof head === 'object' && head !== null && 'trace' in head && head.trace !== TRACE_VERSION)
    throw new TraceDamaged(1, `version ${JSON.stringify(head.trace)}, expected ${TRACE_VERSION}`);
  const header = checked(headerSchema, head, 1);
  const records = others.map((line, index) => checked(recordSchema, parsed(line, index + 2), index + 2));
  return { header, records };
}

/** The header alone, from the first line. @throws {@link TraceDamaged} */
export function parseHeader(line: string): TraceHeader {
  return parseTrace(`${line}\n`).header;
}

/** Records of whole lines of a trace, without the header. @throws {@link TraceDamaged} with lines counted from these */
export function parseRecords(lines: readonly string[]): readonly TraceRecord[] {
  return lines.map((line, index) => checked(recordSchema, parsed(line, index + 1), index + 1));
}
