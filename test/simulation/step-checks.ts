/**
 * What must hold after each step and at each piece that moves: (a) no credit without a piece and no piece that nobody
 * ordered, (b) what is over is empty, (e) the promise of change. Judged from raw rows, read once each, and from where the
 * pieces are; never from the ledger's own queries.
 */
import { RawBooks } from './raw-books.ts';
import { deviceOfRange, PieceCounter } from './piece-counter.ts';
import { expectEnough, expectPromise } from './promise-check.ts';
import type { World } from './world.ts';

/** Cash devices that bad luck may strike. */
export type Struck = 'coins' | 'notes' | 'unit';

export class StepChecks {
  readonly books: RawBooks;
  readonly pieces: PieceCounter;
  /** Cash devices that bad luck has struck in this walk. */
  readonly struck = new Set<Struck>();
  readonly #world: World;
  /** Ranges that were looked at. */
  #seen = 0;
  /** What was wrong while a piece moved: a device must not be stopped in the middle, so it is told at the step's end. */
  #wrong: Error | null = null;

  constructor(world: World) {
    this.#world = world;
    this.books = new RawBooks(world.database);
    this.pieces = new PieceCounter();
    world.hardware.places.onMove((from, to, denomination_yen, count) => {
      // What was booked before this piece moved must have had its piece already.
      if (this.pieces.matters(from, to)) this.#look();
      this.pieces.moved(from, to, denomination_yen, count, this.books.openSessions());
    });
    world.hardware.validator.onAcknowledged = () => this.#acknowledged();
    // A kiosk that is dead for a minute after STACK: the unit forgets what nobody acknowledged (cash.md 3.3).
    world.hardware.validator.onMute = () => this.struck.add('notes');
    this.step();
  }

  /** @throws when something does not hold, or did not hold while a piece moved */
  step(): void {
    this.#look();
    if (this.#wrong) throw this.#wrong;
  }

  /** Journal first, ACK second (rules 15 and 16). */
  #acknowledged(): void {
    this.#look();
    const { books, pieces } = this;
    const doubt_yen = books.ranges.reduce(
      (sum, range) => sum + (deviceOfRange(range) === 'notes' ? range.most_yen : 0),
      0,
    );
    const unbooked_yen = pieces.unreported_yen(books, 'notes') - pieces.toStaff_yen;
    if (unbooked_yen > doubt_yen)
      this.#wrong ??= new Error(`(a) notes: a note is acknowledged before it is booked, ${unbooked_yen} yen`);
  }

  /** A device keeps few events: what fell while no kiosk asked may be lost, although nothing happened to the device. */
  #forgiveLost(): void {
    for (const range of this.books.ranges.slice(this.#seen)) {
      const device = deviceOfRange(range);
      if (range.reason !== 'cashEventsLost' || this.struck.has(device)) continue;
      if (this.#world.trace.some((line) => line.endsWith('kill kiosk'))) this.struck.add(device);
    }
    this.#seen = this.books.ranges.length;
  }

  #look(): void {
    if (this.#wrong) return;
    try {
      this.books.read();
      this.#forgiveLost();
      this.pieces.expectSound(this.books, this.struck);
      this.books.expectSound();
      expectEnough(this.#world, this.books);
      expectPromise(this.#world, this.books, this.pieces, this.struck);
    } catch (error) {
      this.#wrong = error instanceof Error ? error : new Error(String(error));
    }
  }
}
