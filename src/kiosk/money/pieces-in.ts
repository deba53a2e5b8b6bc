import type { CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { CashIn } from '../../ledger/contract.ts';
import type { KioskServices } from '../services.ts';

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
  /** Something else came: the pieces of a report that was not told to its end are booked before it. */
  brokenOff(): readonly AcceptedFact[];
  /** Books a piece, or says what became of it when its report was booked. */
  book(fact: AcceptedFact): BookedPiece;
}

/**
 * Coins that a coin acceptor tells with one answer are booked by one commit: five of them, at 300 ms each, would hold up its next poll
 * beyond its watchdog of 1 s. Between the first and the last of a report they stand nowhere but here, and no yen is lost by it:
 *
 *     the kiosk dies in between     nothing of the report is booked, what is remembered of the device neither: it is told again
 *     anything else comes           each piece is certain by itself, so what was told is booked before it. A later fact would
 *                                   carry a memory in which they are old, and nobody would ever tell them again
 */
export function createPiecesIn({ ledger, session }: Pick<KioskServices, 'ledger' | 'session'>): PiecesIn {
  let report: AcceptedFact[] = [];
  const booked = new Map<string, BookedPiece>();

  function pieceOf(fact: AcceptedFact, sessionId: string | null): CashIn {
    const { factId, deviceId, destination, denomination_yen, escrowId, memory } = fact;
    return { factId, sessionId, deviceId, unitId: destination, denomination_yen, escrowId, memory };
  }

  /** All that was told of the report, by one commit. */
  function commit(): readonly AcceptedFact[] {
    const pieces = report;
    report = [];
    if (pieces.length <= 1) return pieces;
    const sessionId = session.owner();
    const news = ledger.recordCashes(pieces.map((piece) => pieceOf(piece, sessionId)));
    news.forEach(({ fresh }, index) => booked.set(pieces[index]?.factId ?? '', { sessionId, fresh }));
    return pieces;
  }

  return {
    arrived: (fact) => {
      const { following = 0 } = fact;
      const last = report.at(-1);
      const isNext = last?.deviceId === fact.deviceId && last.following === following + 1;
      const before = isNext ? [] : commit();
      report.push(fact);
      return following > 0 ? before : [...before, ...commit()];
    },
    brokenOff: commit,
    book: (fact) => {
      const known = booked.get(fact.factId);
      booked.delete(fact.factId);
      if (known) return known;
      const sessionId = session.owner();
      return { sessionId, fresh: ledger.recordCash(pieceOf(fact, sessionId)).fresh };
    },
  };
}
