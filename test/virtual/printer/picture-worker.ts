import { parentPort } from 'node:worker_threads';
import type { PictureAnswer, PictureOrder } from './pictures.ts';
import { drawSide } from './side-picture.ts';

parentPort?.on('message', ({ number, document, impression, height_max, sheetBack }: PictureOrder) => {
  const png = drawSide(document, impression, height_max, sheetBack);
  parentPort?.postMessage({ number, png } satisfies PictureAnswer);
});
