/** EN 301 549 and WCAG 2.2 on a real screen: what `docs/accessibility.md` claims and no other test shows. */
import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { View } from '../../src/api/messages.ts';
import { SITE_ACCESS, viewOf } from '../../src/api/view/view.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { withoutRuby } from '../../src/words/ruby.ts';
import { lookFor, put, type Look } from '../panel/looks.ts';
import { CITIZEN_SCENES, type Scene } from '../panel/scenes.ts';
import { eventually, show } from '../unit/api-world.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

const CHECKS = readFileSync(new URL('../panel/access.js', import.meta.url), 'utf8').replace(/;\s*$/, '');
const JA: Look = { locale: 'ja' };
const EN: Look = { locale: 'en' };
const STANDING = ['language', 'speech', 'largeText', 'contrast', 'access', 'help'] as const;
/** Troubles of the printer differ in their words alone. */
const SCENES = CITIZEN_SCENES.filter(({ name }) => !/^(printing-(?!cover)|takeItems-wrong-[12])/.test(name));

/** A node of the accessibility tree. */
interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
}

/** What one walk through the screens finds, for several tests. */
interface Found {
  readonly name: string;
  readonly isOver: boolean;
  readonly drawn: number;
  readonly controls: readonly AxNode[];
  readonly places: readonly (string | null)[];
  readonly hover: readonly string[];
  readonly strays: readonly string[];
}

let panel: PanelWorld;
let inspector: CDPSession;
const walked = new Map<'ja' | 'en', readonly Found[]>();

beforeAll(async () => {
  panel = await openPanel();
  await panel.page.goto(panel.world.api.screenUrl);
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  inspector = await panel.page.context().newCDPSession(panel.page);
  for (const locale of ['ja', 'en'] as const) walked.set(locale, await walk(locale));
}, 90_000);
afterAll(() => panel?.close());
beforeEach(async () => {
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  for (const list of Object.values(panel.world.heard)) list.length = 0;
});

/** Asks one of the questions of `access.js`. */
const ask = <Answer>(question: string, ...given: readonly unknown[]): Promise<Answer> =>
  panel.page.evaluate<Answer>(`(${CHECKS}).${question}(${given.map((each) => JSON.stringify(each)).join()})`);
const scene = (name: string): Scene => CITIZEN_SCENES.find((one) => one.name === name)!;
const viewAt = ({ input }: Scene, { locale, access }: Look): View =>
  viewOf({ ...input(locale), access: { ...SITE_ACCESS, ...access } });
const CONTROLS = ['button', 'switch', 'checkbox', 'radio'];

