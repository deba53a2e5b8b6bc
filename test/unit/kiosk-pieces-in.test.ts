/** Coins that were told with one answer are one commit: booked together, or told again. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createPiecesIn, type AcceptedFact, type PiecesIn } from '../../src/kiosk/pieces-in.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import type { SessionBook } from '../../src/kiosk/session-book.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let pieces: PiecesIn;
let owner: string | null;
let commits: string[];

function coin(number: number, following = 0): AcceptedFact {
  const fact = { factId: `coins-${number}`, deviceId: 'coins', denomination_yen: 100, destination: 'hopper-100' };
  const more = following > 0 ? { following } : {};
  return { type: 'cashAccepted', ...fact, ...more, held: false, escrowId: null, memory: String(number) };
}

/** What a bridge does with a fact: books each piece that can be booked. */
function arrives(fact: AcceptedFact): readonly boolean[] {
  return pieces.arrived(fact).map((piece) => pieces.book(piece).fresh);
}

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  const books = createLedger(database, () => 0);
  commits = [];
  ledger = {
    ...books,
    recordCash: (cash) => {
      commits.push('recordCash');
      return books.recordCash(cash);
    },
    recordCashes: (cash) => {
      commits.push(`recordCashes ${cash.length}`);
      return books.recordCashes(cash);
    },
  };
  owner = 's1';
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  pieces = createPiecesIn({ ledger, session: { owner: () => owner } as SessionBook });
});

describe('rule 1: pieces that came to rest', () => {
  test('five coins of one answer are booked by one commit, each once, with the last one’s memory', () => {
    expect([4, 3, 2, 1, 0].map((following, index) => arrives(coin(index + 1, following)))).toEqual([
      ...[[], [], [], []],
      [true, true, true, true, true],
    ]);
    expect(commits).toEqual(['recordCashes 5']);
    expect(ledger.totals('s1').credit_yen).toBe(500);
    expect(ledger.memoryOf('coins')).toBe('5');
    // The same answer again, as after a line that was lost: nothing is fresh.
    expect([1, 0].map((following, index) => arrives(coin(index + 4, following)))).toEqual([[], [false, false]]);
    expect(ledger.totals('s1').credit_yen).toBe(500);
  });

  test('a single coin is booked at once', () => {
    expect(arrives(coin(1))).toEqual([true]);
    expect(commits).toEqual(['recordCash']);
  });

  test('a report that broke off is not booked: told again, each coin is booked once', () => {
    expect(arrives(coin(1, 2))).toEqual([]);
    expect(arrives(coin(2, 1))).toEqual([]);
    // The line was lost here; the device remembers what the books remember, and tells all three again.
    expect(ledger.memoryOf('coins')).toBe(null);
    expect([2, 1, 0].map((following, index) => arrives(coin(index + 1, following)))).toEqual([
      [],
      [],
      [true, true, true],
    ]);
    expect(ledger.totals('s1').credit_yen).toBe(300);
  });

  test('a power cut in the commit leaves none of them, and no memory of them', () => {
    const cut = database.transaction(() => {
      arrives(coin(1, 1));
      arrives(coin(2));
      throw new Error('the power goes');
    });
    expect(cut).toThrow('the power goes');
    expect([ledger.totals('s1').credit_yen, ledger.memoryOf('coins')]).toEqual([0, null]);
  });

  test('they all belong to whoever stood there when they were told', () => {
    arrives(coin(1, 1));
    const told = pieces.arrived(coin(2));
    owner = null;
    expect(told.map((piece) => pieces.book(piece))).toEqual([
      { sessionId: 's1', fresh: true },
      { sessionId: 's1', fresh: true },
    ]);
  });
});
