/**
 * What must hold after each step and at each piece that moves: (a) no credit without a piece and no piece that nobody
 * ordered, (b) what is over is empty, (e) the promise of change. Judged from raw rows, read once each, and from where the
 * pieces are; never from the ledger's own queries.
 */
import { RawBooks } from './raw-books.ts';
import { PieceCounter } from './piece-counter.ts';
import { expectPromise } from './promise-check.ts';
import type { World } from './world.ts';

/** Cash devices that bad luck may strike. */
export type Struck = 'coins' | 'notes' | 'unit';

export class StepChecks {
  readonly books: RawBooks;
  readonly pieces: PieceCounter;
  /** Cash devices that bad luck has struck in this walk. */
  readonly struck = new Set<Struck>();
  readonly #world: World;
  /** What was wrong while a piece moved: a device must not be stopped in the middle, so it is told at the step's end. */
  #wrong: Error | null = null;

  constructor(world: World) {
    this.#world = world;
    this.books = new RawBooks(world.database);
    this.pieces = new PieceCounter();
    world.hardware.places.onMove((from, to, denomination_yen, count) => {
      // What was booked before this piece moved must have had its piece already.
      if (this.pieces.matters(from, to)) this.#look();
      this.pieces.moved(from, to, denomination_yen, count);
    });
    this.step();
  }

  /** @throws when something does not hold, or did not hold while a piece moved */
  step(): void {
    this.#look();
    if (this.#wrong) throw this.#wrong;
  }

  #look(): void {
    if (this.#wrong) return;
    try {
      this.books.read();
      this.pieces.expectSound(this.books);
      this.books.expectSound();
      expectPromise(this.#world, this.books, this.pieces, this.struck);
    } catch (error) {
      this.#wrong = error instanceof Error ? error : new Error(String(error));
    }
  }
}
