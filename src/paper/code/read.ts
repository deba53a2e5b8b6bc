/**
 * Reads the dot code out of a scan or a photograph of a back.
 *
 *     scan → corners (find) → first marks (seeds) → lattice → mesh → modules → bytes → Reed–Solomon → payload
 */
import type { CodeRead, DotsToScan, GrayPicture } from './contract.ts';
import { decode } from './decode.ts';
import { findCorners, NARROW } from './find.ts';
import * as grid from './grid.ts';
import type { Lattice } from './lattice.ts';
import { latticeOf } from './lattice.ts';
import { BACK, MODULE_DOTS } from './layout.ts';
import type { Mesh } from './mesh.ts';
import { meshAt } from './mesh.ts';
import { meshOf, planOf, readModules } from './modules.ts';
import { isReadable, reduced } from './picture.ts';
import type { Point, Pose } from './pose.ts';
import { poseOf } from './pose.ts';
import { readSecret } from './secret-read.ts';
import type { Guess } from './seeds.ts';
import { partGuesses, seedsOf, wholeGuesses } from './seeds.ts';

/** Rows and columns of marks of which fewer than this share is seen are missing: a sheet that was cut through. */
const ROW_SEEN = 0.12;
const WHOLE = 0.72;
/** Marks not seen from which an unreadable code is called cut. */
const CUT = 0.8;

/** Reads payload and secret. Pure; never throws, whatever the picture is; takes some 100 MB beside a picture of 35 million pixels. */
export function readCode(scan: GrayPicture): CodeRead {
  if (!isReadable(scan)) return { ok: false, failure: 'noFrame' };
  const sets = findCorners(scan);
  if (sets.length === 0) return { ok: false, failure: 'noFrame' };
  const factor = factorOf(sets[0]!);
  const picture = reduced(scan, factor);
  const plan = grid.makeGrid();
  const shrunk = (list: readonly (readonly Point[])[]): Point[][] =>
    list.map((set) => set.map(([x, y]): Point => [(x + 0.5) / factor, (y + 0.5) / factor]));
  const lattice = findLattice(picture, shrunk(sets), () => shrunk(findCorners(scan, NARROW)), plan.signs);
  if (typeof lattice === 'string') return { ok: false, failure: lattice };
  if (isCutThrough(lattice)) return { ok: false, failure: 'cut' };
  const coarse = meshOf(lattice);
  const modules = readModules(picture, coarse, planOf(lattice.match, plan.signs));
  const decoded = decode(modules, plan);
  if (!decoded.ok) {
    const isCut = decoded.failure === 'unreadable' && seenShare(lattice) < CUT;
    return { ok: false, failure: isCut ? 'cut' : decoded.failure };
  }
  const pose = lowerPose(coarse);
  const secret = pose === null ? null : readSecret(picture, pose);
  return { ...decoded, secret, place: placeOf(modules.mesh, factor) };
}

/** Pixels of the scan that become one: a module of 2 to 3 pixels is enough, more only takes time. */
function factorOf(corners: readonly Point[]): number {
  let around = 0;
  for (let at = 0; at < 4; at += 1) {
    const [x0, y0] = corners[at]!;
    const [x1, y1] = corners[(at + 1) % 4]!;
    around += Math.hypot(x1 - x0, y1 - y0);
  }
  const size = around / (2 * (grid.GRID_WIDTH + grid.GRID_HEIGHT));
  return size > 3.6 ? Math.max(1, Math.min(16, Math.floor(size / 2))) : 1;
}

/** Share of the marks from which no other way to lay the grid is tried. */
const ENOUGH = 0.85;

/** The whole sheet in each of its ways, then in a mirror, then a part of it; of several lattices the largest. */
function findLattice(
  picture: GrayPicture,
  sets: readonly (readonly Point[])[],
  narrow: () => readonly (readonly Point[])[],
  signs: Int8Array,
): Lattice | 'mirrored' | 'noFrame' {
  let best: Lattice | null = null;
  let most = 0;
  /** True when a guess is good enough. */
  const isFound = (guesses: readonly Guess[]): boolean =>
    guesses.some((guess) => {
      const seeds = seedsOf(picture, guess);
      const lattice = seeds.length === 0 ? null : latticeOf(picture, seeds, signs);
      if (lattice === null) return false;
      const share = seenShare(lattice);
      if (share > most) [best, most] = [lattice, share];
      return share > ENOUGH;
    });
  if (sets.some((corners) => isFound(wholeGuesses(corners, false)))) return best!;
  if (narrow().some((corners) => isFound(wholeGuesses(corners, false)))) return best!;
  if (most === 0 && wholeGuesses(sets[0]!, true).some((guess) => seedsOf(picture, guess).length > 5)) return 'mirrored';
  if (isCutThrough(best)) sets.some((corners) => isFound(partGuesses(corners)));
  return best ?? 'noFrame';
}

const seenShare = ({ match }: Lattice): number => match.filter((value) => value > 0).length / match.length;

/** True where so many whole rows or columns of marks are missing that this is a part of a sheet, and no sheet with a damage. */
function isCutThrough(lattice: Lattice | null): boolean {
  if (lattice === null) return true;
  const { match } = lattice;
  const rows = new Uint16Array(grid.MARK_ROWS);
  const columns = new Uint16Array(grid.MARK_COLUMNS);
  for (let at = 0; at < match.length; at += 1) {
    if (match[at] === 0) continue;
    rows[Math.floor(at / grid.MARK_COLUMNS)]! += 1;
    columns[at % grid.MARK_COLUMNS]! += 1;
  }
  const seen = (counts: Uint16Array, of: number): number =>
    counts.filter((count) => count > ROW_SEEN * of).length / counts.length;
  return seen(rows, grid.MARK_COLUMNS) < WHOLE || seen(columns, grid.MARK_ROWS) < WHOLE;
}

/** Perspective of the lower left part of the code, by which the secret below it is found. */
function lowerPose(mesh: Mesh): Pose | null {
  const places: readonly Point[] = [
    [136, 776],
    [456, 776],
    [456, 1096],
    [136, 1096],
  ];
  return poseOf(
    places,
    places.map(([u, v]) => meshAt(mesh, u, v)).map(([x, y]): Point => [x + 0.5, y + 0.5]),
  );
}

/** Dots of the back → pixels of the scan; the middle of a dot and of a pixel is a whole number. */
function placeOf(mesh: Mesh, factor: number): DotsToScan {
  return (x, y) => {
    const u = (x + 0.5 - BACK.code.x) / MODULE_DOTS;
    const v = (y + 0.5 - BACK.code.y) / MODULE_DOTS;
    const [px, py] = meshAt(mesh, u, v);
    return [(px + 0.5) * factor - 0.5, (py + 0.5) * factor - 0.5];
  };
}
