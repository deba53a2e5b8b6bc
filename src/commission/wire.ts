/** One question after the other over a serial line: enough to ask a device who it is, and nothing that moves anything. */
import type { Clock, Timer } from '../base/clock.ts';
import type { BytePipe } from '../../drivers/contract.ts';
import type { LineCodec } from '../../drivers/line/device.ts';

/** More than this without a frame is noise. */
const BUFFER_BYTES_MAX = 2_048;

/** A line on which one protocol is spoken. */
export class AskedLine<Request, Reply> {
  readonly #pipe: BytePipe;
  readonly #codec: LineCodec<Request, Reply>;
  readonly #clock: Clock;
  #bytes: Uint8Array = new Uint8Array();
  #waiting: { readonly request: Request; readonly done: (reply: Reply | null) => void; timer: Timer } | null = null;
  /** Why the line is gone; null while it stands. */
  lost: string | null = null;

  constructor(pipe: BytePipe, codec: LineCodec<Request, Reply>, clock: Clock) {
    this.#pipe = pipe;
    this.#codec = codec;
    this.#clock = clock;
    pipe.onBytes((bytes) => this.#hear(bytes));
    pipe.onLost((reason) => {
      this.lost = reason;
      this.#answer(null);
    });
  }

  /** The answer; null for silence. */
  ask(request: Request, wait_ms: number): Promise<Reply | null> {
    if (this.lost !== null) return Promise.resolve(null);
    this.#bytes = new Uint8Array();
    return new Promise((done) => {
      this.#waiting = { request, done, timer: this.#clock.after(wait_ms, () => this.#answer(null)) };
      this.#pipe.write(this.#codec.encode(request));
    });
  }

  close(): void {
    this.#answer(null);
    this.#pipe.close();
  }

  #answer(reply: Reply | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.timer.cancel();
    waiting?.done(reply);
  }

  #hear(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]).subarray(-BUFFER_BYTES_MAX);
    while (this.#waiting !== null) {
      const read = this.#codec.read(this.#bytes, this.#waiting.request);
      if (read.type === 'more') return;
      if (read.type === 'damaged') {
        this.#bytes = new Uint8Array();
        return;
      }
      if (read.taken === 0) return;
      this.#bytes = this.#bytes.subarray(read.taken);
      // What the host hears of itself on a single wire answers nothing.
      if (read.type === 'frame' && this.#codec.answers(this.#waiting.request, read.reply)) this.#answer(read.reply);
    }
  }
}
