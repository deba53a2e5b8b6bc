import type { Timer } from '../../base/clock.ts';
import type { KeyEnd } from '../contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** How a certificate stands: fine, ending soon, or ended (or not begun). */
export interface KeyStanding extends KeyEnd {
  readonly code: 'keysEndSoon' | 'keysEnded' | null;
}

/** Pure. @param soon_ms so long before its end it is told */
export function keyStandings(keys: readonly KeyEnd[], now_epoch_ms: number, soon_ms: number): readonly KeyStanding[] {
  return keys.map((key) => {
    const isOver = key.until_epoch_ms <= now_epoch_ms || key.from_epoch_ms > now_epoch_ms;
    const isSoon = key.until_epoch_ms - now_epoch_ms < soon_ms;
    return { ...key, code: isOver ? 'keysEnded' : isSoon ? 'keysEndSoon' : null };
  });
}

/** Certificates as they stand, and the daily look at them. */
export interface KeyWatch {
  standings(): readonly KeyStanding[];
  start(): void;
  stop(): void;
}

/** Looks at the certificates at the start and once a day, by the machine's clock, as TLS does; what ends soon becomes an incident, once a start. */
export function createKeyWatch(
  keysEnd: () => readonly KeyEnd[],
  system_epoch_ms: (() => number) | null,
  { clock, settings, ledger, log, guarded }: Pick<KioskServices, 'clock' | 'settings' | 'ledger' | 'log' | 'guarded'>,
): KeyWatch {
  const told = new Set<string>();
  let timer: Timer | null = null;

  const standings = (): readonly KeyStanding[] =>
    system_epoch_ms === null
      ? []
      : keyStandings(keysEnd(), system_epoch_ms(), settings.keysEndSoon_ms ?? KIOSK_LIMITS.keys_end_soon_ms);

  function look(): void {
    for (const { name, until_epoch_ms, code } of standings()) {
      const text = `${name}: until ${new Date(until_epoch_ms).toISOString().slice(0, 10)}`;
      if (code === null || told.has(`${code} ${text}`)) continue;
      told.add(`${code} ${text}`);
      log(code === 'keysEnded' ? 'error' : 'warn', 'kiosk.keys', { code, what: name });
      ledger.incident(code, text);
    }
    timer = clock.after(KIOSK_LIMITS.keys_look_every_ms, () => guarded(look)(undefined));
  }

  return { standings, start: look, stop: () => timer?.cancel() };
}
