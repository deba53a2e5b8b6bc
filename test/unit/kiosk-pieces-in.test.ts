/** Coins that were told with one answer are one commit: booked together, or told again. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createPiecesIn, type AcceptedFact, type PiecesIn } from '../../src/kiosk/money/pieces-in.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import type { SessionBook } from '../../src/kiosk/session/session-book.ts';

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

  test('a stop in the middle of a report: nothing is booked or remembered, so each coin is told again and booked once', () => {
    expect(arrives(coin(1, 2))).toEqual([]);
    expect(arrives(coin(2, 1))).toEqual([]);
    expect([ledger.memoryOf('coins'), commits]).toEqual([null, []]);
    pieces = createPiecesIn({ ledger, session: { owner: () => owner } as SessionBook });
    expect([2, 1, 0].map((following, index) => arrives(coin(index + 1, following)))).toEqual([
      [],
      [],
      [true, true, true],
    ]);
    expect(ledger.totals('s1').credit_yen).toBe(300);
  });

  test.each([
    ['another fact of the device', () => pieces.brokenOff().map((piece) => pieces.book(piece).fresh)],
    ['a later coin', () => arrives(coin(9))],
    ['a coin of another report', () => arrives(coin(9, 4))],
    ['the same report from its beginning', () => arrives(coin(1, 3))],
    ['a coin of another device', () => arrives({ ...coin(9), deviceId: 'other', factId: 'other-1' })],
  ] as const)('a report that is broken off by %s is booked first: its coins are never told again', (_, comes) => {
    arrives(coin(1, 3));
    arrives(coin(2, 2));
    expect(comes().slice(0, 2)).toEqual([true, true]);
    expect(commits[0]).toBe('recordCashes 2');
    expect(database.prepare("SELECT 1 FROM transfer WHERE transfer_id GLOB 'coins-[12]'").all()).toHaveLength(2);
    expect(ledger.totals('s1').credit_yen).toBeGreaterThanOrEqual(200);
  });

  test('nothing under way: nothing is booked', () => {
    expect(pieces.brokenOff()).toEqual([]);
    expect(commits).toEqual([]);
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
