/** Time that cannot be trusted, before a whole kiosk (D6): the centre's clock jumps, the machine sleeps, somebody sets its clock. */
import { afterEach, describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { createCalendarWorld, settled, textOf, type CalendarWorld } from './calendar-world.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk, type SaleOptions } from './citizen.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SUSONO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'inkan' };
const START = '2025-04-16T10:00';

const logged = (world: World, event: string): readonly string[] =>
  world.trace.filter((line) => line.includes(` log `) && line.includes(` ${event} `));

/** Until the centre was asked for its time once more. */
function askedAgain({ world }: CalendarWorld): void {
  world.clock.advance(11 * MINUTE_MS);
}

/** Every time that was written into the books, in the order of writing. */
function booksTimes(world: World): readonly number[] {
  return world.database.prepare<[], number>('SELECT at_ms FROM transfer ORDER BY sequence').pluck().all();
}

describe('D6: the centre’s time jumps', () => {
  test.each([
    ['forward', 2 * HOUR_MS],
    ['back', -2 * HOUR_MS],
  ])('%s: closed with a code of its own until two answers agree, then open on the new time', (_, by_ms) => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    const closed: string[] = [];
    calendar.jump(by_ms);
    world.until(() => {
      if (world.view().screen === 'outOfService') closed.push(world.picture().reasons.join());
      return closed.length > 0;
    }, 11 * MINUTE_MS);
    expect(closed[0]).toBe('timeJump');
    expect(logged(world, 'centre.timeJump')).toHaveLength(1);
    expect(logged(world, 'centre.timeJump')[0]).toContain(`"jump_ms":${by_ms}`);
    world.until(() => settledOrNot(world), MINUTE_MS);
    expect(settled(world)).toBe('open');
    world.clock.advance(MINUTE_MS);
    expect(world.view().clock).toContain(by_ms > 0 ? '12:1' : '08:1');
  });

  test('drift and a slow line are no jump', () => {
    const calendar = createCalendarWorld(START);
    for (let time = 0; time < 6; time += 1) {
      calendar.jump(time % 2 === 0 ? 1_500 : -1_500);
      askedAgain(calendar);
    }
    expect(logged(calendar.world, 'centre.timeJump')).toEqual([]);
    expect(settled(calendar.world)).toBe('open');
  });

  test('a centre that says another time each time keeps it closed', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    let refused = 0;
    for (let second = 0; second < 12 * 60; second += 1) {
      calendar.jump(second % 3 === 0 ? 10 * MINUTE_MS : -5 * MINUTE_MS - 3_000);
      world.clock.advance(1_000);
      if (refused > 0) expect(world.picture().reasons).toEqual(['timeJump']);
      if (world.picture().reasons.includes('timeJump')) refused += 1;
    }
    expect(refused).toBeGreaterThan(60);
    askedAgain(calendar);
    expect(world.picture().reasons).toEqual([]);
  });

  test('a session before payment ends with it, and nothing was taken', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    world.clock.advance(9 * MINUTE_MS + 55_000);
    authenticateAtKiosk(world, SUSONO);
    requestAtKiosk(world, SUSONO);
    calendar.jump(-HOUR_MS);
    world.until(() => world.view().screen === 'refusal');
    expect(world.picture()).toMatchObject({ code: 'timeJump' });
    expect(textOf(world.view())).toContain('お金はいただいていません');
    world.press({ type: 'citizen.acknowledge' });
    world.until(() => world.view().screen === 'idle');
    expect(booksTimes(world).length).toBe(
      world.database.prepare('SELECT COUNT(*) FROM transfer WHERE session_id IS NULL').pluck().get(),
    );
  });

  test('who has paid is served: the paper was checked before, on the time of its own answer', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    world.clock.advance(9 * MINUTE_MS + 50_000);
    authenticateAtKiosk(world, SUSONO);
    requestAtKiosk(world, SUSONO);
    payAtKiosk(world, [100]);
    calendar.jump(-HOUR_MS);
    world.until(() => world.picture().reasons.includes('timeJump'));
    payAtKiosk(world, [100, 100]);
    printAndLeave(world);
    world.clock.advance(5_000);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['printing', 'delivered']);
  });

  test('the books never go back: what is written after a jump back is not earlier than what was written before', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    const sale = (): void => {
      authenticateAtKiosk(world, SUSONO);
      requestAtKiosk(world, SUSONO);
      payAtKiosk(world, [100, 100, 100]);
      printAndLeave(world);
    };
    sale();
    calendar.jump(-30 * MINUTE_MS);
    askedAgain(calendar);
    expect(settled(world)).toBe('open');
    sale();
    // The same over a new start of the daemon.
    world.kill();
    calendar.jump(-30 * MINUTE_MS);
    world.start();
    sale();
    const times = booksTimes(world);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeGreaterThan(times.at(0) ?? Infinity);
  });
});

