/** The closing (締め) on its way to the centre: at least once, the same one any number of times. */
import { expect, test } from 'vitest';
import { createLedger } from '../../src/ledger/ledger.ts';
import { CN, KIOSK_ID, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk } from './citizen.ts';
import { createWorld } from './world.ts';

const SALE = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
/** The desk asks the centre for its time every ten minutes, and looks into the outbox then. */
const HEARD_MS = 11 * 60_000;

test('R84: a day’s closing reaches the centre with its head hash, over a lost answer and a cut of the kiosk’s power', () => {
  const world = createWorld();
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  const ledger = createLedger(world.database, () => TEST_DAY_EPOCH_MS + world.clock.now_ms());
  const closing = ledger.close({ closingId: 'day-1', role: 'clerk', counted: [], counters: [] });
  expect(closing.fees_yen).toEqual({ susono: 300 });
  // The centre takes it and its answer is lost: the kiosk cannot know and tells it again.
  world.centre.faults.arm({ at: 'closing', answer: { kind: 'garbled' } });
  world.clock.advance(HEARD_MS);
  world.kill();
  world.start();
  world.clock.advance(HEARD_MS);
  expect(world.centre.closings).toEqual([
    { kioskId: KIOSK_ID, number: 1, headHash: closing.headHash, statement: { ...closing } },
  ]);
  expect(ledger.outbox()).toEqual([]);
});

test('a closing that the centre refuses is told to staff and holds up no commit point', () => {
  const world = createWorld();
  const ledger = createLedger(world.database, () => TEST_DAY_EPOCH_MS + world.clock.now_ms());
  const other = { number: 1, headHash: 'f'.repeat(64), statement: {} };
  world.centre.closing(KIOSK_ID, other.number, other.headHash, other.statement);
  ledger.close({ closingId: 'day-1', role: 'clerk', counted: [], counters: [] });
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [500]);
  printAndLeave(world);
  world.clock.advance(HEARD_MS);
  expect(world.centre.commits.map(({ point }) => point).toSorted()).toEqual(['delivered', 'printing']);
  expect(ledger.outbox()).toMatchObject([{ point: 'closing' }]);
  expect(ledger.incidents(10)).toMatchObject([{ detail: 'the centre refuses the closing' }]);
  expect(world.centre.closings).toEqual([{ kioskId: KIOSK_ID, ...other }]);
});
