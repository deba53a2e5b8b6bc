/** What stands in the way until a person has looked at it (D7, D8). */
import { z } from 'zod';
import { method, noParams } from './method.ts';

/** `open` is what stops a municipality or the service until a person closes it (D7, D8); `recent` is the list of staff. */
export const incidentsResultSchema = z.strictObject({
  open: z.array(
    z.strictObject({
      incident: z.int(),
      reference: z.string(),
      code: z.string(),
      cause: z.string(),
      municipality: z.string().nullable(),
      at_ms: z.int(),
    }),
  ),
  recent: z.array(
    z.strictObject({ incident: z.int(), code: z.string(), detail: z.string(), at_ms: z.int(), seen: z.boolean() }),
  ),
});
export type IncidentsResult = z.infer<typeof incidentsResultSchema>;

export const closedResultSchema = z.strictObject({ closed: z.int() });
export type ClosedResult = z.infer<typeof closedResultSchema>;

export const incidentMethods = {
  incidents: method({
    about: 'Incidents that are open, and everything that staff should have seen.',
    right: 'watch',
    params: noParams,
    result: incidentsResultSchema,
  }),
  'incidents.close': method({
    about: 'Closes an incident; the order is signed by two persons (README of src/centre, "Closing an incident").',
    right: 'operate',
    params: z.strictObject({ order: z.string().max(8_192) }),
    result: closedResultSchema,
  }),
} as const;
