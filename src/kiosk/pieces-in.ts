import type { CashChangerFact } from '../../drivers/cash-changer.ts';
import type { CashIn } from '../ledger/contract.ts';
import type { KioskServices } from './services.ts';

/** A coin or note that came to rest. */
export type AcceptedFact = Extract<CashChangerFact, { type: 'cashAccepted' }>;

/** A piece in the books: whose it is, and whether it was not there before. */
export interface BookedPiece {
  readonly sessionId: string | null;
  readonly fresh: boolean;
}

/** Pieces on their way into the books. */
export interface PiecesIn {
  /** What can be booked now that this came: nothing while more of the same report follow, else all of it, in its order. */
  arrived(fact: AcceptedFact): readonly AcceptedFact[];
  /** Books a piece, or says what became of it when its report was booked. */
  book(fact: AcceptedFact): BookedPiece;
}

/**
 * Coins that a coin acceptor tells with one answer are booked by one commit: five of them, at 300 ms each, would hold up its next poll beyond its
 * watchdog of 1 s. A report that is not told to its end is forgotten; the device tells it again, for its memory is as old as the books.
 */
export function createPiecesIn({ ledger, session }: Pick<KioskServices, 'ledger' | 'session'>): PiecesIn {
  let report: AcceptedFact[] = [];
  const booked = new Map<string, BookedPiece>();

  function pieceOf(fact: AcceptedFact, sessionId: string | null): CashIn {
    const { factId, deviceId, destination, denomination_yen, escrowId, memory } = fact;
    return { factId, sessionId, deviceId, unitId: destination, denomination_yen, escrowId, memory };
  }

  return {
    arrived: (fact) => {
      const { following = 0 } = fact;
      if (report.at(-1)?.following !== following + 1) report = [];
      report.push(fact);
      if (following > 0) return [];
      const pieces = report;
      report = [];
      if (pieces.length === 1) return pieces;
      const sessionId = session.owner();
      const news = ledger.recordCashes(pieces.map((piece) => pieceOf(piece, sessionId)));
      news.forEach(({ fresh }, index) => booked.set(pieces[index]?.factId ?? '', { sessionId, fresh }));
      return pieces;
    },
    book: (fact) => {
      const known = booked.get(fact.factId);
      booked.delete(fact.factId);
      if (known) return known;
      const sessionId = session.owner();
      return { sessionId, fresh: ledger.recordCash(pieceOf(fact, sessionId)).fresh };
    },
  };
}
