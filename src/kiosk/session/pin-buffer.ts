import type { PinKey } from '../../api/contract.ts';
import { secretBytes } from '../../base/bytes.ts';

const PIN_LENGTH = 4;
const DIGIT_0 = 0x30;

/**
 * The only place where PIN digits lie in the daemon: four bytes, wiped (design, rule 5). `hand` moves a full PIN over for the
 * one VERIFY that follows; `take` gives it to the driver, whose pipe overwrites it after sending.
 */
export class PinBuffer {
  readonly #digits = secretBytes(PIN_LENGTH);
  #length = 0;
  #handed: Uint8Array | null = null;

  get length(): number {
    return this.#length;
  }

  get full(): boolean {
    return this.#length === PIN_LENGTH;
  }

  press(key: PinKey): void {
    if (key === 'clear') this.wipe();
    else if (key === 'delete') {
      if (this.#length > 0) this.#digits[--this.#length] = 0;
    } else if (!this.full) this.#digits[this.#length++] = DIGIT_0 + key;
  }

  /** Moves the four digits over for the next {@link take}; the pad is empty afterwards. */
  hand(): void {
    this.drop();
    if (this.full) {
      this.#handed = secretBytes(PIN_LENGTH);
      this.#handed.set(this.#digits);
    }
    this.wipe();
  }

  /** Gives the handed digits away, once. Whoever takes them overwrites them. */
  take(): Uint8Array | null {
    const digits = this.#handed;
    this.#handed = null;
    return digits;
  }

  /** Overwrites digits that were handed over and not taken. */
  drop(): void {
    this.#handed?.fill(0);
    this.#handed = null;
  }

  /** Empties the pad. */
  wipe(): void {
    this.#digits.fill(0);
    this.#length = 0;
  }
}
