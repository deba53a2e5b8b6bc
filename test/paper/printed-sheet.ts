/** One sheet as a kiosk prints it, both sides: front with けん制文字, back with texts and code. */
import type { BitPicture, DotBox, GrayPicture } from '../../src/paper/code/contract.ts';
import { drawCode } from '../../src/paper/code/draw.ts';
import { sealSheet } from '../../src/paper/code/seal.ts';
import { secretText } from '../../src/paper/code/secret.ts';
import { compressFront } from '../../src/paper/front.ts';
import { drawBack, drawFront, prepareLayers, type LayerSettings } from '../../src/paper/layers/layers.ts';
import { certificatePage, type PageChange } from './certificate-page.ts';
import type { SheetWorld } from './sheet-world.ts';

export interface PrintedSheet {
  readonly front: BitPicture;
  readonly back: BitPicture;
  readonly secret: Uint8Array;
  readonly payload: Uint8Array;
}

let layers: LayerSettings | null = null;

/** Seals and draws a sheet; `printed` replaces the front that is drawn, not the one that is sealed. */
export async function printSheet(
  world: SheetWorld,
  options: {
    readonly keys?: SheetWorld['keys'];
    readonly statement?: Parameters<SheetWorld['source']>[1];
    readonly printed?: PageChange;
    readonly seed?: number;
  } = {},
): Promise<PrintedSheet> {
  layers ??= prepareLayers();
  const page = await certificatePage();
  const source = world.source(await compressFront(page), options.statement);
  const { payload, secret } = await sealSheet(source, options.keys ?? world.keys, world.random(options.seed ?? 1));
  const front = options.printed === undefined ? page : await certificatePage(options.printed);
  drawFront(front, layers);
  const back: BitPicture = { width: 4960, height: 7016, rows: new Uint8Array(620 * 7016) };
  const { uniqueNumber, leaf, of, serial } = source.statement;
  const facts = { uniqueNumber, leaf, of, serial, time: '2025年4月16日 10:02', enquiry: '見本ストア 00-0000-0000' };
  drawBack(back, { ...facts, secretText: secretText(secret) }, layers);
  drawCode(back, payload, secret);
  return { front, back, secret, payload };
}

/** The dots at 200 dpi, each pixel the mean of nine: a scan without a scanner's faults, quickly made. */
export function plainScan({ width, height, rows }: BitPicture): GrayPicture {
  const [wide, high] = [Math.floor(width / 3), Math.floor(height / 3)];
  const stride = Math.ceil(width / 8);
  const pixels = new Uint8Array(wide * high);
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      let black = 0;
      for (let row = 3 * y; row < 3 * y + 3; row += 1)
        for (let at = 3 * x; at < 3 * x + 3; at += 1) black += (rows[row * stride + (at >> 3)]! >> (7 - (at & 7))) & 1;
      pixels[y * wide + x] = 235 - black * 22;
    }
  }
  return { width: wide, height: high, pixels };
}

/** A scan with a box of the sheet's dots painted over. */
export function covered(scan: GrayPicture, box: DotBox): GrayPicture {
  const pixels = scan.pixels.slice();
  const share = scan.width / 4960;
  const [left, right] = [Math.floor(box.x * share), Math.ceil((box.x + box.width) * share)];
  const [top, bottom] = [Math.floor(box.y * share), Math.ceil((box.y + box.height) * share)];
  for (let y = Math.max(0, top); y < Math.min(scan.height, bottom); y += 1)
    pixels.fill(235, y * scan.width + left, y * scan.width + right);
  return { ...scan, pixels };
}
