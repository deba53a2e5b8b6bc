/** The configuration read again: what changed, what of it holds from the next citizen on, what waits for a restart. */
import { compareConfigs, withLive } from '../../../config/compare.ts';
import type { Config } from '../../../config/schema.ts';
import type { ConfigReloadResult } from '../../api/messages.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import type { KioskLog, KioskSettings } from '../contract.ts';

/** Who asks for a reload. */
export interface ReloadListener {
  /** Called once. */
  done(result: ConfigReloadResult): void;
  /** Somebody is served: it is done when they have gone. */
  waits?(screen: string): void;
}

/** Reads the configuration again, by command or by signal. */
export interface ConfigReload {
  /** @throws MadoguchiError when the new configuration is not valid (nothing changed), or the kiosk still starts */
  reload(listener: ReloadListener): void;
  /** The same for who cannot be answered (SIGHUP): the log tells. */
  reloadByItself(): void;
}

/** What a reload needs. */
export interface ReloadParts {
  /** What runs. */
  readonly config: Config;
  kiosk(): Kiosk | null;
  /** Reads and checks the files. @throws MadoguchiError */
  read(): Config;
  settingsOf(config: Config): KioskSettings;
  setLogLevel(level: Config['service']['logLevel']): void;
  readonly log: KioskLog;
}

interface Pending {
  readonly next: Config;
  readonly listeners: readonly ReloadListener[];
}

/** What changed holds as soon as nobody is served; one reload waits at a time, and those who ask for it meanwhile share it. */
export function createConfigReload(parts: ReloadParts): ConfigReload {
  let running = parts.config;
  let pending: Pending | null = null;

  function finish(): void {
    if (pending === null) return;
    const { next, listeners } = pending;
    pending = null;
    const { live, restart } = compareConfigs(running, next);
    running = withLive(running, next);
    parts.setLogLevel(running.service.logLevel);
    parts.log('info', 'config.reloaded', { keywords: live.join(' '), count: live.length });
    if (restart.length > 0)
      parts.log('warn', 'config.wantsRestart', { keywords: restart.join(' '), count: restart.length });
    for (const listener of listeners) listener.done({ applied: [...live], restart: [...restart] });
  }

  function reload(listener: ReloadListener): void {
    const kiosk = parts.kiosk();
    if (kiosk === null) throw new MadoguchiError('deviceStarting', 'the kiosk is still starting');
    const next = parts.read();
    pending = { next, listeners: [...(pending?.listeners ?? []), listener] };
    kiosk.settings.change(parts.settingsOf(withLive(running, next)), finish);
    const screen = kiosk.settings.waitsFor();
    if (screen !== null) listener.waits?.(screen);
  }

  return {
    reload,
    reloadByItself: () => {
      try {
        reload({ done: () => undefined });
      } catch (error) {
        if (!(error instanceof MadoguchiError)) throw error;
        const { codeName, message } = error;
        parts.log('error', 'config.refused', { code: codeName, detail: message });
      }
    },
  };
}
