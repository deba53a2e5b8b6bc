import { createHmac } from 'node:crypto';
import { KIOSK_LIMITS } from '../limits.ts';

/** Bytes of the key, and of what is kept of each digest: two papers of one kiosk never meet by chance. */
export const PAPER_KEY_BYTES = 32;
const KEPT_BYTES = 16;

/**
 * Papers that went through this kiosk since its start (D3): a page or a 固有番号 that comes again belongs to somebody who was here before,
 * however well the centre signed it. Only keyed hashes are kept, in memory, and the key ends with the process, so that nothing kept
 * leads to a paper (R100, R101).
 */
export class PaperMemory {
  readonly #key: Uint8Array;
  readonly #seen = new Set<string>();

  /** @param key {@link PAPER_KEY_BYTES} random bytes */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Takes the digests of one document; false when one of them was here before. */
  take(digests: readonly string[]): boolean {
    const hashes = digests.map((digest) => this.#hash(digest));
    const isNew = hashes.every((hash) => !this.#seen.has(hash));
    for (const hash of hashes) this.#seen.add(hash);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= KIOSK_LIMITS.papers_remembered_max) break;
      this.#seen.delete(oldest);
    }
    return isNew;
  }

  #hash(digest: string): string {
    return createHmac('sha256', this.#key).update(digest).digest().subarray(0, KEPT_BYTES).toString('base64');
  }
}
