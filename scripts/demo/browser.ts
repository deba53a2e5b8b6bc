import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { CHROMIUM, CHROMIUM_FLAGS } from '../chromium.ts';

const SCREEN = { width: 1024, height: 768 };
const SCREEN_WAITS_MS = 90_000;
/** The shortest screens (reading a card) show for a third of a second. */
const WATCH_MS = 40;

/** The citizen's screen in a real browser. */
export interface ScreenBrowser {
  readonly page: Page;
  /** Name of the screen now shown. */
  screen(): Promise<string | undefined>;
  awaitScreen(name: string): Promise<void>;
  /** Presses a button by its id; `slip.*` is the first one that begins so. */
  press(id: string): Promise<void>;
  /** Everything that is written on the screen. */
  text(): Promise<string>;
  /** Goes to the screen of a kiosk that was started anew. */
  go(url: string): Promise<void>;
  /** Saves a picture; each gets the next number. */
  picture(name: string): Promise<void>;
  /** Errors the page threw. */
  errors(): readonly string[];
  close(): Promise<void>;
}

export async function openScreen(url: string, folder: string): Promise<ScreenBrowser> {
  mkdirSync(folder, { recursive: true });
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [...CHROMIUM_FLAGS],
    // The demo itself hears of Ctrl-C, and stops everything.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  // Without animations a picture shows the screen itself, not its coming.
  const page = await browser.newPage({ viewport: SCREEN, reducedMotion: 'reduce' });
  // A page that throws is a fault even if the citizen gets on: the story is told of it.
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  let pictures = 0;
  let closing = false;
  const screen = (): Promise<string | undefined> => page.evaluate<string | undefined>('document.body.dataset.screen');
  const picture = async (name: string): Promise<void> => {
    pictures += 1;
    await page.screenshot({ path: join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  };

  /** A picture of every screen as it comes, also of those that nobody waits for. */
  async function watch(): Promise<void> {
    let last: string | undefined;
    while (!closing) {
      try {
        const now = await screen();
        if (now !== undefined && now !== 'connecting' && now !== last) await picture(now);
        last = now ?? last;
      } catch {
        // The page is being renewed between two citizens.
      }
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
    }
  }
  const watching = watch();
  return {
    page,
    screen,
    awaitScreen: async (name) => {
      await page.waitForSelector(`body[data-screen="${name}"]`, { timeout: SCREEN_WAITS_MS });
    },
    press: async (id) => {
      const named = id.endsWith('*') ? `[data-id^="${id.slice(0, -1)}"]` : `[data-id="${id}"]`;
      await page.click(`button${named}:not([disabled])`, { timeout: SCREEN_WAITS_MS });
    },
    text: async () => (await page.textContent('body')) ?? '',
    go: async (next) => {
      // The same address with another token is the same document to a browser.
      await page.goto('about:blank');
      await page.goto(next);
    },
    picture,
    errors: () => errors,
    close: async () => {
      closing = true;
      await watching;
      await browser.close();
    },
  };
}
