/** The worker of `sound-render.ts`: levels what engines make. A tenth of a second of arithmetic, away from the thread that holds the money. */
import { parentPort } from 'node:worker_threads';
import { promptOf } from '../../src/base/sound/prompt.ts';

parentPort?.on('message', ({ id, wav }: { readonly id: number; readonly wav: Uint8Array }) => {
  const prompt = promptOf(wav);
  wav.fill(0);
  parentPort?.postMessage({ id, prompt }, prompt === null ? [] : [prompt.buffer as ArrayBuffer]);
});
