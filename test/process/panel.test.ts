import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { viewOf } from '../../src/api/view/view.ts';
import { eventually, openWorld, show, showInput } from '../unit/api-world.ts';
import { FULL, LONGEST } from '../panel/scenes.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

let panel: PanelWorld;
beforeAll(async () => {
  panel = await openPanel();
}, 60_000);
afterAll(() => panel?.close());

/** Every test begins with a fresh document and an empty record. */
beforeEach(async () => {
  const { world, page } = panel;
  show(world.api, 'idle');
  await page.goto('about:blank');
  await page.goto(world.api.screenUrl);
  await page.waitForSelector('[data-id="government"]');
  for (const list of Object.values(world.heard)) list.length = 0;
  panel.troubles.length = 0;
});

const press = (id: string): Promise<void> => panel.page.click(`[data-id="${id}"]`);
const shown = (screen: string): Promise<unknown> => panel.page.waitForSelector(`body[data-screen="${screen}"]`);
const heard = (type: string): Promise<unknown> =>
  eventually(() => panel.world.heard.intents.find((intent) => intent.type === type));

test('R15: everything is done by touch: menu, notes, certificate, items, persons, copies, check', async () => {
  const { api } = panel.world;
  await press('government');
  expect(await heard('citizen.openGovernmentService')).toBeDefined();
  show(api, 'notes');
  await press('agree');
  await heard('citizen.agree');
  show(api, 'certificate');
  await press('certificate.juminhyo');
  expect(await heard('citizen.chooseCertificate')).toEqual({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
  show(api, 'items');
  await press('item.kojinBango');
  await panel.page.waitForSelector('.items .notice-caution');
  await press('submit');
  expect(await heard('citizen.chooseItems')).toEqual({
    type: 'citizen.chooseItems',
    options: { honsekiHittosha: false, setainushiTsuzukigara: true, kojinBango: true },
  });
  show(api, 'persons');
  await press('person.1');
  await press('person.3');
  await press('submit');
  expect(await heard('citizen.choosePersons')).toEqual({ type: 'citizen.choosePersons', persons: [2, 3] });
  show(api, 'copies');
  await press('copies.more');
  await press('copies.more');
  await press('copies.less');
  await press('submit');
  expect(await heard('citizen.chooseCopies')).toEqual({ type: 'citizen.chooseCopies', copies: 2 });
  show(api, 'check');
  await press('confirm');
  await heard('citizen.confirm');
  expect(panel.troubles).toEqual([]);
});

test('a PIN is typed by finger or keyboard; the page shows dots and keeps no digit', async () => {
  const { page, world } = panel;
  show(world.api, 'pin');
  await press('key.4');
  await press('key.clear');
  await page.keyboard.type('90');
  await page.keyboard.press('Backspace');
  await eventually(() => world.heard.keys.length === 5);
  expect(world.heard.keys).toEqual([4, 'clear', 9, 0, 'delete']);
  world.api.publish(viewOf(inputOf(pictureOf('pin'), 'ja', { pinDigits: 4 })));
  await page.waitForSelector('.dot-full:nth-of-type(4)');
  await page.keyboard.press('Enter');
  await heard('citizen.enterPin');
  expect(await page.evaluate(`document.querySelectorAll('input, textarea, [contenteditable]').length`)).toBe(0);
});

test('names come in frames of their own and stand where their handles are', async () => {
  const { page, world } = panel;
  show(world.api, 'persons');
  await page.waitForSelector('[data-id="person.2"]');
  expect(await page.textContent('[data-id="person.2"]')).toContain('2人目');
  world.api.relayCitizenText('household.2', new TextEncoder().encode('見本 <b>花子</b>'));
  await page.waitForSelector('[data-id="person.2"]:has-text("見本 <b>花子</b>")');
  show(world.api, 'check');
  await shown('check');
  expect(await page.textContent('.line-persons')).toContain('見本 <b>花子</b>');
});

test('rule 5: each citizen has a fresh document in a fresh renderer process, and the old process ends', async () => {
  const { page, world, renderers } = panel;
  const gone = new Set<number>();
  for (const host of ['localhost', '127.0.0.1', 'localhost']) {
    show(world.api, 'persons');
    world.api.relayCitizenText('household.1', new TextEncoder().encode('見本 太郎'));
    await page.waitForSelector('text=太郎');
    const before = await renderers();
    const length = await page.evaluate('history.length');
    show(world.api, 'idle');
    world.api.renewScreen();
    await page.waitForURL((url) => url.hostname === host);
    await shown('idle');
    const ended = await eventually(async () => {
      const now = await renderers();
      const missing = before.filter((id) => !now.includes(id));
      return missing.length > 0 && missing;
    });
    for (const id of ended) gone.add(id);
    show(world.api, 'persons');
    await shown('persons');
    expect(await page.textContent('body')).not.toContain('太郎');
    expect(await page.evaluate('history.length')).toBe(length);
  }
  expect(gone.size).toBeGreaterThanOrEqual(3);
});

test('the screen comes back by itself after the daemon was away, with nothing of the old session', async () => {
  const { page, panelDir } = panel;
  const first = await openWorld({ panelDir });
  show(first.api, 'persons');
  await page.goto(first.api.screenUrl);
  await page.waitForSelector('[data-id="person.1"]');
  first.api.relayCitizenText('household.1', new TextEncoder().encode('見本 太郎'));
  await page.waitForSelector('text=太郎');
  const { port } = first.api;
  await first.close();
  await shown('connecting');
  expect(await page.textContent('body')).not.toContain('太郎');
  const second = await openWorld({ panelDir, port });
  show(second.api, 'idle');
  await page.waitForSelector('[data-id="government"]', { timeout: 10_000 });
  await second.close();
  await page.goto('about:blank');
});

test('2.13: Tab goes through a screen in the order of the view, and a warning holds it', async () => {
  const { page, world } = panel;
  show(world.api, 'items');
  await shown('items');
  const order: string[] = [];
  const { focus } = viewOf(inputOf(pictureOf('items')));
  for (let presses = 0; presses < focus.length; presses += 1) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate<string>(`document.activeElement.dataset.id ?? ''`));
  }
  expect(order).toEqual(focus);
  world.api.publish(viewOf(inputOf(pictureOf('items', { warning: true }), 'ja', { timeLeft_s: 9 })));
  await page.waitForSelector('.veil');
  expect(await page.textContent('.seconds')).toBe('9');
  await page.keyboard.press('Enter');
  await heard('citizen.extend');
});

