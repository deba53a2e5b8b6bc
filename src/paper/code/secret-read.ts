/** Reads the secret's small code, by the geometry of the large one above it. */
import { parseSecretWord, WORD_LENGTH } from './blocks.ts';
import type { GrayPicture } from './contract.ts';
import { byteAt } from './decode.ts';
import { MARK_PITCH } from './grid.ts';
import type { Seen } from './marks.ts';
import { seek } from './marks.ts';
import type { Area, Mesh } from './mesh.ts';
import type { Plan } from './modules.ts';
import { putKnown, readModules } from './modules.ts';
import type { Pose } from './pose.ts';
import { posed } from './pose.ts';
import * as small from './secret-grid.ts';
import { basisAt } from './seeds.ts';

const AREA: Area = {
  left: small.SECRET_X,
  top: small.SECRET_Y,
  width: small.SECRET_WIDTH,
  height: small.SECRET_HEIGHT,
};
/** Modules by which a fold between the codes, or a camera, may displace the small one. */
const REACH = 7;
const TAKEN = 0.55;

/** The secret; null where it is covered, cut off or unreadable. @param pose perspective of the lower part of the large code */
export function readSecret(picture: GrayPicture, pose: Pose): Uint8Array | null {
  const found = meshOfSecret(picture, pose);
  if (found === null) return null;
  const modules = readModules(picture, found.mesh, planOf(found.isSeen));
  const { cells, whitening } = small.makeSecretGrid();
  const copies = Array.from({ length: small.SECRET_COPIES }, () => new Uint8Array(WORD_LENGTH));
  for (let at = 0; at < small.SECRET_COPIES * WORD_LENGTH; at += 1) {
    const [x, y] = cells[at]!;
    const [byte] = byteAt(modules, (y - AREA.top) * AREA.width + x - AREA.left, AREA.width);
    copies[Math.floor(at / WORD_LENGTH)]![at % WORD_LENGTH] = byte ^ whitening[at]!;
  }
  for (const word of copies) {
    const secret = parseSecretWord(word);
    if (secret !== null) return secret;
  }
  return null;
}

/** The places of its 18 marks; those that are not seen lie where the others say. */
function meshOfSecret(picture: GrayPicture, pose: Pose): { readonly mesh: Mesh; readonly isSeen: boolean[] } | null {
  const places = Array.from({ length: small.SECRET_MARK_COLUMNS * small.SECRET_MARK_ROWS }, (_, at) => {
    const u = AREA.left + 4 + (at % small.SECRET_MARK_COLUMNS) * MARK_PITCH;
    const v = AREA.top + 4 + Math.floor(at / small.SECRET_MARK_COLUMNS) * MARK_PITCH;
    const [x, y] = posed(pose, u, v);
    return { x: x - 0.5, y: y - 0.5, basis: basisAt(pose, u, v) };
  });
  const size = Math.hypot(places[0]!.basis.ax, places[0]!.basis.ay);
  if (!(size > 0.6 && size < 12)) return null;
  const wide = places.map(({ x, y, basis }): Seen => seek(picture, x, y, basis, REACH));
  const sure = wide.flatMap(({ match, x, y }, at) =>
    match > 0.65 ? [[x - places[at]!.x, y - places[at]!.y] as const] : [],
  );
  if (sure.length < 2) return null;
  const dx = median(sure.map(([x]) => x));
  const dy = median(sure.map(([, y]) => y));
  const near = places.map(({ x, y, basis }): Seen => seek(picture, x + dx, y + dy, basis, 2));
  const isSeen = near.map(({ match }) => match > TAKEN);
  const x = Float64Array.from(near, (seen, at) => (isSeen[at]! ? seen.x : places[at]!.x + dx));
  const y = Float64Array.from(near, (seen, at) => (isSeen[at]! ? seen.y : places[at]!.y + dy));
  const mesh: Mesh = {
    left: AREA.left + 4,
    top: AREA.top + 4,
    pitch: MARK_PITCH,
    columns: small.SECRET_MARK_COLUMNS,
    rows: small.SECRET_MARK_ROWS,
    x,
    y,
  };
  return { mesh, isSeen };
}

function planOf(isSeen: readonly boolean[]): Plan {
  const known = new Float32Array(AREA.width * AREA.height);
  for (const [at, seen] of isSeen.entries()) {
    const left = (at % small.SECRET_MARK_COLUMNS) * MARK_PITCH;
    const top = Math.floor(at / small.SECRET_MARK_COLUMNS) * MARK_PITCH;
    if (seen) putKnown(known, AREA.width, left, top, 1);
  }
  return { area: AREA, rim: 0, known, across: 1, down: 1 };
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
