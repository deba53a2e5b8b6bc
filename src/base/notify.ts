/**
 * Tells systemd how the daemon is (sd_notify(3), `Type=notify` with `WatchdogSec=`). Without systemd nothing is loaded and nothing
 * is told. The only home of the package `sd-notify`.
 */
import { createRequire } from 'node:module';

/** What systemd hears. */
export interface ServiceNotifier {
  /** The service is up: units that wait for it may start. */
  ready(): void;
  /** The service is on its way down. */
  stopping(): void;
  /** The service still works; to be said within {@link watchdog_ms}. */
  alive(): void;
  /** systemd restarts the service when it hears no `alive` for this long; null = nobody watches. */
  readonly watchdog_ms: number | null;
}

/** What is used of the add-on. */
interface SdNotify {
  ready(): void;
  stopping(pid: number): void;
  watchdog(): void;
  /** Milliseconds; 0 = no watchdog for this process. */
  watchdogInterval(): number;
}

const SILENT: ServiceNotifier = {
  ready: () => undefined,
  stopping: () => undefined,
  alive: () => undefined,
  watchdog_ms: null,
};

/** @param notifySocket systemd's `NOTIFY_SOCKET`; null when systemd did not start this process or does not ask */
export function openServiceNotifier(notifySocket: string | null): ServiceNotifier {
  if (notifySocket === null) return SILENT;
  const systemd = createRequire(import.meta.url)('sd-notify') as SdNotify;
  const interval_ms = systemd.watchdogInterval();
  return {
    ready: () => systemd.ready(),
    stopping: () => systemd.stopping(process.pid),
    alive: () => systemd.watchdog(),
    watchdog_ms: interval_ms > 0 ? interval_ms : null,
  };
}
