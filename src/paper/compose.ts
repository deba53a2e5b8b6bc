/**
 * One leaf from the dots of its front to both sides as they are printed: the front sealed into the code on the back, けん制文字 on both
 * sides, what the back says.
 */
import type { RasterType } from '../../drivers/printer.ts';
import type { Random } from '../base/random.ts';
import { words } from '../words/words.ts';
import type { BitPicture, DotBox } from './code/contract.ts';
import { drawCode } from './code/draw.ts';
import { roomForFront, sealSheet, type SheetKeys } from './code/seal.ts';
import { secretText } from './code/secret.ts';
import { A4_DOTS, type LeafFacts } from './contract.ts';
import { compressFront } from './front.ts';
import { drawBack, drawFront, type LayerSettings } from './layers/layers.ts';
import type { InkArea } from './sides.ts';

/** What every leaf of a kiosk is made with. */
export interface Sealing {
  readonly kioskId: string;
  readonly keys: SheetKeys;
  readonly layers: LayerSettings;
  /** Whom to ask about a sheet, as printed on its back. */
  readonly enquiry: string;
  readonly random: Pick<Random, 'bytes'>;
}

/** Both sides as they are printed; nothing of them is turned or encoded yet. */
export interface Leaf {
  readonly front: BitPicture;
  readonly back: BitPicture;
  /** Areas of the back in other toners than black. */
  readonly backInks: readonly InkArea[];
}

/** A page of the centre as dots. */
export interface Page {
  readonly front: BitPicture;
  /** Areas that stay plain paper where nothing is printed: seals. */
  readonly seals: readonly DotBox[];
}

/** Seals and draws. `front` holds the page's own dots, and is wiped. @throws MadoguchiError when the front cannot be sealed */
export async function composeLeaf(
  { front, seals }: Page,
  type: RasterType,
  facts: LeafFacts,
  pageDigest_sha256: string,
  sealing: Sealing,
): Promise<Leaf> {
  const { width, height } = A4_DOTS;
  const printed: BitPicture = { width, height, rows: front.rows.slice() };
  const back: BitPicture = { width, height, rows: new Uint8Array(front.rows.length) };
  let compressed: Uint8Array | null = null;
  try {
    const room = await roomOf(facts, pageDigest_sha256, sealing);
    const compressing = compressFront(front, room);
    // The compressor works beside this, in a thread of its own; a failure of it is met below.
    compressing.catch(() => undefined);
    drawFront(front, sealing.layers, printed, seals);
    compressed = await compressing;
    const backInks = await sealBack(back, compressed, facts, { pageDigest_sha256, type }, sealing);
    return { front: printed, back, backInks };
  } catch (error) {
    printed.rows.fill(0);
    back.rows.fill(0);
    throw error;
  } finally {
    front.rows.fill(0);
    compressed?.fill(0);
  }
}

/** Bytes that the front may have beside the proofs of its application. */
function roomOf(
  { manifest, ...place }: LeafFacts,
  pageDigest_sha256: string,
  { kioskId, keys }: Sealing,
): Promise<number> {
  return roomForFront({ statement: { ...place, kioskId, pageDigest_sha256 }, manifest }, keys);
}

async function sealBack(
  back: BitPicture,
  front: Uint8Array,
  facts: LeafFacts,
  { pageDigest_sha256, type }: { readonly pageDigest_sha256: string; readonly type: RasterType },
  { kioskId, keys, layers, enquiry, random }: Sealing,
): Promise<readonly InkArea[]> {
  const { uniqueNumber, leaf, of, serial, printedAt_epoch_ms, manifest } = facts;
  const place = { uniqueNumber, leaf, of, serial };
  const statement = { ...place, kioskId, printedAt_epoch_ms, pageDigest_sha256 };
  const { payload, secret } = await sealSheet({ front, statement, manifest }, keys, random);
  const time = words('ja').dateTime(printedAt_epoch_ms);
  const inks = drawBack(back, { ...place, time, secretText: secretText(secret), enquiry }, layers, type);
  drawCode(back, payload, secret);
  payload.fill(0);
  secret.fill(0);
  return inks;
}
