/** The page maker: PDFium and pdfkit behind the contract. Runs in a cell; one at a time, in call order. */
import { createHash } from 'node:crypto';
import type { CodeName } from '../base/codes.ts';
import type { InspectResult, PageMaker, PaperResult, RasterType, RenderResult } from './contract.ts';
import { DEFAULT_FONT_FOLDER, drawPdf, type Draw } from './drawing.ts';
import { frontOf, type Layer, rasterOf } from './leaf.ts';
import { hasMarks } from './marks.ts';
import { loadRenderer, type PageRefusal, type Renderer } from './pdfium.ts';
import { drawReceipt } from './receipt.ts';
import { drawSheet } from './sheet.ts';
import { drawSlip } from './slip.ts';

export interface PageMakerOptions {
  /** What the printer takes (drivers/ipp option `rasterType`). */
  readonly rasterType?: RasterType;
  /** Folder of the BIZ UDPGothic fonts. */
  readonly fontFolder?: string;
  /** Anti-forgery layers of certificates, in printing order. */
  readonly layers?: readonly Layer[];
}

/** A centre's page is about 0.1 MB; one this large is not a page. */
const PDF_BYTES_MAX = 16 * 1024 * 1024;

/** Loads the renderer and gives a page maker. */
export async function createPageMaker(options: PageMakerOptions = {}): Promise<PageMaker> {
  const renderer = await loadRenderer();
  const { rasterType = 'black_1', fontFolder = DEFAULT_FONT_FOLDER, layers = [] } = options;

  function draw(drawing: Draw, done: (result: PaperResult) => void): void {
    drawPdf(drawing, fontFolder, (pdf) => {
      const raster = pdf && makeRaster(renderer, pdf, rasterType, []);
      pdf?.fill(0);
      done(raster ? { ok: true, raster } : { ok: false, code: 'paperDrawing' });
    });
  }

  return {
    inspect({ pdf, marks }, done) {
      const own = Uint8Array.from(pdf);
      queueMicrotask(() => {
        const result = inspectOwn(renderer, own, marks);
        own.fill(0);
        done(result);
      });
    },
    render({ pdf, pageDigest_sha256 }, done) {
      // The buffer that is hashed is the buffer that is rendered: a copy nobody else can change in between.
      const own = Uint8Array.from(pdf);
      queueMicrotask(() => {
        const result = renderOwn(renderer, own, pageDigest_sha256, rasterType, layers);
        own.fill(0);
        done(result);
      });
    },
    receipt: (data, done) => draw((page) => drawReceipt(page, data), done),
    slip: (data, done) => draw((page) => drawSlip(page, data), done),
    sheet: (data, done) => draw((page) => drawSheet(page, data), done),
  };
}

const CODE_OF: Readonly<Record<PageRefusal, CodeName>> = {
  notPdf: 'documentNotPdf',
  locked: 'documentNotPdf',
  memory: 'pageRender',
  pages: 'documentNotOnePage',
  size: 'documentNotA4',
  script: 'documentActive',
  attachment: 'documentActive',
  annotation: 'documentActive',
};

function inspectOwn(renderer: Renderer, own: Uint8Array, marks: readonly string[]): InspectResult {
  if (own.length > PDF_BYTES_MAX) return { ok: false, code: 'documentNotPdf' };
  try {
    const page = renderer.withPageText(own, (utf16) => hasMarks(utf16, marks));
    if (!page.ok) return { ok: false, code: CODE_OF[page.refusal] };
    return page.value ? { ok: true } : { ok: false, code: 'documentMarks' };
  } catch {
    // A trap inside WebAssembly; its message may quote the document.
    return { ok: false, code: 'documentNotPdf' };
  }
}

function renderOwn(
  renderer: Renderer,
  own: Uint8Array,
  expected: string | null,
  rasterType: RasterType,
  layers: readonly Layer[],
): RenderResult {
  if (own.length > PDF_BYTES_MAX) return { ok: false, code: 'pageRender' };
  const digest_sha256 = createHash('sha256').update(own).digest('hex');
  if (expected !== null && expected.toLowerCase() !== digest_sha256) return { ok: false, code: 'pageDigest' };
  const raster = makeRaster(renderer, own, rasterType, layers);
  return raster ? { ok: true, digest_sha256, raster } : { ok: false, code: 'pageRender' };
}

/** Null when the page is not one plain A4 page, or the renderer fails: why is nobody's business outside the cell. */
function makeRaster(
  renderer: Renderer,
  pdf: Uint8Array,
  type: RasterType,
  layers: readonly Layer[],
): Uint8Array | null {
  try {
    const page = renderer.withGrayPage(pdf, (gray) => frontOf(gray, type));
    return page.ok ? rasterOf(page.value, layers) : null;
  } catch {
    // A trap inside WebAssembly; its message may quote the document.
    return null;
  }
}
