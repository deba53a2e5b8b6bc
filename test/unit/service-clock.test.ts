/** Which answers of the centre are believed (D6). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { KIOSK_LIMITS } from '../../src/kiosk/limits.ts';
import { ServiceClock } from '../../src/kiosk/hours/service-clock.ts';

const NOON = Date.parse('2025-04-16T12:00+09:00');
const HOUR_MS = 3_600_000;

function begun() {
  const clock = new SimulatedClock();
  const service = new ServiceClock(clock);
  const answer = (epoch_ms: number, roundtrip_ms = 80) => service.answer({ epoch_ms, roundtrip_ms });
  return { clock, service, answer };
}

describe('D6: the time that is served on', () => {
  test('is unknown before the first answer, carried on after it, and 0 stands in the books until then', () => {
    const { clock, service, answer } = begun();
    expect([service.known, service.trusted, service.books_epoch_ms()]).toEqual([false, false, 0]);
    expect(answer(NOON)).toEqual({ taken: true, jump_ms: 0 });
    clock.advance(HOUR_MS);
    expect([service.known, service.trusted, service.now_epoch_ms()]).toEqual([true, true, NOON + HOUR_MS]);
  });

  test('a jump is told with its size; only a second answer that agrees with it is taken', () => {
    const { clock, service, answer } = begun();
    answer(NOON);
    clock.advance(60_000);
    expect(answer(NOON + 60_000 + HOUR_MS)).toEqual({ taken: false, jump_ms: HOUR_MS });
    expect([service.trusted, service.now_epoch_ms()]).toEqual([false, NOON + 60_000]);
    clock.advance(5_000);
    expect(answer(NOON + 65_000).taken).toBe(false);
    clock.advance(5_000);
    expect(answer(NOON + 70_000 + HOUR_MS).taken).toBe(false);
    clock.advance(5_000);
    expect(answer(NOON + 75_000 + HOUR_MS)).toEqual({ taken: true, jump_ms: 0 });
    expect([service.trusted, service.now_epoch_ms()]).toEqual([true, NOON + 75_000 + HOUR_MS]);
  });

  test('an answer whose way took long explains itself', () => {
    const { clock, answer } = begun();
    answer(NOON);
    clock.advance(600_000);
    // The centre read its clock right after the question; the answer came 4.5 s later.
    expect(answer(NOON + 600_000 - 4_500, 4_500).taken).toBe(true);
    clock.advance(600_000);
    expect(answer(NOON + 1_200_000, 80).taken).toBe(true);
  });

  test('without an answer for a day it is not trusted any more', () => {
    const { clock, service, answer } = begun();
    answer(NOON);
    clock.advance(KIOSK_LIMITS.centre_time_age_ms_max);
    expect(service.trusted).toBe(true);
    clock.advance(1);
    expect(service.trusted).toBe(false);
    // A crystal may have gone 4 s wrong in it.
    expect(answer(NOON + KIOSK_LIMITS.centre_time_age_ms_max + 5_000).taken).toBe(true);
    expect(service.trusted).toBe(true);
  });

  test('doubt ends with the next answer that agrees', () => {
    const { clock, service, answer } = begun();
    answer(NOON);
    service.doubt();
    expect(service.trusted).toBe(false);
    clock.advance(1_000);
    expect(answer(NOON + 1_000).taken).toBe(true);
    expect(service.trusted).toBe(true);
  });

  test('after a new start: a time behind the newest entry of the books is a jump back', () => {
    const { clock, service, answer } = begun();
    service.startAfter(NOON);
    expect(service.books_epoch_ms()).toBe(0);
    expect(answer(NOON - HOUR_MS)).toEqual({ taken: false, jump_ms: -HOUR_MS });
    clock.advance(5_000);
    expect(answer(NOON - HOUR_MS + 5_000).taken).toBe(true);
    expect(service.now_epoch_ms()).toBe(NOON - HOUR_MS + 5_000);
    expect(service.books_epoch_ms()).toBe(NOON);
  });

  test('whatever the answers, the books never go back, and what was not taken changes nothing', () => {
    const step = fc.record({
      wait_ms: fc.integer({ min: 0, max: 3_600_000 }),
      off_ms: fc.oneof(fc.integer({ min: -3_000, max: 3_000 }), fc.integer({ min: -90_000_000, max: 90_000_000 })),
      roundtrip_ms: fc.integer({ min: 0, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { clock, service, answer } = begun();
        let last = 0;
        for (const { wait_ms, off_ms, roundtrip_ms } of steps) {
          clock.advance(wait_ms);
          const before = service.now_epoch_ms();
          const wasKnown = service.known;
          const { taken } = answer(NOON + clock.now_ms() + off_ms, roundtrip_ms);
          if (!taken && wasKnown) expect(service.now_epoch_ms()).toBe(before);
          expect(service.trusted).toBe(taken);
          expect(service.books_epoch_ms()).toBeGreaterThanOrEqual(last);
          last = service.books_epoch_ms();
        }
      }),
    );
  });
});
