/** Files that somebody chose → gray pictures, in the browser: PNG and JPEG by itself, TIFF by utif2, PDF by PDFium in this page. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GrayPicture } from '../paper/code/contract.ts';
import { scansOfPdf, type PdfLibrary } from '../paper/code/scan-pdf.ts';
import { grayOf, scanOfTiff } from '../paper/code/scan-tiff.ts';

/** A4 in colour at 600 dpi without compression has 105 MB. */
const BYTES_MAX = 128 * 1024 * 1024;
/** A4 at 600 dpi has 35 million. */
const PIXELS_MAX = 60_000_000;
/** The long side of A3 at 1,200 dpi has 19,843. */
const SIDE_MAX = 20_000;
/** Rows that are taken out of a canvas at a time. */
const BAND = 256;

/** The pages of a scan; empty when it cannot be read. */
export async function picturesOf(file: File): Promise<readonly GrayPicture[]> {
  if (file.size > BYTES_MAX) return [];
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return (await scansOfPdf(await pdfium(), bytes)) ?? [];
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return one(scanOfTiff(bytes));
  return one(await pictureOf(file));
}

const one = (picture: GrayPicture | null): readonly GrayPicture[] => (picture === null ? [] : [picture]);

async function pictureOf(file: File): Promise<GrayPicture | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    if (width * height > PIXELS_MAX || Math.max(width, height) > SIDE_MAX) return null;
    const canvas = new OffscreenCanvas(width, BAND);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    const pixels = new Uint8Array(width * height);
    for (let top = 0; top < height; top += BAND) {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, BAND);
      context.drawImage(bitmap, 0, -top);
      const rows = Math.min(BAND, height - top);
      const band = grayOf(context.getImageData(0, 0, width, rows).data, width, rows);
      if (band !== null) pixels.set(band.pixels, top * width);
    }
    bitmap.close();
    return { width, height, pixels };
  } catch {
    return null;
  }
}

let library: Promise<PdfLibrary> | null = null;

/** PDFium out of this very page, made ready when the first PDF comes. */
function pdfium(): Promise<PdfLibrary> {
  library ??= loadPdfium();
  return library;
}

async function loadPdfium(): Promise<PdfLibrary> {
  const text = document.getElementById('pdfium')?.textContent.trim() ?? '';
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const wasmBinary = await new Response(unpacked).arrayBuffer();
  return PDFiumLibrary.init({ wasmBinary });
}
