/**
 * The lattice of sync marks in a scan. It grows from a mark to its neighbours, so that a fold, a curl or a camera's view only bends it;
 * the signs of the marks then tell which mark is which, however much of the sheet is missing.
 */
import type { GrayPicture } from './contract.ts';
import { MARK_COLUMNS, MARK_PITCH, MARK_ROWS } from './grid.ts';
import type { Basis, Seen } from './marks.ts';
import { seek } from './marks.ts';
import type { Pose } from './pose.ts';
import type { Seed } from './seeds.ts';
import { markBasis } from './seeds.ts';

/** Places of all marks, row by row. */
export interface Lattice {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Correlation of each mark with what was seen; 0: not seen, its place comes from its neighbours. */
  readonly match: Float32Array;
}

/** Correlation from which a mark near its expected place is taken. */
const TAKEN = 0.5;
const SPAN = 128;
const MIDDLE = 48;

interface Node {
  readonly seen: Seen;
  readonly basis: Basis;
}

const STEPS: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/** All marks that hang together with the seeds, by column and row as the seeds count them. */
function grown(picture: GrayPicture, seed: Seed): ReadonlyMap<number, Node> {
  const nodes = new Map<number, Node>();
  const tried = new Set<number>();
  const start = (seed.row + MIDDLE) * SPAN + seed.column + MIDDLE;
  nodes.set(start, { seen: seed.seen, basis: markBasis(seed.pose, seed.column, seed.row) });
  const open = [start];
  while (open.length > 0 && nodes.size < 2_000) {
    // The surest first: a doubtful mark must not lead the way.
    let pick = 0;
    for (let at = 1; at < open.length; at += 1)
      if (Math.abs(nodes.get(open[at]!)!.seen.match) > Math.abs(nodes.get(open[pick]!)!.seen.match)) pick = at;
    const at = open[pick]!;
    open[pick] = open.at(-1)!;
    open.pop();
    for (const [du, dv] of STEPS) {
      const next = at + dv * SPAN + du;
      const column = next % SPAN;
      if (nodes.has(next) || column < 2 || column > SPAN - 3 || next < 2 * SPAN || next > SPAN * (SPAN - 2)) continue;
      const tag = at * 4 + STEPS.findIndex(([u, v]) => u === du && v === dv);
      if (tried.has(tag)) continue;
      tried.add(tag);
      const found = stepFrom(picture, nodes, seed.pose, at, du, dv);
      if (found === null) continue;
      nodes.set(next, found);
      open.push(next);
    }
  }
  return nodes;
}

/** The neighbour in one direction: as far away as the opposite neighbour, or as the module's size says. */
function stepFrom(
  picture: GrayPicture,
  nodes: ReadonlyMap<number, Node>,
  pose: Pose,
  at: number,
  du: number,
  dv: number,
): Node | null {
  const { seen, basis } = nodes.get(at)!;
  let x = (du * basis.ax + dv * basis.bx) * MARK_PITCH;
  let y = (du * basis.ay + dv * basis.by) * MARK_PITCH;
  const opposite = nodes.get(at - dv * SPAN - du);
  if (opposite !== undefined) {
    x = (x + seen.x - opposite.seen.x) / 2;
    y = (y + seen.y - opposite.seen.y) / 2;
  }
  const near = drifted(basis, pose, (at % SPAN) - MIDDLE, Math.floor(at / SPAN) - MIDDLE, du, dv);
  const found = seek(picture, seen.x + x, seen.y + y, near, 2.5);
  if (Math.abs(found.match) < TAKEN) return null;
  // The size of a module follows slowly what is measured from mark to mark.
  const sign = du + dv;
  const mx = (sign * (found.x - seen.x)) / MARK_PITCH;
  const my = (sign * (found.y - seen.y)) / MARK_PITCH;
  const next =
    du !== 0
      ? { ...near, ax: 0.7 * near.ax + 0.3 * mx, ay: 0.7 * near.ay + 0.3 * my }
      : { ...near, bx: 0.7 * near.bx + 0.3 * mx, by: 0.7 * near.by + 0.3 * my };
  return { seen: found, basis: next };
}

/** The size of a module one mark on, changed as the perspective of the guess changes it. */
function drifted(basis: Basis, pose: Pose, column: number, row: number, du: number, dv: number): Basis {
  const from = markBasis(pose, column, row);
  const to = markBasis(pose, column + du, row + dv);
  const next = {
    ax: basis.ax + to.ax - from.ax,
    ay: basis.ay + to.ay - from.ay,
    bx: basis.bx + to.bx - from.bx,
    by: basis.by + to.by - from.by,
  };
  const area = next.ax * next.by - next.ay * next.bx;
  // Far outside the guess a perspective means nothing.
  return area > 0.3 && area < 150 ? next : basis;
}

