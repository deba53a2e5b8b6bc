/** Power cuts at each commit of refill, opening stock, closing (締め) and the settlement of a slip: wholly done or not at all. */
import { expect, test } from 'vitest';
import { KioskKilled } from '../simulation/mortal-ledger.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';
import { count, ledgerOf, pieces, press } from './kiosk-staff-world.ts';

interface Work {
  readonly name: string;
  readonly options: WorldOptions;
  /** The call that books it. */
  readonly call: string;
  readonly clerk: (world: World) => void;
  /** How often it stands in the books. */
  readonly booked: (world: World) => number;
}

const WORKS: readonly Work[] = [
  {
    name: 'refill (補充)',
    options: {},
    call: 'bookExchange',
    clerk: (world) => {
      press(world, { type: 'staff.choose', task: 'refill' }, { type: 'staff.chooseUnit', unitId: 'hopper-100' });
      world.press({ type: 'staff.next' });
      count(world, { 'hopper-100.100': 5 });
    },
    booked: (world) => (pieces(world, 'hopper-100', 100) - 60) / 5,
  },
  {
    name: 'opening stock (初期在高)',
    options: { neverCounted: ['hopper-500', 'hopper-100', 'hopper-50', 'hopper-10'] },
    call: 'bookExchange',
    clerk: (world) => {
      press(world, { type: 'staff.choose', task: 'openingStock' }, { type: 'staff.next' });
      count(world, { 'hopper-100.100': 7 });
    },
    booked: (world) => pieces(world, 'hopper-100', 100) / 7,
  },
  {
    name: 'closing (締め)',
    options: {},
    call: 'bookExchange',
    clerk: (world) => {
      press(world, { type: 'staff.choose', task: 'closing' }, { type: 'staff.next' });
      count(world);
    },
    booked: (world) => ledgerOf(world).closings(9).length,
  },
  {
    name: 'a slip that is paid by hand',
    options: {},
    call: 'settleSlip',
    clerk: (world) => {
      press(world, { type: 'staff.choose', task: 'slips' }, { type: 'staff.chooseSlip', claimNumber: '000900' });
      world.press({ type: 'staff.next' });
    },
    booked: (world) => (ledgerOf(world).openSlips().length === 0 ? 1 : 0),
  },
  {
    name: 'money of nobody known that its owner fetched',
    options: {},
    call: 'answerQuestion',
    clerk: (world) => {
      press(world, { type: 'staff.choose', task: 'doubts' });
      press(
        world,
        { type: 'staff.chooseDoubt', questionId: 'held:unclaimed' },
        { type: 'staff.decide', answer: 'all' },
      );
    },
    booked: (world) => 1 - ledgerOf(world).balance_yen('unclaimed') / 200,
  },
];

/** Writes a slip of 200 yen into the books of a kiosk at rest. */
function oweSlip(world: World): void {
  const { database } = world;
  const at_ms = 1;
  const run = (sql: string, ...values: readonly unknown[]): void => void database.prepare(sql).run(...values);
  run("INSERT INTO session (session_id, transaction_id, at_ms) VALUES ('owed', 'owed', ?)", at_ms);
  for (const [id, debit, credit, kind, many] of [
    ['o1', 'unit:cashbox', 'owed:owed', 100, 2],
    ['o2', 'owed:owed', 'slip:000900', null, null],
  ] as const) {
    run(
      `INSERT INTO transfer (transfer_id, state, debit, credit, amount_yen, denomination_yen, pieces, session_id, reason, at_ms)
       VALUES (?, 'posted', ?, ?, 200, ?, ?, 'owed', 'test', ?)`,
      ...[id, debit, credit, kind, many, at_ms],
    );
  }
  run(
    "INSERT INTO slip (claim_number, session_id, amount_yen, reason, at_ms) VALUES ('000900', 'owed', 200, 'unpaid', ?)",
    at_ms,
  );
  run("INSERT INTO slip_event (claim_number, event, at_ms) VALUES ('000900', 'printed', ?)", at_ms);
  run("INSERT INTO session_end (session_id, outcome, at_ms) VALUES ('owed', 'abandoned', ?)", at_ms);
}

test.each(WORKS)(
  '$name: a cut before or after any commit leaves it wholly booked or not at all',
  (work) => {
    const moments: string[] = [];
    for (let cut = 0; cut < 40; cut += 1) {
      let [seen, moment] = [-1, ''];
      const world: World = createWorld({
        ...work.options,
        atCommit: (at) => {
          if (seen < 0 || moment !== '') return;
          if (seen === cut) {
            moment = `${at.when} ${at.call}`;
            world.kill();
          }
          seen += 1;
        },
      });
      world.clock.advance(20_000);
      if (work.call === 'settleSlip') oweSlip(world);
      if (work.call === 'answerQuestion') {
        const coin = { sessionId: null, deviceId: 'coins', unitId: 'cashbox', escrowId: null, memory: '' };
        for (const factId of ['n1', 'n2']) ledgerOf(world).recordCash({ ...coin, factId, denomination_yen: 100 });
      }
      seen = 0;
      try {
        world.kiosk().staffKey(true);
        work.clerk(world);
        world.press({ type: 'staff.confirm' });
      } catch (error) {
        if (!(error instanceof KioskKilled) && world.alive()) throw error;
      }
      if (moment === '') break;
      moments.push(moment);
      world.start();
      world.clock.advance(20_000);
      const booked = work.booked(world);
      const isOpen = ledgerOf(world).openExchanges().length > 0;
      const isBooked = moments.includes(`after ${work.call}`);
      expect([moment, booked, isBooked && isOpen]).toEqual([moment, isBooked ? 1 : 0, false]);
    }
    expect(moments).toEqual(expect.arrayContaining([`before ${work.call}`, `after ${work.call}`]));
  },
  60_000,
);
