/** Draws the dot code and the secret's small code on the back of a sheet (FORMAT.md). Nothing else of the back is touched. */
import { blockWords, headerWord, secretWord, WORD_LENGTH } from './blocks.ts';
import type { BitPicture } from './contract.ts';
import { SECRET_BYTES } from './contract.ts';
import * as grid from './grid.ts';
import { BACK, MODULE_DOTS } from './layout.ts';
import * as small from './secret-grid.ts';

/** Modules of an area, 1 = black. */
interface Modules {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/**
 * Draws payload and secret; what stood in their places is gone.
 * @throws RangeError when the payload is too long, the secret is not 16 bytes, or the picture is no back
 */
export function drawCode(back: BitPicture, payload: Uint8Array, secret: Uint8Array): void {
  if (secret.length !== SECRET_BYTES)
    throw new RangeError(`a secret of ${secret.length} bytes; expected ${SECRET_BYTES}`);
  const { x, y } = BACK.code;
  const secretX = x + small.SECRET_X * MODULE_DOTS;
  const secretY = y + small.SECRET_Y * MODULE_DOTS;
  const bottom = secretY + small.SECRET_HEIGHT * MODULE_DOTS;
  if (back.width < x + BACK.code.width || back.height < bottom)
    throw new RangeError(`a back of ${back.width} × ${back.height} dots; expected an A4 of 4960 × 7016`);
  drawModules(back, codeModules(payload), x, y);
  drawModules(back, secretModules(secret), secretX, secretY);
}

function codeModules(payload: Uint8Array): Modules {
  const { GRID_WIDTH: width, GRID_HEIGHT: height, FRAME_BLACK: black } = grid;
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (Math.min(x, y, width - 1 - x, height - 1 - y) < black) values[y * width + x] = 1;
  const plan = grid.makeGrid();
  for (const [at, sign] of plan.signs.entries()) {
    const left = grid.MARK_X + (at % grid.MARK_COLUMNS) * grid.MARK_PITCH;
    const top = grid.MARK_Y + Math.floor(at / grid.MARK_COLUMNS) * grid.MARK_PITCH;
    putMark(values, width, left, top, sign < 0 ? 1 : 0);
  }
  const bytes = new Uint8Array(plan.cells.length);
  const header = headerWord(payload);
  for (const places of plan.headers) for (const [at, cell] of places.entries()) bytes[cell] = header[at]!;
  const words = blockWords(payload);
  for (let at = 0; at < words.length; at += 1) bytes[plan.symbols[at]!] = words[at]!;
  for (const [at, cell] of plan.cells.entries()) putByte(values, width, cell, bytes[at]! ^ plan.whitening[at]!);
  return { width, height, values };
}

function secretModules(secret: Uint8Array): Modules {
  const width = small.SECRET_WIDTH;
  const height = small.SECRET_HEIGHT;
  const values = new Uint8Array(width * height);
  for (let row = 0; row < small.SECRET_MARK_ROWS; row += 1)
    for (let column = 0; column < small.SECRET_MARK_COLUMNS; column += 1)
      putMark(values, width, column * grid.MARK_PITCH, row * grid.MARK_PITCH, 0);
  const { cells, whitening } = small.makeSecretGrid();
  const word = secretWord(secret);
  for (const [at, [x, y]] of cells.entries()) {
    const byte = at < small.SECRET_COPIES * WORD_LENGTH ? word[at % WORD_LENGTH]! : 0;
    putByte(values, width, (y - small.SECRET_Y) * width + x - small.SECRET_X, byte ^ whitening[at]!);
  }
  return { width, height, values };
}

function putMark(values: Uint8Array, width: number, left: number, top: number, invert: number): void {
  for (let y = 0; y < grid.MARK_SIDE; y += 1)
    for (let x = 0; x < grid.MARK_SIDE; x += 1) values[(top + y) * width + left + x] = grid.markBit(x, y) ^ invert;
}

function putByte(values: Uint8Array, width: number, at: number, byte: number): void {
  for (let bit = 0; bit < 8; bit += 1) values[at + (bit >> 2) * width + (bit & 3)] = (byte >> (7 - bit)) & 1;
}

/** Draws modules as squares of dots. */
function drawModules(back: BitPicture, { width, height, values }: Modules, left: number, top: number): void {
  const stride = (back.width + 7) >> 3;
  for (let y = 0; y < height; y += 1) {
    const first = (top + y * MODULE_DOTS) * stride;
    for (let x = 0; x < width; x += 1) {
      const black = values[y * width + x] === 1;
      for (let dot = left + x * MODULE_DOTS; dot < left + (x + 1) * MODULE_DOTS; dot += 1) {
        const at = first + (dot >> 3);
        if (black) back.rows[at]! |= 0x80 >> (dot & 7);
        else back.rows[at]! &= ~(0x80 >> (dot & 7));
      }
    }
    // The other rows of a module are as its first, within the box.
    const from = left >> 3;
    const end = ((left + width * MODULE_DOTS + 7) >> 3) - from;
    const lead = 0xff >> (left & 7);
    const tail = (0xff << ((8 - ((left + width * MODULE_DOTS) & 7)) & 7)) & 0xff;
    for (let row = 1; row < MODULE_DOTS; row += 1) {
      for (let byte = 0; byte < end; byte += 1) {
        const at = first + from + byte;
        const mask = (byte === 0 ? lead : 0xff) & (byte === end - 1 ? tail : 0xff);
        const to = at + row * stride;
        back.rows[to] = (back.rows[to]! & ~mask) | (back.rows[at]! & mask);
      }
    }
  }
}
