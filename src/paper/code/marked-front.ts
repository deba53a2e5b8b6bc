/** The front as a picture to look at: black on white, and in colour what another scan of it shows otherwise. */
import type { DotBox } from './contract.ts';
import type { FrontComparison } from './front-compare.ts';
import type { Front } from './tiff-front.ts';

/** Red, green, blue, rows without padding. */
export interface ColourPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

type Colour = readonly [red: number, green: number, blue: number];
/** Round a place that differs. */
const BOX: Colour = [220, 0, 0];
/** Ink that the paper has and the code has not, and the other way round. */
const ADDED: Colour = [220, 0, 0];
const MISSING: Colour = [0, 90, 220];
const LINE = 4;
/** From here on an element of the scan counts as ink, 0 … 255. */
const INK = 110;

/** Draws the front, and the differences of `comparison` with boxes around them. */
export function markedFront(front: Front, comparison: FrontComparison | null): ColourPicture {
  const { width, height, rows } = front;
  const stride = Math.ceil(width / 8);
  const isInk = (x: number, y: number): boolean => (rows[y * stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
  const pixels = new Uint8Array(3 * width * height).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if (isInk(x, y)) pixels.fill(0, 3 * (y * width + x), 3 * (y * width + x) + 3);
  const picture = { width, height, pixels };
  for (const box of comparison?.differences ?? []) {
    for (let y = box.y; y < box.y + box.height; y += 1) {
      for (let x = box.x; x < box.x + box.width; x += 1) {
        const isSeen = comparison!.over!.ink[y * width + x]! > INK;
        if (isSeen !== isInk(x, y)) paint(picture, x, y, isSeen ? ADDED : MISSING);
      }
    }
    frame(picture, box);
  }
  return picture;
}

function frame(picture: ColourPicture, { x, y, width, height }: DotBox): void {
  for (let line = 1; line <= LINE; line += 1) {
    for (let at = x - line; at < x + width + line; at += 1) {
      paint(picture, at, y - line, BOX);
      paint(picture, at, y + height - 1 + line, BOX);
    }
    for (let at = y - line; at < y + height + line; at += 1) {
      paint(picture, x - line, at, BOX);
      paint(picture, x + width - 1 + line, at, BOX);
    }
  }
}

function paint({ width, height, pixels }: ColourPicture, x: number, y: number, colour: Colour): void {
  if (x >= 0 && y >= 0 && x < width && y < height) pixels.set(colour, 3 * (y * width + x));
}
