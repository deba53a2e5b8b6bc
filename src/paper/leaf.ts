/**
 * One leaf on its way to the raster: front dots → layers → sides. Anti-forgery layers (background, dot code, back) are
 * functions of this shape and change or add sides; the order of the list is the order of printing on top of each other.
 */
import { A4_DOTS, type RasterType } from './contract.ts';
import { toDots } from './dots.ts';
import { encodePwgRaster, type RasterSide } from './pwg-raster.ts';

/** A leaf before the raster; `back` is null while nothing prints there. */
export interface Leaf {
  readonly front: RasterSide;
  readonly back: RasterSide | null;
}
export type Layer = (leaf: Leaf) => Leaf;

/** The front as dots of the printer's type. */
export function frontOf(gray: Uint8Array, type: RasterType): RasterSide {
  const { width, height, dpi } = A4_DOTS;
  const rows = type === 'black_1' ? toDots(gray, width, height) : gray.slice();
  return { type, width, height, dpi, rows };
}

/** Runs the layers and writes the raster; the dots are wiped after. */
export function rasterOf(front: RasterSide, layers: readonly Layer[]): Uint8Array {
  const leaf = layers.reduce<Leaf>((current, layer) => layer(current), { front, back: null });
  const sides = leaf.back ? [leaf.front, leaf.back] : [leaf.front];
  const raster = encodePwgRaster(sides, { mediaName: 'iso_a4_210x297mm', duplex: leaf.back !== null, quality: 5 });
  for (const side of [front, ...sides]) side.rows.fill(0);
  return raster;
}
