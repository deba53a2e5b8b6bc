/**
 * PDFium (WebAssembly, MIT) as a reader and renderer of one A4 page. The package's own page class rounds page sizes and copies every
 * bitmap; here the C functions are called directly: exact matrix, no copy, and the memory is wiped after each page.
 */
import { PDFiumModule } from '@hyzyla/pdfium';
import { hasActiveContent } from './active-content.ts';
import { colourMap, colourRows, type Draw } from './colours.ts';
import { A4_DOTS } from './contract.ts';
import type { ColourMap } from './seals.ts';
import type { ColourRows } from './sides.ts';

type Call = (...numbers: number[]) => number;

/** C functions of fpdfview.h, fpdf_doc.h, fpdf_attachment.h, fpdf_javascript.h, fpdf_annot.h, fpdf_text.h that are used. */
interface Functions {
  readonly malloc: Call;
  readonly free: Call;
  readonly FPDF_InitLibraryWithConfig: Call;
  readonly FPDF_LoadMemDocument: Call;
  readonly FPDF_CloseDocument: Call;
  readonly FPDF_GetPageCount: Call;
  readonly FPDF_LoadPage: Call;
  readonly FPDF_ClosePage: Call;
  readonly FPDF_GetPageWidthF: Call;
  readonly FPDF_GetPageHeightF: Call;
  readonly FPDF_RenderPageBitmap: Call;
  readonly FPDFBitmap_CreateEx: Call;
  readonly FPDFBitmap_FillRect: Call;
  readonly FPDFBitmap_Destroy: Call;
  readonly FPDFDoc_GetAttachmentCount: Call;
  readonly FPDFDoc_GetJavaScriptActionCount: Call;
  readonly FPDFPage_GetAnnotCount: Call;
  readonly FPDFPage_GetAnnot: Call;
  readonly FPDFPage_CloseAnnot: Call;
  readonly FPDFAnnot_GetSubtype: Call;
  readonly FPDF_GetPageAAction: Call;
  readonly FPDF_GetSecurityHandlerRevision: Call;
  readonly FPDFText_LoadPage: Call;
  readonly FPDFText_ClosePage: Call;
  readonly FPDFText_CountChars: Call;
  readonly FPDFText_GetText: Call;
}
const NAMES = [
  'malloc',
  'free',
  'FPDF_InitLibraryWithConfig',
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetPageCount',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageWidthF',
  'FPDF_GetPageHeightF',
  'FPDF_RenderPageBitmap',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_Destroy',
  'FPDFDoc_GetAttachmentCount',
  'FPDFDoc_GetJavaScriptActionCount',
  'FPDFPage_GetAnnotCount',
  'FPDFPage_GetAnnot',
  'FPDFPage_CloseAnnot',
  'FPDFAnnot_GetSubtype',
  'FPDF_GetPageAAction',
  'FPDF_GetSecurityHandlerRevision',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetText',
] as const satisfies readonly (keyof Functions)[];

/** Why a page is not rendered. */
export type PageRefusal = 'notPdf' | 'locked' | 'pages' | 'size' | 'script' | 'attachment' | 'annotation' | 'memory';
export type Page<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: PageRefusal };

/** A page that stays open: its colours are drawn while the raster is read. */
export interface OpenPage {
  /** The gray dots of the page (0 black … 255 white), wiped when `use` is over; null without memory. */
  gray<T>(use: (gray: Uint8Array) => T): T | null;
  /** Where it has colour. @throws Error without memory */
  colourMap(): ColourMap;
  /** Its colours by that map; null where it has none. Closing them closes the page. */
  colours(map: ColourMap): ColourRows | null;
  /** Wipes everything of it. */
  close(): void;
}

