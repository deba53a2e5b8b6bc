/**
 * Names on their way through the pipe. What a process reads from a pipe lies in blocks of the runtime that nobody can overwrite, so
 * the cell seals each text with a key of this one cell; the daemon wipes the key with the session, and what is left is noise (rule 5).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { secretBytes } from '../base/bytes.ts';

/** AES-256 in counter mode: a pipe between two processes of ours needs no tag, a wrong byte would only show as a wrong letter. */
const CIPHER = 'aes-256-ctr';
export const SEAL_KEY_BYTES = 32;
const COUNTER_BYTES = 16;

/** The n-th text has the n-th block of counters of its own; a text is far shorter than 2³² blocks. */
function counterOf(text: number): Buffer {
  const counter = Buffer.alloc(COUNTER_BYTES);
  counter.writeUInt32BE(text, 0);
  return counter;
}

/** One end of the pipe: seals or opens the texts in their order. */
export class TextSeal {
  readonly #key: Uint8Array;
  #texts = 0;

  /** @param key {@link SEAL_KEY_BYTES} bytes; copied */
  constructor(key: Uint8Array) {
    this.#key = secretBytes(SEAL_KEY_BYTES);
    this.#key.set(key);
  }

  seal(text: Uint8Array): Uint8Array {
    return createCipheriv(CIPHER, this.#key, counterOf(this.#next())).update(text);
  }

  /** The text in memory that can be wiped; the sealed bytes are overwritten by it. */
  open(sealed: Uint8Array): Uint8Array {
    const opened = createDecipheriv(CIPHER, this.#key, counterOf(this.#next())).update(sealed);
    sealed.set(opened);
    opened.fill(0);
    return sealed;
  }

  /** Nothing that was sealed can be opened any more. */
  wipe(): void {
    this.#key.fill(0);
  }

  #next(): number {
    this.#texts += 1;
    return this.#texts;
  }
}
