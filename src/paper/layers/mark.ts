/**
 * 偽造防止検出画像 (R97): a cherry blossom at the lower left of the back, in which 「証」 is hidden. Character and blossom are screened
 * alike and crossed by fine waves, so that the eye finds no edge; in infrared only black toner stays.
 */
import type { BitPicture } from '../code/contract.ts';
import { BACK } from '../code/layout.ts';
import type { InkArea } from '../sides.ts';
import { blankPicture, isBlack, strideOf } from './bits.ts';
import { drawText, type Letters } from './letters.ts';
import type { Separation } from './separation.ts';

const HIDDEN = '証';
/** Radius of the blossom: 12.5 mm, 1 mm of paper around. */
const RADIUS = 295;
/** Size of the hidden character: 13.5 mm, wholly within the petals. */
const EM = 320;
const PETALS = 5;
/** Where two petals meet, and the notch at the tip of each, in radii. */
const VALLEY = 0.5;
const NOTCH = 0.16;

/** The blossom without a secret, for printers that cannot print one: black alone, in the same screen. */
const PLAIN_PERCENT = 45;

/** Clustered dots, 4 × 4: 150 lines an inch, finer than the eye follows and as coarse as an engine holds. */
const SCREEN = [
  [0, 4, 15, 11],
  [7, 2, 9, 13],
  [14, 10, 1, 5],
  [8, 12, 6, 3],
];
/** Four neighbouring clusters grow one after the other: 64 steps instead of 16. */
const CLUSTERS = [
  [0, 2],
  [3, 1],
];
const STEPS = 64;
/** The waves that cross it: one each so many dots, so wide. */
const WAVE = { pitch: 22, width: 4, length: 70, height: 7 };

/** The mark for a printer; `black` stands in the place of `inks` where there is no separation. */
export interface Mark {
  readonly inks: readonly InkArea[];
  /** As large as `BACK.mark`; null where the inks are the mark. */
  readonly black: BitPicture | null;
}

/** Draws the mark. Without a separation nothing is hidden, and nothing pretends to be. */
export function drawMark(letters: Letters, separation: Separation | null): Mark {
  const { width, height } = BACK.mark;
  const around = blankPicture(width, height);
  if (separation === null) {
    screen(around, () => PLAIN_PERCENT);
    return { inks: [], black: around };
  }
  const character = blankPicture(width, height);
  drawText(character, letters.bold, HIDDEN, { x: (width - EM) / 2, y: height / 2 + 0.38 * EM, size: EM });
  screen(around, (x, y) => (isBlack(character, x, y) ? 0 : separation.around.coverage_percent));
  const hidden = blankPicture(width, height);
  screen(hidden, (x, y) => (isBlack(character, x, y) ? separation.hidden.coverage_percent : 0));
  return { inks: [inkOf(around, separation.around), inkOf(hidden, separation.hidden)], black: null };
}

/** The other form is never asked for: a separation is for one type of raster. */
function inkOf(plane: BitPicture, { toner: [a, b, c, d] }: Separation['around' | 'hidden']): InkArea {
  return d === undefined
    ? { box: BACK.mark, plane, cmyk: [0, 0, 0, 0], rgb: [a, b, c] }
    : { box: BACK.mark, plane, cmyk: [a, b, c, d], rgb: [255, 255, 255] };
}

/** Screens the blossom: `percent` is how much of the paper is covered at a dot. */
function screen(onto: BitPicture, percent: (x: number, y: number) => number): void {
  const stride = strideOf(onto.width);
  const scale = (STEPS * fieldShare()) / 100;
  for (let y = 0; y < onto.height; y += 1) {
    for (let x = 0; x < onto.width; x += 1) {
      if (rank(x, y) >= percent(x, y) * scale || isWave(x, y)) continue;
      if (isInBlossom(x - onto.width / 2, y - onto.height / 2)) onto.rows[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
}

/** Place of a dot in the order in which a growing tint blackens its cell. */
function rank(x: number, y: number): number {
  return (SCREEN[y & 3]?.[x & 3] ?? 0) * 4 + (CLUSTERS[(y >> 2) & 1]?.[(x >> 2) & 1] ?? 0);
}

/** What the waves leave of the paper: coverages are those of the whole. */
const fieldShare = (): number => WAVE.pitch / (WAVE.pitch - WAVE.width);

function isWave(x: number, y: number): boolean {
  const bent = y + WAVE.height * Math.sin((2 * Math.PI * (x + y / 3)) / WAVE.length) + x / 5;
  return ((bent % WAVE.pitch) + WAVE.pitch) % WAVE.pitch < WAVE.width;
}

/** Five petals with notched tips, one of them upright. */
function isInBlossom(x: number, y: number): boolean {
  const radius = Math.hypot(x, y) / RADIUS;
  if (radius > 1) return false;
  const turn = (Math.atan2(x, -y) / (2 * Math.PI)) * PETALS;
  // −1 and 1 between two petals, 0 at a tip.
  const across = 2 * (turn - Math.round(turn));
  const edge = VALLEY + (1 - VALLEY) * Math.sqrt(Math.max(0, 1 - across * across));
  return radius <= edge - Math.max(0, NOTCH - Math.abs(across));
}
