/**
 * Frames between daemon and cell: `length (4, big-endian, of what follows) · header length (4) · header JSON · payload`. The
 * payload is the one field of a message that is bytes; citizen text stays bytes that nobody on the way parses.
 */
import { secretBytes } from '../base/bytes.ts';
import { parsedJson } from '../base/json.ts';
import { CELL_LIMITS } from './limits.ts';

/** A frame taken apart. `header` is unchecked JSON. */
export interface Frame {
  readonly header: unknown;
  readonly payload: Uint8Array;
}

/** Which field of a message travels as payload, by `type`. */
const PAYLOAD_FIELD: Readonly<Record<string, string>> = {
  configure: 'sealKey',
  presentCard: 'certificate',
  authenticate: 'signature',
  cardKnown: 'digest_sha256',
  leafPiece: 'bytes',
  receiptMade: 'raster',
  slipMade: 'raster',
  sheetMade: 'raster',
  citizenText: 'text',
  citizenVoice: 'wav',
};

const NOTHING = new Uint8Array();

/** The bytes of one message, in pieces, so that a raster is not copied. */
export function encodeFrame(message: { readonly type: string }): [Uint8Array, Uint8Array, Uint8Array] {
  const field = PAYLOAD_FIELD[message.type];
  const { [field ?? '']: value, ...rest } = message as Readonly<Record<string, unknown>>;
  const payload = value instanceof Uint8Array ? value : NOTHING;
  const header = Buffer.from(JSON.stringify(rest), 'utf8');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(4 + header.length + payload.length, 0);
  head.writeUInt32BE(header.length, 4);
  return [head, header, payload];
}

/** The message of a frame, still unchecked: its payload is back in its field. */
export function messageOf({ header, payload }: Frame): unknown {
  if (typeof header !== 'object' || header === null || !('type' in header)) return null;
  const field = PAYLOAD_FIELD[String(header.type)];
  return field === undefined ? header : { ...header, [field]: payload };
}

/**
 * Cuts a stream of bytes into frames. After `null` (a frame that breaks the rules) it is of no more use.
 * With `wipes` the chunks are the cutter's own and are overwritten once they are copied: names pass through them (rule 5).
 */
export class FrameCutter {
  readonly #wipes: boolean;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #isBroken = false;

  constructor({ wipes = false }: { readonly wipes?: boolean } = {}) {
    this.#wipes = wipes;
  }

  /** Whole frames that these bytes complete, or null when the stream is broken. */
  push(chunk: Uint8Array): Frame[] | null {
    if (this.#isBroken) return null;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Frame[] = [];
    for (;;) {
      if (this.#length < 8) return frames;
      const length = this.#head().readUInt32BE(0);
      const headerLength = this.#head().readUInt32BE(4);
      if (
        length > CELL_LIMITS.frame_bytes_max ||
        headerLength > CELL_LIMITS.header_bytes_max ||
        headerLength + 4 > length
      ) {
        return this.#break();
      }
      if (this.#length < 4 + length) return frames;
      const all = this.#join();
      const rest = all.subarray(4 + length);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
      const header = parsedJson(all.toString('utf8', 8, 8 + headerLength));
      if (header === undefined) return this.#break();
      frames.push({ header, payload: all.subarray(8 + headerLength, 4 + length) });
    }
  }

  /** First eight bytes; joins chunks only while they are shorter than that. */
  #head(): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= 8) return Buffer.from(first.buffer, first.byteOffset, 8);
    this.#chunks = [this.#join()];
    return this.#head();
  }

  /** All chunks as one, in memory that no pool shares: what lies there ends with it. */
  #join(): Buffer {
    const all = Buffer.from(secretBytes(this.#length).buffer);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
      if (this.#wipes) chunk.fill(0);
    }
    return all;
  }

  /** What waits for its rest never gets it. */
  forget(): void {
    this.#break();
  }

  #break(): null {
    this.#isBroken = true;
    if (this.#wipes) for (const chunk of this.#chunks) chunk.fill(0);
    this.#chunks = [];
    return null;
  }
}
