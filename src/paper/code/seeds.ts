/** From the code's corners to its first sync marks: which way up it lies, and how large a module is. */
import type { GrayPicture } from './contract.ts';
import { GRID_HEIGHT, GRID_WIDTH, MARK_PITCH, MARK_X, MARK_Y } from './grid.ts';
import type { Basis, Seen } from './marks.ts';
import { seek } from './marks.ts';
import type { Point, Pose } from './pose.ts';
import { posed, poseOf } from './pose.ts';

/** A mark that was found, the column and row it is taken for, and the module's size there. */
export interface Seed {
  readonly column: number;
  readonly row: number;
  readonly seen: Seen;
  /** Of the guess that found it: how the size of a module changes over the sheet. */
  readonly pose: Pose;
}

/** How a code may lie: modules → pixels. */
export interface Guess {
  readonly pose: Pose;
  /** Modules around a place in which its mark is looked for. */
  readonly reach: number;
}

const CORNERS: readonly Point[] = [
  [0, 0],
  [GRID_WIDTH, 0],
  [GRID_WIDTH, GRID_HEIGHT],
  [0, GRID_HEIGHT],
];

/** The four ways to lay the grid into four corners, as it is or as seen in a mirror. */
export function wholeGuesses(corners: readonly Point[], isMirrored: boolean): Guess[] {
  return [0, 1, 2, 3].flatMap((turn) => {
    const ring = isMirrored ? corners.toReversed() : corners;
    const pose = poseOf(
      CORNERS,
      CORNERS.map((_, at) => ring[(at + turn) % 4]!),
    );
    return pose === null ? [] : [{ pose, reach: 10 }];
  });
}

/** For a sheet of which a part is gone: one whole side gives the size of a module, each mark may be any mark. */
export function partGuesses(corners: readonly Point[]): Guess[] {
  const side = (at: number): number =>
    Math.hypot(corners[(at + 1) % 4]![0] - corners[at]![0], corners[(at + 1) % 4]![1] - corners[at]![1]);
  const wide = (side(0) + side(2)) / 2;
  const high = (side(1) + side(3)) / 2;
  const middle = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis]! / 4, 0));
  const angle = Math.atan2(corners[1]![1] - corners[0]![1], corners[1]![0] - corners[0]![0]);
  const sizes = [wide / GRID_WIDTH, high / GRID_HEIGHT, wide / GRID_HEIGHT, high / GRID_WIDTH];
  return sizes
    .filter((size) => size > 0.8)
    .flatMap((size) =>
      [0, 1, 2, 3].map((turn) => {
        const cos = Math.cos(angle + (turn * Math.PI) / 2) * size;
        const sin = Math.sin(angle + (turn * Math.PI) / 2) * size;
        const x = middle[0]! - (cos * GRID_WIDTH - sin * GRID_HEIGHT) / 2;
        const y = middle[1]! - (sin * GRID_WIDTH + cos * GRID_HEIGHT) / 2;
        return { pose: Float64Array.of(cos, -sin, x, sin, cos, y, 0, 0, 1), reach: 17 };
      }),
    );
}

/** Size and direction of a module at a mark. */
export const markBasis = (pose: Pose, column: number, row: number): Basis =>
  basisAt(pose, MARK_X + 4 + column * MARK_PITCH, MARK_Y + 4 + row * MARK_PITCH);

/** Size and direction of a module at a place of the grid. */
export function basisAt(pose: Pose, u: number, v: number): Basis {
  const [x0, y0] = posed(pose, u - 4, v);
  const [x1, y1] = posed(pose, u + 4, v);
  const [x2, y2] = posed(pose, u, v - 4);
  const [x3, y3] = posed(pose, u, v + 4);
  return { ax: (x1 - x0) / 8, ay: (y1 - y0) / 8, bx: (x3 - x2) / 8, by: (y3 - y2) / 8 };
}

/** Where marks are looked for: four columns and four rows within the sheet, three of them in the middle for a part of a sheet. */
const TRIED: readonly (readonly [column: number, row: number])[] = [10, 20, 26, 7].flatMap((row, at) =>
  [5, 11, 17, 23].map((column) => [column + (at & 1), row] as const),
);
/** Correlation of a mark that is surely one: 64 modules of chance reach 0.55 in some thousand tries. */
const SURE = 0.68;

/** Marks of a guess, best first; fewer than three are chance. */
export function seedsOf(picture: GrayPicture, { pose, reach }: Guess): Seed[] {
  const seeds: Seed[] = [];
  for (const [at, [column, row]] of TRIED.entries()) {
    // Half of all places without a mark: this guess is wrong.
    if (at === TRIED.length / 2 && seeds.length === 0) return [];
    const u = MARK_X + 4 + column * MARK_PITCH;
    const v = MARK_Y + 4 + row * MARK_PITCH;
    const [x, y] = posed(pose, u, v);
    const basis = basisAt(pose, u, v);
    const size = Math.hypot(basis.ax, basis.ay);
    if (!(size > 0.6 && size < 12 && x > 0 && y > 0 && x < picture.width && y < picture.height)) continue;
    const seen = seek(picture, x - 0.5, y - 0.5, basis, reach);
    if (Math.abs(seen.match) > SURE) seeds.push({ column, row, seen, pose });
  }
  return seeds.length < 3 ? [] : seeds.sort((one, other) => Math.abs(other.seen.match) - Math.abs(one.seen.match));
}
