/** The secret's small code below the large one: modules counted in the same grid (FORMAT.md, section 6). */
import { noise } from './grid.ts';

export const SECRET_X = 158;
export const SECRET_Y = 1128;
export const SECRET_WIDTH = 264;
export const SECRET_HEIGHT = 40;
export const SECRET_MARK_COLUMNS = 9;
export const SECRET_MARK_ROWS = 2;
/** Copies of the word, one beside the other: what is left of one is enough. */
export const SECRET_COPIES = 4;
const SECRET_NOISE = 0x4b657921;

export interface SecretGrid {
  /** x and y of the upper left module of every cell that is not a mark, in modules of the large grid: column by column. */
  readonly cells: readonly (readonly [x: number, y: number])[];
  readonly whitening: Uint8Array;
}

export function makeSecretGrid(): SecretGrid {
  const cells: (readonly [number, number])[] = [];
  for (let column = 0; column < SECRET_WIDTH / 4; column += 1)
    for (let row = 0; row < SECRET_HEIGHT / 2; row += 1)
      if (!(column % 8 < 2 && row % 16 < 4)) cells.push([SECRET_X + 4 * column, SECRET_Y + 2 * row]);
  const bytes = noise(SECRET_NOISE);
  return { cells, whitening: Uint8Array.from(cells, () => bytes.next().value) };
}
