/** Where 「複写」 stands on both sides: rows of it, each shifted against the one above (R98). */
import type { BitPicture } from '../code/contract.ts';
import { BACK, PRINTABLE } from '../code/layout.ts';
import { blankPicture } from './bits.ts';
import { drawText, type Letters } from './letters.ts';
import { CHARACTERS_SCALE } from './pattern.ts';

const WORD = '複写';
/** Size of the characters on the front: 30 mm, so that the strokes of the bold weight are two message dots wide. */
const FRONT_EM = 709;
/** The head of the back is 19 mm high. */
const BACK_EM = 440;
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

/** The head of the back, and the strip of the texts. */
export function backCharacters(letters: Letters, width: number, height: number): BitPicture {
  const picture = small(width, height);
  const { head } = BACK;
  drawRow(picture, letters, BACK_EM, head.y + head.height / 2, 0);
  return picture;
}

function small(width: number, height: number): BitPicture {
  return blankPicture(Math.ceil(width / CHARACTERS_SCALE), Math.ceil(height / CHARACTERS_SCALE));
}

/** Words in one row, as many as fit, `shift` of a word further right. */
function drawRow(picture: BitPicture, letters: Letters, em: number, middle: number, shift: number): void {
  const pitch = em * WORD_PITCH;
  const count = Math.floor((PRINTABLE.width - shift * pitch + 0.55 * em) / pitch);
  const rest = PRINTABLE.width - (count * pitch - 0.55 * em);
  for (let at = 0; at < count; at += 1) {
    const x = PRINTABLE.x + (shift === 0 ? rest / 2 : shift * pitch) + at * pitch;
    drawText(picture, letters.bold, WORD, {
      x: x / CHARACTERS_SCALE,
      y: (middle + MIDDLE * em) / CHARACTERS_SCALE,
      size: em / CHARACTERS_SCALE,
    });
  }
}
