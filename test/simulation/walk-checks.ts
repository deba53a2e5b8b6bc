/** What must hold after a walk, however it went: from raw rows, paper and cash. */
import { expect } from 'vitest';
import {
  PLACE_OF_UNIT,
  expectBooksEqualPhysics,
  expectClosedSessionsEmpty,
  expectEveryIntentConcluded,
  postedRows,
  type PostedRow,
} from './checkers.ts';
import type { World } from './world.ts';

function sum_yen(rows: readonly PostedRow[], is: (account: string) => boolean): number {
  return rows.reduce(
    (sum, row) => sum + (is(row.debit) ? row.amount_yen : 0) - (is(row.credit) ? row.amount_yen : 0),
    0,
  );
}

/** What the books hold open: more may have come in than they say, and more may have gone out. */
function openDisputes(
  world: World,
  rows: readonly PostedRow[],
): { readonly more_yen: number; readonly less_yen: number } {
  const uncertain = world.database.prepare('SELECT COALESCE(SUM(most_yen), 0) FROM uncertain').pluck().get();
  return { more_yen: Number(uncertain), less_yen: 0 - sum_yen(rows, (account) => account === 'disputed') };
}

/** At rest the cash in the units is what the books say, exactly, or within what they call a dispute. */
function expectCashWithinBooks(world: World, outside_yen: number): void {
  const rows = postedRows(world);
  const { more_yen, less_yen: disputed_yen } = openDisputes(world, rows);
  const less_yen = disputed_yen + outside_yen;
  if (more_yen === 0 && less_yen === 0) {
    expectBooksEqualPhysics(world);
    return;
  }
  const books_yen = sum_yen(rows, (account) => account.startsWith('unit:'));
  const physics_yen = Object.values(PLACE_OF_UNIT).reduce(
    (sum, place) => sum + world.hardware.places.total_yen(place),
    0,
  );
  expect(physics_yen, `cash, books ${books_yen}, disputes +${more_yen} −${less_yen}`).toBeLessThanOrEqual(
    books_yen + more_yen,
  );
  expect(physics_yen, `cash, books ${books_yen}, disputes +${more_yen} −${less_yen}`).toBeGreaterThanOrEqual(
    books_yen - less_yen,
  );
}

interface PrintRow {
  readonly intent_id: string;
  readonly kind: string;
  readonly session_id: string | null;
  readonly set_index: number | null;
  readonly result: string | null;
}

/** Every sheet belongs to one intent, and the outcome of each intent is what came out of the printer. */
export function expectPaperAsTold(world: World, sheets: readonly string[]): void {
  const rows = world.database
    .prepare<[], PrintRow>(
      `SELECT i.intent_id, json_extract(i.about, '$.kind') AS kind, i.session_id,
              json_extract(i.about, '$.set') AS set_index, o.result
       FROM intent i LEFT JOIN outcome o USING (intent_id) WHERE kind LIKE 'print%'`,
    )
    .all();
  const known = new Set(rows.map(({ intent_id }) => `madoguchi-${intent_id}`));
  expect(
    sheets.filter((name) => !known.has(name)),
    'sheets without an intent',
  ).toEqual([]);
  for (const row of rows) {
    const out = sheets.filter((name) => name === `madoguchi-${row.intent_id}`).length;
    const told = { done: [1], notDone: [0], partly: [], unknown: [0, 1] }[row.result ?? 'unknown'];
    expect(told, `sheets of a ${row.kind} that was ${row.result}: ${out}`).toContain(out);
  }
  const earned = world.database
    .prepare<[], { session_id: string; set_index: number; leaves: number }>(
      `SELECT session_id, set_index, leaves FROM set_event JOIN certificate_set USING (session_id, set_index)
       WHERE event = 'earned'`,
    )
    .all();
  for (const set of earned) {
    const done = rows.filter(
      (row) =>
        row.kind === 'printLeaf' &&
        row.session_id === set.session_id &&
        row.set_index === set.set_index &&
        row.result === 'done',
    );
    expect(done.length, 'leaves of an earned set').toBe(set.leaves);
  }
}

/** The centre hears of every transaction that issued documents how it ended, once, and has acknowledged it. */
function expectCentreTold(world: World): void {
  const waiting = world.database
    .prepare('SELECT COUNT(*) FROM outbox WHERE sequence NOT IN (SELECT sequence FROM outbox_ack)')
    .pluck()
    .get();
  expect(waiting, 'commit points that the centre has not acknowledged').toBe(0);
  const transactions = world.database
    .prepare<[], { transaction_id: string; earned: number }>(
      `SELECT transaction_id, EXISTS (SELECT 1 FROM set_event e WHERE e.session_id = s.session_id AND event = 'earned') AS earned
       FROM session s WHERE EXISTS (SELECT 1 FROM certificate_set c WHERE c.session_id = s.session_id)`,
    )
    .all();
  for (const { transaction_id, earned } of transactions) {
    const points = world.centre.commits.filter((commit) => commit.transactionId === transaction_id);
    // What became of a single sheet is told beside it.
    const ends = points.map(({ point }) => point).filter((point) => point !== 'printing' && point !== 'sheet');
    expect(ends, 'how the transaction ended').toEqual([earned === 1 ? 'delivered' : 'abandoned']);
  }
}

/**
 * @param sheets job name of every sheet that came out whole
 * @param outside_yen what is booked into a unit and does not lie there: notes that stuck on the last part of their way and are in the
 * hands of staff, coins beyond the order in a payout of which nobody can tell
 */
export function expectWalkAtRest(world: World, sheets: readonly string[], outside_yen = 0): void {
  expectEveryIntentConcluded(world);
  const open = world.database
    .prepare('SELECT COUNT(*) FROM session WHERE session_id NOT IN (SELECT session_id FROM session_end)')
    .pluck()
    .get();
  expect(open, 'open sessions').toBe(0);
  expectClosedSessionsEmpty(world);
  expectCashWithinBooks(world, outside_yen);
  expectPaperAsTold(world, sheets);
  expectCentreTold(world);
  // Everything was put right, so the kiosk is free for the next citizen.
  const { screen, reasons } = world.picture();
  expect({ screen, reasons }).toEqual({ screen: 'idle', reasons: [] });
}