/** The lattice around the best seeds, each mark in its true place; null: these are no marks of a code. */
export function latticeOf(picture: GrayPicture, seeds: readonly Seed[], signs: Int8Array): Lattice | null {
  for (const seed of seeds.slice(0, 3)) {
    const nodes = grown(picture, seed);
    if (nodes.size < 30) continue;
    const shift = shiftOf(nodes, signs);
    // Many marks with other signs (a negative): no other seed changes that.
    if (shift === null && nodes.size > 200) return null;
    if (shift === null) continue;
    const lattice = placed(nodes, shift, signs);
    dropStrays(lattice);
    if (lattice.match.filter((match) => match > 0).length < 30) continue;
    lookAgain(picture, lattice, signs);
    return lattice;
  }
  return null;
}

const NO_SHIFT = { columns: 0, rows: 0 };

/** The shift of columns and rows under which the signs that were seen are those of the code. */
function shiftOf(nodes: ReadonlyMap<number, Node>, signs: Int8Array): typeof NO_SHIFT | null {
  const seen = [...nodes].map(
    ([
      at,
      {
        seen: { match },
      },
    ]) => ({
      column: (at % SPAN) - MIDDLE,
      row: Math.floor(at / SPAN) - MIDDLE,
      sign: Math.sign(match),
    }),
  );
  const agreement = (columns: number, rows: number): number => {
    let sum = 0;
    for (const { column, row, sign } of seen) {
      const u = column + columns;
      const v = row + rows;
      if (u >= 0 && v >= 0 && u < MARK_COLUMNS && v < MARK_ROWS) sum += sign * signs[v * MARK_COLUMNS + u]!;
    }
    return sum;
  };
  let best = NO_SHIFT;
  let most = agreement(0, 0);
  if (most < 0.8 * seen.length)
    for (let rows = -40; rows <= 40; rows += 1)
      for (let columns = -40; columns <= 40; columns += 1) {
        const sum = agreement(columns, rows);
        if (sum > most) [best, most] = [{ columns, rows }, sum];
      }
  // 30 signs agree by chance in one of 10⁹ tries; 6,561 are made.
  return most >= 24 && most > 0.6 * seen.length ? best : null;
}

function placed(nodes: ReadonlyMap<number, Node>, shift: typeof NO_SHIFT, signs: Int8Array): Lattice {
  const size = MARK_COLUMNS * MARK_ROWS;
  const lattice = { x: new Float64Array(size), y: new Float64Array(size), match: new Float32Array(size) };
  for (const [at, { seen }] of nodes) {
    const column = (at % SPAN) - MIDDLE + shift.columns;
    const row = Math.floor(at / SPAN) - MIDDLE + shift.rows;
    if (column < 0 || row < 0 || column >= MARK_COLUMNS || row >= MARK_ROWS) continue;
    const to = row * MARK_COLUMNS + column;
    if (Math.sign(seen.match) !== signs[to]) continue;
    lattice.x[to] = seen.x;
    lattice.y[to] = seen.y;
    lattice.match[to] = Math.abs(seen.match);
  }
  return lattice;
}

/** Neighbours on both sides, along the row and along the column. */
function pairsOf(at: number): (readonly [before: number, after: number])[] {
  const column = at % MARK_COLUMNS;
  const pairs: (readonly [number, number])[] = [];
  if (column > 0 && column < MARK_COLUMNS - 1) pairs.push([at - 1, at + 1]);
  if (at >= MARK_COLUMNS && at < MARK_COLUMNS * (MARK_ROWS - 1)) pairs.push([at - MARK_COLUMNS, at + MARK_COLUMNS]);
  return pairs;
}

/** Forgets marks that lie off the middle of their neighbours by more than a fold explains. */
function dropStrays({ x, y, match }: Lattice): void {
  const strays: number[] = [];
  for (let at = 0; at < match.length; at += 1) {
    if (match[at] === 0 || match[at]! > 0.75) continue;
    for (const [before, after] of pairsOf(at)) {
      if (match[before] === 0 || match[after] === 0) continue;
      const pitch = Math.hypot(x[after]! - x[before]!, y[after]! - y[before]!) / 2;
      const off = Math.hypot(x[at]! - (x[before]! + x[after]!) / 2, y[at]! - (y[before]! + y[after]!) / 2);
      if (off > (1.2 / MARK_PITCH) * pitch) strays.push(at);
    }
  }
  for (const at of strays) match[at] = 0;
}

