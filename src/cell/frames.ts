/**
 * Frames between daemon and cell: `length (4, big-endian, of what follows) · header length (4) · header JSON · payload`. The
 * payload is the one field of a message that is bytes; citizen text stays bytes that nobody on the way parses.
 */
import { CELL_LIMITS } from './limits.ts';

/** A frame taken apart. `header` is unchecked JSON. */
export interface Frame {
  readonly header: unknown;
  readonly payload: Uint8Array;
}

/** Which field of a message travels as payload, by `type`. */
const PAYLOAD_FIELD: Readonly<Record<string, string>> = {
  presentCard: 'certificate',
  authenticate: 'signature',
  cardKnown: 'digest_sha256',
  leafMade: 'raster',
  receiptMade: 'raster',
  slipMade: 'raster',
  citizenText: 'text',
};

const NOTHING = new Uint8Array();

/** The bytes of one message, in pieces, so that a raster is not copied. */
export function encodeFrame(message: { readonly type: string }): Uint8Array[] {
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

/** Cuts a stream of bytes into frames. After `null` (a frame that breaks the rules) it is of no more use. */
export class FrameCutter {
  #chunks: Uint8Array[] = [];
  #length = 0;
  #isBroken = false;

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
      const all = Buffer.concat(this.#chunks);
      const rest = all.subarray(4 + length);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
      const header = jsonOf(all.subarray(8, 8 + headerLength));
      if (header === undefined) return this.#break();
      frames.push({ header, payload: all.subarray(8 + headerLength, 4 + length) });
    }
  }

  /** First eight bytes; joins chunks only while they are shorter than that. */
  #head(): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= 8) return Buffer.from(first.buffer, first.byteOffset, 8);
    this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#head();
  }

  #break(): null {
    this.#isBroken = true;
    this.#chunks = [];
    return null;
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}
