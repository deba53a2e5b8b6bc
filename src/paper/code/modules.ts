/** Scan and lattice → every module of the code, black or white, with how sure that is. */
import type { GrayPicture } from './contract.ts';
import * as grid from './grid.ts';
import type { Lattice } from './lattice.ts';
import type { Field, Training } from './levels.ts';
import { equalise, learn, newTraining, normalised, unrest, weightsOf } from './levels.ts';
import type { Area, Mesh } from './mesh.ts';
import { refined, sampled } from './mesh.ts';

export interface Modules {
  /** About +1 for black, −1 for white; near 0: not known. */
  readonly soft: Field;
  /** How restless the surroundings of each module are. */
  readonly unrest: Field;
  readonly mesh: Mesh;
}

/** An area of modules with sync marks in it, seen for training: the large code, or the secret's. */
export interface Plan {
  readonly area: Area;
  /** White and black around the area that is not data, in modules. */
  readonly rim: number;
  /** +1 black, −1 white, 0 unknown, for each module: what the marks are known to be. */
  readonly known: Float32Array;
  /** Equalisers across and down: optics and engine differ over the sheet. */
  readonly across: number;
  readonly down: number;
}

export const CODE_AREA: Area = { left: 0, top: 0, width: grid.GRID_WIDTH, height: grid.GRID_HEIGHT };

/** Pixels of the mesh whose nodes are the middles of the marks. */
export function meshOf({ x, y }: Lattice): Mesh {
  return {
    left: grid.MARK_X + 4,
    top: grid.MARK_Y + 4,
    pitch: grid.MARK_PITCH,
    columns: grid.MARK_COLUMNS,
    rows: grid.MARK_ROWS,
    x,
    y,
  };
}

/** The plan of the large code: only marks that were seen are known. */
export function planOf(match: Float32Array, signs: Int8Array): Plan {
  const known = new Float32Array(grid.GRID_WIDTH * grid.GRID_HEIGHT);
  for (let at = 0; at < match.length; at += 1) {
    if (match[at] === 0) continue;
    const left = grid.MARK_X + (at % grid.MARK_COLUMNS) * grid.MARK_PITCH;
    const top = grid.MARK_Y + Math.floor(at / grid.MARK_COLUMNS) * grid.MARK_PITCH;
    putKnown(known, grid.GRID_WIDTH, left, top, signs[at]!);
  }
  return { area: CODE_AREA, rim: grid.FRAME, known, across: 8, down: 10 };
}

export function putKnown(known: Float32Array, width: number, left: number, top: number, sign: number): void {
  for (let y = 0; y < grid.MARK_SIDE; y += 1)
    for (let x = 0; x < grid.MARK_SIDE; x += 1)
      known[(top + y) * width + left + x] = (grid.markBit(x, y) === 1 ? 1 : -1) * sign;
}

/** Modules nearer to the middle than this are no teachers. */
const TEACHING = 0.35;
const RESTLESS = 0.3;

/**
 * Reads all modules of a plan: learns the equaliser from the marks, decides, moves the mesh to fit what was decided, and learns again
 * from everything.
 */
export function readModules(picture: GrayPicture, coarse: Mesh, plan: Plan): Modules {
  const { area, rim } = plan;
  let mesh = coarse;
  let field = fieldOf(picture, mesh, plan);
  let soft = taught(field, plan, plan.known, null);
  for (const pitch of [16, 8]) {
    mesh = refined(picture, mesh, area, decisions(soft, plan.known), pitch);
    field = normalised({ ...area, values: sampled(picture, mesh, area) }, rim);
    const calm = unrest(soft);
    soft = taught(field, plan, decisions(soft, plan.known), calm);
  }
  return { soft, unrest: unrest(soft), mesh };
}

const fieldOf = (picture: GrayPicture, mesh: Mesh, { area, rim }: Plan): Field =>
  normalised({ ...area, values: sampled(picture, mesh, area) }, rim);

/** What is known, and else what the soft values say where they say it clearly. */
function decisions({ values }: Field, known: Float32Array): Float32Array {
  return values.map((value, at) => (known[at] !== 0 ? known[at]! : Math.abs(value) < TEACHING ? 0 : Math.sign(value)));
}

/** Equalises a field, region by region, with what each region and its surroundings teach. */
function taught(field: Field, plan: Plan, teacher: Float32Array, calm: Field | null): Field {
  const { width, height } = field;
  const soft = new Float32Array(width * height);
  const cellWidth = Math.ceil(width / plan.across);
  const cellHeight = Math.ceil(height / plan.down);
  // Marks alone are few: a region also learns from around it. With every module known, one of five is enough.
  const margin = calm === null ? 24 : 8;
  const whole = newTraining();
  const regions: { readonly box: readonly [number, number, number, number]; readonly weights: Float64Array | null }[] =
    [];
  for (let top = 0; top < height; top += cellHeight)
    for (let left = 0; left < width; left += cellWidth) {
      const box = [left, top, Math.min(width, left + cellWidth), Math.min(height, top + cellHeight)] as const;
      const training = newTraining();
      const x0 = Math.max(2, left - margin);
      const x1 = Math.min(width - 2, box[2] + margin);
      for (let y = Math.max(2, top - margin); y < Math.min(height - 2, box[3] + margin); y += 1)
        for (let x = x0; x < x1; x += 1) {
          const at = y * width + x;
          if (teacher[at] === 0 || field.values[at] === 0) continue;
          if (calm !== null && ((x + 2 * y) % 5 !== 0 || calm.values[at]! > RESTLESS)) continue;
          learn(training, field, x, y, teacher[at]!);
        }
      add(whole, training);
      regions.push({ box, weights: weightsOf(training) });
    }
  const common = weightsOf(whole);
  for (const { box, weights } of regions) {
    const best = weights ?? common;
    if (best !== null) equalise(field, best, soft, box);
    else copyBox(field, soft, box);
  }
  return { width, height, values: soft };
}

function add(whole: Training, part: Training): void {
  for (let at = 0; at < part.sums.length; at += 1) whole.sums[at]! += part.sums[at]!;
  whole.count += part.count;
}

function copyBox(
  { width, values }: Field,
  onto: Float32Array,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  for (let y = y0; y < y1; y += 1) onto.set(values.subarray(y * width + x0, y * width + x1), y * width + x0);
}
