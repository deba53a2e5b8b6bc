/** One printed side as a PNG to look at, in its colours. Drawn row by row: a side in CMYK has 140 million samples. */
import { PNG } from 'pngjs';
import { type Header, readSide, type SheetBack, type Turn } from './raster.ts';

/** Adds up the light of the dots that fall into one pixel of the picture. */
class Shrinker {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly #header: Header;
  readonly #turn: Turn;
  readonly #shrink: number;
  readonly #sums: Float64Array;
  #y = 0;

  constructor(header: Header, turn: Turn, height_max: number) {
    this.#header = header;
    this.#turn = turn;
    this.#shrink = Math.max(1, Math.ceil(header.height / height_max));
    this.width = Math.max(1, Math.floor(header.width / this.#shrink));
    this.height = Math.max(1, Math.floor(header.height / this.#shrink));
    this.channels = header.bitsPerPixel >= 24 ? 3 : 1;
    this.#sums = new Float64Array(this.width * this.height * this.channels);
  }

  row(line: Buffer, repeats: number): void {
    const light = this.#light(line);
    for (let k = 0; k < repeats; k += 1) {
      const y = this.#turn.feed ? this.#header.height - 1 - this.#y : this.#y;
      this.#y += 1;
      const to = Math.floor(y / this.#shrink);
      if (to >= this.height) continue;
      for (let at = 0; at < light.length; at += 1) this.#sums[to * light.length + at]! += light[at]!;
    }
  }

  /** One row of the picture's width: sums of light. */
  #light(line: Buffer): Float64Array {
    const { width, channels } = this;
    const out = new Float64Array(width * channels);
    const dots = width * this.#shrink;
    for (let x = 0; x < dots; x += 1) {
      const from = this.#turn.crossFeed ? this.#header.width - 1 - x : x;
      const to = Math.floor(x / this.#shrink) * channels;
      for (let k = 0; k < channels; k += 1) out[to + k]! += this.#lightOf(line, from, k);
    }
    return out;
  }

  #lightOf(line: Buffer, x: number, k: number): number {
    const { bitsPerPixel, colorSpace } = this.#header;
    const ink = colorSpace === 3 || colorSpace === 6;
    switch (bitsPerPixel) {
      case 1: {
        const bit = (line[x >> 3]! >> (7 - (x & 7))) & 1;
        return (bit === 1) === ink ? 0 : 255;
      }
      case 8:
        return ink ? 255 - line[x]! : line[x]!;
      case 24:
        return line[x * 3 + k]!;
      default:
        return ((255 - line[x * 4 + k]!) * (255 - line[x * 4 + 3]!)) / 255;
    }
  }

  png(): Buffer {
    const { width, height, channels } = this;
    const data = Buffer.alloc(width * height * channels);
    const dots = this.#shrink * this.#shrink;
    for (let at = 0; at < data.length; at += 1) data[at] = Math.round(this.#sums[at]! / dots);
    const colorType = channels === 3 ? 2 : 0;
    const png = new PNG({ width, height, colorType, inputColorType: colorType, inputHasAlpha: false, bitDepth: 8 });
    png.data = data;
    return PNG.sync.write(png, { colorType, inputColorType: colorType, inputHasAlpha: false, bitDepth: 8 });
  }
}

/** One side as it lies on paper, at most `height_max` dots high; null when the document is damaged or has no such side. */
export function drawSide(
  document: Uint8Array,
  impression: number,
  height_max: number,
  back: SheetBack,
): Uint8Array | null {
  let shrinker: Shrinker | null = null;
  const whole = readSide(document, impression, back, {
    begin: (header, turn) => {
      shrinker = new Shrinker(header, turn, height_max);
    },
    row: (line, repeats) => shrinker?.row(line, repeats),
  });
  return whole && shrinker ? Uint8Array.from((shrinker as Shrinker).png()) : null;
}
