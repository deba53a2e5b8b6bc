/**
 * The dot code on the back of a sheet (スクランブル画像, R96), from sealing to verifying. Everything in this folder also runs in a
 * browser: no import of Node, no state of a module. FORMAT.md describes it for third parties.
 *
 *     seal:   front → TIFF G4 → statement, signatures → AEAD → payload ─ code ─▶ dots of the back
 *     verify: scan ─ frame ─ modules ─ Reed–Solomon ─▶ payload → open → signatures → front
 */

/** Gray picture, rows without padding: 0 black … 255 white. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** One bit a dot, 1 = black, most significant first, rows padded to whole bytes. */
export interface BitPicture {
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

/** A rectangle of dots. */
export interface DotBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the kiosk signs about one printed side (JWS payload). */
export interface SheetStatement {
  readonly kioskId: string;
  /** 固有番号 of the set (R92). */
  readonly uniqueNumber: string;
  /** Leaf i of n; i counts from 1, as printed. */
  readonly leaf: number;
  readonly of: number;
  /** Number of this very print, so that a second print of the same leaf is recognised. */
  readonly serial: string;
  readonly printedAt_epoch_ms: number;
  /** SHA-256 (hex) of the PDF that the centre's manifest names. */
  readonly pageDigest_sha256: string;
  /** SHA-256 (hex) of the front as it stands in the payload. */
  readonly frontDigest_sha256: string;
}

/** How well a scan could be read: 1 as printed, 0 at the end of what can be corrected. */
export interface DecodeMargin {
  /** Share of the correcting power that was left in the worst block, 0 … 1. */
  readonly margin: number;
  /** Wrong bytes that were corrected, and bytes that were known to be lost. */
  readonly errors: number;
  readonly erasures: number;
  readonly bytes: number;
}

/** Maps dots of the back to pixels of a scan: valid within the code's frame, and near it. */
export type DotsToScan = (x: number, y: number) => readonly [x: number, y: number];

/** Why a scan gives no payload. `cut`: the code is there, but too much of it is missing. `mirrored`: seen in a mirror or from behind. */
export type ReadFailure = 'noFrame' | 'cut' | 'mirrored' | 'unreadable' | 'unknownFormat';

export type CodeRead =
  | {
      readonly ok: true;
      readonly payload: Uint8Array;
      /** The secret printed beside the code; null where it could not be read (covered, cut off). */
      readonly secret: Uint8Array | null;
      readonly decode: DecodeMargin;
      readonly place: DotsToScan;
    }
  | { readonly ok: false; readonly failure: ReadFailure };

/** Bytes that a sheet's code carries at least (with everything else on the back). */
export const PAYLOAD_BYTES_MIN = 55_000;
/** Length of the secret printed on a sheet: 128 bits. */
export const SECRET_BYTES = 16;
/** Length of every payload: always the same, so that it tells nothing about the page. */
export const PAYLOAD_BYTES = 55_000;
/** Largest front within it; the rest holds signatures and the centre's manifest. */
export const FRONT_BYTES_MAX = 45_000;
