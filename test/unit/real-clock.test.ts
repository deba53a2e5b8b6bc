import { expect, test } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';

test('a timer of the real clock never finds that its time is not over yet', async () => {
  const clock = new RealClock();
  const waits = Array.from({ length: 150 }, (_, index) => 0.3 + index * 0.77);
  const left_ms = await Promise.all(
    waits.map((wait_ms) => {
      const due_ms = clock.now_ms() + wait_ms;
      return new Promise<number>((resolve) => {
        clock.after(wait_ms, () => resolve(due_ms - clock.now_ms()));
      });
    }),
  );
  expect(Math.max(...left_ms)).toBeLessThanOrEqual(0);
});

test('a timer that was cancelled never fires', async () => {
  const clock = new RealClock();
  let fired = false;
  const timer = clock.after(5, () => (fired = true));
  timer.cancel();
  await new Promise<void>((resolve) => void clock.after(30, resolve));
  expect(fired).toBe(false);
});
