/**
 * The disk under the books, in the joined kiosk: commits that take their time, and a disk that is full in the middle of a
 * deposit. A commit blocks the daemon's one thread, so the clock stands for everything but the devices.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, readSlipsUntilIdle, requestAtKiosk } from './citizen.ts';
import { insertPiece } from './hardware.ts';
import { createWorld, type World } from './world.ts';

const SALE = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
/** Not polled for this long a coin acceptor sends coins back, with no event (cash.md 2.2). */
const ACCEPTOR_WATCHDOG_MS = 1000;
/** A note in escrow goes back by itself (rule 18: decide in less). */
const ESCROW_DECISION_MS = 8000;
/** `WatchdogSec` of the unit; a third of it is the daemon's beat. */
const SYSTEMD_BEAT_MS = 20_000 / 3;

interface Watched {
  readonly world: World;
  /** Longest time between two credit polls since the acceptor takes coins. */
  pollGap_ms(): number;
  /** Longest time from escrow to the order what to do with the note. */
  decision_ms(): number;
  /** Longest time in which nothing but commits ran. */
  blocked_ms(): number;
  slow(commit_ms: number): void;
}

function watchedWorld(): Watched {
  let commit_ms = 0;
  const longest = { poll: 0, decision: 0, blocked: 0 };
  let blockedSince = { at_ms: 0, span_ms: 0 };
  let made: World['clock'] | null = null;
  const world: World = createWorld({
    atCommit: ({ when }) => {
      const clock = made;
      if (when === 'after' || clock === null) return;
      const at_ms = clock.now_ms();
      const goesOn = at_ms === blockedSince.at_ms;
      clock.stall(commit_ms);
      blockedSince = { at_ms: clock.now_ms(), span_ms: (goesOn ? blockedSince.span_ms : 0) + commit_ms };
      longest.blocked = Math.max(longest.blocked, blockedSince.span_ms);
    },
  });
  made = world.clock;
  type Commanded = { command(header: number, data: Uint8Array): unknown };
  const acceptor = world.hardware.acceptor as unknown as Commanded;
  const command = acceptor.command.bind(acceptor);
  let polled_ms: number | null = null;
  acceptor.command = (header, data) => {
    const now_ms = world.clock.now_ms();
    // An open gate is what the watchdog guards: header 228 opens and shuts it.
    if (header === 228) polled_ms = data[0] === 1 ? now_ms : null;
    if (header === 229 && polled_ms !== null) {
      longest.poll = Math.max(longest.poll, now_ms - polled_ms);
      polled_ms = now_ms;
    }
    return command(header, data);
  };
  const { validator } = world.hardware;
  const receive = validator.receive.bind(validator);
  let escrowed_ms: number | null = null;
  validator.receive = (bytes) => {
    const inEscrow = world.kiosk().picture().totals.escrow_yen > 0;
    if (inEscrow && escrowed_ms === null) escrowed_ms = world.clock.now_ms();
    const isOrder = [0x41, 0x42, 0x43].includes(bytes[2] ?? 0);
    if (isOrder && escrowed_ms !== null) {
      longest.decision = Math.max(longest.decision, world.clock.now_ms() - escrowed_ms);
      escrowed_ms = null;
    }
    receive(bytes);
  };
  return {
    world,
    pollGap_ms: () => longest.poll,
    decision_ms: () => longest.decision,
    blocked_ms: () => longest.blocked,
    slow: (next_ms) => {
      commit_ms = next_ms;
    },
  };
}

const measured: string[] = [];

