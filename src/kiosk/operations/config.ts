import type { Operations } from '../../api/contract.ts';
import type { ConfigReload } from '../technician/config-reload.ts';

/** The configuration read again. */
export function configOperations({ reload }: ConfigReload): Operations {
  return {
    'config.reload': (_params, asked) =>
      reload({
        done: asked.answer,
        waits: (screen) => asked.progress({ done: 0, of: 1, text: `waiting ${screen}` }),
      }),
  };
}
