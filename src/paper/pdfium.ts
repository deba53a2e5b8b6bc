/**
 * PDFium (WebAssembly, MIT) as a renderer of one A4 page. The package's own page class rounds page sizes and copies every
 * bitmap; here the C functions are called directly: exact matrix, no copy, and the memory is wiped after each page.
 */
import { PDFiumModule } from '@hyzyla/pdfium';
import { A4_DOTS } from './contract.ts';

type Call = (...numbers: number[]) => number;

/** C functions of fpdfview.h, fpdf_doc.h, fpdf_attachment.h, fpdf_javascript.h, fpdf_annot.h that are used. */
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
] as const satisfies readonly (keyof Functions)[];

/** Why a page is not rendered. */
export type PageRefusal = 'notPdf' | 'pages' | 'size' | 'script' | 'attachment' | 'annotation' | 'memory';
export type GrayPage<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: PageRefusal };

/** Renders pages one at a time, synchronously; `use` sees the gray dots (0 black … 255 white) only during its call. */
export interface Renderer {
  withGrayPage<T>(pdf: Uint8Array, use: (gray: Uint8Array) => T): GrayPage<T>;
}

/** A4 in points, and how far a page may be from it: half a dot of rounding and the makers' own rounding. */
const A4_POINTS = { width: 595.276, height: 841.89 };
const SIZE_TOLERANCE_POINTS = 0.75;
const FORMAT_GRAY = 1;
/** FPDF_ANNOT | FPDF_GRAYSCALE | FPDF_PRINTING. */
const FLAGS = 0x01 | 0x08 | 0x800;
/** Page may carry links (2) and widgets (20) with an appearance; sound, movie, file, 3D and rich media may not. */
const ANNOTATIONS_ALLOWED: ReadonlySet<number> = new Set([2, 20]);
/** Names of active content that stand uncompressed in a PDF; compressed ones are counted by PDFium below. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)(?![A-Za-z])/;

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
  return { withGrayPage: (pdf, use) => renderDocument(call, () => module.HEAPU8, pdf, use) };
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

function renderDocument<T>(
  call: Functions,
  heap: () => Uint8Array,
  pdf: Uint8Array,
  use: (gray: Uint8Array) => T,
): GrayPage<T> {
  if (ACTIVE.test(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')))
    return { ok: false, refusal: 'script' };
  const source = call.malloc(pdf.length);
  if (source === 0) return { ok: false, refusal: 'memory' };
  heap().set(pdf, source);
  const document = call.FPDF_LoadMemDocument(source, pdf.length, 0);
  try {
    if (document === 0) return { ok: false, refusal: 'notPdf' };
    if (call.FPDF_GetPageCount(document) !== 1) return { ok: false, refusal: 'pages' };
    if (call.FPDFDoc_GetAttachmentCount(document) !== 0) return { ok: false, refusal: 'attachment' };
    if (call.FPDFDoc_GetJavaScriptActionCount(document) !== 0) return { ok: false, refusal: 'script' };
    return renderPage(call, heap, document, use);
  } finally {
    if (document !== 0) call.FPDF_CloseDocument(document);
    heap().fill(0, source, source + pdf.length);
    call.free(source);
  }
}

function renderPage<T>(
  call: Functions,
  heap: () => Uint8Array,
  document: number,
  use: (gray: Uint8Array) => T,
): GrayPage<T> {
  const page = call.FPDF_LoadPage(document, 0);
  if (page === 0) return { ok: false, refusal: 'notPdf' };
  const { width, height } = A4_DOTS;
  let pixels = 0;
  try {
    const refusal = refusePage(call, page);
    if (refusal) return { ok: false, refusal };
    pixels = call.malloc(width * height);
    if (pixels === 0) return { ok: false, refusal: 'memory' };
    const bitmap = call.FPDFBitmap_CreateEx(width, height, FORMAT_GRAY, pixels, width);
    if (bitmap === 0) return { ok: false, refusal: 'memory' };
    call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    call.FPDFBitmap_Destroy(bitmap);
    return { ok: true, value: use(heap().subarray(pixels, pixels + width * height)) };
  } finally {
    call.FPDF_ClosePage(page);
    if (pixels !== 0) {
      heap().fill(0, pixels, pixels + width * height);
      call.free(pixels);
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
