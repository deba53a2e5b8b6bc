import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawCode } from '../../src/paper/code/draw.ts';
import { FRAME, GRID_HEIGHT, GRID_WIDTH, makeGrid } from '../../src/paper/code/grid.ts';
import { BACK, MODULE_DOTS } from '../../src/paper/code/layout.ts';
import { blankBack, sampleOf } from '../paper/code-sample.ts';

const STRIDE = 620;
const dotAt = (rows: Uint8Array, x: number, y: number): number => (rows[y * STRIDE + (x >> 3)]! >> (7 - (x & 7))) & 1;

describe('R96: the dot code as it is drawn', () => {
  it('is that of the test vector in FORMAT.md, dot for dot', () => {
    const { back } = sampleOf(1);
    const digest = createHash('sha256').update(back.rows).digest('hex');
    expect(digest).toBe('7efc2088f9fd7c5a68bc580bffa4dec8fce6a33fffa7d7ceaa0fa2ec3316d8b4');
    expect(readFileSync(new URL('../../src/paper/code/FORMAT.md', import.meta.url), 'utf8')).toContain(digest);
  });

  it('stands within its two places and changes nothing else of the back', () => {
    const one = blankBack(0x00);
    const other = blankBack(0xff);
    for (const back of [one, other]) drawCode(back, new Uint8Array(55_000), new Uint8Array(16));
    // Whole bytes of a row that lie outside the place of that row.
    const isFree = (x: number, y: number): boolean =>
      [BACK.code, BACK.secret].every(
        (box) => y < box.y || y >= box.y + box.height || x + 8 <= box.x || x >= box.x + box.width,
      );
    let outside = 0;
    for (let y = 0; y < one.height; y += 1)
      for (let at = 0; at < STRIDE; at += 1)
        if ((one.rows[y * STRIDE + at] !== 0 || other.rows[y * STRIDE + at] !== 0xff) && isFree(at * 8, y))
          outside += 1;
    expect(outside).toBe(0);
  });

  it('is half black everywhere for a payload of zeros', () => {
    const back = blankBack(0);
    drawCode(back, new Uint8Array(55_000), new Uint8Array(16));
    for (let top = FRAME; top + 60 < GRID_HEIGHT; top += 60)
      for (let left = FRAME; left + 60 < GRID_WIDTH; left += 60) {
        let black = 0;
        for (let v = top; v < top + 60; v += 1)
          for (let u = left; u < left + 60; u += 1)
            black += dotAt(back.rows, BACK.code.x + u * MODULE_DOTS, BACK.code.y + v * MODULE_DOTS);
        expect(black / 3_600).toBeGreaterThan(0.44);
        expect(black / 3_600).toBeLessThan(0.56);
      }
  });

  it('spreads every block so that no stain, stripe or corner takes much more of one block than of another', () => {
    const { cells, symbols } = makeGrid();
    const areas: [string, (x: number, y: number) => boolean][] = [
      ['stain', (x, y) => Math.hypot(x - 300, y - 400) < 60],
      ['level stripe', (_, y) => Math.abs(y - 500) < 30],
      ['upright stripe', (x) => Math.abs(x - 450) < 30],
      ['slanted stripe', (x, y) => Math.abs(x - y) < 40],
      ['corner', (x, y) => x / GRID_WIDTH + y / GRID_HEIGHT < 0.45],
    ];
    for (const [name, isLost] of areas) {
      const lost = Uint8Array.from(symbols, (cell) => {
        const at = cells[cell]!;
        return isLost(at % GRID_WIDTH, Math.floor(at / GRID_WIDTH)) ? 1 : 0;
      });
      let worst = 0;
      let sum = 0;
      for (let block = 0; block < 454; block += 1) {
        const count = lost.subarray(block * 255, block * 255 + 255).reduce((total, one) => total + one, 0);
        worst = Math.max(worst, count);
        sum += count;
      }
      expect(worst - sum / 454, name).toBeLessThan(11);
    }
  });

  it('refuses a payload that is too long, another secret, another picture', () => {
    const back = blankBack(0);
    expect(() => drawCode(back, new Uint8Array(55_389), new Uint8Array(16))).toThrow(/55388/);
    expect(() => drawCode(back, new Uint8Array(1), new Uint8Array(15))).toThrow(/16/);
    expect(() =>
      drawCode({ width: 100, height: 100, rows: new Uint8Array(1_300) }, new Uint8Array(1), new Uint8Array(16)),
    ).toThrow(/4960/);
  });
});
