/**
 * A page maker for simulation: a valid PWG raster (PWG 5102.4) of one row of 32 pixels, which are the SHA-256 of the very
 * bytes it was given. So whoever finds it in the tray can tell which page it is. A leaf has such a row on both sides.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/base/clock.ts';
import type { CodeName } from '../../../src/base/codes.ts';
import type { PageMaker, PaperResult, PieceSource, RasterTarget } from '../../../src/paper/contract.ts';
import { TINY_MAGIC } from './bad-pdfs.ts';

const HEADER_BYTES = 1796;
/** A rendering takes this long in simulated time (measured pages: 0.3–1 s). */
const RENDERING_MS = 400;
/** More pieces than a cell may send unasked (CELL_LIMITS.pieces_ahead_max). */
const PIECE_BYTES = 300;

/** One row of 8-bit gray pixels as a PWG raster of A4, on so many sides of a sheet. */
function tinyRaster(pixels: Uint8Array, sides: 1 | 2): Uint8Array {
  const side = tinySide(pixels, sides);
  return Buffer.concat([Buffer.from('RaS2', 'latin1'), ...Array.from({ length: sides }, () => side)]);
}

function tinySide(pixels: Uint8Array, sides: 1 | 2): Uint8Array {
  const side = Buffer.alloc(HEADER_BYTES + 2 + pixels.length);
  const header = side.subarray(0, HEADER_BYTES);
  header.write('PwgRaster\0', 0, 'latin1');
  header.writeUInt32BE(sides - 1, 272);
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
  header.writeUInt32BE(sides, 452);
  header.write('iso_a4_210x297mm', 1732, 'latin1');
  // One row, no repeats; a run of literals is written as 257 − count.
  side.set([0, 257 - pixels.length, ...pixels], HEADER_BYTES);
  return side;
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

/** A document that is there already, given in pieces and wiped when it is closed. */
export function inPieces(whole: Uint8Array, piece_bytes: number): PieceSource {
  let at = 0;
  return {
    failed: false,
    next: () => {
      const piece = Uint8Array.from(whole.subarray(at, at + piece_bytes));
      at += piece.length;
      return piece.length > 0 ? piece : null;
    },
    close: () => {
      at = whole.length;
      whole.fill(0);
    },
  };
}

/** A page maker on the given clock. */
export function createTinyPageMaker(clock: Clock, rendering_ms = RENDERING_MS): PageMaker {
  const after = (bytes: Uint8Array, done: (digest: Buffer) => void): void => {
    const digest = digestOf(bytes);
    clock.after(rendering_ms, () => done(digest));
  };
  const text = (data: unknown, _: RasterTarget, done: (made: PaperResult) => void): void =>
    after(Buffer.from(JSON.stringify(data)), (digest) => done({ ok: true, raster: tinyRaster(digest, 1) }));
  return {
    inspect: ({ pdf, marks }, done) => {
      const code = faultOf(Buffer.from(pdf).toString('utf8'), marks);
      clock.after(0, () => done(code === null ? { ok: true } : { ok: false, code }));
    },
    render: ({ pdf }, done) =>
      after(pdf, (digest) =>
        done({
          ok: true,
          digest_sha256: digest.toString('hex'),
          document: inPieces(tinyRaster(digest, 2), PIECE_BYTES),
        }),
      ),
    receipt: text,
    slip: text,
    sheet: text,
    calibration: text,
  };
}
