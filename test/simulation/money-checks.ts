/** No yen lost, none given twice: what the public put in and did not get back stands in the books, whoever it belongs to. */
import { expect } from 'vitest';
import { balance_yen } from './checkers.ts';
import type { World } from './world.ts';

/** Claims by what they are: fees earned, slips, and what a person must decide. */
function claims_yen(world: World): { readonly certain_yen: number; readonly disputed_yen: number } {
  const names = world.database.prepare('SELECT DISTINCT credit FROM transfer').pluck().all() as string[];
  const sum = (chosen: readonly string[]): number =>
    chosen.reduce((total_yen, name) => total_yen - balance_yen(world, name), 0);
  return {
    // What the copier's own business took is its customers' affair, and lies in the same boxes.
    certain_yen: sum(names.filter((name) => /^(unclaimed|foreign)$|^(fees|slip):/.test(name))),
    disputed_yen: sum(names.filter((name) => name === 'disputed')),
  };
}

/** The fee of every set that was earned is with its municipality, and no other. */
function expectFeesByEvidence(world: World): void {
  const earned = world.database
    .prepare<[], { municipality_id: string; fee_yen: number }>(
      `SELECT municipality_id, SUM(fee_yen) AS fee_yen FROM certificate_set JOIN set_event USING (session_id, set_index)
       WHERE event = 'earned' GROUP BY municipality_id`,
    )
    .all();
  const booked = world.database
    .prepare("SELECT DISTINCT credit FROM transfer WHERE credit LIKE 'fees:%'")
    .pluck()
    .all() as string[];
  expect(
    Object.fromEntries(booked.map((name) => [name, -balance_yen(world, name)])),
    'fees of municipalities by the sets that came out',
  ).toEqual(Object.fromEntries(earned.map(({ municipality_id, fee_yen }) => [`fees:${municipality_id}`, fee_yen])));
}

/** (c) A set whose leaves all came out is earned, or a person decides about its fee: it is never simply given back. */
export function expectNoFreePaper(world: World, sheets: readonly string[]): void {
  const out = new Set(sheets);
  const returned = world.database
    .prepare<[], { session_id: string; set_index: number; leaves: number; intents: string }>(
      `SELECT s.session_id, s.set_index, s.leaves,
         (SELECT json_group_array(json_array(i.intent_id, json_extract(i.about, '$.leaf'))) FROM intent i
          WHERE i.session_id = s.session_id AND json_extract(i.about, '$.kind') = 'printLeaf'
          AND json_extract(i.about, '$.set') = s.set_index) AS intents
       FROM certificate_set s LEFT JOIN set_event e USING (session_id, set_index)
       WHERE e.event = 'returned' OR e.event IS NULL`,
    )
    .all();
  for (const set of returned) {
    const ordered = JSON.parse(set.intents) as readonly (readonly [string, number])[];
    const leaves = new Set(ordered.filter(([id]) => out.has(`madoguchi-${id}`)).map(([, leaf]) => leaf));
    expect(leaves.size, 'leaves of a set that nobody paid for').toBeLessThan(set.leaves);
  }
}

/** Without any bad luck whoever pays gets change and whoever leaves gets everything: no slip, no dispute. */
export function expectNoNeedOfStaff(world: World): void {
  const slips = world.database.prepare('SELECT amount_yen, reason FROM slip').all();
  const uncertain = world.database.prepare('SELECT reason, most_yen FROM uncertain').all();
  expect(
    { slips, uncertain, disputed_yen: balance_yen(world, 'disputed') },
    'left to staff in a walk without bad luck',
  ).toEqual({ slips: [], uncertain: [], disputed_yen: 0 });
}

/** Where no cash device failed, whatever became of the kiosk: nothing is in doubt but a note that lay in escrow at a stop. */
export function expectNoCashInDoubt(world: World): void {
  const uncertain = world.database
    .prepare("SELECT device_id, reason, most_yen FROM uncertain WHERE device_id <> 'escrow'")
    .all();
  expect(
    { uncertain, disputed_yen: balance_yen(world, 'disputed') },
    'cash in doubt although no cash device failed',
  ).toEqual({ uncertain: [], disputed_yen: 0 });
}

/**
 * At rest, after whoever stood there took all that lay there. Only what the books call uncertain may be missing in them, and
 * only what they call disputed may be too much.
 * @param toStaff_yen pieces that stuck and that staff took out: nobody has credited them
 * @param overfallen_yen coins beyond the order that fell in a payout of which nobody can tell: whoever stood there has them
 */
export function expectMoneyAccountedFor(world: World, toStaff_yen: number, overfallen_yen = 0): void {
  const { places } = world.hardware;
  const gone_yen = 0 - places.total_yen('citizen');
  const { certain_yen, disputed_yen } = claims_yen(world);
  const uncertain_yen = Number(
    world.database.prepare('SELECT COALESCE(SUM(most_yen), 0) FROM uncertain').pluck().get(),
  );
  // Coins that fell unordered are the kiosk's loss: somebody has them who was not owed them.
  const overpaid_yen = balance_yen(world, 'overpaid');
  const told = `claims ${certain_yen}, overpaid ${overpaid_yen}, disputed ${disputed_yen}, uncertain ${uncertain_yen}, with staff ${toStaff_yen}`;
  expect(gone_yen, `booked beyond what the public put in: ${told}`).toBeGreaterThanOrEqual(
    certain_yen - overpaid_yen - overfallen_yen,
  );
  expect(gone_yen, `put in by the public and not in the books: ${told}`).toBeLessThanOrEqual(
    certain_yen - overpaid_yen + disputed_yen + uncertain_yen + toStaff_yen,
  );
  expectFeesByEvidence(world);
}
