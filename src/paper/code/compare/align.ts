/** Bends the first guess until the scan lies on the front: blocks of ink are sought in the scan, coarse to fine. */
import { coarseFits } from './coarse.ts';
import { localMove, type Found, type Move } from './local-move.ts';
import { blurred, shrunk, type Plane } from './plane.ts';
import { bent, laidOver, straightWarp, type Warp } from './warp.ts';

/** One pass: at `factor` front elements a pixel, blocks of `block` pixels are sought within `reach` pixels. */
interface Pass {
  readonly factor: number;
  readonly block: number;
  readonly reach: number;
  readonly blur: number;
  /** How the moves of blocks become a move of the page. */
  readonly model: 'affine' | 'quadratic' | 'local';
}

/** For a front of 300 dpi: 25, 25, 14 and 7 mm blocks, sought within 8, 3, 1 and 0.6 mm. */
const PASSES: readonly Pass[] = [
  { factor: 6, block: 50, reach: 16, blur: 1, model: 'affine' },
  { factor: 4, block: 74, reach: 9, blur: 1, model: 'affine' },
  { factor: 3, block: 56, reach: 4, blur: 1, model: 'quadratic' },
  { factor: 2, block: 40, reach: 3, blur: 1, model: 'local' },
];
/** A block says where it lies when it has this much ink, and is found this well. */
const INK_LEAST = 0.012;
const MATCH_LEAST = 0.45;
/** Size of the first guess: about 50 dpi. */
const COARSE_WIDTH = 413;
/** Guesses that are looked at closely: two ways up, at two scales each. */
const GUESSES = 4;
/** A guess that needs no second one. */
const MATCH_SURE = 0.6;
/** Sampling of the page for the score of a guess, and how far around the front's ink it counts, in such elements: 3 mm. */
const SCORE_FACTOR = 6;
const SCORE_NEAR = 6;

/** How a scan lies over a front; `match` is the correlation of the two around the front's ink, 1 for the same there. */
export interface Alignment {
  readonly warp: Warp;
  readonly match: number;
}

/** Lays `scan` over `front`; null when no ink is found or nothing fits. */
export function align(front: Plane, scan: Plane): Alignment | null {
  const frontFactor = front.width / COARSE_WIDTH;
  // Long sides of the two are about the same paper.
  const scanFactor = (Math.max(scan.width, scan.height) / Math.max(front.width, front.height)) * frontFactor;
  const fits = coarseFits(shrunk(front, frontFactor), shrunk(scan, Math.max(1, scanFactor)));
  const scanStep = Math.max(1, scanFactor);
  let best: Alignment | null = null;
  const ours = levelsOf(front);
  for (const { map } of fits.slice(0, GUESSES)) {
    const [a, b, c, d, e, f] = map;
    const scale = scanStep / frontFactor;
    const whole = [a * scale, b * scale, c * scanStep, d * scale, e * scale, f * scanStep] as const;
    let warp = straightWarp(whole, front.width, front.height);
    warp = refined(front, ours, scan, warp, PASSES[0]!);
    const match = matchOf(front, ours, scan, warp);
    if (best === null || match > best.match) best = { warp, match };
    if (match > MATCH_SURE) break;
  }
  if (best === null) return null;
  let { warp } = best;
  for (const pass of PASSES.slice(1)) warp = refined(front, ours, scan, warp, pass);
  return { warp, match: matchOf(front, ours, scan, warp) };
}

/** The front at lower resolutions, each made once. */
type Levels = (factor: number, blur: number) => Plane;

function levelsOf(front: Plane): Levels {
  const made = new Map<string, Plane>();
  return (factor, blur) => {
    const key = `${factor} ${blur}`;
    const level = made.get(key) ?? blurred(shrunk(front, factor), blur);
    made.set(key, level);
    return level;
  };
}

/** Correlation of front and scan at low resolution, around the front's ink: a stamp or a stain elsewhere does not make another page. */
function matchOf(front: Plane, levels: Levels, scan: Plane, warp: Warp): number {
  const ours = levels(SCORE_FACTOR, 1);
  const theirs = blurred(laidOver(scan, warp, front.width, front.height, SCORE_FACTOR), 1);
  const near = levels(SCORE_FACTOR, SCORE_NEAR).ink;
  const width = Math.min(ours.width, theirs.width);
  const height = Math.min(ours.height, theirs.height);
  const one = new Uint8Array(width * height);
  const other = new Uint8Array(width * height);
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (near[y * ours.width + x] === 0) continue;
      one[count] = ours.ink[y * ours.width + x]!;
      other[count] = theirs.ink[y * theirs.width + x]!;
      count += 1;
    }
  }
  const row = { width: count, height: 1 };
  return correlation({ ...row, ink: one }, { ...row, ink: other }, { ...row, x: 0, y: 0 }, 0, 0);
}

