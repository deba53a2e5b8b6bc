/** What the kiosk is and has: read only. */
import { z } from 'zod';
import { method, noParams } from './method.ts';
import { reasonSchema } from './reason.ts';

export const statusResultSchema = z.strictObject({
  version: z.string(),
  service: z.strictObject({ state: z.enum(['open', 'closed', 'draining']), reasons: z.array(reasonSchema) }),
  session: z.strictObject({ state: z.string() }).nullable(),
  /** What the adapter of the centre gives, and what runs here (D9); left out while the kiosk starts. */
  centre: z
    .strictObject({
      capabilities: z.record(z.string(), z.boolean()),
      fingerprint: z.strictObject({ software: z.string(), profile: z.string(), municipalities: z.string() }).nullable(),
    })
    .optional(),
  devices: z.array(
    z.strictObject({
      id: z.string(),
      class: z.string(),
      availability: z.string(),
      reasons: z.array(reasonSchema),
    }),
  ),
});
export type StatusResult = z.infer<typeof statusResultSchema>;

export const devicesResultSchema = z.strictObject({
  devices: z.array(
    z.strictObject({
      id: z.string(),
      class: z.string(),
      model: z.string(),
      availability: z.string(),
      reasons: z.array(reasonSchema),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});
export type DevicesResult = z.infer<typeof devicesResultSchema>;

export const statusMethods = {
  status: method({
    about: 'Service, reasons, session and devices.',
    right: 'watch',
    params: noParams,
    result: statusResultSchema,
  }),
  devices: method({
    about: 'Every device with its model, state and details.',
    right: 'watch',
    params: noParams,
    result: devicesResultSchema,
  }),
} as const;
