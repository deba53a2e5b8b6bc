/** Scanned PDFs on the command line: a page that somebody made to be drawn for ever ends at a deadline. */
import { Worker } from 'node:worker_threads';
import { RealClock } from '../base/real-clock.ts';
import type { GrayPicture } from '../paper/code/contract.ts';
import { CLI_LIMITS } from './limits.ts';

/** The first pages; null when they cannot be drawn, or not in time. */
export function pdfPages(
  bytes: Uint8Array,
  limit_ms: number = CLI_LIMITS.pdf_draws_ms,
): Promise<readonly GrayPicture[] | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./scan-pdf-worker.ts', import.meta.url), { workerData: bytes });
    const end = (pages: readonly GrayPicture[] | null): void => {
      deadline.cancel();
      resolve(pages);
      void worker.terminate();
    };
    const deadline = new RealClock().after(limit_ms, () => end(null));
    worker.once('message', end);
    // What PDFium says may quote the document.
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}
