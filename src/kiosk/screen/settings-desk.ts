/** Settings that change while the kiosk runs: never under a citizen, always between two. */
import type { SessionPicture } from '../../../fsm/events.ts';
import type { KioskSettings } from '../contract.ts';

/** Changes settings between citizens. */
export interface SettingsDesk {
  /** What every part reads; its fields change, the object stays. */
  readonly settings: KioskSettings;
  /** At once when nobody is served, else when the session or staff mode ends; a later change takes the place of one that waits. */
  change(next: KioskSettings, changed: () => void): void;
  /** Screen of the session that a change waits for; null: none waits. */
  waitsFor(): string | null;
  onPicture(picture: SessionPicture): void;
}

const isRest = ({ screen }: SessionPicture): boolean => screen === 'idle' || screen === 'outOfService';

/** @param told called after a change, so that what is shown follows */
export function createSettingsDesk(first: KioskSettings, told: () => void): SettingsDesk {
  const settings = { ...first };
  let picture: SessionPicture | null = null;
  let waiting: { readonly next: KioskSettings; readonly changed: readonly (() => void)[] } | null = null;

  function apply(): void {
    if (waiting === null) return;
    const { next, changed } = waiting;
    waiting = null;
    for (const key of Object.keys(settings) as (keyof KioskSettings)[]) if (!(key in next)) delete settings[key];
    Object.assign(settings, next);
    told();
    for (const one of changed) one();
  }

  return {
    settings,
    change: (next, changed) => {
      waiting = { next, changed: [...(waiting?.changed ?? []), changed] };
      if (picture === null || isRest(picture)) apply();
    },
    waitsFor: () => (waiting === null || picture === null ? null : picture.screen),
    onPicture: (now) => {
      picture = now;
      if (isRest(now)) apply();
    },
  };
}