/** Gives every mark that was not seen the place its neighbours tell: first straight on from them, then as smooth as can be. */
function fillGaps({ x, y, match }: Lattice): void {
  const isKnown = match.map((value) => (value > 0 ? 1 : 0));
  const steps = meanSteps(x, y, match);
  for (let left = isKnown.filter((known) => known === 0).length, before = -1; left > 0 && left !== before;) {
    before = left;
    const ready: (readonly [at: number, x: number, y: number])[] = [];
    for (let at = 0; at < isKnown.length; at += 1) {
      if (isKnown[at] === 1) continue;
      let [sx, sy, count] = [0, 0, 0];
      const column = at % MARK_COLUMNS;
      const row = Math.floor(at / MARK_COLUMNS);
      for (const [du, dv] of STEPS) {
        const u = column + du;
        const v = row + dv;
        const from = v * MARK_COLUMNS + u;
        if (u < 0 || v < 0 || u >= MARK_COLUMNS || v >= MARK_ROWS || isKnown[from] === 0) continue;
        sx += x[from]! - du * steps[0] - dv * steps[2];
        sy += y[from]! - du * steps[1] - dv * steps[3];
        count += 1;
      }
      if (count > 0) ready.push([at, sx / count, sy / count]);
    }
    for (const [at, px, py] of ready) {
      x[at] = px;
      y[at] = py;
      isKnown[at] = 1;
    }
    left -= ready.length;
  }
  for (let round = 0; round < 60; round += 1)
    for (let at = 0; at < match.length; at += 1) {
      const pairs = match[at] === 0 ? pairsOf(at) : [];
      // A corner has no neighbours on both sides: it stays.
      if (pairs.length === 0) continue;
      let [sx, sy] = [0, 0];
      for (const [one, other] of pairs) {
        sx += x[one]! + x[other]!;
        sy += y[one]! + y[other]!;
      }
      x[at] = sx / (2 * pairs.length);
      y[at] = sy / (2 * pairs.length);
    }
}

/** Rounds of looking again; each goes one or two marks further. */
const ROUNDS = 16;
/** Correlation of a mark that is found away from others. */
const LONE = 0.6;

/** Looks for missing marks where the others say they are: a band without print does not hide what lies beyond. */
function lookAgain(picture: GrayPicture, lattice: Lattice, signs: Int8Array): void {
  const { x, y, match } = lattice;
  for (let round = 0; round < ROUNDS; round += 1) {
    fillGaps(lattice);
    let found = 0;
    for (let at = 0; at < match.length; at += 1) {
      if (match[at] !== 0) continue;
      const basis = localBasis(lattice, at);
      const seen = seek(picture, x[at]!, y[at]!, basis, 3);
      if (seen.match * signs[at]! < LONE) continue;
      x[at] = seen.x;
      y[at] = seen.y;
      match[at] = Math.abs(seen.match);
      found += 1;
    }
    if (found === 0) return;
  }
  fillGaps(lattice);
}

/** Size of a module between a mark's neighbours. */
function localBasis({ x, y }: Lattice, at: number): Basis {
  const column = at % MARK_COLUMNS;
  const row = Math.floor(at / MARK_COLUMNS);
  const left = at - Math.min(1, column);
  const right = at + Math.min(1, MARK_COLUMNS - 1 - column);
  const above = at - MARK_COLUMNS * Math.min(1, row);
  const below = at + MARK_COLUMNS * Math.min(1, MARK_ROWS - 1 - row);
  const across = (right - left) * MARK_PITCH;
  const down = ((below - above) / MARK_COLUMNS) * MARK_PITCH;
  return {
    ax: (x[right]! - x[left]!) / across,
    ay: (y[right]! - y[left]!) / across,
    bx: (x[below]! - x[above]!) / down,
    by: (y[below]! - y[above]!) / down,
  };
}

/** Mean way from a mark to the next one in its row, and in its column. */
function meanSteps(x: Float64Array, y: Float64Array, match: Float32Array): readonly [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  const counts: [number, number] = [0, 0];
  for (let at = 0; at < match.length; at += 1)
    for (const axis of [0, 1] as const) {
      const next = axis === 0 ? at + 1 : at + MARK_COLUMNS;
      if (match[at] === 0 || next >= match.length || match[next] === 0) continue;
      if (axis === 0 && next % MARK_COLUMNS === 0) continue;
      sums[2 * axis]! += x[next]! - x[at]!;
      sums[2 * axis + 1]! += y[next]! - y[at]!;
      counts[axis] += 1;
    }
  const mean = (at: number): number => sums[at]! / Math.max(1, counts[at >> 1]!);
  return [mean(0), mean(1), mean(2), mean(3)];
}