describe('commits that take their time', () => {
  afterAll(() => console.log(measured.join('\n')));

  test.each([5, 30, 300])(
    'rule 18: at %d ms each no poll, no watchdog and no escrow is missed, and every yen is booked',
    (commit_ms) => {
      const { world, slow, pollGap_ms, decision_ms, blocked_ms } = watchedWorld();
      slow(commit_ms);
      authenticateAtKiosk(world, SALE);
      requestAtKiosk(world, { ...SALE, copies: 2 });
      payAtKiosk(world, [100, 10]);
      // A handful as fast as the slot takes it: several coins are told with one answer while the first is being booked.
      world.until(() => world.kiosk().picture().totals.accepts_yen.includes(50));
      for (let coin = 0; coin < 9; coin += 1) insertPiece(world.hardware, 50);
      world.until(() => world.kiosk().picture().totals.credit_yen === 560, 30_000);
      payAtKiosk(world, [1000]);
      printAndLeave(world);
      world.clock.advance(120_000);
      measured.push(
        `${commit_ms} ms: poll gap ${pollGap_ms()}, escrow to order ${decision_ms()}, blocked ${blocked_ms()} ms`,
      );
      expect(pollGap_ms(), 'longest gap between two polls of the open acceptor').toBeLessThan(ACCEPTOR_WATCHDOG_MS);
      expect(decision_ms(), 'escrow to order').toBeLessThan(ESCROW_DECISION_MS);
      expect(blocked_ms(), 'longest time without a turn of the event loop').toBeLessThan(SYSTEMD_BEAT_MS);
      expect(world.kiosk().picture().reasons).toEqual([]);
      expect(world.deaths).toEqual([]);
      expect(world.database.prepare('SELECT COUNT(*) FROM uncertain').pluck().get()).toBe(0);
      expectAtRest(world);
    },
  );

  test('a disk that is slower still closes the service with its code before anybody pays, and opens it when it is well', () => {
    const { world, slow } = watchedWorld();
    authenticateAtKiosk(world, SALE);
    slow(450);
    expect(() => requestAtKiosk(world, SALE), 'nobody gets as far as paying').toThrow(/refusal/);
    expect(world.kiosk().picture().reasons).toContain('ledgerSlow');
    expect(world.trace.join()).not.toContain('screen pay');
    world.until(() => world.view().screen === 'outOfService', 600_000);
    slow(0);
    world.until(() => world.kiosk().picture().reasons.length === 0, 600_000);
    expectAtRest(world);
  });
});

describe('a disk that is full in the middle of a deposit', () => {
  test('rule 16: acceptance stops, nothing is acknowledged that is not written, and the next start finds every yen', () => {
    let isFull = false;
    const world = createWorld({
      atCommit: ({ when }) => {
        if (isFull && when === 'before') throw new MadoguchiError('ledgerFull', 'no room');
      },
    });
    authenticateAtKiosk(world, SALE);
    requestAtKiosk(world, SALE);
    payAtKiosk(world, [100]);
    const { validator } = world.hardware;
    let acknowledged = 0;
    const receive = validator.receive.bind(validator);
    validator.receive = (bytes) => {
      if (bytes[2] === 0x50) acknowledged += 1;
      receive(bytes);
    };
    insertPiece(world.hardware, 1000);
    world.until(() => world.kiosk().picture().totals.escrow_yen === 1000);
    isFull = true;
    for (let waited_ms = 0; world.deaths.length === 0 && waited_ms < 60_000; waited_ms += 100) world.clock.advance(100);
    expect(world.deaths.join(), 'the kiosk ends in order').toContain('M1106');
    expect(acknowledged, 'VEND VALID is not acknowledged').toBe(0);
    world.kill();
    // Nobody listens: what is put in now is refused or comes back.
    insertPiece(world.hardware, 100);
    world.clock.advance(10_000);
    isFull = false;
    world.start();
    readSlipsUntilIdle(world, 3_600_000);
    world.clock.advance(60_000);
    expectAtRest(world);
    const slips = world.database.prepare('SELECT SUM(amount_yen) FROM slip').pluck().get();
    const doubts = world.database.prepare('SELECT COALESCE(SUM(most_yen), 0) FROM uncertain').pluck().get();
    expect([slips, doubts]).toEqual([1100, 0]);
  });
});
