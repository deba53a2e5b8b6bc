/**
 * A page maker for simulation: a valid PWG raster (PWG 5102.4) of one row of 32 pixels, which are the SHA-256 of the very
 * bytes it was given. So whoever finds it in the tray can tell which page it is.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/base/clock.ts';
import type { CodeName } from '../../../src/base/codes.ts';
import type { PageMaker, PaperResult } from '../../../src/paper/contract.ts';
import { TINY_MAGIC } from './bad-pdfs.ts';

const HEADER_BYTES = 1796;
/** A rendering takes this long in simulated time (measured pages: 0.3–1 s). */
const RENDERING_MS = 400;

/** One row of 8-bit gray pixels as a PWG raster of A4. */
export function tinyRaster(pixels: Uint8Array): Uint8Array {
  const raster = Buffer.alloc(4 + HEADER_BYTES + 2 + pixels.length);
  raster.write('RaS2', 0, 'latin1');
  const header = raster.subarray(4, 4 + HEADER_BYTES);
  header.write('PwgRaster\0', 0, 'latin1');
  header.writeUInt32BE(600, 276);
  header.writeUInt32BE(600, 280);
  header.writeUInt32BE(1, 340);
  header.writeUInt32BE(595, 352);
  header.writeUInt32BE(842, 356);
  header.writeUInt32BE(pixels.length, 372);
  header.writeUInt32BE(1, 376);
  header.writeUInt32BE(8, 384);
  header.writeUInt32BE(8, 388);
  header.writeUInt32BE(pixels.length, 392);
  // 18 = sGray.
  header.writeUInt32BE(18, 400);
  header.writeUInt32BE(1, 420);
  header.writeUInt32BE(1, 452);
  header.write('iso_a4_210x297mm', 1732, 'latin1');
  // One row, no repeats; a run of literals is written as 257 − count.
  raster.set([0, 257 - pixels.length, ...pixels], 4 + HEADER_BYTES);
  return raster;
}

const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** What a tiny page says of itself that a real one is found to be (`bad-pdfs.ts`). */
const CODE_OF: Readonly<Record<string, CodeName>> = {
  pdfJavaScript: 'documentActive',
  pdfHiddenScript: 'documentActive',
  pdfAttachment: 'documentActive',
  pdfAttachmentNote: 'documentActive',
  pdfTwoPages: 'documentNotOnePage',
  pdfNotA4: 'documentNotA4',
  pdfLandscape: 'documentNotA4',
  pdfEncrypted: 'documentNotPdf',
  pdfLocked: 'documentNotPdf',
};

/** Why a page is not sold, or null. */
function faultOf(text: string, marks: readonly string[]): CodeName | null {
  // The sheet is one JSON text with its bracket at the end.
  const [, kind] = /\n%(pdf\w+)$/.exec(text) ?? [];
  if (!text.startsWith(TINY_MAGIC)) return 'documentNotPdf';
  if (kind !== undefined) return CODE_OF[kind] ?? 'documentNotPdf';
  if (text !== TINY_MAGIC && !text.endsWith('}')) return 'documentNotPdf';
  return marks.every((mark) => text.includes(mark)) ? null : 'documentMarks';
}

/** A page maker on the given clock. */
export function createTinyPageMaker(clock: Clock, rendering_ms = RENDERING_MS): PageMaker {
  const after = (bytes: Uint8Array, done: (digest: Buffer) => void): void => {
    const digest = digestOf(bytes);
    clock.after(rendering_ms, () => done(digest));
  };
  const text = (data: unknown, done: (made: PaperResult) => void): void =>
    after(Buffer.from(JSON.stringify(data)), (digest) => done({ ok: true, raster: tinyRaster(digest) }));
  return {
    inspect: ({ pdf, marks }, done) => {
      const code = faultOf(Buffer.from(pdf).toString('utf8'), marks);
      clock.after(0, () => done(code === null ? { ok: true } : { ok: false, code }));
    },
    render: ({ pdf }, done) =>
      after(pdf, (digest) => done({ ok: true, digest_sha256: digest.toString('hex'), raster: tinyRaster(digest) })),
    receipt: text,
    slip: text,
    sheet: text,
  };
}
