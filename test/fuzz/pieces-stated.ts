/**
 * What the wire of a one-piece changer (OPC-1) states of pieces taken, read without the driver: by events and by the unit's own
 * counts. Only an answer to the request that is out speaks, only with a right sum, and each piece is stated once.
 *
 *     EVENTS   an ACCEPTED event of a number that was not heard before: one piece of its denomination
 *     COUNTS   between two STATUS of the same newest event n: more pieces than at the COUNTS before and in the events up to n since
 *              then, at most one for each event that was not heard. The first COUNTS state nothing: they are where counting begins
 */
import { crcIbm3740 } from '../virtual/one-piece/frame.ts';
import { WireReader, type FrameSigns } from './machines.ts';

const ANSWER = 0x80;
const STATUS = 0x02;
const EVENTS = 0x03;
const COUNTS = 0x0d;
const OK = 0;
const ACCEPTED = 1;
/** STX, LEN, SEQ, CMD + 80, RESULT. */
const HEAD_BYTES = 5;
const STATUS_BYTES = 21;
/** u32 oldest, u8 n. */
const EVENTS_HEAD_BYTES = 5;
const EVENT_BYTES = 10;
const CODES_yen = [10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000];
/** Of each denomination: u32 life in, u32 life out, u16 stock. */
const COUNT_BYTES = 10;
/** All denominations, then u16 pieces in the cash box: an answer of another length is none. */
const COUNTS_BYTES = CODES_yen.length * COUNT_BYTES + 2;

/** How a frame of OPC-1 is known. */
export const OPC: FrameSigns = {
  length: (bytes, at) => (bytes[at] === 2 ? Math.max(7, bytes[at + 1] ?? 255) : null),
  isSound: (frame) => {
    const crc = crcIbm3740(frame.subarray(0, -2));
    return frame[1] === frame.length && frame.at(-2) === (crc & 0xff) && frame.at(-1) === crc >> 8;
  },
};

const endsWith = (bytes: Uint8Array, frame: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(-frame.length)).equals(frame.subarray(-bytes.length));

/** Pieces that the wire stated so far. */
export class PiecesStated {
  readonly #wire = new WireReader(OPC);
  #asked: Uint8Array = new Uint8Array();
  /** Each event by its number, the code of the piece that it first told of, null when it told of none. */
  readonly #events = new Map<number, number | null>();
  readonly #stated = new Map<number, number>();
  /** Newest event of the last STATUS. */
  #newest: number | null = null;
  /** COUNTS that the next STATUS has to prove. */
  #heard: readonly number[] | null = null;
  #before: { readonly counts: readonly number[]; readonly event: number } | null = null;

  /** All of them; of one denomination: `of`. */
  get all(): number {
    return [...this.#stated.values()].reduce((sum, count) => sum + count, 0);
  }

  of(denomination_yen: number): number {
    return this.#stated.get(CODES_yen.indexOf(denomination_yen) + 1) ?? 0;
  }

  asked(request: Uint8Array): void {
    this.#asked = request;
  }

  take(answer: Uint8Array): void {
    for (const frame of this.#wire.push(answer)) {
      const [, , seq, command = 0, result] = frame;
      if (seq !== this.#asked[2] || command !== ((this.#asked[3] ?? 0) | ANSWER) || result !== OK) continue;
      const data = Buffer.from(frame.subarray(HEAD_BYTES, -2));
      if (command === (EVENTS | ANSWER)) this.#eventsHeard(data);
      // Of two answers to one question nobody can tell which is right: the counts go on only from one that came alone.
      if (!endsWith(answer, frame)) continue;
      if (command === (STATUS | ANSWER) && data.length >= STATUS_BYTES) this.#status(data.readUInt32BE(4));
      if (command === (COUNTS | ANSWER) && data.length === COUNTS_BYTES)
        this.#heard = CODES_yen.map((_, row) => data.readUInt32BE(row * COUNT_BYTES));
    }
  }

  #eventsHeard(data: Buffer): void {
    // As many as it says, and no more than are there.
    const end = EVENTS_HEAD_BYTES + (data[EVENTS_HEAD_BYTES - 1] ?? 0) * EVENT_BYTES;
    for (let at = EVENTS_HEAD_BYTES; at + EVENT_BYTES <= Math.min(end, data.length); at += EVENT_BYTES) {
      const number = data.readUInt32BE(at);
      if (typeof this.#events.get(number) === 'number') continue;
      const code = data[at + 4] === ACCEPTED ? (data[at + 5] ?? 0) : null;
      this.#events.set(number, code);
      // Up to the last COUNTS that were proved every piece is stated already.
      if (code !== null && (this.#before === null || number > this.#before.event)) this.#state(code, 1);
    }
  }

  #status(newest: number): void {
    if (this.#heard !== null && newest === this.#newest) this.#counted(this.#heard, newest);
    this.#heard = null;
    this.#newest = newest;
  }

  #counted(counts: readonly number[], event: number): void {
    const before = this.#before;
    this.#before = { counts, event };
    if (before === null) return;
    const told = [...this.#events].filter(([number]) => number > before.event && number <= event);
    const unseen = counts.map((count, row) => {
      const byEvents = told.filter(([, code]) => code === row + 1).length;
      return Math.max(0, count - (before.counts[row] ?? 0) - byEvents);
    });
    const unheard = event - before.event - told.length;
    if (unseen.reduce((sum, pieces) => sum + pieces, 0) > unheard) return;
    unseen.forEach((pieces, row) => this.#state(row + 1, pieces));
  }

  #state(code: number, pieces: number): void {
    this.#stated.set(code, (this.#stated.get(code) ?? 0) + pieces);
  }
}
