/** What the centre is told: each commit point by itself, however it takes the one before. */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
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
});
