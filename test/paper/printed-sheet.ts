/** One sheet as a kiosk prints it, both sides: front with けん制文字, back with texts and code. */
import type { BitPicture } from '../../src/paper/code/contract.ts';
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
