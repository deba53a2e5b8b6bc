/** Chromium with the built panel on a running API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/chromium.ts';
import { buildPage } from '../../scripts/build-pages.ts';
import { openWorld, type World } from '../unit/api-world.ts';

export interface PanelWorld {
  readonly world: World;
  readonly panelDir: string;
  readonly browser: Browser;
  readonly page: Page;
  /** Errors of the page and refused loads, as the browser's console tells them. */
  readonly troubles: string[];
  /** Process ids of all renderers. */
  renderers(): Promise<number[]>;
  close(): Promise<void>;
}

/** Builds the panel, starts an API and opens the screen at 1024 × 768. */
export async function openPanel(): Promise<PanelWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-panel-'));
  const panelDir = join(folder, 'panel');
  buildPage('src/panel', panelDir);
  const world = await openWorld({ panelDir });
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...CHROMIUM_FLAGS] });
  const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  const session = await browser.newBrowserCDPSession();
  return {
    world,
    panelDir,
    browser,
    page,
    troubles,
    renderers: async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    },
    close: async () => {
      await browser.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
