/** Shows a scene on a real screen and says what is wrong with its layout. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Access } from '../../src/api/messages-access.ts';
import { SITE_ACCESS, viewOf } from '../../src/api/view.ts';
import type { Locale } from '../../src/words/contract.ts';
import type { World } from '../unit/api-world.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import type { Scene } from './scenes.ts';

/** Smallest side of a touch target, px: 15 mm on a 12-inch screen of 1024 × 768 (2.13, EN 301 549). */
const TARGET_PX_MIN = 60;
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
  const limits = { target: TARGET_PX_MIN, large: CONTRAST_LARGE_MIN, small: CONTRAST_MIN };
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
