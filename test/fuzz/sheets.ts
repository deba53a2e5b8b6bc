/** Readers of what lies on paper that anybody may have made: fronts, scans, the code, what is typed in. No throw, bounded work. */
import type { Random } from '../../src/base/random.ts';
import type { GrayPicture } from '../../src/paper/code/contract.ts';
import { labelOf } from '../../src/paper/code/envelope.ts';
import { readCode } from '../../src/paper/code/read.ts';
import { scanOfTiff } from '../../src/paper/code/scan-tiff.ts';
import { parseSecret, secretText } from '../../src/paper/code/secret.ts';
import { readFront } from '../../src/paper/code/tiff-front.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes, mutateText } from './mutate.ts';

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

function reader(name: string, feed: (random: Random) => void): FuzzTarget {
  return { name, inputsOfALife: Infinity, make: (random) => () => feed(random) };
}

const TAGS = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  strips: 273,
  rows: 278,
  counts: 279,
};

/** A TIFF of one strip, little-endian. */
function tiffOf(width: number, height: number, bits: number, compression: number, data: readonly number[]): Uint8Array {
  const values = [width, height, bits, compression, 1, 8, height, data.length];
  const entries = Object.values(TAGS).map((tag, index) => [tag, values[index]!] as const);
  const directory = 8 + data.length;
  const bytes = new Uint8Array(directory + 2 + 12 * entries.length + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  bytes.set(data, 8);
  view.setUint16(directory, entries.length, true);
  for (const [index, [tag, value]] of entries.entries()) {
    const at = directory + 2 + 12 * index;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  }
  return bytes;
}

/** 24 white lines, one with a run of 8 black ones, 15 copies of it (T.6). */
const G4_LINES = [0xff, 0xff, 0xff, 0x33, 0x17, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf0, 0x1, 0x0, 0x10];
const TIFFS: readonly Uint8Array[] = [
  tiffOf(64, 40, 1, 4, G4_LINES),
  tiffOf(
    16,
    4,
    8,
    1,
    Array.from({ length: 64 }, (_, at) => at * 4),
  ),
  tiffOf(32, 8, 1, 32_773, [0x1f, ...Array.from({ length: 32 }, () => 0x5a)]),
  tiffOf(8, 8, 8, 5, [0x80, 0x00, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01]),
  tiffOf(8, 8, 8, 8, [0x78, 0x9c, 0x63, 0x60, 0x18, 0x05, 0x00, 0x00, 0x40, 0x00, 0x01]),
];
/** A side of a front, and pixels of a scan, are limited; so is what is made of them. */
const FRONT_BYTES_MAX = 500 * 4_000;

const front = reader('front of a sheet', (random) => {
  const read = readFront(mutateBytes(random, TIFFS));
  if (read !== null && read.rows.length > FRONT_BYTES_MAX)
    throw new FuzzFailure(`a front of ${read.rows.length} bytes`);
});

const tiff = reader('scan as TIFF', (random) => {
  const read = scanOfTiff(mutateBytes(random, TIFFS));
  if (read !== null && read.pixels.length < read.width * read.height)
    throw new FuzzFailure('a scan without its pixels');
});

const SIZES = [0, 1, 2, 3, 7, 64, 100, 255, -1, 0.5, Number.NaN, 65_536, 2 ** 31, 1e9];

/** A picture that may lie about its size; strokes and frames rather than noise alone, so that the search begins. */
function hostilePicture(random: Random): GrayPicture {
  if (random.integer(3) === 0) {
    const pixels = random.bytes(random.integer(400));
    return { width: pick(random, SIZES), height: pick(random, SIZES), pixels };
  }
  const [width, height] = [1 + random.integer(90), 1 + random.integer(90)];
  const pixels = new Uint8Array(width * height).fill(random.integer(256));
  for (let left = random.integer(6); left > 0; left -= 1) {
    const [x, y] = [random.integer(width), random.integer(height)];
    const [right, bottom] = [x + random.integer(width), y + random.integer(height)];
    const gray = random.integer(256);
    for (let row = y; row < Math.min(height, bottom); row += 1)
      pixels.fill(gray, row * width + x, row * width + Math.min(width, right));
  }
  for (let left = random.integer(200); left > 0; left -= 1) pixels[random.integer(pixels.length)] = random.integer(256);
  return { width, height, pixels };
}

const code = reader('code on a back', (random) => {
  const read = readCode(hostilePicture(random));
  if (read.ok) throw new FuzzFailure('a code was read where there is none');
});

const SECRET = Uint8Array.from({ length: 16 }, (_, at) => 17 * at);
const typed = reader('secret and label of a sheet', (random) => {
  const secret = parseSecret(mutateText(random, [secretText(SECRET)]));
  if (secret !== null && secret.length !== SECRET.length) throw new FuzzFailure(`a secret of ${secret.length} bytes`);
  const label = labelOf(mutateBytes(random, [LABEL]));
  if (label !== null && (label.leaf > label.of || label.uniqueNumber === ''))
    throw new FuzzFailure('a label of nothing');
});

const LABEL = Uint8Array.from({ length: 420 }, (_, at) =>
  at === 0 ? 1 : at === 1 ? 9 : at < 11 ? 48 + at : at === 130 || at === 132 ? 2 : 0,
);

export const SHEET_TARGETS: readonly FuzzTarget[] = [front, tiff, code, typed];
