import { expect, test } from 'vitest';
import type { BitPicture, DotBox, GrayPicture } from '../../src/paper/code/contract.ts';
import { BACK, PRINTABLE } from '../../src/paper/code/layout.ts';
import { blackenBox, blankPicture, isBlack, strideOf } from '../../src/paper/layers/bits.ts';
import { drawBack, drawFront, prepareLayers } from '../../src/paper/layers/layers.ts';
import { CHARACTERS_SCALE } from '../../src/paper/layers/pattern.ts';
import { copy, PAPER, type Preset, print, scan, type Sheet } from './channel.ts';

const settings = prepareLayers();
const A4 = { width: 4960, height: 7016 };
/** Upper left of the first 「複写」 of a front, with field around. */
const WINDOW: DotBox = { x: 256, y: 400, width: 1600, height: 1120 };
const FACTS = {
  ...{ uniqueNumber: 'MIHON-0000000001', leaf: 1, of: 2, serial: '0123456789abcdef' },
  ...{
    time: '2025年4月16日 10:03',
    secretText: 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23',
    enquiry: '見本市 市民課 00-0000-0000',
  },
};

const blank = (): BitPicture => blankPicture(A4.width, A4.height);
function frontOf(rung?: number): BitPicture {
  const front = blank();
  drawFront(front, rung === undefined ? settings : prepareLayers({ rung }));
  return front;
}
const front = frontOf();

/** Every dot of a side. */
function eachDot({ width, rows }: BitPicture, use: (x: number, y: number) => void): void {
  const stride = strideOf(width);
  rows.forEach((octet, at) => {
    if (octet === 0) return;
    for (let bit = 0; bit < 8; bit += 1)
      if ((octet & (0x80 >> bit)) !== 0) use((at % stride) * 8 + bit, Math.floor(at / stride));
  });
}

function cropped(picture: BitPicture, box: DotBox): BitPicture {
  const part = blankPicture(box.width, box.height);
  for (let y = 0; y < box.height; y += 1)
    for (let x = 0; x < box.width; x += 1)
      if (isBlack(picture, box.x + x, box.y + y)) part.rows[y * strideOf(box.width) + (x >> 3)]! |= 0x80 >> (x & 7);
  return part;
}

/** Dots wholly inside of the characters, or wholly outside: so far from any outline. */
const AWAY = 30;
function isMessage(x: number, y: number): boolean | null {
  const at = (dx: number, dy: number): boolean =>
    isBlack(
      settings.front.characters,
      Math.floor((x + dx) / CHARACTERS_SCALE),
      Math.floor((y + dy) / CHARACTERS_SCALE),
    );
  const all = [at(0, 0), at(AWAY, 0), at(-AWAY, 0), at(0, AWAY), at(0, -AWAY)];
  return all.every((one) => one === all[0]) ? (all[0] ?? null) : null;
}

/** Mean darkness of message and field over the paper, of 255. */
function darkness({ width, pixels }: GrayPicture, dpi: number): { message: number; field: number } {
  const sums = { message: [0, 0], field: [0, 0] };
  const scale = 600 / dpi;
  pixels.forEach((value, at) => {
    const x = WINDOW.x + (at % width) * scale;
    const y = WINDOW.y + Math.floor(at / width) * scale;
    const edge = Math.min(x - WINDOW.x, y - WINDOW.y, WINDOW.x + WINDOW.width - x, WINDOW.y + WINDOW.height - y);
    const part = edge < 20 ? null : isMessage(x, y);
    if (part === null) return;
    const sum = part ? sums.message : sums.field;
    sum[0]! += PAPER.white * 255 - value;
    sum[1]! += 1;
  });
  const mean = ([sum = 0, count = 0]: number[]): number => sum / count;
  return { message: mean(sums.message), field: mean(sums.field) };
}

/** How far areas of bare paper, as large as the cell of a message dot, lie from one another (deviation, of 255). */
function noiseOf({ width, height, pixels }: GrayPicture): number {
  const cell = 10;
  const means: number[] = [];
  for (let top = cell; top + 2 * cell <= height; top += cell)
    for (let left = cell; left + 2 * cell <= width; left += cell) {
      let sum = 0;
      for (let y = top; y < top + cell; y += 1)
        for (let x = left; x < left + cell; x += 1) sum += pixels[y * width + x] ?? 0;
      means.push(sum / cell ** 2);
    }
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  return Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length);
}

