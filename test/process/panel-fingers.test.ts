/**
 * Fingers on the glass as they are: palms, drops, tremor, two at once, a second tap by mistake (R15, R87; EN 301 549 5.5, 9.2.5); and
 * keyboards and mice that somebody brought.
 */
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { put } from '../panel/looks.ts';
import { CITIZEN_SCENES } from '../panel/scenes.ts';
import { eventually, show } from '../unit/api-world.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));
/** Longer than the panel takes for two taps of one hand, and than a picture that nobody has seen yet. */
const LATER_MS = 450;
/** A busy machine may tap later than the panel watches: a hand that is let through is so each time. */
const BUSY = { retry: 5 } as const;
/** Whatever is pressed is heard in less. */
const HEARD_MS = 150;

let panel: PanelWorld;
let page: Page;
let glass: CDPSession;

beforeAll(async () => {
  panel = await openPanel();
  const context = await panel.browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true });
  page = await context.newPage();
  glass = await context.newCDPSession(page);
  await page.goto(panel.world.api.screenUrl);
}, 60_000);
afterAll(() => panel?.close());

type Screen = Parameters<typeof show>[1];

/** A screen that has been there for a while, and whose presses are counted from now on. */
async function on(screen: Screen): Promise<void> {
  show(panel.world.api, screen);
  await page.waitForSelector(`body[data-screen="${screen}"]`);
  await pause(LATER_MS);
  for (const list of Object.values(panel.world.heard)) list.length = 0;
}
beforeEach(() => on('pin'));

