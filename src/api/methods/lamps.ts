/** Every lamp in turn. */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { method } from './method.ts';

export const lampsTestResultSchema = z.strictObject({
  devices: z.array(
    z.strictObject({ device: z.string(), availability: z.string(), lamps: z.array(z.string()), tower: z.boolean() }),
  ),
});
export type LampsTestResult = z.infer<typeof lampsTestResultSchema>;

/** Progress: `<device> <lamp>` while that lamp blinks, `<device> tower <state>` for the tower. */
export const lampsMethods = {
  'lamps.test': method({
    about: 'Blinks every lamp and state of the tower in turn, then leaves them as the screen wants them.',
    right: 'operate',
    params: z.strictObject({ device: keyword.optional() }),
    result: lampsTestResultSchema,
  }),
} as const;
