/** What the centre is told: each commit point by itself, however it takes the one before. */
import { describe, expect, test } from 'vitest';
import { createLedger } from '../../src/ledger/ledger.ts';
import { CN, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk } from './citizen.ts';
import { createWorld } from './world.ts';

const SALE = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };

describe('the outbox to the centre', () => {
  test('R84, D10: a commit point that the centre refuses is reported once and tried again; the ones behind it go on', () => {
    const world = createWorld();
    for (let call = 0; call < 3; call += 1)
      world.centre.faults.arm({
        at: 'commit',
        answer: { kind: 'refuse', reason: 'transactionUnknown', scope: 'session' },
      });
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
    payAtKiosk(world, [500]);
    printAndLeave(world);
    world.clock.advance(120_000);
    expect(world.centre.commits.map(({ point }) => point).toSorted()).toEqual(['delivered', 'printing']);
    const refused = world.database.prepare("SELECT detail FROM incident WHERE detail LIKE '%refuses%'").pluck().all();
    expect(new Set(refused).size).toBe(refused.length);
    expect(refused).toContain('the centre refuses the commit point printing');
    const waiting = world.database
      .prepare('SELECT COUNT(*) FROM outbox WHERE sequence NOT IN (SELECT sequence FROM outbox_ack)')
      .pluck()
      .get();
    expect(waiting).toBe(0);
  });

  test('a point that is refused again and again holds up no other transaction', () => {
    const world = createWorld();
    const commit = world.centre.commit.bind(world.centre);
    world.centre.commit = (kioskId, transactionId, point, detail) =>
      point === 'printing'
        ? { ok: false, reason: 'transactionUnknown', scope: 'session' }
        : commit(kioskId, transactionId, point, detail);
    for (const _ of [1, 2]) {
      authenticateAtKiosk(world, SALE);
      requestAtKiosk(world, SALE);
      payAtKiosk(world, [100, 100, 100]);
      printAndLeave(world);
      world.clock.advance(60_000);
    }
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['delivered', 'delivered']);
  });

  test('R84: what piled up while the centre was away for a week is told once each, in order, over cuts of the kiosk', () => {
    const world = createWorld();
    const ledger = createLedger(world.database, () => TEST_DAY_EPOCH_MS + world.clock.now_ms());
    const told: string[] = [];
    const heads: string[] = [];
    for (let day = 1; day <= 7; day += 1) {
      for (let session = 0; session < 40; session += 1) {
        const id = `d${day}s${session}`;
        ledger.openSession({ sessionId: id, transactionId: `t-${id}` });
        for (const point of ['printing', 'delivered'] as const) {
          ledger.commitPoint(id, point, { sets: [0] });
          // Written twice, as a kiosk does that was cut before it knew: told once.
          ledger.commitPoint(id, point, { sets: [0] });
          told.push(`t-${id} ${point}`);
        }
        ledger.closeSession(id, 'delivered');
      }
      heads.push(ledger.close({ closingId: `day-${day}`, role: 'clerk', counted: [], counters: [] }).headHash);
    }
    const [first] = ledger.outbox(1);
    expect(ledger.outbox()).toHaveLength(7 * 81);
    expect(ledger.outbox()[0]).toEqual(first);
    // The line is bad when it comes back, and the power goes three times before everything is told.
    const faults = [{ kind: 'garbled' }, { kind: 'garbled' }] as const;
    for (const answer of faults) world.centre.faults.arm({ at: 'commit', answer });
    for (const upto of [50, 200, 400]) {
      world.until(() => world.centre.commits.length >= upto, 600_000);
      world.kill();
      world.start();
    }
    world.until(() => ledger.outbox(1).length === 0, 3_600_000);
    expect(world.centre.commits.map(({ transactionId, point }) => `${transactionId} ${point}`)).toEqual(told);
    expect(world.centre.closings.map(({ number, headHash }) => [number, headHash])).toEqual(
      heads.map((head, index) => [index + 1, head]),
    );
    expect(world.deaths).toEqual([]);
  });
});
