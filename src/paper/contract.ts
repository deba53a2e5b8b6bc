/**
 * From a checked page to dots (design, Paper). The page maker runs inside a cell: what it gets names a citizen, what it
 * gives is a PWG raster. Results come through callbacks, exactly once, never before the function has returned.
 */
import type { CodeName } from '../base/codes.ts';
import type { PrinterTraits, RasterType } from '../../drivers/printer.ts';
import type { Yen } from '../base/yen.ts';
import type { SignedManifest } from '../centre/port.ts';

/** How a printer wants the raster of a back (PWG 5102.4, PwgRasterDocumentSheetBack). */
export type SheetBack = PrinterTraits['sheetBack'];

/** What a paper is made for: chosen by the daemon from what the printer says of itself. */
export interface RasterTarget {
  /** PDF only where the printer takes no raster: its own renderer then makes the dots (print.md, pixel exactness). */
  readonly format: 'image/pwg-raster' | 'application/pdf';
  readonly type: RasterType;
  readonly sheetBack: SheetBack;
}

/** What every printer of our class takes (drivers/ipp, capability). */
export const PLAIN_TARGET: RasterTarget = { format: 'image/pwg-raster', type: 'black_1', sheetBack: 'normal' };

/** What is sealed into the back of a leaf (R96), beside the front itself. */
export interface LeafFacts {
  /** 固有番号 of the set (R92). */
  readonly uniqueNumber: string;
  /** Leaf i of n; i from 1, as printed. */
  readonly leaf: number;
  readonly of: number;
  /** Number of this very print: a second print of the same leaf has another one. */
  readonly serial: string;
  /** Service time of the print. */
  readonly printedAt_epoch_ms: number;
  /** The centre's word that names this page by its digest. */
  readonly manifest: SignedManifest;
}

/** One-page PDF of the centre, to become a sheet with its three anti-forgery layers. */
export interface RenderRequest {
  readonly pdf: Uint8Array;
  /** SHA-256 (hex) that the manifest states; null when the caller compares by itself. */
  readonly pageDigest_sha256: string | null;
  readonly sheet: LeafFacts;
  readonly target: RasterTarget;
}

/**
 * A document that is made while it is read, so that nobody ever holds the whole. Each piece is its reader's own; its maker has wiped
 * what it was made from.
 */
export interface PieceSource {
  /** The next piece, never empty; null after the last. Never throws: `failed` tells that the rest cannot be made. */
  next(): Uint8Array | null;
  /** True when `next` gave null before the end. */
  readonly failed: boolean;
  /** Wipes what is left; nothing comes any more. */
  close(): void;
}

/** What must be seen of a page before it is sold: what it is, and the numbers that stand on it (D5, D12). */
export interface InspectRequest {
  readonly pdf: Uint8Array;
  /** Texts that the manifest says are printed on this very sheet (固有番号, i/n); none are asked for when it is empty. */
  readonly marks: readonly string[];
  /** What will be sealed into its sheet: left out, whether it fits there is not looked at. */
  readonly place?: Omit<LeafFacts, 'serial' | 'printedAt_epoch_ms'> | undefined;
}

/** Why a page cannot be sold; nothing of it is told. */
export type InspectResult = { readonly ok: true } | { readonly ok: false; readonly code: CodeName };

/** `digest_sha256` is that of the very buffer that was rendered. `document` is of the target's format, both sides of the leaf. */
export type RenderResult =
  | { readonly ok: true; readonly digest_sha256: string; readonly document: PieceSource }
  | { readonly ok: false; readonly code: CodeName };
export type PaperResult =
  | { readonly ok: true; readonly raster: Uint8Array }
  | { readonly ok: false; readonly code: CodeName };

/** What a 領収書 states (R85, R76). No name of a citizen. Texts are ready to print. */
export interface ReceiptData {
  readonly number: string;
  readonly municipality: string;
  readonly items: readonly { readonly label: string; readonly copies: number; readonly fee_yen: Yen }[];
  readonly total_yen: Yen;
  readonly paid_yen: Yen;
  readonly change_yen: Yen;
  /** Fees taken for certificates that did not come out: paid back, or on a slip. */
  readonly returned_yen: Yen;
  readonly kioskName: string;
  /** Service time, as in 「2025年4月16日 10:03」. */
  readonly time: string;
  /** Whom the municipality entrusted with the collection (地方自治法施行令 158条2項); empty where it did not. */
  readonly collectionAgent: string;
  /** Desk and telephone of the municipality, for questions about a certificate (R112); empty where it has none. */
  readonly contact: string;
}

/** What a slip states: a claim for money that could not be paid out (design, Money). */
export interface SlipData {
  readonly claimNumber: string;
  readonly amount_yen: Yen;
  readonly reason: string;
  readonly phone: string;
  readonly kioskName: string;
  readonly time: string;
  /** What the QR code holds, as the claim number; null = no code. */
  readonly qrText: string | null;
}

/** What a sheet of staff mode states: texts ready to print, in rows. No name of a citizen. */
export interface SheetData {
  readonly title: string;
  readonly number: string;
  readonly time: string;
  readonly kioskName: string;
  /** The one figure of it, as in 「不足 500円」. */
  readonly result: string | null;
  readonly head: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly bold: boolean }[];
  readonly notes: readonly string[];
  /** Label of the line on which the clerk signs. */
  readonly signature: string;
}

/** What the calibration sheet of けん制文字 states (R98); texts ready to print. */
export interface CalibrationData {
  readonly kioskName: string;
  readonly time: string;
  /** Rung that is set; null: none yet. */
  readonly rung: number | null;
}

/** Makes what is printed: A4 at 600 dpi. Own papers (receipt, slip, staff sheet) are one side, without layers, and small. */
export interface PageMaker {
  /** Looks at a page without drawing it: one A4 page, nothing active, and its numbers on it. */
  inspect(request: InspectRequest, done: (result: InspectResult) => void): void;
  render(request: RenderRequest, done: (result: RenderResult) => void): void;
  receipt(data: ReceiptData, target: RasterTarget, done: (result: PaperResult) => void): void;
  slip(data: SlipData, target: RasterTarget, done: (result: PaperResult) => void): void;
  sheet(data: SheetData, target: RasterTarget, done: (result: PaperResult) => void): void;
  calibration(data: CalibrationData, target: RasterTarget, done: (result: PaperResult) => void): void;
}

/** A4 at 600 dpi: 210 × 297 mm in whole dots (print.md, pixel exactness). */
export const A4_DOTS = { width: 4960, height: 7016, dpi: 600 } as const;
