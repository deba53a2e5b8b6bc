/** The configuration, read again while the daemon runs. */
import { z } from 'zod';
import { method, noParams } from './method.ts';

export const configReloadResultSchema = z.strictObject({
  /** Keys that changed and hold now, as `madoguchi config explain` names them. */
  applied: z.array(z.string()),
  /** Keys that changed and wait for a restart of the daemon. */
  restart: z.array(z.string()),
});
export type ConfigReloadResult = z.infer<typeof configReloadResultSchema>;

/** Progress of a reload that waits for the end of a session: `waiting <screen>`. */
export const configMethods = {
  'config.reload': method({
    about:
      'Reads the configuration again. What can change without a restart holds from the next citizen on; a configuration that is not valid changes nothing.',
    right: 'operate',
    params: noParams,
    result: configReloadResultSchema,
  }),
} as const;
