import type { CodeName } from '../../base/codes.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import { KIOSK_LIMITS } from '../limits.ts';

/** Reasons that may come and go as fast as somebody tells them. */
export interface SteadyReasons {
  set(codes: readonly CodeName[]): void;
  stop(): void;
}

/**
 * Passes reasons on as they come. Where they come and go without rest (a loose door switch, a program that repeats itself), each that was
 * heard stays until nothing has changed for a while: the service is closed meanwhile, and log, events and screen are left alone.
 */
export function createSteadyReasons(
  clock: Clock,
  guarded: (work: (input: undefined) => void) => (input: undefined) => void,
  publish: (codes: readonly CodeName[]) => void,
): SteadyReasons {
  const { flaps_burst, flap_each_ms, flap_rest_ms } = KIOSK_LIMITS;
  let left: number = flaps_burst;
  let since_ms = clock.now_ms();
  let heard: readonly CodeName[] = [];
  let shown: readonly CodeName[] = [];
  let rest: Timer | null = null;

  function show(codes: readonly CodeName[]): void {
    shown = codes;
    publish(codes);
  }

  const rested = guarded(() => {
    rest = null;
    show(heard);
  });

  function mayChange(): boolean {
    const earned = Math.floor((clock.now_ms() - since_ms) / flap_each_ms);
    since_ms += earned * flap_each_ms;
    left = Math.min(flaps_burst, left + earned);
    if (left === 0) return false;
    left -= 1;
    return true;
  }

  return {
    set: (codes) => {
      if (codes.join(' ') === heard.join(' ')) return;
      heard = codes;
      if (rest === null && mayChange()) return show(codes);
      rest?.cancel();
      rest = clock.after(flap_rest_ms, () => rested(undefined));
      const added = codes.filter((code) => !shown.includes(code));
      // Closing never waits.
      if (added.length > 0) show([...shown, ...added]);
    },
    stop: () => rest?.cancel(),
  };
}
