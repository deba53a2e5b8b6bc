/**
 * screen-main --address FILE --profile FOLDER -- BROWSER [FLAG…]: shows the screen in a browser, as a user who may do nothing else.
 * It waits for the daemon to write where its screen is, and begins anew when that changes.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLog } from './base/log.ts';
import { realTerminal } from './base/console.ts';
import { RealClock } from './base/real-clock.ts';
import { openScreenBrowser, type ScreenBrowser } from './daemon/screen-browser.ts';

/** Between two looks at the file. */
const LOOK_EVERY_MS = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { address: { type: 'string' }, profile: { type: 'string' } },
});
const { address, profile } = values;
const [browser, ...flags] = positionals;
if (address === undefined || profile === undefined || browser === undefined) {
  throw new Error('usage: screen-main --address FILE --profile FOLDER -- BROWSER [FLAG…]');
}
const place = { address, profile, browser };

/** Null while the daemon has never been there. */
function addressNow(): string | null {
  try {
    const url = readFileSync(place.address, 'utf8').trim();
    return /^http:\/\/\S+#token=[0-9a-f]{32}$/.test(url) ? url : null;
  } catch {
    return null;
  }
}

const clock = new RealClock();
const terminal = realTerminal();
const log = createLog({ level: 'info', write: (line) => terminal.out(line), time: null, priorities: true });
let shown: string | null = null;
let window: ScreenBrowser | null = null;

/** The page itself waits for a daemon that is being started anew: only another address is a reason to begin again. */
async function look(): Promise<void> {
  const url = addressNow();
  if (url !== null && url !== shown && (await answers(url))) {
    window?.close();
    shown = url;
    window = openScreenBrowser({
      browser: place.browser,
      flags,
      url,
      runFolder: place.profile,
      clock,
      log: (event, fields) => log.warn(event, fields),
    });
  }
  clock.after(LOOK_EVERY_MS, () => void look());
}

/** A browser that finds nobody shows an error page and stays there. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(LOOK_EVERY_MS) })).ok;
  } catch {
    return false;
  }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    window?.close();
    process.exit(0);
  });
}
void look();