function refined(front: Plane, levels: Levels, scan: Plane, warp: Warp, pass: Pass): Warp {
  const { factor, block, reach, blur } = pass;
  const ours = levels(factor, blur);
  const theirs = blurred(laidOver(scan, warp, front.width, front.height, factor), blur);
  const found: Found[] = [];
  const hop = Math.round(block / (pass.model === 'local' ? 1.5 : 1));
  for (let y = reach; y + block + reach < theirs.height; y += hop) {
    for (let x = reach; x + block + reach < theirs.width; x += hop) {
      const box = { x, y, width: block, height: block };
      if (meanInk(ours, box) < INK_LEAST * 255) continue;
      const move = sought(ours, theirs, box, reach);
      if (move === null) continue;
      const middle = block / 2;
      const { dx, dy, score } = move;
      found.push({
        x: (x + middle) * factor,
        y: (y + middle) * factor,
        dx: dx * factor,
        dy: dy * factor,
        weight: score,
      });
    }
  }
  if (pass.model === 'local') return bent(warp, localMove(found, block * factor, front));
  const terms = pass.model === 'affine' || found.length < 24 ? 3 : 6;
  const move = fitted(found, terms, front, factor);
  return move === null ? warp : bent(warp, move);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function meanInk({ width, ink }: Plane, box: Box): number {
  let sum = 0;
  for (let y = box.y; y < box.y + box.height; y += 1)
    for (let x = box.x; x < box.x + box.width; x += 1) sum += ink[y * width + x]!;
  return sum / (box.width * box.height);
}

/** The move at which the block fits best, between elements too. */
function sought(
  ours: Plane,
  theirs: Plane,
  box: Box,
  reach: number,
): { readonly dx: number; readonly dy: number; readonly score: number } | null {
  const side = 2 * reach + 1;
  const scores = new Float32Array(side * side).fill(-1);
  const scoreAt = (dx: number, dy: number): number => {
    const at = (dy + reach) * side + dx + reach;
    if (scores[at] === -1) scores[at] = correlation(ours, theirs, box, dx, dy);
    return scores[at]!;
  };
  let best = { dx: 0, dy: 0, score: -1 };
  const look = (dx: number, dy: number): void => {
    if (Math.abs(dx) > reach || Math.abs(dy) > reach) return;
    const score = scoreAt(dx, dy);
    if (score > best.score) best = { dx, dy, score };
  };
  // Every second place of a wide reach, then around the best.
  const step = reach > 4 ? 2 : 1;
  for (let dy = -reach; dy <= reach; dy += step) for (let dx = -reach; dx <= reach; dx += step) look(dx, dy);
  const { dx: x, dy: y } = best;
  for (let dy = y - 1; dy <= y + 1; dy += 1) for (let dx = x - 1; dx <= x + 1; dx += 1) look(dx, dy);
  const { dx, dy, score } = best;
  if (score < MATCH_LEAST || Math.abs(dx) === reach || Math.abs(dy) === reach) return null;
  const across = peak(scoreAt(dx - 1, dy), score, scoreAt(dx + 1, dy));
  const down = peak(scoreAt(dx, dy - 1), score, scoreAt(dx, dy + 1));
  return { dx: dx + across, dy: dy + down, score };
}

/** Where a parabola through three scores has its top. */
function peak(before: number, at: number, after: number): number {
  const bend = before - 2 * at + after;
  return bend >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}

function correlation(ours: Plane, theirs: Plane, box: Box, dx: number, dy: number): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const rowA = y * ours.width;
    const rowB = (y + dy) * theirs.width + dx;
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const a = ours.ink[rowA + x]!;
      const b = theirs.ink[rowB + x]!;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
    count += box.width;
  }
  const variance = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
  return variance <= 0 ? 0 : (sumAB - (sumA * sumB) / count) / Math.sqrt(variance);
}

/** A smooth move through all blocks; those that stray (a table line sought along itself, a stain) count less with each round. */
function fitted(found: readonly Found[], terms: 3 | 6, front: Plane, factor: number): Move | null {
  if (found.length < terms + 2) return null;
  const basis = (x: number, y: number): number[] => {
    const u = x / front.width - 0.5;
    const v = y / front.height - 0.5;
    return [1, u, v, u * u, u * v, v * v].slice(0, terms);
  };
  let weights = found.map(({ weight }) => weight);
  let across: number[] | null = null;
  let down: number[] | null = null;
  for (let round = 0; round < 6; round += 1) {
    across = solved(
      found.map((at) => [basis(at.x, at.y), at.dx]),
      weights,
    );
    down = solved(
      found.map((at) => [basis(at.x, at.y), at.dy]),
      weights,
    );
    if (across === null || down === null) return null;
    const [first, second] = [across, down];
    weights = found.map((at) => {
      const row = basis(at.x, at.y);
      const off = Math.hypot(dot(first, row) - at.dx, dot(second, row) - at.dy) / factor;
      return at.weight / (1 + off * off * off * off);
    });
  }
  const [first, second] = [across!, down!];
  return (x, y) => {
    const row = basis(x, y);
    return [dot(first, row), dot(second, row)];
  };
}

/** Weighted least squares by the normal equations. */
function solved(rows: readonly (readonly [readonly number[], number])[], weights: readonly number[]): number[] | null {
  const size = rows[0]![0].length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const [index, [row, value]] of rows.entries()) {
    const weight = weights[index]!;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) matrix[i]![j]! += weight * row[i]! * row[j]!;
      matrix[i]![size]! += weight * row[i]! * value;
    }
  }
  for (let i = 0; i < size; i += 1) {
    const pivot = matrix[i]![i]!;
    if (Math.abs(pivot) < 1e-9) return null;
    for (let row = 0; row < size; row += 1) {
      if (row === i) continue;
      const share = matrix[row]![i]! / pivot;
      for (let column = i; column <= size; column += 1) matrix[row]![column]! -= share * matrix[i]![column]!;
    }
  }
  return matrix.map((row, i) => row[size]! / row[i]!);
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);
