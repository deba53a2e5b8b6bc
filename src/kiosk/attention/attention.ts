import type { Device } from '../../../drivers/device.ts';
import type { IndicatorsCommand, IndicatorsFact } from '../../../drivers/indicators.ts';
import type { SessionPicture } from '../../../fsm/events.ts';
import { createIndicatorBridge, type IndicatorBridge } from './indicator-bridge.ts';
import { createLeftWatch } from './left-watch.ts';
import { createReminderBridge, type ReminderBridge } from './reminder-bridge.ts';
import type { ScreenBridge } from '../screen/screen-bridge.ts';
import type { KioskServices } from '../services.ts';

/** What calls a person to what lies there: the reminder, the lamps, and the list of what was left. */
export interface Attention {
  readonly reminder: ReminderBridge;
  readonly devices: IndicatorBridge['devices'];
  readonly bench: IndicatorBridge['bench'];
  onPicture(picture: SessionPicture): void;
  /** At start, when a thing was written down as left, and when staff have ticked off an incident. */
  check(): void;
  stop(): void;
}

export function createAttention(
  indicators: readonly Device<IndicatorsCommand, IndicatorsFact>[],
  screen: Pick<ScreenBridge, 'setReminder'>,
  services: KioskServices,
): Attention {
  const left = createLeftWatch(services);
  const lights = createIndicatorBridge(indicators, left, services);
  const reminder = createReminderBridge(screen, lights.onLevel, services);
  return {
    reminder,
    devices: lights.devices,
    bench: lights.bench,
    onPicture: (picture) => {
      reminder.onItems(picture.items);
      lights.onPicture(picture);
    },
    check: () => {
      left.check();
      lights.refresh();
    },
    stop: lights.stop,
  };
}
