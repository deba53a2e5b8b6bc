/** Traces of the devices' wires, and what goes on while one looks. Everything of a citizen is masked before it gets here. */
import { z } from 'zod';
import { headerSchema, recordSchema, TRACE_LIMITS } from '../../../drivers/trace.ts';
import { keyword } from '../messages-parts.ts';
import { method, noParams } from './method.ts';

/** Name of a trace and of its file. */
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'small letters, digits and hyphens');
/** `cash` is the whole changer; null = all devices. */
const only = z.array(keyword).min(1).max(32).nullable().default(null);

/** `ended` null: it is being recorded. */
export const traceStateSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  by: z.string(),
  records: z.int(),
  bytes: z.int(),
  running_ms: z.int(),
  ended: z.string().nullable(),
});
export type TraceStateResult = z.infer<typeof traceStateSchema>;

/** `names`: all that lie in the state folder, newest last. */
export const traceStateResultSchema = z.strictObject({
  trace: traceStateSchema.nullable(),
  names: z.array(z.string()),
});

/** A part of a trace, the header with the first one; `next` is the `from` of the next part, null = that was the end. */
export const traceReadResultSchema = z.strictObject({
  header: headerSchema.nullable(),
  records: z.array(recordSchema),
  next: z.int().nullable(),
});
export type TraceReadResult = z.infer<typeof traceReadResultSchema>;

export const traceMethods = {
  'trace.record': method({
    about: 'Begins a trace in the state folder; one at a time. It ends by itself after its span or at its size.',
    right: 'operate',
    params: z.strictObject({
      name,
      devices: only,
      span_s: z
        .int()
        .min(1)
        .max(TRACE_LIMITS.span_ms_max / 1_000)
        .default(3_600),
      bytes_max: z.int().min(4_096).max(TRACE_LIMITS.bytes_max).default(TRACE_LIMITS.bytes_max),
    }),
    result: traceStateSchema,
  }),
  'trace.stop': method({
    about: 'Ends the trace that is being recorded.',
    right: 'operate',
    params: noParams,
    result: traceStateResultSchema,
  }),
  'trace.state': method({
    about: 'The trace that is being recorded or was last, and the names of all that are kept.',
    right: 'watch',
    params: noParams,
    result: traceStateResultSchema,
  }),
  'trace.read': method({
    about: 'A part of a trace, from a byte of its file on.',
    right: 'operate',
    params: z.strictObject({ name, from: z.int().min(0).default(0) }),
    result: traceReadResultSchema,
  }),
  'monitor.subscribe': method({
    about: 'Commands, facts, screens and acts as they happen, and with `frames` what goes over the wires.',
    right: 'watch',
    params: z.strictObject({ devices: only, frames: z.boolean().default(false) }),
    result: z.strictObject({ devices: z.array(z.string()) }),
    event: recordSchema,
  }),
} as const;
