/**
 * Pictures of printed sides, made in a worker thread: a side has 35 million dots, and the virtual devices of the same
 * process must answer their wires within milliseconds meanwhile.
 */
import { Worker } from 'node:worker_threads';
import type { SheetBack } from './raster.ts';
import type { Sheet } from './sheet.ts';

/** What the worker is asked, and what it answers. */
export interface PictureOrder {
  readonly number: number;
  readonly document: Uint8Array;
  readonly impression: number;
  readonly height_max: number;
  readonly sheetBack: SheetBack;
}
export interface PictureAnswer {
  readonly number: number;
  readonly png: Uint8Array | null;
}

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, (png: Uint8Array | null) => void>();

function theWorker(): Worker {
  if (worker) return worker;
  const made = new Worker(new URL('./picture-worker.ts', import.meta.url));
  // It must not keep a program alive that is done.
  made.unref();
  made.on('message', ({ number, png }: PictureAnswer) => {
    waiting.get(number)?.(png);
    waiting.delete(number);
    if (waiting.size === 0) made.unref();
  });
  worker = made;
  return made;
}

/** One side of a sheet as PNG, at most `height_max` dots high; null when it is no raster. `side` 0 = front. */
export function makePicture(sheet: Sheet, side: number, height_max: number): Promise<Uint8Array | null> {
  if (sheet.format !== 'image/pwg-raster') return Promise.resolve(null);
  last += 1;
  const order: PictureOrder = {
    number: last,
    document: sheet.document,
    impression: sheet.firstImpression + side,
    height_max,
    sheetBack: sheet.sheetBack,
  };
  return new Promise((resolve) => {
    waiting.set(order.number, resolve);
    const made = theWorker();
    made.ref();
    made.postMessage(order);
  });
}
