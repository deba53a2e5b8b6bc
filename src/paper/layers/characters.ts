/** Where 「複写」 stands on both sides: rows of it, each shifted against the one above (R98). */
import type { BitPicture } from '../code/contract.ts';
import { BACK, PRINTABLE } from '../code/layout.ts';
import { blankPicture } from './bits.ts';
import { drawText, type Letters } from './letters.ts';
import { CHARACTERS_SCALE } from './pattern.ts';

const WORD = ['複', '写'] as const;
/** Size of the characters on the front: 30 mm, so that the strokes of the bold weight are two message dots wide. */
const FRONT_EM = 709;
/** The head of the back is 19 mm high. */
const BACK_EM = 440;
/** There 写 is drawn thicker by so much, so that its level strokes are two message dots wide; 複 has no room for more. */
const BACK_THICKER = [0, 12] as const;
/** From one word to the next, and from one row to the next, in ems. */
const WORD_PITCH = 2.55;
const ROW_PITCH = 1.5;
/** Middle of a character above the base line, in ems. */
const MIDDLE = 0.38;

/** A whole side full of 「複写」 at a quarter of the resolution. */
export function frontCharacters(letters: Letters, width: number, height: number): BitPicture {
  const picture = small(width, height);
  const { y: top, height: high } = PRINTABLE;
  const rows = Math.floor(high / (FRONT_EM * ROW_PITCH));
  for (let row = 0; row < rows; row += 1) {
    const middle = top + ((row + 0.5) * high) / rows;
    drawRow(picture, letters, FRONT_EM, middle, row % 2 === 0 ? 0 : 0.5);
  }
  return picture;
}

/** The head of the back. */
export function backCharacters(letters: Letters, width: number, height: number): BitPicture {
  const picture = small(width, height);
  const { head } = BACK;
  drawRow(picture, letters, BACK_EM, head.y + head.height / 2, 0, BACK_THICKER);
  return picture;
}

function small(width: number, height: number): BitPicture {
  return blankPicture(Math.ceil(width / CHARACTERS_SCALE), Math.ceil(height / CHARACTERS_SCALE));
}

/** Words in one row, as many as fit, `shift` of a word further right; level strokes of a character thicker by so many dots. */
function drawRow(
  picture: BitPicture,
  letters: Letters,
  em: number,
  middle: number,
  shift: number,
  thicker: readonly [number, number] = [0, 0],
): void {
  const pitch = em * WORD_PITCH;
  const count = Math.floor((PRINTABLE.width - shift * pitch + 0.55 * em) / pitch);
  const rest = PRINTABLE.width - (count * pitch - 0.55 * em);
  const size = em / CHARACTERS_SCALE;
  for (let at = 0; at < count; at += 1) {
    const x = (PRINTABLE.x + (shift === 0 ? rest / 2 : shift * pitch) + at * pitch) / CHARACTERS_SCALE;
    WORD.forEach((character, index) => {
      const by = (thicker[index] ?? 0) / 2;
      for (const y of by === 0 ? [middle] : [middle - by, middle + by])
        drawText(picture, letters.bold, character, {
          x: x + index * size,
          y: (y + MIDDLE * em) / CHARACTERS_SCALE,
          size,
        });
    });
  }
}
