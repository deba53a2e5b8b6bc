import sharp from 'sharp';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { scanOfTiff } from '../../src/paper/code/scan-tiff.ts';

/** A picture with lines, ramps and noise, so that dictionaries fill and are cleared. */
function picture(width: number, height: number): Uint8Array {
  const random = new SeededRandom(8);
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const y = Math.floor(at / width);
    return y % 3 === 0 ? random.integer(256) : y % 3 === 1 ? 255 : at % 256;
  });
}

test('TIFF as scanners write it is read in a browser as it is by libtiff: none, LZW, DEFLATE, PackBits, G4, JPEG', async () => {
  const [width, height] = [333, 250];
  const pixels = picture(width, height);
  const image = (): ReturnType<typeof sharp> =>
    sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  const files = {
    none: image().tiff({ compression: 'none' }),
    lzw: image().tiff({ compression: 'lzw', predictor: 'none' }),
    lzwPredicted: image().tiff({ compression: 'lzw', predictor: 'horizontal' }),
    deflate: image().tiff({ compression: 'deflate', predictor: 'none' }),
    packbits: image().tiff({ compression: 'packbits' }),
    lzwColour: image().toColourspace('srgb').tiff({ compression: 'lzw' }),
  };
  for (const [name, file] of Object.entries(files)) {
    const read = scanOfTiff(new Uint8Array(await file.toBuffer()));
    expect(read, name).toMatchObject({ width, height });
    let most = 0;
    for (const [at, value] of pixels.entries()) most = Math.max(most, Math.abs(value - read!.pixels[at]!));
    expect(most, name).toBeLessThanOrEqual(1);
  }
  const bits = image().threshold(128);
  const black = await bits.clone().raw().toBuffer();
  const g4 = scanOfTiff(new Uint8Array(await bits.clone().tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer()));
  expect(g4!.pixels.every((value, at) => value === black[at])).toBe(true);
  const jpeg = scanOfTiff(new Uint8Array(await image().tiff({ compression: 'jpeg', quality: 95 }).toBuffer()));
  expect(jpeg).toMatchObject({ width, height });
});

test('a small file never asks for a great memory', async () => {
  const image = sharp({ create: { width: 64, height: 64, channels: 3, background: 'white' } });
  const file = new Uint8Array(await image.tiff({ compression: 'none' }).toBuffer());
  expect(scanOfTiff(file)).not.toBeNull();
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  for (let entry = 0; entry < view.getUint16(directory, true); entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (view.getUint16(at, true) <= 257) view.setUint32(at + 8, 7_000, true);
  }
  expect(scanOfTiff(file)).toBeNull();
});
