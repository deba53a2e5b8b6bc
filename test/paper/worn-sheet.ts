/**
 * One sheet through the channel: a composed back (code, secret, texts, けん制文字, mark) is printed, worn, scanned at 200 dpi and read. A
 * seed says all of it: engine, payload, fold, stains, skew.
 */
import { SeededRandom } from '../../src/base/random.ts';
import { PAYLOAD_BYTES_MIN } from '../../src/paper/code/contract.ts';
import type { BitPicture, CodeRead, GrayPicture } from '../../src/paper/code/contract.ts';
import { drawCode } from '../../src/paper/code/draw.ts';
import { readCode } from '../../src/paper/code/read.ts';
import { secretText } from '../../src/paper/code/secret.ts';
import { blankPicture } from '../../src/paper/layers/bits.ts';
import { drawBack, type LayerSettings } from '../../src/paper/layers/layers.ts';
import { chanceOf, print, scan, type Preset } from './channel.ts';

/** Of five sheets three come from an office engine, one from a good and one from a poor one. */
const ENGINES: readonly Preset[] = ['office', 'office', 'good', 'office', 'poor'];
/** Each so many sheets have a corner cut off, one corner after the other. */
const CUT_EACH = 10;
const SKEW_DEG = 2;
const MM = 600 / 25.4;

/** What became of a sheet. `failure` is null when every byte came back. */
export interface WornSheet {
  readonly seed: number;
  readonly failure: string | null;
  readonly margin: number;
  readonly secretRead: boolean;
  readonly isCut: boolean;
}

/** Prints, wears, scans and reads the sheet of a seed. */
export function wornSheet(seed: number, layers: LayerSettings): WornSheet {
  const chance = chanceOf(seed);
  const random = new SeededRandom(seed);
  const payload = random.bytes(PAYLOAD_BYTES_MIN);
  const secret = random.bytes(16);
  const back = composedBack(seed, payload, secret, layers);
  const engine = ENGINES[seed % ENGINES.length]!;
  const isCut = seed % CUT_EACH === 0;
  const picture = scanned(back, engine, seed, isCut);
  const read = readCode(picture);
  return { seed, isCut, ...judged(read, payload, secret), ...(read.ok ? { margin: read.decode.margin } : {}) };

  function scanned(side: BitPicture, preset: Preset, of: number, cut: boolean): GrayPicture {
    return scan(print(side, preset, of), {
      ...{ dpi: 200, seed: of, stains: 3, fold: true, beyond_mm: 4 },
      skew_deg: chance.unit() < 0.5 ? -SKEW_DEG : SKEW_DEG,
      unequal: chance.between(-0.003, 0.003),
      shift_dots: [chance.between(-MM, MM), chance.between(-MM, MM)],
      blur_px: chance.between(0.35, 0.6),
      noise: chance.between(1, 4),
      lighting: chance.between(0, 0.15),
      lighting_rad: chance.between(0, 6.28),
      ...(cut ? { cut: { corner: ((of / CUT_EACH) % 4) as 0 | 1 | 2 | 3, share: 0.1 } } : {}),
    });
  }
}

function composedBack(seed: number, payload: Uint8Array, secret: Uint8Array, layers: LayerSettings): BitPicture {
  const back = blankPicture(4960, 7016);
  const facts = {
    ...{ uniqueNumber: `MIHON-${String(seed).padStart(10, '0')}`, leaf: 1, of: 2, serial: '0123456789abcdef' },
    ...{ time: '2025年4月16日 10:03', secretText: secretText(secret), enquiry: '見本市 市民課 00-0000-0000' },
  };
  drawBack(back, facts, layers);
  drawCode(back, payload, secret);
  return back;
}

function judged(
  read: CodeRead,
  payload: Uint8Array,
  secret: Uint8Array,
): Pick<WornSheet, 'failure' | 'margin' | 'secretRead'> {
  if (!read.ok) return { failure: `not read: ${read.failure}`, margin: 0, secretRead: false };
  const secretRead = read.secret !== null && Buffer.compare(read.secret, secret) === 0;
  if (read.secret !== null && !secretRead) return { failure: 'a wrong secret was read', margin: 0, secretRead };
  const isWhole = Buffer.compare(read.payload, payload) === 0;
  return { failure: isWhole ? null : 'a wrong byte was read', margin: 0, secretRead };
}
