import type { Timer } from '../../base/clock.ts';
import type { Phrase, ReminderLevel } from '../../reminder/contract.ts';
import { remind } from '../../reminder/policy.ts';
import type { ReminderItem } from '../../../fsm/events.ts';
import type { ScreenBridge } from '../screen/screen-bridge.ts';
import type { KioskServices } from '../services.ts';

/** Runs the reminder's policy from `reminder.start` to `reminder.stop`: it has the clock, the policy decides. */
export interface ReminderBridge {
  start(items: readonly ReminderItem[]): void;
  /** Sensors and the reader see what is gone: its phrase falls silent, the others go on. */
  onItems(items: readonly { readonly item: ReminderItem; readonly gone: boolean }[]): void;
  stop(): void;
}

export function createReminderBridge(
  screen: Pick<ScreenBridge, 'setReminder'>,
  onLevel: (level: ReminderLevel) => void,
  services: Pick<KioskServices, 'clock'>,
): ReminderBridge {
  const { clock } = services;
  let left: readonly ReminderItem[] = [];
  let since_ms: number | null = null;
  let next: Timer | null = null;
  let saying: readonly Phrase[] = [];

  function look(): void {
    if (since_ms === null) return;
    next?.cancel();
    const reminder = remind({ left, elapsed_ms: clock.now_ms() - since_ms, confirmed: false });
    if (reminder.next_ms !== null) next = clock.after(reminder.next_ms, look);
    saying = reminder.phrases;
    screen.setReminder(reminder);
    onLevel(reminder.level);
  }

  return {
    start: (items) => {
      // Asked for again while it runs (a thing is seen to lie there): it does not become friendly anew.
      since_ms ??= clock.now_ms();
      left = items;
      look();
    },
    onItems: (items) => {
      if (since_ms === null) return;
      const now = items.filter(({ gone }) => !gone).map(({ item }) => item);
      const wasSaid = saying.some(({ item }) => item !== null && !now.includes(item));
      const becameMore = now.some((item) => !left.includes(item));
      left = now;
      if (wasSaid || becameMore) look();
    },
    stop: () => {
      next?.cancel();
      next = null;
      since_ms = null;
      saying = [];
      left = [];
      screen.setReminder(null);
      onLevel(0);
    },
  };
}
