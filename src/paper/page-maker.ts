/** The page maker: renderer, layers, seal and raster behind the contract. Runs in a cell; one at a time, in call order. */
import { createHash } from 'node:crypto';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { BitPicture } from './code/contract.ts';
import { composeLeaf, type Leaf, type Sealing } from './compose.ts';
import {
  A4_DOTS,
  type CalibrationData,
  type InspectResult,
  type PageMaker,
  type PaperResult,
  type PieceSource,
  type RasterTarget,
  type RenderRequest,
  type RenderResult,
} from './contract.ts';
import { dotsOfPage } from './dots.ts';
import { DEFAULT_FONT_FOLDER, drawPdf, type Draw } from './drawing.ts';
import { drawCalibrationSheet } from './layers/calibration-sheet.ts';
import { type Letters, openLetters } from './layers/letters.ts';
import { assertFits } from './fits.ts';
import { hasMarks } from './marks.ts';
import { pdfDocument } from './pdf-output.ts';
import { loadRenderer, type OpenPage, type PageRefusal, type Renderer } from './pdfium.ts';
import { pwgRaster, wholeOf } from './pwg-raster.ts';
import { drawReceipt } from './receipt.ts';
import { sealBoxes } from './seals.ts';
import { backTransform, turnBack } from './sheet-back.ts';
import { drawSheet } from './sheet.ts';
import { blackSide, type ColourRows, type Side } from './sides.ts';
import { drawSlip } from './slip.ts';

export interface PageMakerOptions {
  /** What leaves are sealed with; left out or null: none is ever made. */
  readonly sealing?: Sealing | null;
  /** Folder of the BIZ UDPGothic fonts. */
  readonly fontFolder?: string;
}

/** A centre's page is about 0.1 MB; one this large is not a page. */
const PDF_BYTES_MAX = 16 * 1024 * 1024;