/** Looks at pages, synchronously. */
export interface Renderer {
  /** An A4 page to be drawn: the only one of its document, or the one that is asked for (from 0) of several. */
  openPage(pdf: Uint8Array, index?: number): Page<OpenPage>;
  /** The text of a page as UTF-16LE, without drawing it; wiped when `use` is over. */
  withPageText<T>(pdf: Uint8Array, use: (utf16: Uint8Array) => T): Page<T>;
}

/** A4 in points, and how far a page may be from it: half a dot of rounding and the makers' own rounding. */
const A4_POINTS = { width: 595.276, height: 841.89 };
const SIZE_TOLERANCE_POINTS = 0.75;
/** A full page of small print has some 5,000. */
const CHARACTERS_MAX = 50_000;
const FORMAT_GRAY = 1;
/** FPDF_ANNOT | FPDF_GRAYSCALE | FPDF_PRINTING. */
const FLAGS = 0x01 | 0x08 | 0x800;
const FORMAT_BGR = 2;
/** FPDF_ANNOT | FPDF_PRINTING. */
const FLAGS_COLOUR = 0x01 | 0x800;
/** Page may carry links (2) and widgets (20) with an appearance; sound, movie, file, 3D and rich media may not. */
const ANNOTATIONS_ALLOWED: ReadonlySet<number> = new Set([2, 20]);

/** Loads PDFium: once in a process, about 0.1 s. */
export async function loadRenderer(): Promise<Renderer> {
  const module = await PDFiumModule({});
  const call = functionsOf(module.wasmExports);
  // FPDF_LIBRARY_CONFIG: version 2, no user fonts, no isolate. Foreign fonts come embedded in each page.
  const config = call.malloc(32);
  module.HEAPU8.fill(0, config, config + 32);
  module.HEAPU8[config] = 2;
  call.FPDF_InitLibraryWithConfig(config);
  // The heap may move when memory grows: always asked anew.
  const heap = (): Uint8Array => module.HEAPU8;
  return {
    openPage: (pdf, index) => openPage(call, heap, pdf, index),
    withPageText: (pdf, use) => {
      const opened = loadPage(call, heap, pdf);
      if (!opened.ok) return opened;
      try {
        return readPage(call, heap, opened.value.page, use);
      } finally {
        opened.value.close();
      }
    },
  };
}

function functionsOf(exports: object): Functions {
  const found: Partial<Record<keyof Functions, Call>> = {};
  for (const name of NAMES) {
    const value: unknown = Reflect.get(exports, name);
    if (typeof value !== 'function') throw new TypeError(`PDFium lacks ${name}`);
    found[name] = value as Call;
  }
  return found as Functions;
}

/** A loaded page of PDFium, and the way to forget it. */
interface Loaded {
  readonly page: number;
  close(): void;
}

/** Opens a document of one plain A4 page; whatever else it is is refused before a dot of it is drawn. `index`: one page of several. */
function loadPage(call: Functions, heap: () => Uint8Array, pdf: Uint8Array, index?: number): Page<Loaded> {
  if (hasActiveContent(pdf)) return { ok: false, refusal: 'script' };
  const source = call.malloc(pdf.length);
  if (source === 0) return { ok: false, refusal: 'memory' };
  heap().set(pdf, source);
  const document = call.FPDF_LoadMemDocument(source, pdf.length, 0);
  let page = 0;
  const close = (): void => {
    if (page !== 0) call.FPDF_ClosePage(page);
    if (document !== 0) call.FPDF_CloseDocument(document);
    heap().fill(0, source, source + pdf.length);
    call.free(source);
  };
  const refused = (refusal: PageRefusal): Page<Loaded> => {
    close();
    return { ok: false, refusal };
  };
  if (document === 0) return refused('notPdf');
  // A document that is locked for its reader is not one that the centre made for a kiosk.
  if (call.FPDF_GetSecurityHandlerRevision(document) !== -1) return refused('locked');
  const count = call.FPDF_GetPageCount(document);
  if (index === undefined ? count !== 1 : index >= count) return refused('pages');
  if (call.FPDFDoc_GetAttachmentCount(document) !== 0) return refused('attachment');
  if (call.FPDFDoc_GetJavaScriptActionCount(document) !== 0) return refused('script');
  page = call.FPDF_LoadPage(document, index ?? 0);
  if (page === 0) return refused('notPdf');
  const refusal = refusePage(call, page);
  return refusal ? refused(refusal) : { ok: true, value: { page, close } };
}

