/** One hour of what `npm run prove -- soak` does for a day. */
import { expect, test } from 'vitest';
import { soak, type SoakHour } from './soak.ts';

test('in an hour a dozen citizens come, pay or cancel, and the kiosk is open for the next one', () => {
  const hours: SoakHour[] = [];
  const world = soak(1, 7, (hour) => hours.push(hour));
  expect(hours).toHaveLength(1);
  expect(hours[0]!.sold).toBeGreaterThanOrEqual(6);
  expect(hours[0]!.cancelled).toBeGreaterThanOrEqual(2);
  expect(hours[0]!.closed).toBe(0);
  expect(world.kiosk().picture().screen).toBe('idle');
});
