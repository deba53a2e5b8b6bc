/** How every screen looks in a browser: sizes of targets, contrast, nothing covered or cut. All of it: `npm run prove -- screens`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CITIZEN_SCENES, STAFF_SCENES } from '../panel/scenes.ts';
import { axeFor, bringAxe, lookFor, put } from '../panel/looks.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

let panel: PanelWorld;
beforeAll(async () => {
  panel = await openPanel();
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  await panel.page.goto(panel.world.api.screenUrl);
}, 60_000);
afterAll(() => panel?.close());

test('2.13: on every screen, in both languages: targets ≥ 15 mm, contrast AA, nothing covered or cut', async () => {
  for (const locale of ['ja', 'en'] as const)
    for (const scene of [...CITIZEN_SCENES, ...STAFF_SCENES])
      expect(await lookFor(panel, scene, { locale }), `${locale} ${scene.name}`).toEqual([]);
  expect(panel.troubles).toEqual([]);
}, 60_000);

test('axe-core finds nothing on any screen', async () => {
  await bringAxe(panel);
  for (const scene of CITIZEN_SCENES) {
    await put(panel, scene, { locale: 'ja' });
    expect(await axeFor(panel), scene.name).toEqual([]);
  }
}, 60_000);
