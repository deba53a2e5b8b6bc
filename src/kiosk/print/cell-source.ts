import type { ByteSource } from '../../../drivers/contract.ts';
import type { CellFact, CellPort } from '../../cell/contract.ts';
import { CELL_LIMITS } from '../../cell/limits.ts';

/** A document that a cell makes while the printer takes it. */
export interface CellSource extends ByteSource {
  /** The cell's next word about it. */
  piece(fact: Extract<CellFact, { type: 'leafPiece' }>): void;
  /** The cell is gone: what did not come never will. */
  lost(): void;
}

/**
 * The leaf that this cell made last, as a source of unknown length. At most `pieces_ahead_max` pieces are here or on their way; each
 * is wiped when the next is read, so its reader copies it at once, and what is left is wiped at the end.
 */
export function cellSource(cell: Pick<CellPort, 'send'>): CellSource {
  const waiting: Uint8Array[] = [];
  let given: Uint8Array | null = null;
  /** Pieces that the cell may send without being asked again. */
  let asked = 0;
  let state: 'open' | 'whole' | 'broken' | 'closed' = 'open';
  let readable = (): void => {};

  function ask(): void {
    const pieces = CELL_LIMITS.pieces_ahead_max - asked - waiting.length;
    if (state !== 'open' || pieces === 0) return;
    asked += pieces;
    cell.send({ type: 'morePieces', pieces });
  }

  function wipe(): void {
    given?.fill(0);
    given = null;
    for (const piece of waiting.splice(0)) piece.fill(0);
  }

  /** What came before the break must not look like the whole. */
  function broke(): void {
    if (state !== 'open') return;
    state = 'broken';
    wipe();
    readable();
  }

  return {
    length_bytes: null,
    get broken() {
      return state === 'broken';
    },
    read: (max_bytes) => {
      given?.fill(0);
      given = null;
      const first = waiting.shift();
      if (first === undefined) {
        ask();
        return state === 'open' ? null : new Uint8Array();
      }
      given = first.subarray(0, max_bytes);
      if (first.length > max_bytes) waiting.unshift(first.subarray(max_bytes));
      ask();
      return given;
    },
    onReadable: (listener) => {
      readable = listener;
    },
    piece: ({ end, bytes }) => {
      // What nobody asked for, or wants any more, is not kept.
      if (state !== 'open' || asked === 0) return void bytes.fill(0);
      asked -= 1;
      if (end === 'failed') return broke();
      if (bytes.length > 0) waiting.push(bytes);
      if (end === 'last') state = 'whole';
      else ask();
      readable();
    },
    lost: broke,
    close: () => {
      if (state === 'open') cell.send({ type: 'dropLeaf' });
      state = 'closed';
      wipe();
    },
  };
}
