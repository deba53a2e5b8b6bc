/** The copier's own business on a released line: it sends what it likes, and polls so that no watchdog lapses. */
import { encodeFrame } from '../virtual/cctalk/frame.ts';
import { encode } from '../virtual/one-piece/frame.ts';
import { insertPiece } from './hardware.ts';
import type { World } from './world.ts';

export class ForeignHost {
  readonly #world: World;
  readonly #pipe: ReturnType<World['lines']['open']>;
  #seq = 0x40;

  constructor(world: World, port: string) {
    this.#world = world;
    this.#pipe = world.lines.open(port);
    this.#pipe.onBytes(() => undefined);
  }

  cctalk(to: number, header: number, data: readonly number[] = []): void {
    this.#pipe.write(encodeFrame({ destination: to, source: 1, header, data: Uint8Array.from(data) }, 'sum8'));
    this.#world.clock.advance(100);
  }

  opc(command: number, data: readonly number[] = []): void {
    this.#seq += 1;
    this.#pipe.write(encode([this.#seq, command, ...data]));
    this.#world.clock.advance(100);
  }

  poll(times: number): void {
    for (let time = 0; time < times; time += 1) this.cctalk(2, 229);
  }

  /** Coins into the acceptor, as the copier's own business takes them. */
  takeCoins(coins: readonly number[]): void {
    this.cctalk(2, 231, [0xff, 0xff]);
    this.cctalk(2, 228, [1]);
    this.poll(3);
    for (const coin of coins) {
      insertPiece(this.#world.hardware, coin);
      this.poll(10);
    }
    this.cctalk(2, 228, [0]);
    this.poll(10);
  }

  close(): void {
    this.#pipe.close();
  }
}
