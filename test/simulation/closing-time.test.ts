/** R82 as a property: a citizen of any pace begins shortly before closing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import type { Intent } from '../../src/api/messages.ts';
import { createCalendarWorld, tokyo, type CalendarWorld } from './calendar-world.ts';
import { expectAtRest } from './checkers.ts';
import { insertPiece } from './hardware.ts';

const CLOSES = tokyo('2025-04-16T23:00');

/** What this citizen does on each screen; null: nothing but wait. */
function intentOn({ world }: CalendarWorld, copies: number): Intent | null {
  const screen = world.view().screen;
  switch (screen) {
    case 'idle':
      return { type: 'citizen.openGovernmentService' };
    case 'governmentMenu':
      return { type: 'citizen.openCertificateService' };
    case 'notes':
      return { type: 'citizen.agree' };
    case 'certificate':
      return { type: 'citizen.chooseCertificate', typeId: 'inkan' };
    case 'copies':
      return { type: 'citizen.chooseCopies', copies };
    case 'check':
      return { type: 'citizen.confirm' };
    case 'pay':
      return { type: 'citizen.printStart' };
    // They would go back and ask for as much again: this one gives up.
    case 'refusal':
      return world.offered({ type: 'citizen.cancel' }) ? { type: 'citizen.cancel' } : { type: 'citizen.acknowledge' };
    case 'takeItems':
      return { type: 'citizen.confirmTaken' };
    default:
      return null;
  }
}

/** One touch, card or coin, if there is one to make on this screen. */
function act(calendar: CalendarWorld, copies: number): void {
  const { world } = calendar;
  const { screen } = world.view();
  const { reader, places } = world.hardware;
  if (world.offered({ type: 'citizen.extend' })) return world.press({ type: 'citizen.extend' });
  if (screen === 'setCard' && !world.picture().cardPresent) return reader.insert(world.card(CN.susonoTaro));
  if (screen === 'takeCard' || (screen === 'takeItems' && world.picture().cardPresent)) return reader.remove();
  if (screen === 'pin') return world.typePin('1234');
  if (screen === 'takeItems') places.moveAll('changeTray', 'citizen');
  const { accepts_yen, needed_yen } = world.picture().totals;
  if (screen === 'pay' && needed_yen > 0 && accepts_yen.includes(100)) return void insertPiece(world.hardware, 100);
  const intent = intentOn(calendar, copies);
  if (intent !== null && world.offered(intent)) world.press(intent);
}

interface Pace {
  /** Before each act, one after the other. */
  readonly pauses_ms: readonly number[];
  /** Before each coin. */
  readonly coin_ms: number;
}

/** Begins at a moment, acts at its own pace, until the kiosk is free again. Moments at which sheets came out. */
function visit(begins: string, { pauses_ms, coin_ms }: Pace, copies: number): readonly number[] {
  const calendar = createCalendarWorld(begins);
  const { world, now_epoch_ms } = calendar;
  const start_ms = now_epoch_ms() - world.clock.now_ms();
  let step = 0;
  let begun = false;
  for (;;) {
    const { screen } = world.view();
    if (screen === 'outOfService' || (begun && screen === 'idle')) break;
    begun ||= screen !== 'idle';
    act(calendar, copies);
    const isPaying = world.view().screen === 'pay' && !world.picture().totals.enough;
    world.clock.advance(isPaying ? coin_ms : (pauses_ms[step % pauses_ms.length] ?? 1_000));
    step += 1;
    if (step > 600) throw new Error(`still on ${screen}`);
  }
  world.hardware.reader.remove();
  world.clock.advance(30_000);
  expect(world.deaths).toEqual([]);
  expectAtRest(world);
  return world.hardware.printer.sheets().map(({ printedAt_ms }) => start_ms + printedAt_ms);
}

test('R82, R87: whenever somebody begins and however slowly they act: no sheet comes out after closing, and every yen is a fee of what came out, or back', () => {
  let served = 0;
  let tooLate = 0;
  const seconds = fc.integer({ min: 0, max: 12 * 60 });
  const pauses = fc.array(fc.oneof(fc.integer({ min: 500, max: 5_000 }), fc.integer({ min: 500, max: 70_000 })), {
    minLength: 3,
    maxLength: 12,
  });
  const paces = fc.record({ pauses_ms: pauses, coin_ms: fc.integer({ min: 1_000, max: 90_000 }) });
  fc.assert(
    fc.property(seconds, paces, fc.integer({ min: 1, max: 4 }), (second, pace, copies) => {
      const begins = new Date(tokyo('2025-04-16T22:43') + second * 1000 + 9 * 3_600_000).toISOString().slice(0, 19);
      const sheets = visit(begins, pace, copies);
      if (sheets.length > 0) served += 1;
      else tooLate += 1;
      for (const at of sheets) expect(at).toBeLessThanOrEqual(CLOSES);
    }),
    { seed: 82, numRuns: 40 },
  );
  expect(served).toBeGreaterThan(5);
  expect(tooLate).toBeGreaterThan(5);
}, 120_000);
