/** A kiosk that stands still in a slow commit: devices go on at their own moments, and are heard when it goes on. */
import { expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { DeviceClock } from './device-clock.ts';

test('what a device does while the kiosk stands still happens at its own moment, also what it only begins then', () => {
  const clock = new SimulatedClock();
  const devices = new DeviceClock(clock);
  const seen: string[] = [];
  const note = (what: string) => () => seen.push(`${what} at ${devices.now_ms()}`);
  devices.after(100, () => {
    note('gate')();
    devices.after(220, note('credit'));
    devices.after(30, () => undefined).cancel();
  });
  devices.after(700, note('late'));
  clock.after(50, () => devices.stall(400));
  clock.advance(1_000);
  expect(seen).toEqual(['gate at 100', 'credit at 320', 'late at 700']);
});

test('the kiosk hears it when it goes on, in the order of time with its own timers', () => {
  const clock = new SimulatedClock();
  const devices = new DeviceClock(clock);
  const heard: string[] = [];
  const hear = (what: string) => () => heard.push(`${what} at ${clock.now_ms()}`);
  devices.after(100, () => {
    expect(devices.isAhead).toBe(true);
    devices.toKiosk(hear('answer'));
  });
  clock.after(80, hear('timer before it'));
  clock.after(200, hear('timer behind it'));
  devices.stall(300);
  expect([devices.isAhead, devices.now_ms(), heard]).toEqual([false, 300, []]);
  clock.advance(0);
  expect(heard).toEqual(['timer before it at 300', 'answer at 300', 'timer behind it at 300']);
});
