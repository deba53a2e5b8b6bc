/** Shows a scene on a real screen and says what is wrong with its layout. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Access } from '../../src/api/messages-access.ts';
import { SITE_ACCESS, viewOf } from '../../src/api/view/view.ts';
import type { Locale } from '../../src/words/contract.ts';
import type { World } from '../unit/api-world.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import type { Scene } from './scenes.ts';

/** Smallest side of a touch target (2.13, EN 301 549). */
const TARGET_MM = 15;
const MM_OF_INCH = 25.4;
/** Screens of copiers with their diagonals. */
export const SCREENS = [
  { width: 1024, height: 768, inch: 12.1 },
  { width: 1280, height: 800, inch: 13.3 },
  { width: 1080, height: 1920, inch: 21.5 },
] as const;
export type ScreenSize = (typeof SCREENS)[number];

/** A fresh document on a screen of this size. */
export async function openOn({ world, page }: Screened, { width, height, inch }: ScreenSize): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto('about:blank');
  await page.goto(`${world.api.screenUrl}&inch=${inch}`);
}
/** WCAG 2.2 AA for text from 24 px on, or 18.7 px and bold. Smaller text needs 4.5. */
const CONTRAST_LARGE_MIN = 3;
const CONTRAST_MIN = 4.5;

/** A function for the browser, in a file of its own. */
const FLAWS = readFileSync(new URL('flaws.js', import.meta.url), 'utf8').replace(/;\s*$/, '');

/** Every rule that can be judged without a person; contrast is computed by `flaws.js`, ten times faster. */
const AXE_OPTIONS = { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } };

/** Between two scenes: a screen that none of them is. */
const BLANK = { ...viewOf(inputOf(pictureOf('authenticating'))), screen: 'blank' };

/** How a scene is looked at. */
export interface Look {
  readonly locale: Locale;
  readonly access?: Partial<Access>;
  readonly size?: Readonly<Record<keyof ScreenSize, number>>;
  /** What is longer than its place may be moved, also where it usually fits. */
  readonly moves?: boolean;
}

/** A screen in a browser on a running API. */
export interface Screened {
  readonly world: World;
  readonly page: Page;
}

/** Puts the scene onto the screen and waits until it is drawn. */
export async function put({ world, page }: Screened, scene: Scene, { locale, access }: Look): Promise<void> {
  const view = viewOf({ ...scene.input(locale), access: { ...SITE_ACCESS, ...access } });
  // Another screen first: a view that differs in nothing is not sent, and one of the same screen would not be waited for.
  world.api.publish(BLANK);
  await page.waitForSelector(`body[data-screen="${BLANK.screen}"]`);
  world.api.publish(view);
  await page.waitForSelector(`html[lang="${locale}"] body[data-screen="${view.screen}"]`);
}

/** What is wrong with the layout of the scene, a line each. */
export async function lookFor(screened: Screened, scene: Scene, look: Look): Promise<string[]> {
  await put(screened, scene, look);
  const { width, height, inch } = look.size ?? SCREENS[0];
  const target = Math.floor((TARGET_MM / MM_OF_INCH) * (Math.hypot(width, height) / inch));
  // Large text and long languages may need more than a screen holds; Japanese and English at the usual size may not.
  const usual = (look.access?.textSize_percent ?? 100) === 100 && look.access?.reach !== true;
  const moves =
    look.moves === true ||
    !usual ||
    (look.locale !== 'ja' && look.locale !== 'en') ||
    scene.input(look.locale).overlay != null;
  const limits = { target, large: CONTRAST_LARGE_MIN, small: CONTRAST_MIN, moves };
  return screened.page.evaluate<string[]>(`(${FLAWS})(${JSON.stringify(limits)})`);
}

/** Gives the page axe-core, past its own content security policy; once for each document. */
export async function bringAxe({ page }: Screened): Promise<void> {
  await page.evaluate(readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
}

/** Rules of axe-core that the page now shown breaks, with the first place of each (WCAG 2.2 A and AA, best practices). */
export async function axeFor({ page }: Screened): Promise<string[]> {
  return page.evaluate<string[]>(`axe.run(document, ${JSON.stringify(AXE_OPTIONS)}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 160)))`);
}
