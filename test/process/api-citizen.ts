/** A citizen who uses the published contract of the screen directly: the hands of a story without a browser. */
import { WebSocket } from 'ws';
import { SCHEMA_VERSION, serverMessageSchema, type Intent, type View } from '../../src/api/messages.ts';
import { buttonsOf } from '../simulation/story-player.ts';

const FRAME_PIN_KEY = 0x01;
const CONNECTS_MS = 60_000;

/** The line to the kiosk is gone, as after a power cut. */
export class ScreenLost extends Error {
  constructor(during: string) {
    super(`the screen was lost during: ${during}`);
  }
}

/** A screen of one boot of the daemon. */
export class ApiCitizen {
  readonly #socket: WebSocket;
  readonly #wakes = new Set<() => void>();
  #view: View | null = null;
  #lost = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const wake = (): void => {
      for (const one of this.#wakes) one();
    };
    socket.on('message', (data, binary) => {
      if (binary) return;
      const message = serverMessageSchema.parse(JSON.parse(String(data)));
      if (message.type !== 'view') return;
      this.#view = message;
      wake();
    });
    socket.on('close', () => {
      this.#lost = true;
      wake();
    });
    socket.on('error', () => undefined);
  }

  /** Connects as the citizen's panel. */
  static async open(screenUrl: string, token: string): Promise<ApiCitizen> {
    const { host, origin } = new URL(screenUrl);
    const socket = new WebSocket(`ws://${host}/screen`, { origin });
    const citizen = new ApiCitizen(socket);
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'hello', schema: SCHEMA_VERSION, role: 'panel', token })),
    );
    await citizen.until('the first view', () => true, CONNECTS_MS);
    return citizen;
  }

  /** What the screen shows; throws before the first view. */
  get view(): View {
    if (!this.#view) throw new ScreenLost('nothing was shown yet');
    return this.#view;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** Waits until the view is as wished; throws with the screen's name, or `ScreenLost`. */
  async until(what: string, wished: (view: View) => boolean, within_ms = 30_000): Promise<View> {
    const end_ms = performance.now() + within_ms;
    for (;;) {
      if (this.#lost) throw new ScreenLost(what);
      if (this.#view && wished(this.#view)) return this.#view;
      const left_ms = end_ms - performance.now();
      if (left_ms <= 0)
        throw new Error(
          `never ${what}; the screen is ${this.#view?.screen ?? 'not there'} ${this.#view?.code?.number ?? ''}`,
        );
      await this.#change(left_ms);
    }
  }

  /** Waits for the next view, or for the end of the line. */
  #change(within_ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(late);
        this.#wakes.delete(done);
        resolve();
      };
      const late = setTimeout(done, within_ms);
      this.#wakes.add(done);
    });
  }

  /** Presses a button by its id, once it is there and enabled. */
  async press(id: string): Promise<void> {
    const find = (view: View) => buttonsOf(view).find((button) => button.id === id && button.enabled);
    const button = find(await this.until(`the button ${id}`, (view) => find(view) !== undefined));
    if (button) this.mean(button.intent);
  }

  mean(intent: Intent): void {
    this.#socket.send(JSON.stringify({ type: 'intent', page: this.view.page, intent }));
  }

  async typePin(pin: string): Promise<void> {
    for (const digit of pin) this.#socket.send(Uint8Array.of(FRAME_PIN_KEY, Number(digit)));
    await this.press('enterPin');
  }

  close(): void {
    this.#socket.terminate();
  }
}
