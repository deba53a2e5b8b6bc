/**
 * How the raster of a back must be turned for a printer (PWG 5102.4, PwgRasterDocumentSheetBack), for sheets that are turned at the
 * long edge. The dots are turned, and the page's header says how, for printers that look.
 */
import type { BitPicture, DotBox } from './code/contract.ts';
import type { SheetBack } from './contract.ts';
import type { Side } from './sides.ts';

/** CrossFeedTransform and FeedTransform of a page header: −1 = this direction is reversed. */
export interface BackTransform {
  readonly crossFeed: 1 | -1;
  readonly feed: 1 | -1;
}

/** The table of the standard for two-sided-long-edge; manual-tumble turns backs of the short edge alone. */
const TRANSFORMS: Readonly<Record<SheetBack, BackTransform>> = {
  normal: { crossFeed: 1, feed: 1 },
  flipped: { crossFeed: 1, feed: -1 },
  rotated: { crossFeed: -1, feed: -1 },
  'manual-tumble': { crossFeed: 1, feed: 1 },
};

export const backTransform = (sheetBack: SheetBack): BackTransform => TRANSFORMS[sheetBack];

/** The side as it must stand in the raster; changes its pictures in place. Backs carry no {@link Side.colours}. */
export function turnBack(side: Side, sheetBack: SheetBack): Side {
  const { crossFeed, feed } = TRANSFORMS[sheetBack];
  if (crossFeed === 1 && feed === 1) return side;
  if (side.colours !== null) throw new TypeError('colours of a page stand on its front');
  const turn = (picture: BitPicture): void => {
    if (feed === -1) reverseRows(picture);
    if (crossFeed === -1) reverseDots(picture);
  };
  turn(side.black);
  const { width, height } = side.black;
  const inks = side.inks.map((ink) => {
    turn(ink.plane);
    const box: DotBox = {
      ...ink.box,
      ...(crossFeed === -1 ? { x: width - ink.box.x - ink.box.width } : {}),
      ...(feed === -1 ? { y: height - ink.box.y - ink.box.height } : {}),
    };
    return { ...ink, box };
  });
  return { ...side, inks };
}

const strideOf = (width: number): number => (width + 7) >> 3;

/** Top to bottom. */
function reverseRows({ rows, width, height }: BitPicture): void {
  const stride = strideOf(width);
  const kept = new Uint8Array(stride);
  for (let y = 0; y < height >> 1; y += 1) {
    const [upper, lower] = [y * stride, (height - 1 - y) * stride];
    kept.set(rows.subarray(upper, upper + stride));
    rows.copyWithin(upper, lower, lower + stride);
    rows.set(kept, lower);
  }
  kept.fill(0);
}

/** The bits of a byte, the last first. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) reversed |= 0x80 >> bit;
  return reversed;
});

/** Left to right; what pads a row to whole bytes stays at its end. */
function reverseDots({ rows, width, height }: BitPicture): void {
  const stride = strideOf(width);
  const pad = stride * 8 - width;
  const kept = new Uint8Array(stride + 1);
  for (let y = 0; y < height; y += 1) {
    const from = y * stride;
    for (let i = 0; i < stride; i += 1) kept[i] = REVERSED[rows[from + stride - 1 - i]!]!;
    for (let i = 0; i < stride; i += 1) rows[from + i] = (kept[i]! << pad) | (kept[i + 1]! >> (8 - pad));
  }
  kept.fill(0);
}
