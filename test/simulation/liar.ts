/**
 * Cash devices that lie: what they answer arrives whole and with a right checksum, and some of what it says is not true. A worn
 * out or exchanged device does that, and so does somebody who means no good.
 */
import type { BytePipe } from '../../drivers/contract.ts';
import type { Random } from '../../src/base/random.ts';
import { encodeFrame } from '../virtual/cctalk/frame.ts';
import { encode as encodeNote, SYNC } from '../virtual/id003/frame.ts';
import { encode as encodeUnit, STX } from '../virtual/one-piece/frame.ts';

/** Address of the host on a ccTalk line: what goes elsewhere is the echo. */
const HOST = 1;
/** Answers that ccTalk knows: done, refused, busy. */
const HEADERS = [0, 0, 0, 0, 0, 5, 6] as const;
const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff] as const;
/** Bytes of a frame around its data: ccTalk header and sum, ID-003, OPC-1. */
const CCTALK = { head: 4, tail: 1 } as const;
const ID003 = { head: 3, tail: 2 } as const;
const OPC = { head: 5, tail: 2 } as const;

export class Liar {
  readonly #random: Random;
  /** One of so many answers is a lie; 0: none is. */
  oneIn = 0;
  /** How often it has lied. */
  lies = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A line whose far end lies. */
  on(pipe: BytePipe): BytePipe {
    return { ...pipe, onBytes: (listener) => pipe.onBytes((bytes) => listener(this.#said(bytes))) };
  }

  #said(bytes: Uint8Array): Uint8Array {
    if (this.oneIn === 0 || this.#random.integer(this.oneIn) > 0) return bytes;
    const lie = this.#lie(bytes);
    if (lie) this.lies += 1;
    return lie ?? bytes;
  }

  #lie(bytes: Uint8Array): Uint8Array | null {
    const [first = 0, , third = 0] = bytes;
    if (first === HOST && bytes.length >= CCTALK.head + CCTALK.tail) {
      const header = HEADERS[this.#random.integer(HEADERS.length)] ?? 0;
      const data = Uint8Array.from(this.#bent(bytes, CCTALK));
      return encodeFrame({ destination: HOST, source: third, header, data }, 'sum8');
    }
    if (first === SYNC && bytes.length >= ID003.head + ID003.tail) {
      // Statuses lie between 10 and 1B, 40 and 4B; an answer to a question has the number of the question.
      const code =
        [third, 0x10 + this.#random.integer(12), 0x40 + this.#random.integer(12)][this.#random.integer(3)] ?? 0;
      return encodeNote(code, this.#bent(bytes, ID003));
    }
    if (first === STX && bytes.length >= OPC.head + OPC.tail) {
      return encodeUnit([...bytes.subarray(2, OPC.head), ...this.#bent(bytes, OPC)]);
    }
    return null;
  }

  /** The data of a frame with a few bytes changed, or seldom of another length. */
  #bent(bytes: Uint8Array, { head, tail }: { readonly head: number; readonly tail: number }): number[] {
    const data = [...bytes.subarray(head, bytes.length - tail)];
    for (let change = this.#random.integer(4); change >= 0 && data.length > 0; change -= 1)
      data[this.#random.integer(data.length)] = this.#byte();
    if (this.#random.integer(12) === 0) data.splice(this.#random.integer(data.length + 1), 2);
    if (this.#random.integer(12) === 0) data.push(this.#byte());
    return data;
  }

  #byte(): number {
    return this.#random.integer(2) === 0 ? this.#random.integer(256) : (EDGES[this.#random.integer(EDGES.length)] ?? 0);
  }
}
