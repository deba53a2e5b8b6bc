/**
 * What a cell needs of the page maker: dots for the printer. Callbacks, so that a session in simulation stays in order;
 * exactly one call of `done`, never before the function returned.
 */
import type { CodeName } from '../base/codes.ts';
import type { ReceiptFacts, SlipFacts } from './contract.ts';

export type Made<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: CodeName };

/** A rendered leaf: PWG raster, and the SHA-256 (hex) of the very buffer that was rendered (design, Paper). */
export interface MadeLeaf {
  readonly pageDigest: string;
  readonly raster: Uint8Array;
}

/** Makes rasters. */
export interface CellPages {
  leaf(pdf: Uint8Array, done: (made: Made<MadeLeaf>) => void): void;
  receipt(facts: ReceiptFacts, done: (made: Made<Uint8Array>) => void): void;
  slip(facts: SlipFacts, done: (made: Made<Uint8Array>) => void): void;
}
