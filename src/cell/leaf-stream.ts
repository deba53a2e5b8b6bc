import type { PieceSource } from '../paper/contract.ts';
import type { CellFact } from './contract.ts';

/**
 * The made leaf on its way out of the cell: a piece for each that the daemon asked for, and never more, so that neither side holds
 * the whole. One leaf at a time.
 */
export class LeafStream {
  readonly #say: (fact: CellFact) => void;
  #document: PieceSource | null = null;

  constructor(say: (fact: CellFact) => void) {
    this.#say = say;
  }

  /** Takes a document over; one that was not read to its end is dropped. */
  begin(document: PieceSource): void {
    this.drop();
    this.#document = document;
  }

  /** Gives so many pieces; the last has no bytes and says how it ended. Nothing when no leaf is made. */
  more(pieces: number): void {
    for (let given = 0; given < pieces; given += 1) {
      const document = this.#document;
      if (document === null) return;
      const bytes = document.next();
      if (bytes === null) {
        const end = document.failed ? 'failed' : 'last';
        this.drop();
        this.#say({ type: 'leafPiece', end, bytes: new Uint8Array() });
      } else this.#say({ type: 'leafPiece', end: 'more', bytes });
    }
  }

  /** Wipes what is left. */
  drop(): void {
    this.#document?.close();
    this.#document = null;
  }
}
