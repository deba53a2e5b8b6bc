import { expect } from 'vitest';
import { ONE_PIECE_PLACES } from '../virtual/one-piece/words.ts';
import { UNIT_ID } from './hardware.ts';
import type { World } from './world.ts';

/**
 * Checkers of the simulation. They read raw rows and the physics of the devices, never the ledger's own queries, so that a bug
 * cannot hide itself.
 */

/** Where each unit of the books really lies. */
export const PLACE_OF_UNIT: Readonly<Record<string, string>> = {
  'hopper-10': 'hopper-10',
  'hopper-50': 'hopper-50',
  'hopper-100': 'hopper-100',
  'hopper-500': 'hopper-500',
  cashbox: 'cashbox',
  notes: 'note-box',
  [UNIT_ID]: ONE_PIECE_PLACES.recycler,
  [ONE_PIECE_PLACES.box]: ONE_PIECE_PLACES.box,
};

/** A transfer that counts. */
export interface PostedRow {
  readonly debit: string;
  readonly credit: string;
  readonly amount_yen: number;
}

/** Every transfer that counts, from the raw rows. */
export function postedRows(world: World): readonly PostedRow[] {
  return world.database
    .prepare<[], PostedRow>(
      `SELECT debit, credit, amount_yen FROM transfer t
       WHERE state = 'posted' OR EXISTS (SELECT 1 FROM resolution r WHERE r.transfer_id = t.transfer_id AND r.kind = 'post')`,
    )
    .all();
}

/** Balance of an account, from the raw rows: debits less credits. */
export function balance_yen(world: World, accountName: string): number {
  return postedRows(world).reduce(
    (sum, row) =>
      sum + (row.debit === accountName ? row.amount_yen : 0) - (row.credit === accountName ? row.amount_yen : 0),
    0,
  );
}

/** (a) At rest the cash in each unit is what the books say. */
export function expectBooksEqualPhysics(world: World): void {
  for (const [unit, place] of Object.entries(PLACE_OF_UNIT)) {
    const physical_yen = world.hardware.places
      .at(place)
      .reduce((sum, pile) => sum + pile.denomination_yen * pile.count, 0);
    expect(balance_yen(world, `unit:${unit}`), `books of ${unit}`).toBe(physical_yen);
  }
}

/** (b) A closed session's accounts are empty: what was left stands on a slip. */
export function expectClosedSessionsEmpty(world: World): void {
  const ended = world.database.prepare<[], { session_id: string }>('SELECT session_id FROM session_end').all();
  for (const { session_id } of ended) {
    for (const name of [`credit:${session_id}`, `owed:${session_id}`]) expect(balance_yen(world, name)).toBe(0);
    const fees = postedRows(world).filter((row) => row.credit.startsWith(`fee:${session_id}:`));
    for (const { credit } of fees) expect(balance_yen(world, credit)).toBe(0);
  }
}

/** (d) Every intent has its outcome. */
export function expectEveryIntentConcluded(world: World): void {
  const open = world.database
    .prepare('SELECT COUNT(*) FROM intent WHERE intent_id NOT IN (SELECT intent_id FROM outcome)')
    .pluck()
    .get();
  expect(open).toBe(0);
}

export function expectAtRest(world: World): void {
  expectBooksEqualPhysics(world);
  expectClosedSessionsEmpty(world);
  expectEveryIntentConcluded(world);
}
