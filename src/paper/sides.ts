/** One printed side as planes, as it stands before the raster: what is black, and what is not. */
import type { BitPicture, DotBox } from './code/contract.ts';

/** An area that is printed in one mixture of toners, where its plane has a dot. */
export interface InkArea {
  readonly box: DotBox;
  /** As large as the box. */
  readonly plane: BitPicture;
  /** 0 none … 255 full. */
  readonly cmyk: readonly [cyan: number, magenta: number, yellow: number, black: number];
  /** 0 dark … 255 light; for printers that separate by themselves. */
  readonly rgb: readonly [red: number, green: number, blue: number];
}

/** Colours of a page, a row at a time: a whole side of them would be 104 MB. */
export interface ColourRows {
  /** Three bytes a dot (red, green, blue); null where the row has no colour. Valid until the next call. */
  row(y: number): Uint8Array | null;
  /** False where a row has no colour for certain; draws nothing. */
  mayHave(y: number): boolean;
  close(): void;
}

/** One side. In colour types a coloured dot takes the place of what `black` has there; the others print `black` alone. */
export interface Side {
  readonly black: BitPicture;
  readonly inks: readonly InkArea[];
  readonly colours: ColourRows | null;
}

/** A dot is coloured when its strongest and weakest part are so far apart: less is gray, or the edge of something. */
const COLOUR_MIN = 20;

/** True for a dot that is printed in colour. */
export function isColoured(red: number, green: number, blue: number): boolean {
  return Math.max(red, green, blue) - Math.min(red, green, blue) >= COLOUR_MIN;
}

/** A side of black alone. */
export function blackSide(black: BitPicture): Side {
  return { black, inks: [], colours: null };
}

/** Overwrites what a side holds. */
export function wipeSide({ black, inks, colours }: Side): void {
  black.rows.fill(0);
  for (const { plane } of inks) plane.rows.fill(0);
  colours?.close();
}
