/** The scanner: a sheet on the glass → a gray picture. Sampling, optics, lamp, sensor, and the sheet's own folds and cut corners. */
import { chanceOf, noiseTile, TILE } from './chance.ts';
import { fold as foldOf, stained, stains as stainsOf } from './damage.ts';
import type { Fold, Stain } from './damage.ts';
import { DPI } from './model.ts';
import type { GrayPicture, Sheet } from './model.ts';

export interface Scan {
  readonly dpi: number;
  readonly seed: number;
  /** Turn of the sheet on the glass; any angle. */
  readonly skew_deg?: number;
  /** Unequal scale of carriage and optics: 0.004 = 0.4 % wider, and as much less high. */
  readonly unequal?: number;
  /** Shift of the sheet on the glass, in dots of 600 dpi. */
  readonly shift_dots?: readonly [x: number, y: number];
  /** Optics, deviation in pixels of the scan. */
  readonly blur_px?: number;
  /** Noise of the sensor, in gray levels. */
  readonly noise?: number;
  /** Fall of the light from one edge to the other, 0 … 1, and its direction. */
  readonly lighting?: number;
  readonly lighting_rad?: number;
  /** A number draws that many from the seed. */
  readonly stains?: number | readonly Stain[];
  /** true draws one from the seed. */
  readonly fold?: boolean | Fold;
  /** Share of the sheet's area that is cut off as a triangle at one corner (0 upper left, clockwise). */
  readonly cut?: { readonly corner: 0 | 1 | 2 | 3; readonly share: number };
  /** Glass beyond the sheet on every side, and what is seen there (linear, 0 … 1). */
  readonly beyond_mm?: number;
  readonly background?: number;
  /** Corners of the sheet in the picture (upper left, clockwise, in shares of its sides) seen by a camera. */
  readonly perspective?: readonly (readonly [x: number, y: number])[];
  readonly infrared?: boolean;
  /** Exponent of the tone curve; 2.2 = about sRGB. */
  readonly gamma?: number;
}

/** Picture → sheet, as the rows of a 3 × 3 matrix. */
type Matrix = readonly [number, number, number, number, number, number, number, number, number];

const PHASES = 8;

/** Weights of one axis for each part of a dot that a pixel's middle may lie beside the dot's middle. */
function weightsOf(deviation_dots: number, reach: number): Float32Array {
  const taps = 2 * reach + 1;
  const weights = new Float32Array(PHASES * taps);
  for (let phase = 0; phase < PHASES; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const away = (tap - reach - (phase + 0.5) / PHASES + 0.5) / deviation_dots;
      sum += weights[phase * taps + tap] = Math.exp(-0.5 * away * away);
    }
    for (let tap = 0; tap < taps; tap++) weights[phase * taps + tap] = (weights[phase * taps + tap] ?? 0) / sum;
  }
  return weights;
}

/** Sheet place of a picture's pixel without fold: turn about the middle, unequal scale, shift; or a camera's perspective. */
function placeOf(sheet: Sheet, scan: Scan, width: number, height: number): Matrix {
  if (scan.perspective !== undefined) return fromCorners(scan.perspective, sheet, width, height);
  const scale = DPI / scan.dpi;
  const turn = ((scan.skew_deg ?? 0) * Math.PI) / 180;
  const sx = scale / (1 + (scan.unequal ?? 0));
  const sy = scale / (1 - (scan.unequal ?? 0));
  const [shiftX, shiftY] = scan.shift_dots ?? [0, 0];
  const a = Math.cos(turn) * sx;
  const b = Math.sin(turn) * sy;
  const c = -Math.sin(turn) * sx;
  const d = Math.cos(turn) * sy;
  const midX = (width - 1) / 2;
  const midY = (height - 1) / 2;
  return [
    a,
    b,
    sheet.width / 2 - shiftX - a * midX - b * midY,
    c,
    d,
    sheet.height / 2 - shiftY - c * midX - d * midY,
    0,
    0,
    1,
  ];
}

/** The homography that takes four corners in the picture to those of the sheet: Gauss on eight equations. */
function fromCorners(
  corners: readonly (readonly [number, number])[],
  sheet: Sheet,
  width: number,
  height: number,
): Matrix {
  const aims = [
    [0, 0],
    [sheet.width, 0],
    [sheet.width, sheet.height],
    [0, sheet.height],
  ];
  const rows: number[][] = [];
  for (let at = 0; at < 4; at++) {
    const [u = 0, v = 0] = corners[at] ?? [];
    const [x = 0, y = 0] = aims[at] ?? [];
    const px = u * width;
    const py = v * height;
    rows.push([px, py, 1, 0, 0, 0, -px * x, -py * x, x], [0, 0, 0, px, py, 1, -px * y, -py * y, y]);
  }
  const solved = solve(rows);
  return [...solved, 1] as unknown as Matrix;
}

