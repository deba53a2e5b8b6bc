/**
 * A copier: its scanner (coarser than an engine's dot), its removal of the background, its own engine. What is paler than the background
 * level becomes paper; that is what the small dots of けん制文字 are lost to.
 */
import type { BitPicture } from '../../../src/paper/code/contract.ts';
import { chanceOf, noiseTile, TILE } from './chance.ts';
import { PAPER } from './model.ts';
import type { Engine, Preset, Sheet } from './model.ts';
import { print } from './print.ts';

export interface Copier {
  /** Optics, deviation in dots of 600 dpi: 1.3 = 55 µm. */
  readonly blur_dots: number;
  /** Darkness up to which a place is background, and from which it is black; of 0 … 1. */
  readonly background: number;
  readonly black: number;
  readonly engine: Preset | Engine;
}

/** A copier as it stands in an office, at its normal setting. Judgement. */
export const OFFICE_COPIER: Copier = { blur_dots: 1.3, background: 0.42, black: 0.8, engine: 'office' };

/** A copy of a sheet: black toner alone, as large as the sheet. */
export function copy(sheet: Sheet, seed: number, copier: Copier = OFFICE_COPIER): Sheet {
  const { width, height } = sheet;
  const seen = blurred(sheet, copier.blur_dots);
  const noise = noiseTile(chanceOf(seed).fork('copier'), 0.015);
  const stride = (width + 7) >> 3;
  const dots: BitPicture = { width, height, rows: new Uint8Array(stride * height) };
  let carried = new Float32Array(width + 2);
  for (let y = 0; y < height; y += 1) {
    const below = new Float32Array(width + 2);
    let ahead = 0;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const darkness = 1 - (seen[at] ?? 0) / (PAPER.white * 255) + (noise[(at + (at >> 9)) & (TILE - 1)] ?? 0);
      const wanted = Math.min(1, Math.max(0, (darkness - copier.background) / (copier.black - copier.background)));
      // Floyd–Steinberg: what one dot cannot give, its neighbours do.
      const value = wanted === 0 ? 0 : wanted + ahead + (carried[x + 1] ?? 0);
      const isBlack = value > 0.5;
      if (isBlack) dots.rows[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
      const rest = wanted === 0 ? 0 : value - (isBlack ? 1 : 0);
      ahead = (rest * 7) / 16;
      below[x]! += (rest * 3) / 16;
      below[x + 1]! += (rest * 5) / 16;
      below[x + 2]! += rest / 16;
    }
    carried = below;
  }
  return print(dots, copier.engine, seed + 1);
}

/** The sheet through the copier's optics: a Gaussian in both directions. */
function blurred({ visible, width, height }: Sheet, deviation: number): Float32Array {
  const reach = Math.ceil(deviation * 2.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-0.5 * ((at - reach) / deviation) ** 2));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const across = new Float32Array(width * height);
  const both = new Float32Array(width * height);
  const inside = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let tap = -reach; tap <= reach; tap += 1)
        sum += (visible[y * width + inside(x + tap, width)] ?? 0) * (weights[tap + reach] ?? 0);
      across[y * width + x] = sum / whole;
    }
  for (let y = 0; y < height; y += 1)
    for (let tap = -reach; tap <= reach; tap += 1) {
      const from = inside(y + tap, height) * width;
      const weight = (weights[tap + reach] ?? 0) / whole;
      for (let x = 0; x < width; x += 1) both[y * width + x]! += (across[from + x] ?? 0) * weight;
    }
  return both;
}
