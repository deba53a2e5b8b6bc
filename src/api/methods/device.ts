/** Everything about one device: what it is, how it is, what it counted, and what became of it lately. */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { method } from './method.ts';
import { reasonSchema } from './reason.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A time of the service clock, milliseconds since 1970 (UTC); 0 = before the centre told its time. */
const at_ms = z.int().min(0);

export const deviceResultSchema = z.strictObject({
  id: z.string(),
  class: z.string(),
  /** The cash device of a part of it; null for a device of its own. */
  partOf: z.string().nullable(),
  availability: z.string(),
  reasons: z.array(reasonSchema),
  holder: z.enum(['claimed', 'lending', 'lent']),
  /** What it says it is; null until it has. */
  identity: z
    .strictObject({
      maker: z.string(),
      product: z.string(),
      serial: z.string().nullable(),
      firmware: z.string().nullable(),
    })
    .nullable(),
  /** What it counted or measures: `pieces_100_yen` (books), `piecesIn`, `piecesOut` (its own), `toner_percent`. */
  counters: z.record(z.string(), scalar),
  /** What it can do, as it says itself: lamps, raster types, denominations. */
  traits: z.record(z.string(), scalar),
  /** Options of the configuration that matter to whoever stands before it; never a secret. */
  options: z.record(z.string(), scalar),
  /** Codes it came to since the start, newest first, the same one once with its last time and how often. */
  errors: z.array(z.strictObject({ at_ms, code: z.string(), detail: z.string(), times: z.int().min(1) })),
  /** Its last states since the start, newest first. */
  history: z.array(z.strictObject({ at_ms, availability: z.string(), codes: z.array(z.string()) })),
});
export type DeviceResult = z.infer<typeof deviceResultSchema>;

export const deviceMethods = {
  device: method({
    about: 'Everything of one device: identity, counters, options, last errors and states.',
    right: 'watch',
    params: z.strictObject({ device: keyword }),
    result: deviceResultSchema,
  }),
} as const;
