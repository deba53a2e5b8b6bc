/**
 * The anti-forgery layers of a sheet that are drawn dot by dot: けん制文字 on both sides (R98), the texts of the back (R92), the
 * detection image (R97). The dot code on the back is another part (`src/paper/code`).
 *
 *     const settings = prepareLayers({ rung });      once in a process, some 30 ms
 *     drawFront(front, settings); drawBack(back, facts, settings);
 */
import { A4_DOTS } from '../contract.ts';
import type { BitPicture, DotBox } from '../code/contract.ts';
import { BACK, PRINTABLE } from '../code/layout.ts';
import type { RasterType } from '../../../drivers/printer.ts';
import type { InkArea } from '../sides.ts';
import { DEFAULT_FONT_FOLDER } from '../drawing.ts';
import { type BackFacts, drawBackTexts } from './back-texts.ts';
import { drawInto, widened } from './bits.ts';
import { backCharacters, frontCharacters } from './characters.ts';
import { keptCells } from './clear.ts';
import { type Letters, openLetters } from './letters.ts';
import { drawMark, type Mark } from './mark.ts';
import { drawPattern, type Pattern } from './pattern.ts';
import { type Separation, separationFor } from './separation.ts';
import { DEFAULT_RUNG, fieldOf, MESSAGE } from './settings.ts';

export type { BackFacts } from './back-texts.ts';

/** What is configured of the layers. */
export interface LayerOptions {
  /** Rung of the calibration sheet; left out where the machine was not calibrated. */
  readonly rung?: number;
  readonly fontFolder?: string;
  /** Separation measured on this site's printer; left out: what any engine of its raster type does. */
  readonly separation?: Separation | null;
}

/** Everything that is the same for every sheet of a machine. Made once by `prepareLayers`. */
export interface LayerSettings {
  readonly letters: Letters;
  readonly front: Pattern;
  readonly back: Pattern;
  /** The detection image for a raster type; drawn when it is first asked for. */
  mark(type: RasterType): Mark;
}

/** Paper around the code and the mark, 1 mm: a reader looks for their edges. */
const QUIET_DOTS = 24;

/** Reads the fonts and lays out the characters: once in a process. @throws Error when the fonts are not there */
export function prepareLayers(options: LayerOptions = {}): LayerSettings {
  const letters = openLetters(options.fontFolder ?? DEFAULT_FONT_FOLDER);
  const field = fieldOf(options.rung ?? DEFAULT_RUNG);
  const { width, height } = A4_DOTS;
  const marks = new Map<RasterType, Mark>();
  return {
    mark: (type) => {
      const known = marks.get(type);
      if (known) return known;
      const drawn = drawMark(letters, separationFor(type, options.separation ?? null));
      marks.set(type, drawn);
      return drawn;
    },
    letters,
    front: { field, message: MESSAGE, characters: frontCharacters(letters, width, height) },
    back: { field, message: MESSAGE, characters: backCharacters(letters, width, height) },
  };
}

/**
 * Draws けん制文字 under the front, changed in place: what is printed there keeps a halo, seals and codes stay clear as a whole.
 * With `onto` the dots go into that picture instead (of the same size), and the front is only looked at. `clear`: areas that stay as they are.
 */
export function drawFront(
  front: BitPicture,
  settings: LayerSettings,
  onto: BitPicture = front,
  clear: readonly DotBox[] = [],
): void {
  drawPattern(onto, settings.front, keptCells(front, PRINTABLE, clear));
}

/**
 * Draws the back but for the dot code and the secret's code: texts, けん制文字 around all parts, the mark as far as it is black alone. What
 * is in other toners is returned.
 */
export function drawBack(
  back: BitPicture,
  facts: BackFacts,
  settings: LayerSettings,
  type: RasterType = 'black_1',
): readonly InkArea[] {
  drawBackTexts(back, facts, settings.letters);
  const clear = [BACK.code, BACK.secret, BACK.mark].map((box) => widened(box, QUIET_DOTS));
  drawPattern(back, settings.back, keptCells(back, PRINTABLE, clear));
  const { black, inks } = settings.mark(type);
  if (black !== null) drawInto(back, black, BACK.mark);
  return inks;
}