/** Loads the renderer and gives a page maker. */
export async function createPageMaker({ sealing = null, fontFolder }: PageMakerOptions = {}): Promise<PageMaker> {
  const renderer = await loadRenderer();
  const fonts = fontFolder ?? DEFAULT_FONT_FOLDER;

  function draw(drawing: Draw, target: RasterTarget, done: (result: PaperResult) => void): void {
    drawPdf(drawing, fonts, (pdf) => {
      const raster = pdf && paperOf(renderer, pdf, target);
      pdf?.fill(0);
      done(raster ? { ok: true, raster } : { ok: false, code: 'paperDrawing' });
    });
  }

  return {
    inspect({ pdf, marks, place }, done) {
      const own = Uint8Array.from(pdf);
      const over = (result: InspectResult): void => {
        own.fill(0);
        done(result);
      };
      queueMicrotask(() => {
        const result = inspectOwn(renderer, own, marks);
        if (!result.ok || !place || !sealing) return over(result);
        assertFits(own, place, sealing, () => frontDots(renderer, own)).then(
          () => over(result),
          (error: unknown) =>
            over({ ok: false, code: error instanceof MadoguchiError ? error.codeName : 'pageRender' }),
        );
      });
    },
    render(request, done) {
      // The buffer that is hashed is the buffer that is rendered: a copy nobody else can change in between.
      const own = Uint8Array.from(request.pdf);
      const over = (result: RenderResult): void => {
        own.fill(0);
        done(result);
      };
      renderOwn(renderer, own, request, sealing).then(over, (error: unknown) =>
        // What the renderer or a library says may quote the document.
        over({ ok: false, code: error instanceof MadoguchiError ? error.codeName : 'pageRender' }),
      );
    },
    receipt: (data, target, done) => draw((page) => drawReceipt(page, data), target, done),
    slip: (data, target, done) => draw((page) => drawSlip(page, data), target, done),
    sheet: (data, target, done) => draw((page) => drawSheet(page, data), target, done),
    calibration: (data, target, done) =>
      queueMicrotask(() => {
        const raster = calibrationOf(data, target, sealing?.layers.letters ?? null, fonts);
        done(raster ? { ok: true, raster } : { ok: false, code: 'paperDrawing' });
      }),
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

/** The page before any background; null when there is no memory for it. */
function frontDots(renderer: Renderer, pdf: Uint8Array): BitPicture | null {
  const page = openedPage(renderer, pdf);
  const front = page?.gray(dotsOfPage) ?? null;
  page?.close();
  return front;
}

/** @throws when the page cannot be drawn or sealed: why is nobody's business outside the cell */
async function renderOwn(
  renderer: Renderer,
  own: Uint8Array,
  { pageDigest_sha256: expected, sheet, target }: RenderRequest,
  sealing: Sealing | null,
): Promise<RenderResult> {
  if (sealing === null) return { ok: false, code: 'paperKeys' };
  if (own.length > PDF_BYTES_MAX) return { ok: false, code: 'pageRender' };
  const digest_sha256 = createHash('sha256').update(own).digest('hex');
  if (expected !== null && expected.toLowerCase() !== digest_sha256) return { ok: false, code: 'pageDigest' };
  const page = openedPage(renderer, own);
  if (page === null) return { ok: false, code: 'pageRender' };
  let colours: ColourRows | null = null;
  try {
    const front = page.gray(dotsOfPage);
    if (front === null) throw new Error('no memory');
    const map = page.colourMap();
    if (isColour(target)) colours = page.colours(map);
    if (colours === null) page.close();
    const leaf = await composeLeaf({ front, seals: sealBoxes(map) }, markType(target), sheet, digest_sha256, sealing);
    return { ok: true, digest_sha256, document: documentOf(leaf, colours, target) };
  } catch (error) {
    colours?.close();
    page.close();
    throw error;
  }
}

function openedPage(renderer: Renderer, pdf: Uint8Array): OpenPage | null {
  const page = renderer.openPage(pdf);
  return page.ok ? page.value : null;
}

const isColour = ({ format, type }: RasterTarget): boolean =>
  format === 'image/pwg-raster' && (type === 'srgb_8' || type === 'cmyk_8');

/** A printer that makes the dots of a PDF itself separates by itself, too. */
const markType = ({ format, type }: RasterTarget): RasterTarget['type'] =>
  format === 'image/pwg-raster' ? type : 'black_1';

/** Both sides in the form that the printer takes. */
function documentOf({ front, back, backInks }: Leaf, colours: ColourRows | null, target: RasterTarget): PieceSource {
  const frontSide: Side = { black: front, inks: [], colours };
  const backSide: Side = { black: back, inks: backInks, colours: null };
  // A PDF is turned by the printer itself.
  if (target.format === 'application/pdf') return pdfDocument([frontSide, backSide]);
  return rasterOf([frontSide, turnBack(backSide, target.sheetBack)], target);
}

function rasterOf(sides: readonly Side[], { type, sheetBack }: RasterTarget): PieceSource {
  const { dpi } = A4_DOTS;
  return pwgRaster(sides, { type, dpi, mediaName: 'iso_a4_210x297mm', quality: 5, back: backTransform(sheetBack) });
}

/** Drawn dot by dot, as the layers are: no renderer stands in between. Null without fonts. */
function calibrationOf(
  data: CalibrationData,
  target: RasterTarget,
  letters: Letters | null,
  fonts: string,
): Uint8Array | null {
  try {
    return wholeRaster(blackSide(drawCalibrationSheet(letters ?? openLetters(fonts), data)), target);
  } catch {
    return null;
  }
}

function wholeRaster(side: Side, target: RasterTarget): Uint8Array | null {
  return wholeOf(target.format === 'application/pdf' ? pdfDocument([side]) : rasterOf([side], target));
}

/** One of our own papers; null when it cannot be drawn. */
function paperOf(renderer: Renderer, pdf: Uint8Array, target: RasterTarget): Uint8Array | null {
  try {
    const page = openedPage(renderer, pdf);
    if (page === null) return null;
    const black = page.gray(dotsOfPage);
    page.close();
    if (black === null) return null;
    return wholeRaster(blackSide(black), target);
  } catch {
    return null;
  }
}
