/** Whether the kiosk is well, for a monitor. */
import { z } from 'zod';
import { method, noParams } from './method.ts';

/** `warn`: it works, or will by itself. `fail`: somebody has to go there. */
const health = z.enum(['pass', 'warn', 'fail']);

export const healthResultSchema = z.strictObject({
  status: health,
  version: z.string(),
  checks: z.array(
    z.strictObject({
      /** `daemon`, `ledger`, `service`, `centre`, or the id of a device. */
      check: z.string().max(64),
      status: health,
      codes: z.array(z.string().regex(/^M\d{4}$/)),
    }),
  ),
});
export type HealthResult = z.infer<typeof healthResultSchema>;

export const healthMethods = {
  health: method({
    about: 'Daemon, books, service, centre and devices, each well or not.',
    right: 'watch',
    params: noParams,
    result: healthResultSchema,
  }),
} as const;