const seen = (sheet: Sheet, seed: number): GrayPicture => scan(sheet, { dpi: 300, seed, gamma: 1 });

test.each<[Preset, number | undefined, string]>([
  ['good', undefined, 'as it is'],
  ['office', undefined, 'as it is'],
  ['poor', 4, 'calibrated'],
])('R98: on an original of a %s engine field and characters are equally dark (rung %s, %s)', (preset, rung) => {
  const sheet = print(cropped(rung === undefined ? front : frontOf(rung), WINDOW), preset, 11);
  const { message, field } = darkness(seen(sheet, 12), 300);
  expect(message / field).toBeGreaterThan(0.8);
  expect(message / field).toBeLessThan(1.25);
});

test('R98: a copy loses the field and keeps 「複写」', () => {
  const copied = copy(print(cropped(front, WINDOW), 'office', 21), 22);
  const picture = seen(copied, 23);
  const { message, field } = darkness(picture, 300);
  const noise = noiseOf(seen(copy(print(blankPicture(800, 800), 'office', 24), 25), 26));
  expect(field).toBeLessThan(noise);
  expect(message).toBeGreaterThan(5 * noise);
});

test('R97: the hidden character is seen in infrared and not by the eye', () => {
  const { inks } = settings.mark('cmyk_8');
  const [around, hidden] = inks;
  if (around === undefined || hidden === undefined) throw new Error('no inks');
  const sheet = print({ k: hidden.plane, c: around.plane, m: around.plane, y: around.plane }, 'office', 31);
  const level = (picture: GrayPicture, of: BitPicture): number => {
    // A reading coarser than the screen: the mean of the light over a millimetre.
    let sum = 0;
    let count = 0;
    const scale = of.width / picture.width;
    for (let y = 30; y < picture.height - 30; y += 1)
      for (let x = 30; x < picture.width - 30; x += 1) {
        const near = [-12, -6, 0, 6, 12].every((dx) =>
          [-12, -6, 0, 6, 12].some((dy) => isBlack(of, Math.floor(x * scale) + dx, Math.floor(y * scale) + dy)),
        );
        if (!near) continue;
        sum += picture.pixels[y * picture.width + x] ?? 0;
        count += 1;
      }
    return sum / count;
  };
  const visible = scan(sheet, { dpi: 300, seed: 32 });
  const infrared = scan(sheet, { dpi: 300, seed: 33, infrared: true });
  const contrast = (picture: GrayPicture): number => level(picture, around.plane) - level(picture, hidden.plane);
  expect(Math.abs(contrast(visible))).toBeLessThan(12);
  expect(contrast(infrared)).toBeGreaterThan(60);
});

test('R97: a printer without toners of our own prints a plain blossom, and nothing hidden', () => {
  for (const type of ['black_1', 'sgray_8', 'srgb_8'] as const) {
    const { inks, black } = settings.mark(type);
    expect(inks).toEqual([]);
    expect(black).not.toBeNull();
  }
});

test('R96, R98: nothing is drawn into the code, the secret or outside of what engines print', () => {
  const back = blank();
  drawBack(back, FACTS, settings);
  const isIn = (box: DotBox, x: number, y: number): boolean =>
    x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
  let dots = 0;
  eachDot(back, (x, y) => {
    dots += 1;
    if (isIn(BACK.code, x, y) || isIn(BACK.secret, x, y)) throw new Error(`a dot of the code at ${x}, ${y}`);
  });
  for (const side of [front, back])
    eachDot(side, (x, y) => {
      if (!isIn(PRINTABLE, x, y)) throw new Error(`a dot at ${x}, ${y}`);
    });
  expect(dots).toBeGreaterThan(100_000);
});

