/** Gray → the engine's own dots. Pure. */

/** Darkness from which an antialiased edge becomes a dot: above the middle, so that thin strokes of 明朝 survive. */
const EDGE_LEVEL = 150;
/** Flat tints between these are screened; darker is black, lighter is paper. */
const TINT_MIN = 24;
const TINT_MAX = 240;
/** Levels this close are one tint. */
const FLAT = 6;
/** A tint is wider than this to three sides at least (0.25 mm): rules and strokes of gray ink are cut, not screened. */
const REACH = 6;

/** Clustered-dot screen of 8 × 8 dots, 75 lines an inch at 600 dpi: laser engines hold clusters, not single dots. */
const SCREEN = Uint8Array.from(
  [
    [24, 10, 12, 26, 35, 47, 49, 37],
    [8, 0, 2, 14, 45, 59, 61, 51],
    [22, 6, 4, 16, 43, 57, 63, 53],
    [30, 20, 18, 28, 33, 41, 55, 39],
    [34, 46, 48, 36, 25, 11, 13, 27],
    [44, 58, 60, 50, 9, 1, 3, 15],
    [42, 56, 62, 52, 23, 7, 5, 17],
    [32, 40, 54, 38, 31, 21, 19, 29],
  ]
    .flat()
    .map((rank) => 255 - Math.round(((rank + 0.5) * 255) / 64)),
);

/**
 * One bit a dot, 1 = black, rows padded to whole bytes. Edges are cut at one level so that text stays sharp; flat gray
 * areas are screened so that a tint stays a tint.
 */
export function toDots(gray: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const dots = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const value = gray[row + x]!;
      if (value === 255) continue;
      if (isBlack(gray, row + x, x, y, width, height, value)) dots[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return dots;
}

function isBlack(
  gray: Uint8Array,
  at: number,
  x: number,
  y: number,
  width: number,
  height: number,
  value: number,
): boolean {
  if (value <= TINT_MIN) return true;
  if (value >= TINT_MAX) return false;
  const near = (there: boolean, offset: number): number =>
    there && Math.abs(gray[at + offset]! - value) <= FLAT ? 1 : 0;
  const alike =
    near(x >= REACH, -REACH) +
    near(x < width - REACH, REACH) +
    near(y >= REACH, -REACH * width) +
    near(y < height - REACH, REACH * width);
  const flat = alike >= 3;
  return value < (flat ? SCREEN[(y & 7) * 8 + (x & 7)]! : EDGE_LEVEL);
}
