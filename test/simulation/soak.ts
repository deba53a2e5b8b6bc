/**
 * A kiosk that is not started anew for days: citizens come, pay, cancel and mistype, nights pass, and what the process holds is looked
 * at after each hour.
 */
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** One citizen in five minutes is a busy store. */
const BETWEEN_MS = 5 * MINUTE_MS;

/** What was done in one hour. */
export interface SoakHour {
  readonly hour: number;
  readonly sold: number;
  readonly cancelled: number;
  /** Screens that the service was closed on. */
  readonly closed: number;
}

const SALE: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo' };

/** What was put in is given out again as change: no unit runs full or empty while nobody collects. */
function sell(world: World, pieces: readonly number[]): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, pieces);
  printAndLeave(world);
  world.hardware.printer.takeOutput();
}

/** Puts a coin in, thinks better of it, takes everything and goes. */
function cancel(world: World): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [100]);
  world.press({ type: 'citizen.cancel' });
  world.until(() => world.view().screen === 'takeItems' || world.view().screen === 'idle', 10 * MINUTE_MS);
  world.hardware.places.moveAll('changeTray', 'citizen');
  world.hardware.places.moveAll('returnTray', 'citizen');
  if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
  world.until(() => world.view().screen === 'idle', 10 * MINUTE_MS);
}

/** Lets so many simulated hours pass; `onHour` looks at what is held. */
export function soak(hours: number, seed: number, onHour: (hour: SoakHour) => void): World {
  const world = createWorld({ seed });
  world.until(() => world.kiosk().picture().screen === 'idle');
  let visits = 0;
  for (let hour = 1; hour <= hours; hour += 1) {
    const end_ms = world.clock.now_ms() + HOUR_MS;
    const done = { sold: 0, cancelled: 0, closed: 0 };
    while (world.clock.now_ms() < end_ms) {
      visits += 1;
      if (world.kiosk().picture().screen !== 'idle') done.closed += 1;
      else if (visits % 4 === 0) {
        cancel(world);
        done.cancelled += 1;
      } else {
        sell(world, visits % 2 === 0 ? [500] : [100, 100, 100]);
        done.sold += 1;
      }
      world.clock.advance(BETWEEN_MS);
    }
    // What the world itself notes down is not the kiosk's.
    world.trace.length = 0;
    world.spoken.length = 0;
    onHour({ hour, ...done });
  }
  return world;
}
