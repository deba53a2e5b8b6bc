/** Backs with a code on them, for tests of the dot code: the test vector of FORMAT.md, section 7. */
import type { BitPicture, CodeRead, GrayPicture } from '../../src/paper/code/contract.ts';
import { drawCode } from '../../src/paper/code/draw.ts';

export interface Sample {
  readonly payload: Uint8Array;
  readonly secret: Uint8Array;
  readonly back: BitPicture;
}

export const blankBack = (byte: number): BitPicture => ({
  width: 4_960,
  height: 7_016,
  rows: new Uint8Array(620 * 7_016).fill(byte),
});

/** Payload and secret of a seed, drawn on an empty back. */
export function sampleOf(seed: number, length = 55_000): Sample {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  const payload = Uint8Array.from({ length }, next);
  const secret = Uint8Array.from({ length: 16 }, next);
  const back = blankBack(0);
  drawCode(back, payload, secret);
  return { payload, secret, back };
}

/** A picture without any loss: `dots` × `dots` engine dots a pixel. */
export function cleanScan(back: BitPicture, dots: number): GrayPicture {
  const width = Math.floor(back.width / dots);
  const height = Math.floor(back.height / dots);
  const stride = (back.width + 7) >> 3;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let black = 0;
      for (let row = y * dots; row < (y + 1) * dots; row += 1)
        for (let dot = x * dots; dot < (x + 1) * dots; dot += 1)
          black += (back.rows[row * stride + (dot >> 3)]! >> (7 - (dot & 7))) & 1;
      pixels[y * width + x] = 255 - (255 * black) / (dots * dots);
    }
  return { width, height, pixels };
}

/** Wrong bytes of a reading; Infinity when there is none. */
export function wrongBytes(read: CodeRead, { payload }: Sample): number {
  if (!read.ok || read.payload.length !== payload.length) return Infinity;
  return payload.filter((byte, at) => byte !== read.payload[at]).length;
}