function settledOrNot(world: World): boolean {
  return world.view().screen === 'idle';
}

describe('D6: the machine’s own clock', () => {
  test('a machine that slept past closing time serves nobody on the time before, and finds the right one by itself', () => {
    const calendar = createCalendarWorld('2025-04-16T20:00');
    const { world } = calendar;
    world.clock.advance(MINUTE_MS);
    calendar.sleep(4 * HOUR_MS);
    world.until(() => world.view().screen === 'outOfService', 11_000);
    expect(world.picture().reasons).toEqual(['timeJump']);
    expect(logged(world, 'system.clockStep')[0]).toContain(`"jump_ms":${4 * HOUR_MS}`);
    world.until(() => world.picture().reasons.join() === 'closedNow', MINUTE_MS);
    expect(world.view().clock).toContain('2025年4月17日(木) 00:0');
  });

  test('somebody sets the system clock: nothing is served on it, and one answer opens again', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    calendar.setSystem(-3 * HOUR_MS);
    world.until(() => world.picture().reasons.includes('timeJump'), 11_000);
    world.until(() => world.view().screen === 'idle', 1_000);
    expect(world.view().clock).toContain('2025年4月16日(水) 10:00');
    expect(logged(world, 'system.clockDiffers')).toHaveLength(1);
    askedAgain(calendar);
    expect(logged(world, 'system.clockDiffers')).toHaveLength(1);
  });

  test('D6: a centre that is silent: nothing is sold, and what comes after it is judged as ever', () => {
    const calendar = createCalendarWorld(START);
    const { world } = calendar;
    const taken = world.centre.faults.takeAnswer.bind(world.centre.faults);
    world.centre.faults.takeAnswer = (asked) => (asked === 'time' ? { kind: 'unreachable' } : taken(asked));
    askedAgain(calendar);
    expect(world.picture().reasons).toEqual(['centreUnreachable']);
    calendar.jump(HOUR_MS);
    world.centre.faults.takeAnswer = taken;
    world.until(() => world.picture().reasons.join() === 'timeJump', MINUTE_MS);
    world.until(() => world.view().screen === 'idle', MINUTE_MS);
  });
});

describe('R77: whatever the TZ of the machine', () => {
  const kept = process.env['TZ'];
  afterEach(() => {
    if (kept === undefined) delete process.env['TZ'];
    else process.env['TZ'] = kept;
  });

  /** What the screens say over the turn of the year. */
  function said(zone: string): readonly string[] {
    process.env['TZ'] = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    return ['2025-12-28T22:00', '2025-12-28T23:30', '2025-12-31T23:59', '2026-01-01T00:01', '2026-01-04T06:30'].map(
      (moment) => {
        const { world } = createCalendarWorld(moment);
        return `${settled(world)} ${world.view().clock} ${textOf(world.view())}`;
      },
    );
  }

  test.each(['America/New_York', 'UTC', 'Pacific/Kiritimati'])(
    '%s: the same hours, days and words as in Tokyo',
    (zone) => {
      expect(said(zone)).toEqual(said('Asia/Tokyo'));
    },
  );
});