test('money and progress change in place: the page is not built anew', async () => {
  const { page, world } = panel;
  const totals = pictureOf('pay').totals;
  show(world.api, 'pay');
  await shown('pay');
  await page.evaluate(`document.querySelector('.sum-inserted').setAttribute('data-mark', 'same')`);
  show(world.api, 'pay', { totals: { ...totals, credit_yen: 200, needed_yen: 100 } });
  await page.waitForSelector('.sum-needed .sum-text:has-text("100円")');
  expect(await page.getAttribute('.sum-inserted', 'data-mark')).toBe('same');
});

test('R66: a type that cannot be had is below the others, is reached by the button below the list, and tells why', async () => {
  const { page, world } = panel;
  show(world.api, 'certificate', FULL);
  await page.waitForSelector('[data-id="refused.kosekiFuhyo"]');
  const ids = await page.evaluate<string[]>(`[...document.querySelectorAll('.choice')].map((node) => node.dataset.id)`);
  expect(ids.slice(-3)).toEqual(['refused.kosekiFuhyo', 'refused.nozei', 'refused.mihonShomei']);
  await press('scroll.down');
  await press('refused.nozei');
  expect(await heard('citizen.askWhy')).toEqual({ type: 'citizen.askWhy', typeId: 'nozei' });
});

test('R55: the warning is in sight as soon as the item is chosen, however many items there are', async () => {
  const { page, world } = panel;
  for (const locale of ['ja', 'en'] as const) {
    showInput(world.api, inputOf(pictureOf('items', FULL), locale));
    await page.waitForSelector(`html[lang="${locale}"] [data-id="item.zairyuCardNumber"]`);
    expect(await page.$('.items .notice-caution')).toBeNull();
    await press('item.kojinBango');
    const warned = await page.waitForSelector('.items .notice-caution');
    const { y = 0, height = 0 } = (await warned.boundingBox()) ?? {};
    const foot = await (await page.waitForSelector('.foot')).boundingBox();
    expect(y + height).toBeLessThanOrEqual(foot?.y ?? 0);
    await press('item.kojinBango');
  }
});

test('R53: the holder alone, everybody, and each person in between', async () => {
  const { page, world } = panel;
  show(world.api, 'persons', { persons: { household: 12, koseki: 0 } });
  await page.waitForSelector('[data-id="person.12"]');
  const chosen = (): Promise<number> => page.evaluate(`document.querySelectorAll('.person-on').length`);
  await press('everybody');
  await expect.poll(chosen).toBe(12);
  await press('person.12');
  await expect.poll(chosen).toBe(11);
  await press('holderOnly');
  await expect.poll(chosen).toBe(1);
  await press('submit');
  expect(await heard('citizen.choosePersons')).toEqual({ type: 'citizen.choosePersons', persons: [1] });
});

test('R46, R75: what binds the citizen is read on the check screen without moving anything', async () => {
  const { page, world } = panel;
  const requests = (LONGEST.requests ?? []).map((line) => ({ ...line, options: { kojinBango: true } }));
  show(world.api, 'check', { ...FULL, requests, totals: pictureOf('check').totals });
  await shown('check');
  const hidden = await page.evaluate<string[]>(`[...document.querySelectorAll('.notice-caution')].filter((notice) =>
      notice.getBoundingClientRect().bottom > document.querySelector('.notices').getBoundingClientRect().bottom
    ).map((notice) => notice.textContent)`);
  expect(hidden).toEqual([]);
  expect(await page.evaluate(`document.querySelectorAll('.notice-caution').length`)).toBe(3);
});

test('R84: of several certificates the first can be read, and a button says that there are more until the last is seen', async () => {
  const { page, world } = panel;
  const more = { typeId: 'inkan', options: {}, persons: [], copies: 1 };
  const requests = [
    ...(LONGEST.requests ?? []),
    more,
    { ...more, typeId: 'kazeiShotoku' },
    { ...more, typeId: 'kosekiTohon' },
  ];
  world.api.publish(viewOf(inputOf(pictureOf('check', { ...LONGEST, requests }), 'en')));
  await page.waitForSelector('html[lang="en"] body[data-screen="check"] .line:nth-child(4)');
  const seen = (): Promise<boolean[]> =>
    page.evaluate(`[...document.querySelectorAll('.line')].map((line) => line.getBoundingClientRect().bottom <=
      document.querySelector('.line-list').getBoundingClientRect().bottom + 1)`);
  const below = (): Promise<boolean> => page.isEnabled('[data-id="scroll.down"]');
  expect((await seen()).slice(0, 1)).toEqual([true]);
  expect((await seen()).at(-1)).toBe(false);
  await expect.poll(below).toBe(true);
  await press('scroll.down');
  await press('scroll.down').catch(() => {});
  await expect.poll(below).toBe(false);
  expect((await seen()).at(-1)).toBe(true);
});