async function walk(locale: 'ja' | 'en'): Promise<Found[]> {
  const found: Found[] = [];
  for (const one of SCENES) {
    await put(panel, one, { locale });
    const { nodes } = (await inspector.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
    const view = viewAt(one, { locale });
    found.push({
      name: one.name,
      isOver: view.overlay !== null || view.warning !== null,
      controls: nodes.filter(({ ignored, role }) => !ignored && CONTROLS.includes(role?.value ?? '')),
      ...(await ask<Pick<Found, 'drawn' | 'places' | 'hover' | 'strays'>>('screen', STANDING)),
    });
  }
  return found;
}

/** Tab, until the focus is on this control. */
async function goTo(id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await ask<{ id: string }>('focus')).id === id) return;
    await panel.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${id}`);
}
const heard = (type: string): Promise<unknown> =>
  eventually(() => panel.world.heard.intents.find((intent) => intent.type === type));

describe('keyboard', () => {
  test('9.2.1.1, 9.2.1.2, 9.2.4.3, 9.2.4.7, 9.3.2.1, 2.4.11: Tab reaches all, in order, under a ring nothing covers, and does nothing yet', async () => {
    for (const one of SCENES) {
      await put(panel, one, JA);
      const enabled = await ask<string[]>('enabled');
      const order = viewAt(one, JA).focus.filter((id) => enabled.includes(id));
      const met: string[] = [];
      for (let presses = 0; presses <= order.length; presses += 1) {
        await panel.page.keyboard.press('Tab');
        const { id, flaws } = await ask<{ id: string; flaws: string[] }>('focus');
        met.push(id);
        expect(flaws, `${one.name} ${id}`).toEqual([]);
      }
      // Round again, from where the screen put the focus: nothing holds it.
      const from = order.indexOf(met[0] ?? '');
      expect(met, one.name).toEqual([...order.slice(from), ...order.slice(0, from + 1)]);
    }
    expect(panel.world.heard.intents).toEqual([]);
    expect(panel.world.heard.deeds).toEqual([]);
  }, 60_000);

  test.each(['high', 'dark'] as const)('9.1.4.11: the ring is seen in the colours %s', async (contrast) => {
    for (const name of ['items', 'check', 'idle-access']) {
      await put(panel, scene(name), { ...JA, access: { contrast } });
      for (let presses = 0; presses < 8; presses += 1) {
        await panel.page.keyboard.press('Tab');
        expect((await ask<{ flaws: string[] }>('focus')).flaws, name).toEqual([]);
      }
    }
  });

  test('9.2.1.1: a whole visit by keys alone: menu, notes, PIN, choices, copies, check, what is taken home', async () => {
    const { world, page } = panel;
    const steps: readonly (readonly [Parameters<typeof pictureOf>[0], readonly string[], string])[] = [
      ['idle', ['government'], 'citizen.openGovernmentService'],
      ['governmentMenu', ['certificates'], 'citizen.openCertificateService'],
      ['notes', ['agree'], 'citizen.agree'],
      ['certificate', ['certificate.juminhyo'], 'citizen.chooseCertificate'],
      ['items', ['item.kojinBango', 'submit'], 'citizen.chooseItems'],
      ['persons', ['person.1', 'submit'], 'citizen.choosePersons'],
      ['copies', ['copies.more', 'submit'], 'citizen.chooseCopies'],
      ['check', ['confirm'], 'citizen.confirm'],
      ['takeItems', ['confirmTaken'], 'citizen.confirmTaken'],
    ];
    for (const [screen, keys, means] of steps) {
      show(world.api, screen);
      await page.waitForSelector(`body[data-screen="${screen}"]`);
      for (const key of keys) {
        await goTo(key);
        await page.keyboard.press(key === 'submit' ? 'Enter' : 'Space');
      }
      expect(await heard(means), screen).toBeDefined();
    }
    show(world.api, 'pin');
    await page.waitForSelector('body[data-screen="pin"]');
    await page.keyboard.type('9045');
    await eventually(() => world.heard.keys.length === 4);
    world.api.publish(viewOf(inputOf(pictureOf('pin'), 'ja', { pinDigits: 4 })));
    await page.waitForSelector('.dot-full:nth-of-type(4)');
    await page.keyboard.press('Enter');
    expect(await heard('citizen.enterPin')).toBeDefined();
  });

  test('9.2.1.1: what is longer than its place is moved by the page keys and arrows, to its end and back', async () => {
    const lists = [
      ['check-full', '.notices'],
      ['idle-help', '.overlay-inner'],
    ] as const;
    for (const [name, part] of lists) {
      await put(panel, scene(name), EN);
      expect(await ask<number>('below', part), name).toBeGreaterThan(0);
      for (let presses = 0; presses < 6; presses += 1) {
        await panel.page.keyboard.press('PageDown');
        await panel.page.keyboard.press('ArrowDown');
      }
      await eventually(async () => (await ask<number>('below', part)) <= 2);
      await panel.page.keyboard.press('PageUp');
      await panel.page.keyboard.press('ArrowUp');
      await eventually(async () => (await ask<number>('below', part)) > 2);
    }
  });

  test('5.7, 5.8: a key that is held, by a tremor or a weight, types once', async () => {
    show(panel.world.api, 'pin');
    await panel.page.waitForSelector('body[data-screen="pin"]');
    for (let times = 0; times < 5; times += 1) await panel.page.keyboard.down('7');
    await panel.page.keyboard.up('7');
    await panel.page.keyboard.press('8');
    await eventually(() => panel.world.heard.keys.includes(8));
    expect(panel.world.heard.keys).toEqual([7, 8]);
  });
});

describe('touch', () => {
  test('9.2.5.1, 9.2.5.2, 2.5.7: a finger that moves away before it is lifted has pressed nothing', async () => {
    show(panel.world.api, 'idle');
    await panel.page.waitForSelector('body[data-screen="idle"]');
    await panel.page.hover('[data-id="government"]');
    await panel.page.mouse.down();
    await panel.page.mouse.move(20, 700);
    await panel.page.mouse.up();
    await panel.page.click('[data-id="help"]');
    await eventually(() => panel.world.heard.deeds.length > 0);
    expect(panel.world.heard.intents).toEqual([]);
  });

  test('9.1.4.13: nothing is shown on hover alone', () => {
    for (const { name, hover } of walked.get('ja')!) expect(hover, name).toEqual([]);
  });

  test('3.2.6, 9.3.2.3, 9.3.2.4, 5.2: help, language and the other standing buttons have one place on all screens', () => {
    for (const locale of ['ja', 'en'] as const) {
      const places = walked.get(locale)!.flatMap(({ isOver, places: each }) => (isOver ? [] : [each.join(' | ')]));
      expect(places.length).toBeGreaterThan(30);
      expect([...new Set(places)], locale).toHaveLength(1);
      expect(places[0], locale).toMatch(/^\d.*\| \d+ \d+ \d+ \d+$/);
    }
  });
});

describe('for whoever has it read', () => {
  test.each(['ja', 'en'] as const)('9.4.1.2: every control has a name, a role and its state, in %s', (locale) => {
    for (const { name: at, controls, drawn } of walked.get(locale)!) {
      expect(controls.length, at).toBe(drawn);
      for (const { role, name, properties = [] } of controls) {
        expect(name?.value ?? '', `${at}: a ${role?.value}`).toMatch(/[\p{L}\p{N}]/u);
        const state = properties.find((property) => property.name === 'checked');
        if (role?.value !== 'button') expect(String(state?.value.value), `${at} ${name?.value}`).toMatch(/true|false/);
      }
    }
  });

  test('9.3.1.1, 9.2.4.2: the page has the language of its words, and the question for its title', async () => {
    for (const locale of LOCALES) {
      await put(panel, scene('pay'), { locale });
      expect(await panel.page.getAttribute('html', 'lang')).toBe(locale);
      expect(await panel.page.title()).toBe(withoutRuby(viewAt(scene('pay'), { locale }).title));
    }
  });

  test('9.3.1.2: what stays Japanese beside a translation is marked as Japanese, in Chinese too', async () => {
    for (const { name, strays } of walked.get('en')!) expect(strays, name).toEqual([]);
    for (const locale of ['zh-Hans', 'zh-Hant', 'ko', 'my'] as const) {
      for (const name of ['governmentMenu', 'certificate-full', 'items-full', 'check-longest']) {
        await put(panel, scene(name), { locale });
        expect(await ask('strays'), `${locale} ${name}`).toEqual([]);
        const view = viewAt(scene(name), { locale });
        const shown = view.terms.filter((term) => JSON.stringify([view.actions, view.lines, view.form]).includes(term));
        expect(await ask('japanese'), `${locale} ${name}`).toEqual(expect.arrayContaining(shown));
      }
    }
  });

  test('9.4.1.3: money, sheets, digits, notices and what is gone are told as they change; a warning takes the focus', async () => {
    const { page } = panel;
    const told = [
      ['pay', '.sum-inserted'],
      ['printing', '.progress-text'],
      ['pin', '.unseen'],
      ['copies', 'output.count'],
      ['check', '.notices'],
      ['takeItems-left', '.tick'],
    ] as const;
    for (const [name, part] of told) {
      await put(panel, scene(name), JA);
      const lives = `document.querySelector('${part}').closest('[role=status], [aria-live=polite], output') !== null`;
      expect(await page.evaluate(lives), name).toBe(true);
    }
    for (const name of ['persons-warning', 'persons-warning-last']) {
      await put(panel, scene(name), JA);
      expect(await page.getAttribute('.veil', 'role')).toBe('alertdialog');
      expect(await page.evaluate(`document.activeElement.closest('[role=alertdialog]') !== null`), name).toBe(true);
    }
    expect(await page.$('[data-id="extend"]')).toBeNull();
  });
});

describe('eyes', () => {
  test('9.1.4.12: with the spacing a reader may ask for, nothing is cut, covered or off the screen', async () => {
    await ask('spaced');
    expect(await panel.page.evaluate(`getComputedStyle(document.querySelector('h1')).letterSpacing`)).not.toBe(
      'normal',
    );
    try {
      for (const one of SCENES) expect(await lookFor(panel, one, { ...EN, moves: true }), one.name).toEqual([]);
    } finally {
      await ask('unspaced');
    }
  }, 30_000);

  test('9.1.4.4, 9.1.4.10, 5.1.4: at 200 % nothing is lost or moved sideways; what is longer moves up and down', async () => {
    for (const name of [
      'notes',
      'certificate-full',
      'items-full',
      'persons',
      'check-full',
      'pay-full',
      'slip',
      'idle-help',
    ])
      expect(await lookFor(panel, scene(name), { ...EN, access: { textSize_percent: 200 } }), name).toEqual([]);
  });

  test('5.1.4: at 200 % letters have 5.4 mm and more: 0.7° from 44 cm', async () => {
    const px_per_mm = Math.hypot(1024, 768) / 12.1 / 25.4;
    for (const name of ['notes', 'items', 'check-longest', 'pay-full', 'takeItems-left', 'printing-cover-open']) {
      await put(panel, scene(name), { ...JA, access: { textSize_percent: 200 } });
      expect((await ask<number>('letters')) / px_per_mm, name).toBeGreaterThanOrEqual(5.4);
    }
  });

  test.each(['standard', 'high', 'dark'] as const)(
    '9.1.4.11: edges of what is pressed have 3:1 and more, %s',
    async (contrast) => {
      await put(panel, scene('items'), { ...JA, access: { contrast } });
      const edges = await ask<{ edge: string; ground: string; ratio: number }[]>('edges');
      expect(edges.filter(({ ratio }) => !(ratio >= 3))).toEqual([]);
    },
  );

  test('5.5.1, reach: with controls in the lower half all that is touched begins there, the two buttons beside a list too', async () => {
    const names = [
      'certificate-full',
      'items-full',
      'persons',
      'pin',
      'pay',
      'idle-language',
      'idle-access',
      'persons-warning',
    ];
    for (const textSize_percent of [100, 200] as const)
      for (const name of names) {
        await put(panel, scene(name), { ...JA, access: { reach: true, textSize_percent } });
        expect(await ask<string[]>('high'), `${name} ${textSize_percent}`).toEqual([]);
      }
  });

  test('9.1.3.4: turned upright in the middle of a visit, the screen goes on', async () => {
    const size = { width: 768, height: 1024, inch: 12.1 };
    await panel.page.setViewportSize(size);
    try {
      for (const name of ['certificate', 'items', 'persons', 'copies', 'pin', 'pay', 'takeItems'])
        expect(await lookFor(panel, scene(name), { ...JA, size }), name).toEqual([]);
    } finally {
      await panel.page.setViewportSize({ width: 1024, height: 768 });
    }
  });

  test('9.2.3.1, 9.2.2.2: nothing flashes: what moves takes a second or more; the simple display and the system’s wish stop it', async () => {
    await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
    const pictures = new Map(SCENES.map((one) => [`${viewAt(one, JA).picture} ${viewAt(one, JA).emphasis}`, one]));
    let moved = 0;
    for (const one of [...pictures.values(), scene('printing'), scene('pin')]) {
      await put(panel, one, JA);
      const motion = await ask<{ round_ms: number }[]>('motion');
      moved += motion.length;
      for (const { round_ms } of motion) expect(round_ms, one.name).toBeGreaterThanOrEqual(1000);
    }
    expect(moved).toBeGreaterThan(10);
    for (const name of ['setCard', 'pay', 'printing', 'takeItems-left']) {
      await put(panel, scene(name), { ...JA, access: { simple: true } });
      expect(await ask('motion'), name).toEqual([]);
    }
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await put(panel, scene('setCard'), JA);
    expect(await ask('motion')).toEqual([]);
  });
});
