/**
 * The browser that shows the screen, in kiosk mode: a child of the daemon, started anew with back-off when it ends. The kiosk goes
 * on without it (reason `screenAbsent`), and the daemon's own restart ends it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Timer } from '../base/clock.ts';
import { childEnvironment } from '../base/environment.ts';

/** First and longest wait before an ended browser is started again; doubles in between. */
const RESTART_MS_MIN = 500;
const RESTART_MS_MAX = 30_000;
/** A browser that ran this long ended for a reason of its own: the waits begin anew. */
const RAN_WELL_MS = 60_000;

/**
 * What a screen has no use for. Translate would offer itself over a page. DeferRendererTasksAfterInput holds back what the daemon
 * answers to a touch until a frame without the answer was drawn: half a frame to a whole one, on every touch.
 */
export const FEATURES_OFF: readonly string[] = ['Translate', 'DeferRendererTasksAfterInput'];
const FEATURES_SWITCH = '--disable-features=';

/** Nothing is phoned home to, nothing is asked, nothing is kept. */
const FLAGS = [
  '--kiosk',
  '--incognito',
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  '--disable-infobars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--window-position=0,0',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--password-store=basic',
];

/** Which browser shows which page. */
/** The browser, started anew until it is closed. */
export interface ScreenBrowserOptions {
  /** Path of Chromium. */
  readonly browser: string;
  /** Further flags of the site, as in `--ozone-platform=wayland`. */
  readonly flags: readonly string[];
  readonly url: string;
  /** The profile lies here and is thrown away at each start; the folder should be a tmpfs. */
  readonly runFolder: string;
  readonly clock: Clock;
  readonly log: (event: string, fields: Readonly<Record<string, string | number>>) => void;
}

export interface ScreenBrowser {
  close(): void;
}

/** All flags. Of a switch that stands twice Chromium takes the last: what a site turns off is added to what we do. */
export function browserFlags(ofSite: readonly string[]): string[] {
  const off = ofSite.flatMap((flag) =>
    flag.startsWith(FEATURES_SWITCH) ? flag.slice(FEATURES_SWITCH.length).split(',') : [],
  );
  const others = ofSite.filter((flag) => !flag.startsWith(FEATURES_SWITCH));
  return [...FLAGS, ...others, `${FEATURES_SWITCH}${[...FEATURES_OFF, ...off].join(',')}`];
}

export function openScreenBrowser(options: ScreenBrowserOptions): ScreenBrowser {
  const { clock, log } = options;
  const profile = join(options.runFolder, 'browser');
  let child: ChildProcess | null = null;
  let again: Timer | null = null;
  let wait_ms = RESTART_MS_MIN;
  let closed = false;

  function start(): void {
    again = null;
    rmSync(profile, { recursive: true, force: true });
    const started_ms = clock.now_ms();
    const current = spawn(
      options.browser,
      [...browserFlags(options.flags), `--user-data-dir=${profile}`, options.url],
      {
        stdio: 'ignore',
        env: childEnvironment(),
      },
    );
    child = current;
    let over = false;
    const ended = (what: string): void => {
      if (over || closed) return;
      over = true;
      if (clock.now_ms() - started_ms > RAN_WELL_MS) wait_ms = RESTART_MS_MIN;
      log('browser.ended', { what });
      again = clock.after(wait_ms, start);
      wait_ms = Math.min(wait_ms * 2, RESTART_MS_MAX);
    };
    current.once('error', () => ended('notStarted'));
    current.once('exit', () => ended('exit'));
  }

  start();
  return {
    close: () => {
      closed = true;
      again?.cancel();
      child?.kill('SIGTERM');
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
