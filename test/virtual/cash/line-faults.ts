import type { VirtualWorld } from '../contract.ts';

/** What can go wrong on a line, ordered by a test or by the bench. Counts are of frames that the device sends. */
export class LineFaults {
  readonly #world: VirtualWorld;
  #corrupt = 0;
  #drop = 0;
  #dropRequests = 0;
  #muteUntil_ms = -Infinity;
  #delay_ms = 0;
  #duplicate = false;

  constructor(world: VirtualWorld) {
    this.#world = world;
  }

  /** True while something that was ordered has not happened yet: on a quiet line orders would pile up. */
  get waiting(): boolean {
    return this.#corrupt + this.#drop + this.#dropRequests + this.#delay_ms > 0 || this.#duplicate;
  }

  /** One byte of the next answer arrives changed. */
  corruptNextFrame(): void {
    this.#corrupt += 1;
  }

  /** The next answer is lost; the device has acted all the same. */
  dropNextFrame(): void {
    this.#drop += 1;
  }

  /** The next request never reaches the device. */
  dropNextRequest(): void {
    this.#dropRequests += 1;
  }

  /** The device hears nothing and says nothing for this long. */
  muteFor(span_ms: number): void {
    this.#muteUntil_ms = this.#world.clock.now_ms() + span_ms;
  }

  /** The next answer comes this much later. */
  delayNextFrame(delay_ms: number): void {
    this.#delay_ms = delay_ms;
  }

  /** The next answer arrives twice, one right after the other. */
  duplicateNextFrame(): void {
    this.#duplicate = true;
  }

  /** True when a request just received must be forgotten. */
  swallowsRequest(): boolean {
    if (this.#world.clock.now_ms() < this.#muteUntil_ms) return true;
    if (this.#dropRequests === 0) return false;
    this.#dropRequests -= 1;
    return true;
  }

  /** The answer as it reaches the host, with its extra delay, or null when it is lost. */
  answer(frame: Uint8Array): { bytes: Uint8Array; delay_ms: number } | null {
    if (this.#world.clock.now_ms() < this.#muteUntil_ms) return null;
    if (this.#drop > 0) {
      this.#drop -= 1;
      return null;
    }
    const delay_ms = this.#delay_ms;
    this.#delay_ms = 0;
    if (this.#duplicate) {
      this.#duplicate = false;
      return { bytes: Uint8Array.from([...frame, ...frame]), delay_ms };
    }
    if (this.#corrupt === 0) return { bytes: frame, delay_ms };
    this.#corrupt -= 1;
    const bytes = Uint8Array.from(frame);
    const at = this.#world.random.integer(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#world.random.integer(8));
    return { bytes, delay_ms };
  }
}
