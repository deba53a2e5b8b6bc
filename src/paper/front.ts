/**
 * The front as the code on the back carries it (R96): the dots before any background, at half or a third of the engine's
 * resolution, as TIFF with CCITT G4 (TIFF 6.0, section 11; ITU-T T.6).
 */
import sharp from 'sharp';
import { MadoguchiError } from '../base/errors.ts';
import type { BitPicture } from './code/contract.ts';
import { FRONT_BYTES_MAX } from './code/contract.ts';

/** Dots of the engine, an inch. */
const ENGINE_DPI = 600;

/**
 * Steps of size, finest first: so many engine dots make one picture element each way. An element is black when at least
 * `black` of its dots are: half of them at 300 dpi, so that a hairline of one dot stays; below, a stroke of two dots stays.
 */
const STEPS = [
  { dots: 2, black: 2 },
  { dots: 3, black: 3 },
  { dots: 4, black: 6 },
  { dots: 6, black: 13 },
] as const;

/**
 * The front at the finest step that fits into `bytes_max`: 300 dpi for a usual page (20–40 kB), 200, 150 or 100 dpi for one
 * full of screened tints. A page that does not fit even then is refused: a sheet whose back cannot carry its front is not printed.
 */
export async function compressFront(front: BitPicture, bytes_max: number = FRONT_BYTES_MAX): Promise<Uint8Array> {
  for (const { dots, black } of STEPS) {
    const tiff = await encodeG4(front, dots, black);
    if (tiff.length <= bytes_max) return tiff;
    tiff.fill(0);
  }
  throw new MadoguchiError('frontTooDense', `the front does not fit into the ${bytes_max} bytes of its code`);
}

async function encodeG4(front: BitPicture, dots: number, black: number): Promise<Uint8Array> {
  const width = Math.floor(front.width / dots);
  const height = Math.floor(front.height / dots);
  const gray = reduced(front, dots, black, width, height);
  const dpmm = ENGINE_DPI / dots / 25.4;
  try {
    const tiff = await sharp(gray, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: dpmm, yres: dpmm })
      .toBuffer();
    return new Uint8Array(tiff.buffer, tiff.byteOffset, tiff.length);
  } finally {
    gray.fill(0);
  }
}

/** Counts the black dots under each element: 0 black, 255 white. */
function reduced(front: BitPicture, dots: number, black: number, width: number, height: number): Uint8Array {
  const stride = Math.ceil(front.width / 8);
  const gray = new Uint8Array(width * height).fill(255);
  const counts = new Uint8Array(width);
  for (let y = 0; y < height; y += 1) {
    counts.fill(0);
    for (let row = y * dots; row < (y + 1) * dots; row += 1) countRow(front.rows, row * stride, dots, counts);
    for (let x = 0; x < width; x += 1) if (counts[x]! >= black) gray[y * width + x] = 0;
  }
  return gray;
}

function countRow(rows: Uint8Array, from: number, dots: number, counts: Uint8Array): void {
  const used = counts.length * dots;
  for (let at = 0; at * 8 < used; at += 1) {
    let byte = rows[from + at]!;
    // Nearly all of a page is white.
    for (let x = at * 8; byte !== 0; x += 1, byte = (byte << 1) & 0xff) {
      if ((byte & 0x80) !== 0 && x < used) counts[Math.floor(x / dots)]! += 1;
    }
  }
}
