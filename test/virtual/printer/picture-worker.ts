import { parentPort } from 'node:worker_threads';
import type { PictureAnswer, PictureOrder } from './pictures.ts';
import { decodeRaster, toPng } from './raster.ts';

parentPort?.on('message', ({ number, document, impression, height_max }: PictureOrder) => {
  const page = decodeRaster(document)?.[impression];
  const png = page ? Uint8Array.from(toPng(page, Math.max(1, Math.ceil(page.height / height_max)))) : null;
  parentPort?.postMessage({ number, png } satisfies PictureAnswer);
});
