/** A whole kiosk whose centre lives at a moment that the test chooses. */
import type { View } from '../../src/api/messages.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** Service time of a moment in Tokyo, `2025-12-28T22:30`. */
export const tokyo = (text: string): number => Date.parse(`${text}+09:00`);

/** Reasons that the calendar gives; anything else is still starting, or broken. */
const CALENDAR: readonly string[] = ['closedNow', 'serviceEnded', 'serviceNotBegun'];

export interface CalendarWorld {
  readonly world: World;
  /** The kiosk is off until then: the centre's clock goes on, and it is started anew. */
  goTo(text: string): void;
  /** The centre's clock (and nothing else) is set, by so much. */
  jump(by_ms: number): void;
  /** The machine sleeps: its monotonic clock stands still, the centre's and its own wall clock go on. */
  sleep(for_ms: number): void;
  /** Somebody sets the machine's wall clock, by so much. */
  setSystem(by_ms: number): void;
  /** Lets time go on until then. */
  advanceTo(text: string): void;
  now_epoch_ms(): number;
}

/** Opens for business, or says by the calendar that it is closed. */
export function settled(world: World): 'open' | 'closed' {
  const { screen, reasons } = world.picture();
  if (screen === 'idle') return 'open';
  if (screen === 'outOfService' && reasons.length > 0 && reasons.every((code) => CALENDAR.includes(code)))
    return 'closed';
  throw new Error(`neither open nor closed: ${screen} ${reasons.join(' ')}`);
}

export function createCalendarWorld(start: string, options: WorldOptions = {}): CalendarWorld {
  let centre_ms = tokyo(start);
  let system_ms = 0;
  const world = createWorld({
    centreNow_epoch_ms: (now_ms) => centre_ms + now_ms,
    systemNow_epoch_ms: (now_ms) => tokyo(start) + system_ms + now_ms,
    ...options,
  });
  const now_epoch_ms = (): number => centre_ms + world.clock.now_ms();
  const begin = (): void => {
    world.until(() => {
      const { screen, reasons } = world.picture();
      return screen === 'idle' || (screen === 'outOfService' && reasons.every((code) => CALENDAR.includes(code)));
    });
    settled(world);
  };
  begin();
  return {
    world,
    goTo: (text) => {
      world.kill();
      const by_ms = tokyo(text) - now_epoch_ms();
      centre_ms += by_ms;
      system_ms += by_ms;
      world.start();
      begin();
    },
    jump: (by_ms) => {
      centre_ms += by_ms;
    },
    sleep: (for_ms) => {
      centre_ms += for_ms;
      system_ms += for_ms;
    },
    setSystem: (by_ms) => {
      system_ms += by_ms;
    },
    advanceTo: (text) => world.clock.advance(tokyo(text) - now_epoch_ms()),
    now_epoch_ms,
  };
}

/** All that the screen says, as one text. */
export function textOf(view: View): string {
  return [view.title, ...view.lead, ...view.notices.map(({ text }) => text)].join('\n');
}
