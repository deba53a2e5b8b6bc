/** No new session on request, and again. */
import { z } from 'zod';
import { method, noParams } from './method.ts';

export const drainResultSchema = z.strictObject({
  state: z.enum(['open', 'closed', 'draining']),
  /** Somebody is still inside: their session ends as ever. */
  serving: z.boolean(),
});
export type DrainResult = z.infer<typeof drainResultSchema>;

/** Progress of a waiting drain: `waiting <screen>`. */
export const serviceMethods = {
  'service.drain': method({
    about:
      'No new session begins; one that runs ends as ever. `wait`: answers when nobody is inside. A restart resumes.',
    right: 'operate',
    params: z.strictObject({ wait: z.boolean().default(false) }),
    result: drainResultSchema,
  }),
  'service.resume': method({
    about: 'Sessions may begin again, as far as nothing else keeps the service closed.',
    right: 'operate',
    params: noParams,
    result: drainResultSchema,
  }),
} as const;
