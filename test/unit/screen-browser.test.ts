/** Flags of the kiosk's browser. */
import { expect, test } from 'vitest';
import { browserFlags, FEATURES_OFF } from '../../src/daemon/screen-browser.ts';

const SWITCH = '--disable-features=';

test('what a site turns off in its browser is added to what every screen does without: Chromium hears one switch alone', () => {
  const flags = browserFlags(['--ozone-platform=wayland', `${SWITCH}Vulkan,LensOverlay`, `${SWITCH}MediaRouter`]);
  const switches = flags.filter((flag) => flag.startsWith(SWITCH));
  expect(switches).toEqual([`${SWITCH}${FEATURES_OFF.join()},Vulkan,LensOverlay,MediaRouter`]);
  expect(flags).toContain('--ozone-platform=wayland');
  expect(flags).toEqual(expect.arrayContaining(['--kiosk', '--incognito', '--disable-pinch']));
});

test('without flags of a site the screen offers no translation and holds no answer back', () => {
  expect(browserFlags([])).toContain(`${SWITCH}Translate,DeferRendererTasksAfterInput`);
});
