/** Orders from afar: their authority is a signature, not the socket they come over (docs/fleet.md). */
import { z } from 'zod';
import { method } from './method.ts';

export const remoteCommandName = z.enum(['drain', 'resume', 'bundle', 'closeIncident']);
export type RemoteCommandName = z.infer<typeof remoteCommandName>;

export const commandIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** `unknown`: the kiosk stopped while it was being carried out. The same command again gets the same answer. */
export const commandResultSchema = z.strictObject({
  commandId: commandIdSchema,
  command: remoteCommandName,
  outcome: z.enum(['done', 'refused', 'unknown']),
  /** Why it was refused. */
  code: z
    .string()
    .regex(/^M\d{4}$/)
    .optional(),
  /** Number of the incident that was closed. */
  incident: z.int().optional(),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

export const fleetMethods = {
  'fleet.command': method({
    about:
      'A signed order: drain, resume, bundle, closeIncident. Refused when the signature, kiosk or time does not hold.',
    right: 'signed',
    params: z.strictObject({ jws: z.string().max(15_000) }),
    result: commandResultSchema,
  }),
} as const;
