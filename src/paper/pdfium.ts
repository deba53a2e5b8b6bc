/**
 * PDFium (WebAssembly, MIT) as a reader and renderer of one A4 page. The package's own page class rounds page sizes and copies every
 * bitmap; here the C functions are called directly: exact matrix, no copy, and the memory is wiped after each page.
 */
import { PDFiumModule } from '@hyzyla/pdfium';
import { hasActiveContent } from './active-content.ts';
import { A4_DOTS } from './contract.ts';

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

/** Looks at pages one at a time, synchronously. What `use` sees is wiped when its call is over. */
export interface Renderer {
  /** The gray dots of an A4 page (0 black … 255 white). */
  withGrayPage<T>(pdf: Uint8Array, use: (gray: Uint8Array) => T): Page<T>;
  /** The text of a page as UTF-16LE, without drawing it. */
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
    withGrayPage: (pdf, use) => withPage(call, heap, pdf, (page) => renderPage(call, heap, page, use)),
    withPageText: (pdf, use) => withPage(call, heap, pdf, (page) => readPage(call, heap, page, use)),
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

/** Opens a document of one plain A4 page; whatever else it is is refused before a dot of it is drawn. */
function withPage<T>(
  call: Functions,
  heap: () => Uint8Array,
  pdf: Uint8Array,
  use: (page: number) => Page<T>,
): Page<T> {
  if (hasActiveContent(pdf)) return { ok: false, refusal: 'script' };
  const source = call.malloc(pdf.length);
  if (source === 0) return { ok: false, refusal: 'memory' };
  heap().set(pdf, source);
  const document = call.FPDF_LoadMemDocument(source, pdf.length, 0);
  let page = 0;
  try {
    if (document === 0) return { ok: false, refusal: 'notPdf' };
    // A document that is locked for its reader is not one that the centre made for a kiosk.
    if (call.FPDF_GetSecurityHandlerRevision(document) !== -1) return { ok: false, refusal: 'locked' };
    if (call.FPDF_GetPageCount(document) !== 1) return { ok: false, refusal: 'pages' };
    if (call.FPDFDoc_GetAttachmentCount(document) !== 0) return { ok: false, refusal: 'attachment' };
    if (call.FPDFDoc_GetJavaScriptActionCount(document) !== 0) return { ok: false, refusal: 'script' };
    page = call.FPDF_LoadPage(document, 0);
    if (page === 0) return { ok: false, refusal: 'notPdf' };
    const refusal = refusePage(call, page);
    return refusal ? { ok: false, refusal } : use(page);
  } finally {
    if (page !== 0) call.FPDF_ClosePage(page);
    if (document !== 0) call.FPDF_CloseDocument(document);
    heap().fill(0, source, source + pdf.length);
    call.free(source);
  }
}

function renderPage<T>(call: Functions, heap: () => Uint8Array, page: number, use: (gray: Uint8Array) => T): Page<T> {
  const { width, height } = A4_DOTS;
  const pixels = call.malloc(width * height);
  if (pixels === 0) return { ok: false, refusal: 'memory' };
  try {
    const bitmap = call.FPDFBitmap_CreateEx(width, height, FORMAT_GRAY, pixels, width);
    if (bitmap === 0) return { ok: false, refusal: 'memory' };
    call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    call.FPDFBitmap_Destroy(bitmap);
    return { ok: true, value: use(heap().subarray(pixels, pixels + width * height)) };
  } finally {
    heap().fill(0, pixels, pixels + width * height);
    call.free(pixels);
  }
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