function openPage(call: Functions, heap: () => Uint8Array, pdf: Uint8Array, index?: number): Page<OpenPage> {
  const loaded = loadPage(call, heap, pdf, index);
  if (!loaded.ok) return loaded;
  const { page } = loaded.value;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) loaded.value.close();
    isOpen = false;
  };
  /** Draws the page at this scale from this row on, into a bitmap of its own that is wiped after. */
  const draw: Draw = ({ width, height, rows, from, parts }, use) => {
    const bytes = width * rows * parts;
    const pixels = call.malloc(bytes);
    if (pixels === 0) return null;
    try {
      const bitmap = call.FPDFBitmap_CreateEx(
        width,
        rows,
        parts === 1 ? FORMAT_GRAY : FORMAT_BGR,
        pixels,
        width * parts,
      );
      if (bitmap === 0) return null;
      call.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, 0xffffffff);
      call.FPDF_RenderPageBitmap(bitmap, page, 0, -from, width, height, 0, parts === 1 ? FLAGS : FLAGS_COLOUR);
      call.FPDFBitmap_Destroy(bitmap);
      return use(heap().subarray(pixels, pixels + bytes));
    } finally {
      heap().fill(0, pixels, pixels + bytes);
      call.free(pixels);
    }
  };
  const { width, height } = A4_DOTS;
  const value: OpenPage = {
    gray: (use) => draw({ width, height, rows: height, from: 0, parts: 1 }, use),
    colourMap: () => colourMap(draw),
    colours: (map) => colourRows(draw, map, close),
    close,
  };
  return { ok: true, value };
}

function readPage<T>(call: Functions, heap: () => Uint8Array, page: number, use: (utf16: Uint8Array) => T): Page<T> {
  const text = call.FPDFText_LoadPage(page);
  if (text === 0) return { ok: false, refusal: 'notPdf' };
  // Two bytes a character, and a zero at the end.
  const count = Math.min(call.FPDFText_CountChars(text), CHARACTERS_MAX);
  const bytes = 2 * (count + 1);
  const buffer = call.malloc(bytes);
  try {
    if (buffer === 0) return { ok: false, refusal: 'memory' };
    const written = call.FPDFText_GetText(text, 0, count, buffer);
    return { ok: true, value: use(heap().subarray(buffer, buffer + 2 * Math.max(0, written - 1))) };
  } finally {
    call.FPDFText_ClosePage(text);
    if (buffer !== 0) {
      heap().fill(0, buffer, buffer + bytes);
      call.free(buffer);
    }
  }
}

function refusePage(call: Functions, page: number): PageRefusal | null {
  const off = Math.max(
    Math.abs(call.FPDF_GetPageWidthF(page) - A4_POINTS.width),
    Math.abs(call.FPDF_GetPageHeightF(page) - A4_POINTS.height),
  );
  if (!(off <= SIZE_TOLERANCE_POINTS)) return 'size';
  // FPDFPAGE_AACTION_OPEN and _CLOSE.
  if (call.FPDF_GetPageAAction(page, 0) !== 0 || call.FPDF_GetPageAAction(page, 1) !== 0) return 'script';
  const count = call.FPDFPage_GetAnnotCount(page);
  for (let index = 0; index < count; index += 1) {
    const annotation = call.FPDFPage_GetAnnot(page, index);
    const subtype = call.FPDFAnnot_GetSubtype(annotation);
    call.FPDFPage_CloseAnnot(annotation);
    if (!ANNOTATIONS_ALLOWED.has(subtype)) return 'annotation';
  }
  return null;
}