function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    rows.sort((one, other) =>
      rows.indexOf(one) < at || rows.indexOf(other) < at ? 0 : Math.abs(other[at] ?? 0) - Math.abs(one[at] ?? 0),
    );
    const pivot = rows[at] ?? [];
    for (const [index, row] of rows.entries()) {
      if (index === at) continue;
      const factor = (row[at] ?? 0) / (pivot[at] ?? 1);
      if (factor !== 0)
        for (let column = at; column <= size; column++)
          row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

/** Light of the lamp at a place of the picture, along one direction. */
const lampOf = (scan: Scan, width: number, height: number): readonly [number, number, number] => {
  const fall = scan.lighting ?? 0;
  const turn = scan.lighting_rad ?? 0.6;
  const x = (-fall * Math.cos(turn)) / width;
  const y = (-fall * Math.sin(turn)) / height;
  return [x, y, 1 - (x * width + y * height < 0 ? 0 : x * width + y * height)];
};

function cutOff(scan: Scan, sheet: Sheet): (x: number, y: number) => boolean {
  const cut = scan.cut;
  if (cut === undefined) return () => false;
  // A triangle of legs f·width and f·height has f²/2 of the area.
  const legs = Math.sqrt(2 * cut.share);
  return (x, y) => {
    const u = cut.corner === 1 || cut.corner === 2 ? 1 - x / sheet.width : x / sheet.width;
    const v = cut.corner >= 2 ? 1 - y / sheet.height : y / sheet.height;
    return u + v < legs;
  };
}

/** Scans one side of a sheet. */
export function scan(clean: Sheet, options: Scan): GrayPicture {
  const chance = chanceOf(options.seed).fork('scan');
  const list =
    typeof options.stains === 'number'
      ? stainsOf(chance.fork('stains'), options.stains, clean)
      : (options.stains ?? []);
  const sheet = list.length > 0 ? stained(clean, list, chance.fork('spill')) : clean;
  const crease =
    options.fold === true ? foldOf(chance.fork('fold'), clean) : options.fold === false ? undefined : options.fold;
  const scale = DPI / options.dpi;
  const beyond = ((options.beyond_mm ?? 0) / 25.4) * options.dpi * 2;
  const width = Math.round(sheet.width / scale + beyond);
  const height = Math.round(sheet.height / scale + beyond);
  const pixels = new Uint8Array(width * height);
  const light = (options.infrared === true ? sheet.infrared : null) ?? sheet.visible;
  const m = placeOf(sheet, options, width, height);
  const deviation = Math.sqrt((scale * scale) / 12 + ((options.blur_px ?? 0.45) * scale) ** 2);
  const reach = Math.max(1, Math.ceil(deviation * 2.2));
  const taps = 2 * reach + 1;
  const weights = weightsOf(deviation, reach);
  const [lampX, lampY, lamp0] = lampOf(options, width, height);
  const gone = cutOff(options, sheet);
  const noise = noiseTile(chance.fork('sensor'), options.noise ?? 2);
  const tone = Float32Array.from({ length: 1024 }, (_, at) => 255 * (at / 1023) ** (1 / (options.gamma ?? 2.2)));
  const background = (options.background ?? 0.8) * 255;
  const rowChance = chance.fork('rows');
  const cos = Math.cos(crease?.angle_rad ?? 0);
  const sin = Math.sin(crease?.angle_rad ?? 0);
  for (let v = 0; v < height; v++) {
    const start = Math.floor(rowChance.unit() * TILE);
    for (let u = 0; u < width; u++) {
      const w = m[6] * u + m[7] * v + m[8];
      let x = (m[0] * u + m[1] * v + m[2]) / w;
      let y = (m[3] * u + m[4] * v + m[5]) / w;
      let shade = lamp0 + lampX * u + lampY * v;
      if (crease !== undefined) {
        const off = (-(x - crease.x) * sin + (y - crease.y) * cos) / crease.strip_dots;
        if (off > -4) {
          const side = off > 4 ? 1 : 1 / (1 + Math.exp(-off * 3));
          const rise = off > 4 ? 0 : Math.exp(-off * off);
          const along = crease.along_dots * side;
          const across = crease.across_dots * (side + rise * 0.8);
          x += cos * along - sin * across;
          y += sin * along + cos * across;
          shade *= 1 - crease.shade * rise;
        }
      }
      let value = background;
      const left = Math.floor(x);
      const top = Math.floor(y);
      if (left >= reach && top >= reach && left < sheet.width - reach && top < sheet.height - reach) {
        if (!gone(x, y)) {
          const fx = (Math.floor((x - left) * PHASES) & (PHASES - 1)) * taps;
          const fy = (Math.floor((y - top) * PHASES) & (PHASES - 1)) * taps;
          value = 0;
          let row = (top - reach) * sheet.width + left - reach;
          for (let ty = 0; ty < taps; ty++, row += sheet.width) {
            let line = 0;
            for (let tx = 0; tx < taps; tx++) line += (light[row + tx] ?? 0) * (weights[fx + tx] ?? 0);
            value += line * (weights[fy + ty] ?? 0);
          }
        }
      }
      const seen = value * shade * (1023 / 255);
      const level =
        (tone[seen < 0 ? 0 : seen > 1023 ? 1023 : seen | 0] ?? 0) + (noise[(start + u) & (TILE - 1)] ?? 0) + 0.5;
      pixels[v * width + u] = level < 0 ? 0 : level > 255 ? 255 : level;
    }
  }
  return { width, height, pixels };
}