async function at(id: string): Promise<Point> {
  const box = await page.locator(`[data-id="${id}"]`).boundingBox();
  if (box === null) throw new Error(`${id} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

type Kind = 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel';
const fingers = async (type: Kind, ...points: readonly (Point & { readonly id?: number })[]): Promise<void> => {
  await glass.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point) => ({ ...point })) });
};
async function tap(point: Point, rests_ms = 40): Promise<void> {
  await fingers('touchStart', point);
  await pause(rests_ms);
  await fingers('touchEnd');
}
const { keys, intents } = { keys: () => panel.world.heard.keys, intents: () => panel.world.heard.intents };
const pressed = async (expected: readonly number[]): Promise<void> => {
  await pause(HEARD_MS);
  await eventually(() => keys().length >= expected.length);
  expect(keys()).toEqual(expected);
};

describe('a press', () => {
  test('is one press, short or long: the browser’s own click after it is not another', async () => {
    const four = await at('key.4');
    await tap(four);
    await tap(four, 900);
    for (let press = 0; press < 10; press += 1) await tap(four, 15);
    await pressed(Array<number>(12).fill(4));
  });

  test('works beside a palm or a drop of water that rests on the glass, and two thumbs type one after the other', async () => {
    const [four, five] = [await at('key.4'), await at('key.5')];
    const palm = { x: 8, y: 420, id: 1 };
    await fingers('touchStart', palm);
    await pause(100);
    await fingers('touchStart', palm, { ...four, id: 2 });
    await fingers('touchEnd', { ...four, id: 2 });
    await pressed([4]);
    await fingers('touchEnd');
    await fingers('touchStart', { ...four, id: 1 });
    await fingers('touchStart', { ...four, id: 1 }, { ...five, id: 2 });
    await fingers('touchEnd', { ...four, id: 1 });
    await fingers('touchEnd');
    await pressed([4, 4, 5]);
  });

  test('of a finger that trembles by five millimetres counts; one that slides off the button is none', async () => {
    const [four, five] = [await at('key.4'), await at('key.5')];
    await fingers('touchStart', four);
    for (let move = 0; move < 6; move += 1) {
      await fingers('touchMove', { x: four.x + (move % 2) * 22, y: four.y + 10 });
      await pause(16);
    }
    await fingers('touchEnd');
    await pressed([4]);
    await fingers('touchStart', four);
    await fingers('touchMove', five);
    await fingers('touchEnd');
    await fingers('touchStart', four);
    await fingers('touchCancel');
    await pressed([4]);
    expect(await page.locator('[data-pressed]').count()).toBe(0);
  });

  test('shows at once that it is one', async () => {
    await fingers('touchStart', await at('key.4'));
    await page.waitForSelector('[data-id="key.4"][data-pressed]');
    await fingers('touchEnd');
    await page.waitForSelector('[data-id="key.4"]:not([data-pressed])');
  });
});

describe('nothing is pressed that was not seen', () => {
  test('the second tap of a shaking hand does not answer the next page; a later one does', BUSY, async () => {
    await on('copies');
    const submit = await at('submit');
    await tap(submit);
    await eventually(() => intents().length === 1);
    show(panel.world.api, 'check');
    await page.waitForSelector('body[data-screen="check"] [data-id="confirm"]');
    await pause(170);
    await tap(submit);
    await pause(HEARD_MS);
    expect(intents()).toHaveLength(1);
    await pause(LATER_MS);
    await tap(await at('confirm'));
    await eventually(() => intents().some(({ type }) => type === 'citizen.confirm'));
  });

  test.each(['finger', 'mouse'])('a %s that was down when the page came presses nothing on it', async (hand) => {
    await on('copies');
    const submit = await at('submit');
    if (hand === 'finger') await fingers('touchStart', submit);
    else {
      await page.mouse.move(submit.x, submit.y);
      await page.mouse.down();
    }
    show(panel.world.api, 'check');
    await page.waitForSelector('body[data-screen="check"] [data-id="confirm"]');
    await pause(LATER_MS);
    if (hand === 'finger') await fingers('touchEnd');
    else await page.mouse.up();
    await pause(HEARD_MS);
    expect(intents()).toEqual([]);
  });

  test('a warning that comes under a finger on its way is not answered by it', BUSY, async () => {
    await put(
      { world: panel.world, page },
      CITIZEN_SCENES.find(({ name }) => name === 'persons-warning')!,
      {
        locale: 'ja',
      },
    );
    await tap(await at('warning.cancel'));
    await pause(HEARD_MS);
    expect(intents()).toEqual([]);
    await pause(LATER_MS);
    await tap(await at('extend'));
    await eventually(() => intents().length === 1);
  });
});

test('two fingers zoom nothing, and a finger moves only what is longer than its place', async () => {
  await fingers('touchStart', { x: 400, y: 400, id: 1 }, { x: 440, y: 400, id: 2 });
  for (let step = 1; step <= 8; step += 1) {
    await fingers('touchMove', { x: 400 - step * 30, y: 400, id: 1 }, { x: 440 + step * 30, y: 400, id: 2 });
    await pause(16);
  }
  await fingers('touchEnd');
  expect(await page.evaluate('visualViewport.scale')).toBe(1);

  await put(
    { world: panel.world, page },
    CITIZEN_SCENES.find(({ name }) => name === 'certificate-full')!,
    {
      locale: 'ja',
    },
  );
  await pause(LATER_MS);
  const before = intents().length;
  const from = await page.locator('[data-moves] button').first().boundingBox();
  const start = { x: from!.x + 60, y: from!.y + from!.height - 10 };
  await fingers('touchStart', start);
  for (let step = 1; step <= 10; step += 1) {
    await fingers('touchMove', { x: start.x, y: start.y - step * 12 });
    await pause(16);
  }
  await fingers('touchEnd');
  await eventually(async () => Number(await page.evaluate('document.querySelector("[data-moves]").scrollTop')) > 20);
  expect(intents()).toHaveLength(before);
});

test('a keyboard or a mouse that somebody brought opens nothing of the browser’s: its keys, menus, zoom and buttons are ours', async () => {
  await page.evaluate(`globalThis.left = [];
    for (const type of ['keydown', 'wheel', 'contextmenu', 'mousedown'])
      addEventListener(type, (event) => event.defaultPrevented || left.push(event.key ?? type + event.button));`);
  const left = (): Promise<unknown> => page.evaluate('left.splice(0)');
  const keys =
    'F1 F3 F5 F6 F7 F10 F11 F12 Escape BrowserBack BrowserHome ContextMenu Alt+F4 Alt+ArrowLeft Alt+Home Meta+l Alt';
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789+-'.split('').map((letter) => `Control+${letter}`);
  for (const key of [...keys.split(' '), ...letters, 'Control+Shift+i', 'Control+Shift+Delete', 'Control+Tab'])
    await page.keyboard.press(key).catch((error: unknown) => {
      // Playwright names fewer keys than keyboards have.
      if (!String(error).includes('Unknown key')) throw error;
    });
  expect(await left()).toEqual([]);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await page.mouse.click(500, 400, { button: 'right' });
  await page.mouse.click(500, 400, { button: 'middle' });
  expect(await left()).toEqual([]);
  // What the panel itself reads goes on.
  await on('pin');
  await page.keyboard.press('7');
  await page.keyboard.press('Tab');
  await pressed([7]);
  expect(await page.evaluate('[visualViewport.scale, String(getSelection())]')).toEqual([1, '']);
});
