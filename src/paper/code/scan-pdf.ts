/** Pages of a scanned PDF as gray pictures, by PDFium: the same in Node and in a browser, each of which loads it in its own way. */
import type { GrayPicture } from './contract.ts';

/** The part of `@hyzyla/pdfium` that is used. */
export interface PdfLibrary {
  loadDocument(bytes: Uint8Array): Promise<PdfDocument>;
}
interface PdfDocument {
  getPageCount(): number;
  getPage(index: number): PdfPage;
  destroy(): void;
}
interface PdfPage {
  getOriginalSize(): { readonly originalWidth: number; readonly originalHeight: number };
  render(options: { scale: number; render: 'bitmap'; colorSpace: 'Gray' }): Promise<{
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array;
  }>;
}

/** What a page is drawn at, and the most pixels of one: A4 at 300 dpi has 9 million. */
const DPI = 300;
const POINTS = 72;
const PIXELS_MAX = 16_000_000;
/** The back is on one of the first pages. */
const PAGES_MAX = 4;
/** Largest side of a page that is drawn, points: 1 m. */
const SIDE_MAX = 2_835;

/** The first pages; null when the bytes are no PDF, or its pages are not paper. */
export async function scansOfPdf(library: PdfLibrary, bytes: Uint8Array): Promise<readonly GrayPicture[] | null> {
  let document: PdfDocument;
  try {
    document = await library.loadDocument(bytes);
  } catch {
    return null;
  }
  try {
    const pictures: GrayPicture[] = [];
    for (let index = 0; index < Math.min(PAGES_MAX, document.getPageCount()); index += 1) {
      const page = document.getPage(index);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const sides = [originalWidth, originalHeight];
      if (!sides.every((side) => side >= 1 && side <= SIDE_MAX)) return null;
      const scale = Math.min(DPI / POINTS, Math.sqrt(PIXELS_MAX / (originalWidth * originalHeight)));
      const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
      pictures.push({ width, height, pixels: data });
    }
    return pictures;
  } catch {
    return null;
  } finally {
    document.destroy();
  }
}
