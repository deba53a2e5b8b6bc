/** Pictures of one bit a dot: what the layers draw into. */
import type { BitPicture, DotBox } from '../code/contract.ts';

/** An empty picture. */
export function blankPicture(width: number, height: number): BitPicture {
  return { width, height, rows: new Uint8Array(strideOf(width) * height) };
}

/** Bytes of one row. */
export function strideOf(width: number): number {
  return (width + 7) >> 3;
}

/** True where a dot is black; outside of the picture nothing is. */
export function isBlack(picture: BitPicture, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return false;
  return ((picture.rows[y * strideOf(picture.width) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens the dots `from` (included) to `to` (not included) of one row, as far as they lie in the picture. */
export function blackenSpan(picture: BitPicture, y: number, from: number, to: number): void {
  const left = Math.max(0, from);
  const right = Math.min(picture.width, to);
  if (y < 0 || y >= picture.height || left >= right) return;
  const { rows } = picture;
  const start = y * strideOf(picture.width);
  const first = start + (left >> 3);
  const last = start + ((right - 1) >> 3);
  const head = 0xff >> (left & 7);
  const tail = (0xff00 >> (((right - 1) & 7) + 1)) & 0xff;
  if (first === last) rows[first]! |= head & tail;
  else {
    rows[first]! |= head;
    rows.fill(0xff, first + 1, last);
    rows[last]! |= tail;
  }
}

/** Blackens a rectangle. */
export function blackenBox(picture: BitPicture, { x, y, width, height }: DotBox): void {
  for (let row = y; row < y + height; row += 1) blackenSpan(picture, row, x, x + width);
}

/** A rectangle with `by` dots more on each side. */
export function widened(box: DotBox, by: number): DotBox {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** Blackens in `onto` what is black in `picture`, whose upper left corner lies at `at`. */
export function drawInto(onto: BitPicture, picture: BitPicture, at: { readonly x: number; readonly y: number }): void {
  const stride = strideOf(onto.width);
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < picture.width; x += 1)
      if (isBlack(picture, x, y)) onto.rows[(at.y + y) * stride + ((at.x + x) >> 3)]! |= 0x80 >> ((at.x + x) & 7);
}
