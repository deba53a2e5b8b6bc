import type { Timer } from '../base/clock.ts';
import { remind } from '../reminder/policy.ts';
import type { ReminderItem } from '../../fsm/events.ts';
import type { ScreenBridge } from './screen-bridge.ts';
import type { KioskServices } from './services.ts';

/** Runs the reminder's policy from `reminder.start` to `reminder.stop`: it has the clock, the policy decides. */
export interface ReminderBridge {
  start(items: readonly ReminderItem[]): void;
  stop(): void;
}

export function createReminderBridge(screen: ScreenBridge, services: KioskServices): ReminderBridge {
  const { clock } = services;
  let left: readonly ReminderItem[] = [];
  let since_ms: number | null = null;
  let next: Timer | null = null;

  function look(): void {
    if (since_ms === null) return;
    const reminder = remind({ left, elapsed_ms: clock.now_ms() - since_ms, confirmed: false });
    if (reminder.next_ms !== null) next = clock.after(reminder.next_ms, look);
    screen.setReminder(reminder);
  }

  return {
    start: (items) => {
      next?.cancel();
      left = items;
      since_ms = clock.now_ms();
      look();
    },
    stop: () => {
      next?.cancel();
      next = null;
      since_ms = null;
      screen.setReminder(null);
    },
  };
}
