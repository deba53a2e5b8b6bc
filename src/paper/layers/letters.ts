/**
 * Letters of BIZ UDPGothic as dots: outlines by fontkit, filled by their winding number. A line of text costs a millisecond, where a
 * PDF made and rendered for it costs fifty; the same letters give けん制文字 and the hidden character.
 */
import { join } from 'node:path';
import { type Font, openSync } from 'fontkit';
import type { BitPicture } from '../code/contract.ts';
import { blackenSpan } from './bits.ts';

/** Both weights of the typeface. */
export interface Letters {
  readonly regular: Font;
  readonly bold: Font;
}

/** Opens the fonts. @throws Error when they are not there */
export function openLetters(fontFolder: string): Letters {
  return {
    regular: openSync(join(fontFolder, 'BIZUDPGothic-Regular.ttf')),
    bold: openSync(join(fontFolder, 'BIZUDPGothic-Bold.ttf')),
  };
}

/** Where a line of text stands: left end of its base line, and its size (em), in dots. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Added after each letter, in dots. */
  readonly spacing?: number;
}

/** Width of a line in dots. */
export function widthOf(font: Font, text: string, size: number, spacing = 0): number {
  let width = 0;
  for (const letter of text)
    width += (font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth * size) / font.unitsPerEm + spacing;
  return width;
}

/** Draws one line; returns where it ends. */
export function drawText(picture: BitPicture, font: Font, text: string, place: TextPlace): number {
  const scale = place.size / font.unitsPerEm;
  let { x } = place;
  for (const letter of text) {
    const glyph = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    fillOutline(picture, glyph.path.commands, { x, y: place.y, scale });
    x += glyph.advanceWidth * scale + (place.spacing ?? 0);
  }
  return x;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
type Commands = readonly { readonly command: string; readonly args: readonly number[] }[];
/** A curve is drawn as so many straight pieces: a letter of 30 mm is still smooth to a dot. */
const PIECES = 8;

/** Fills an outline, non-zero winding; y of the outline grows upwards. */
function fillOutline(picture: BitPicture, commands: Commands, at: Placed): void {
  const edges = new Crossings();
  let fromX = 0;
  let fromY = 0;
  let startX = 0;
  let startY = 0;
  const lineTo = (x: number, y: number): void => {
    edges.add(at.x + fromX * at.scale, at.y - fromY * at.scale, at.x + x * at.scale, at.y - y * at.scale);
    fromX = x;
    fromY = y;
  };
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    if (command === 'moveTo') {
      [fromX, fromY, startX, startY] = [a, b, a, b];
    } else if (command === 'lineTo') lineTo(a, b);
    else if (command === 'quadraticCurveTo') {
      const [x, y] = [fromX, fromY];
      for (let piece = 1; piece <= PIECES; piece += 1) {
        const t = piece / PIECES;
        const s = 1 - t;
        lineTo(s * s * x + 2 * s * t * a + t * t * c, s * s * y + 2 * s * t * b + t * t * d);
      }
    } else if (command === 'closePath') lineTo(startX, startY);
  }
  edges.fill(picture);
}

/** Where outlines cross the middles of rows, with their direction. */
class Crossings {
  readonly #rows = new Map<number, [x: number, direction: number][]>();

  add(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [top, topX, bottom, bottomX] = y0 < y1 ? [y0, x0, y1, x1] : [y1, x1, y0, x0];
    const slope = (bottomX - topX) / (bottom - top);
    for (let y = Math.ceil(top - 0.5); y + 0.5 < bottom; y += 1) {
      const row = this.#rows.get(y);
      const crossing: [number, number] = [topX + (y + 0.5 - top) * slope, direction];
      if (row === undefined) this.#rows.set(y, [crossing]);
      else row.push(crossing);
    }
  }

  fill(picture: BitPicture): void {
    for (const [y, row] of this.#rows) {
      row.sort(([a], [b]) => a - b);
      let winding = 0;
      let from = 0;
      for (const [x, direction] of row) {
        if (winding === 0) from = x;
        winding += direction;
        if (winding === 0) blackenSpan(picture, y, Math.ceil(from - 0.5), Math.ceil(x - 0.5));
      }
    }
  }
}
