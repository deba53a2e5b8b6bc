/** A scan of the calibration sheet → the rung at which message and field are equally dark (R98). */
import type { GrayPicture } from '../code/contract.ts';
import { isBlack } from './bits.ts';
import { calibrationWord, CORNERS, FIELD_SIZE, fieldBox } from './calibration-sheet.ts';
import { findSquares, type Point } from './calibration-squares.ts';
import type { Letters } from './letters.ts';
import { CHARACTERS_SCALE } from './pattern.ts';
import { RUNGS } from './settings.ts';

/** What was measured in the field of one rung. */
export interface RungMeasured {
  readonly rung: number;
  /** Darkness of the message over that of the field, both over the paper; 1 = the word is not seen. */
  readonly ratio: number;
}

/** `noSheet`: the squares of the sheet are not all there. `copy`: the fields are gone, so that this is a copy of the sheet. */
export type CalibrationRead =
  | { readonly ok: true; readonly rung: number; readonly measured: readonly RungMeasured[] }
  | { readonly ok: false; readonly why: 'noSheet' | 'copy' };

/** Scans hold light as sRGB does; an eye at arm's length averages the light itself. */
const GAMMA = 2.2;
/**
 * So far from the word, in dots, there is only field. Of the word all is measured: the middle of a stroke holds one row of dots or two, by
 * chance, and only the whole of it is as dark as the message is.
 */
const AWAY = 30;
/** Every third dot is looked at: has no divisor in common with a pitch of the lattices but 21, so that all phases are met. */
const STEP = 3;
/** A field that keeps less than a fourth of the message's darkness is a copier's work, not an engine's. */
const COPY_RATIO = 4;

/** Finds the sheet in a scan, however it lies, and measures each field. */
export function readCalibration(scan: GrayPicture, letters: Letters): CalibrationRead {
  const squares = findSquares(scan);
  if (squares === null) return { ok: false, why: 'noSheet' };
  const toScan = projection(CORNERS.places, squares);
  const light = new Float64Array(256).map((_, value) => (value / 255) ** GAMMA);
  const at = (x: number, y: number): number => {
    const point = toScan(x, y);
    const column = Math.min(scan.width - 1, Math.max(0, Math.round(point.x - 0.5)));
    const row = Math.min(scan.height - 1, Math.max(0, Math.round(point.y - 0.5)));
    return light[scan.pixels[row * scan.width + column] ?? 0] ?? 0;
  };
  const parts = partsOfWord(letters);
  const measured: RungMeasured[] = [];
  for (let rung: number = RUNGS.min; rung <= RUNGS.max; rung += 1)
    measured.push({ rung, ratio: ratioOf(rung, parts, at) });
  const ratios = measured.map(({ ratio }) => ratio);
  if (ratios.some((ratio) => ratio <= 0 || Number.isNaN(ratio))) return { ok: false, why: 'noSheet' };
  if (ratios.every((ratio) => ratio > COPY_RATIO)) return { ok: false, why: 'copy' };
  return { ok: true, rung: rungOfOne(measured), measured };
}

/** Places of the word, and of the field around it. */
interface Parts {
  readonly message: readonly Point[];
  readonly field: readonly Point[];
}

function partsOfWord(letters: Letters): Parts {
  const word = calibrationWord(letters);
  const isInk = (x: number, y: number): boolean =>
    isBlack(word, Math.floor(x / CHARACTERS_SCALE), Math.floor(y / CHARACTERS_SCALE));
  const [message, field]: [Point[], Point[]] = [[], []];
  for (let y = AWAY; y < FIELD_SIZE.height - AWAY; y += STEP)
    for (let x = AWAY; x < FIELD_SIZE.width - AWAY; x += STEP) {
      const around = [isInk(x - AWAY, y), isInk(x + AWAY, y), isInk(x, y - AWAY), isInk(x, y + AWAY)];
      if (isInk(x, y)) message.push({ x, y });
      else if (!around.includes(true)) field.push({ x, y });
    }
  return { message, field };
}

type Light = (x: number, y: number) => number;

function ratioOf(rung: number, { message, field }: Parts, at: Light): number {
  const box = fieldBox(rung);
  const mean = (points: readonly Point[]): number =>
    points.reduce((sum, { x, y }) => sum + at(box.x + x, box.y + y), 0) / points.length;
  const paper = paperAround(rung, at);
  const dark = paper - mean(field);
  // A copy's field is paper, or by its noise lighter.
  return dark > 0 ? (paper - mean(message)) / dark : Infinity;
}

/** Bare paper above and below a field. */
function paperAround(rung: number, at: Light): number {
  const { x, y, width, height } = fieldBox(rung);
  let sum = 0;
  let count = 0;
  for (let column = 0; column < width; column += STEP)
    for (let row = 15; row <= 45; row += STEP) {
      sum += at(x + column, y - row) + at(x + column, y + height + row);
      count += 2;
    }
  return sum / count;
}

/** One rung's field is so much darker than the last that the logarithms lie on a line: where it meets 1 is less noisy than any point. */
function rungOfOne(measured: readonly RungMeasured[]): number {
  const count = measured.length;
  const meanRung = measured.reduce((sum, { rung }) => sum + rung, 0) / count;
  const meanLog = measured.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / count;
  let [across, along] = [0, 0];
  for (const { rung, ratio } of measured) {
    across += (rung - meanRung) * (Math.log(ratio) - meanLog);
    along += (rung - meanRung) ** 2;
  }
  const slope = across / along;
  // A darker field makes a smaller ratio; where it does not, the fields say nothing and the nearest one is taken.
  const nearest = measured.toSorted((a, b) => Math.abs(Math.log(a.ratio)) - Math.abs(Math.log(b.ratio)))[0];
  if (slope >= 0) return nearest?.rung ?? RUNGS.min;
  return Math.min(RUNGS.max, Math.max(RUNGS.min, Math.round(meanRung - meanLog / slope)));
}

/** The projective map that takes four points to four others: solves eight equations (Heckbert 1989, section 2.2). */
function projection(from: readonly Point[], to: readonly Point[]): (x: number, y: number) => Point {
  const rows = from.flatMap(({ x, y }, index) => {
    const { x: u, y: v } = to[index] ?? { x: 0, y: 0 };
    return [
      [x, y, 1, 0, 0, 0, -x * u, -y * u, u],
      [0, 0, 0, x, y, 1, -x * v, -y * v, v],
    ];
  });
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved(rows);
  return (x, y) => {
    const w = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
  };
}

/** Gaussian elimination with the largest pivot; each row ends with its right-hand side. */
function solved(rows: number[][]): number[] {
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    let best = at;
    for (let row = at + 1; row < size; row += 1)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0)) best = row;
    [rows[at], rows[best]] = [rows[best] ?? [], rows[at] ?? []];
    const pivot = rows[at] ?? [];
    for (let row = 0; row < size; row += 1) {
      const other = rows[row] ?? [];
      if (row === at) continue;
      const factor = (other[at] ?? 0) / (pivot[at] ?? 1);
      for (let column = at; column <= size; column += 1)
        other[column] = (other[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}
