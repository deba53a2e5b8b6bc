/**
 * package-citizen SECONDS: a screen beside the installed daemon. With 0 it only looks until the service is open; else a citizen begins,
 * reads for so long, then gives up. Prints `open`, `inside`, `left`, and `refused` when nobody may begin.
 */
import { readFileSync } from 'node:fs';
import { ApiCitizen, ScreenLost } from '../../../test/process/api-citizen.ts';

const OPENS_WITHIN_MS = 60_000;
const stays_ms = Number(process.argv[2] ?? 0) * 1000;
const citizen = await atOpenKiosk();
console.log('open');
if (stays_ms > 0) {
  await citizen.press('government');
  await citizen.press('certificates');
  await citizen.until('the notes', ({ screen }) => screen === 'notes');
  console.log('inside');
  await new Promise((resolve) => setTimeout(resolve, stays_ms));
  await citizen.press('cancel');
  // After a session the daemon lets go of its screen: the next citizen gets another renderer.
  const last = await citizen
    .until('the end', ({ screen }) => screen !== 'notes')
    .catch((error: unknown) => {
      if (error instanceof ScreenLost) return null;
      throw error;
    });
  console.log(`left ${last?.screen ?? 'with the session'}`);
}
citizen.close();

/** As a screen does: a daemon that starts again is connected to again, with its new token. */
async function atOpenKiosk(): Promise<ApiCitizen> {
  const end_ms = performance.now() + OPENS_WITHIN_MS;
  for (;;) {
    try {
      const token = readFileSync('/run/madoguchi/screen-token', 'utf8').trim();
      const screen = await ApiCitizen.open('http://127.0.0.1:8700/', token);
      await screen.until('open', (view) => view.screen === 'idle', OPENS_WITHIN_MS);
      return screen;
    } catch (error) {
      if (!(error instanceof ScreenLost) || performance.now() > end_ms) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
