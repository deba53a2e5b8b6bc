import type { Clock, Timer } from '../../base/clock.ts';
import { KIOSK_LIMITS } from '../limits.ts';

/**
 * Compares the machine's wall clock with its monotonic one (design, Time). Nothing is served on it: a step of one against the other says
 * that somebody set the clock, or that the machine slept and its monotonic clock stood still meanwhile.
 */
export function createClockWatch(
  clock: Clock,
  system_epoch_ms: () => number,
  stepped: (jump_ms: number) => void,
): { start(): void; stop(): void } {
  let looking: Timer | null = null;
  let last_ms = 0;

  const difference_ms = (): number => system_epoch_ms() - clock.now_ms();

  function look(): void {
    const now_ms = difference_ms();
    const jump_ms = Math.round(now_ms - last_ms);
    last_ms = now_ms;
    looking = clock.after(KIOSK_LIMITS.clock_look_every_ms, look);
    if (Math.abs(jump_ms) > KIOSK_LIMITS.clock_jump_ms) stepped(jump_ms);
  }

  return {
    start: () => {
      last_ms = difference_ms();
      look();
    },
    stop: () => looking?.cancel(),
  };
}