test('R98: what is printed on the front keeps its own paper, and a seal all of it', () => {
  const page = blank();
  const block = (x: number, y: number, width: number, height: number): void =>
    blackenBox(page, { x, y, width, height });
  block(1000, 1000, 12, 400);
  const seal: DotBox = { x: 3600, y: 5600, width: 560, height: 560 };
  for (let line = 0; line < 560; line += 28) block(seal.x, seal.y + line, 560, 8);
  const drawn: BitPicture = { ...A4, rows: page.rows.slice() };
  drawFront(page, settings, drawn);
  for (let y = 1000; y < 1400; y += 1) for (const x of [998, 1013]) expect(isBlack(drawn, x, y)).toBe(false);
  for (let y = seal.y; y < seal.y + 540; y += 1)
    for (let x = seal.x; x < seal.x + 560; x += 1)
      if (isBlack(drawn, x, y) !== isBlack(page, x, y)) throw new Error(`the seal has a dot at ${x}, ${y}`);
});

/** A frame of rules 8 dots wide. */
function frame(page: BitPicture, { x, y, width, height }: DotBox): void {
  blackenBox(page, { x, y, width, height: 8 });
  blackenBox(page, { x, y: y + height - 8, width, height: 8 });
  blackenBox(page, { x, y, width: 8, height });
  blackenBox(page, { x: x + width - 8, y, width: 8, height });
}

/** Dots of the layer within a box, which the page itself leaves empty there. */
function added(page: BitPicture, drawn: BitPicture, { x, y, width, height }: DotBox): number {
  let count = 0;
  for (let row = y; row < y + height; row += 1)
    for (let at = x; at < x + width; at += 1) if (isBlack(drawn, at, row) && !isBlack(page, at, row)) count += 1;
  return count;
}

test('R98: a seal whose strokes stand far apart stays clear as a whole; cells of a table and lines of text in them do not', () => {
  const page = blank();
  // A round 印影 of 14 mm with one stroke in it.
  const middle = { x: 2400, y: 2600, radius: 165 };
  for (let step = 0; step < 1_200; step += 1) {
    const angle = (2 * Math.PI * step) / 1_200;
    const at = (way: number, from: number): number => Math.round(from + way * middle.radius);
    const [x, y] = [at(Math.cos(angle), middle.x), at(Math.sin(angle), middle.y)];
    blackenBox(page, { x: x - 4, y: y - 4, width: 8, height: 8 });
  }
  blackenBox(page, { x: 2395, y: 2520, width: 10, height: 160 });
  // A table of two columns; in its cells a line of letters, 4 mm high, 1.2 mm below a rule.
  for (const x of [600, 1300]) for (const y of [4000, 4160]) frame(page, { x, y, width: 708, height: 168 });
  for (let letter = 0; letter < 6; letter += 1)
    for (let stroke = 0; stroke < 80; stroke += 16)
      blackenBox(page, { x: 660 + letter * 90, y: 4038 + stroke, width: 78, height: 6 });
  const drawn: BitPicture = { ...A4, rows: page.rows.slice() };
  drawFront(page, settings, drawn);
  const side = Math.round(middle.radius * Math.SQRT2);
  const inside = { x: middle.x - (side >> 1), y: middle.y - (side >> 1), width: side, height: side };
  expect(added(page, drawn, inside)).toBe(0);
  // 7 % of the free part of a cell, right of the letters and in the empty cells.
  expect(added(page, drawn, { x: 1220, y: 4030, width: 60, height: 100 })).toBeGreaterThan(300);
  expect(added(page, drawn, { x: 640, y: 4200, width: 600, height: 90 })).toBeGreaterThan(2_500);
});

test('R98: the strokes of the front are two message dots wide, and its characters 15 mm high', () => {
  const { characters } = settings.front;
  const inked = (y: number): boolean => {
    for (let x = 0; x < characters.width; x += 1) if (isBlack(characters, x, y)) return true;
    return false;
  };
  let high = 0;
  let best = 0;
  for (let y = 0; y < characters.height; y += 1) best = Math.max(best, (high = inked(y) ? high + 1 : 0));
  expect((best * CHARACTERS_SCALE * 25.4) / 600).toBeGreaterThan(15);
  // Level strokes: most dots of the characters have ink above and below for 40 dots in all.
  let [wide, all] = [0, 0];
  for (let x = 0; x < characters.width; x += 3) {
    for (let y = 0, run = 0; y <= characters.height; y += 1) {
      if (isBlack(characters, x, y)) run += 1;
      else {
        if (run > 0) all += run;
        if (run * CHARACTERS_SCALE >= 40) wide += run;
        run = 0;
      }
    }
  }
  expect(wide / all).toBeGreaterThan(0.95);
});
