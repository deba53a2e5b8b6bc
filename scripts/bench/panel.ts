/**
 * From a fact to its pixels, and from a touch to its pixels: the built panel in a real Chromium, as `programs/painted.ts` times it.
 *
 * Views are published by the real API over its real WebSocket; touches and coins reach a real daemon, whose citizen has come as far as
 * the choice of items, so that the state of a button and the amount live where they live in a kiosk. Then how soon a fresh document
 * stands there, how large the panel is, and whether the browser is as small after a thousand citizens as after the first.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { openWorld, show } from '../../test/unit/api-world.ts';
import { pictureOf } from '../../test/unit/view-fixtures.ts';
import { readStory, type Act } from '../../test/stories/story.ts';
import { createCardDeck } from '../demo/cards.ts';
import { startDaemon } from '../demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from '../demo/site.ts';
import { builtPanel, moment_ms, p99, pause, Screen, sizeOf, type Change, type Trace } from './programs/painted.ts';
import { serveCitizens, slopeOf } from './programs/screen-memory.ts';
import { spreadOf, type BenchReport } from './report.ts';

const FACTS = 300;
const TOUCHES = 200;
const COINS = 40;
const COIN_YEN = 10;
/** So many that the coins do not reach the fee. */
const COPIES = 10;
const DOCUMENTS = 20;
const CITIZENS = 1000;
const CITIZENS_SPAN_MS = 150_000;
/** Between two facts or touches: longer than an answer takes, and never in step with the frames. */
const APART_MS = 90;
const APART_COIN_MS = 700;
const SETTLES_MS = 500;
const SCREEN_WAITS_MS = 90_000;

const PIXELS_P99_MS_MAX = 50;
const FIRST_PAINT_MS_MAX = 1000;
const BUNDLE_KB_MAX = 128;
const BUNDLE_GZIP_KB_MAX = 48;
const HEAP_MB_PER_1000_MAX = 0.5;
const BROWSER_MB_PER_1000_MAX = 20;

type World = Awaited<ReturnType<typeof openWorld>>;

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const load = (): string => loadavg()[0]!.toFixed(1);
  report.note('processes that want a core, mean of a minute, before', load());
  const panel = builtPanel();
  try {
    tellSize(report, panel.folder);
    const world = await openWorld({ panelDir: panel.folder });
    try {
      await withScreen((screen) => facts(report, world, screen));
      await withScreen((screen) => documents(report, world, screen));
      await withScreen((screen) => citizens(report, world, screen));
    } finally {
      await world.close();
    }
    await withScreen((screen) => atDaemon(report, screen));
  } finally {
    panel.remove();
  }
  // What else the machine does lengthens every time above.
  report.note('processes that want a core, mean of a minute, after', load());
}

async function withScreen(act: (screen: Screen) => Promise<void>): Promise<void> {
  const screen = await Screen.open();
  try {
    await act(screen);
  } finally {
    await screen.close();
  }
}

function tellSize(report: BenchReport, folder: string): void {
  const { files, bytes, gzip_bytes } = sizeOf(folder);
  const kb = (count: number): number => count / 1024;
  report.note('panel', `${files} files, ${kb(bytes).toFixed(0)} KB, gzip ${kb(gzip_bytes).toFixed(0)} KB`);
  report.atMost('panel, KB', kb(bytes), BUNDLE_KB_MAX);
  report.atMost('panel, KB gzip', kb(gzip_bytes), BUNDLE_GZIP_KB_MAX);
}

/** A series with its p99. */
function tell(report: BenchReport, what: string, spans_ms: readonly number[]): number {
  const last = p99(spans_ms);
  const { median } = report.series_ms(what, spans_ms);
  report.note(`${what}: p50 / p99`, `${median.toFixed(1)} / ${last.toFixed(1)} ms`);
  return last;
}

/** When it was painted. @throws when it never was */
function painted_ms(change: Change | undefined, what: string): number {
  if (change?.painted_ms == null) throw new Error(`${what} was never painted`);
  return change.painted_ms;
}

// ---------------------------------------------------------------------------------------------------------------- facts

/** Amounts that change in place, and whole new screens, from the publish to the pixels. */
async function facts(report: BenchReport, { api }: World, screen: Screen): Promise<void> {
  const totals = pictureOf('pay').totals;
  show(api, 'idle');
  await screen.page.goto(api.screenUrl);
  await screen.page.waitForSelector('[data-id="government"]');
  await screen.trace();
  const amounts: number[] = [];
  show(api, 'pay', { totals: { ...totals, credit_yen: 0 } });
  await pause(SETTLES_MS);
  for (let fact = 1; fact <= FACTS; fact += 1) {
    amounts.push(moment_ms());
    show(api, 'pay', { totals: { ...totals, credit_yen: fact * COIN_YEN } });
    await pause(APART_MS + ((fact * 7) % 17));
  }
  const screens: { readonly name: string; readonly at_ms: number }[] = [];
  const names = ['certificate', 'items', 'persons', 'copies', 'check', 'printing'] as const;
  for (let fact = 0; fact < FACTS / 2; fact += 1) {
    const name = names[fact % names.length]!;
    screens.push({ name, at_ms: moment_ms() });
    show(api, name);
    await pause(APART_MS + ((fact * 7) % 17));
  }
  await pause(SETTLES_MS);
  const { changes } = await screen.traced();
  const amountOf = ({ shown }: Change): number => Number(shown.inserted.replaceAll(/[^0-9]/g, ''));
  const inPlace = amounts.map((at_ms, index) => {
    const yen = (index + 1) * COIN_YEN;
    const change = changes.find((one) => one.at_ms >= at_ms && one.shown.screen === 'pay' && amountOf(one) === yen);
    return painted_ms(change, `${yen} yen`) - at_ms;
  });
  const whole = screens.map(({ name, at_ms }) => {
    const change = changes.find((one) => one.at_ms >= at_ms && one.shown.screen === name);
    return painted_ms(change, `the screen ${name}`) - at_ms;
  });
  report.atMost(
    'fact → pixels, p99, ms',
    tell(report, 'publish → pixels, an amount in place', inPlace),
    PIXELS_P99_MS_MAX,
  );
  report.atMost(
    'new screen → pixels, p99, ms',
    tell(report, 'publish → pixels, a new screen', whole),
    PIXELS_P99_MS_MAX,
  );
}

// ------------------------------------------------------------------------------------------------------------ documents

/** A fresh document from its address to its first view, and from the end of a session. */
async function documents(report: BenchReport, { api, heard }: World, screen: Screen): Promise<void> {
  show(api, 'idle');
  await screen.trace();
  const opened: number[] = [];
  for (let document = 0; document < DOCUMENTS; document += 1) {
    await screen.page.goto('about:blank');
    opened.push(moment_ms());
    await screen.page.goto(api.screenUrl);
    await screen.page.waitForSelector('[data-id="government"]');
    await pause(APART_MS);
  }
  const renewed: number[] = [];
  for (let document = 0; document < DOCUMENTS; document += 1) {
    show(api, 'takeItems');
    await pause(SETTLES_MS);
    heard.screen.length = 0;
    renewed.push(moment_ms());
    show(api, 'idle');
    api.renewScreen();
    await pause(SETTLES_MS);
    await screen.page.waitForSelector('[data-id="government"]');
  }
  await pause(SETTLES_MS);
  const trace = await screen.traced();
  const [first, ...others] = opened.map((at_ms) => firstPaint_ms(trace, at_ms));
  report.note('first paint, the first document of a browser', `${first!.toFixed(0)} ms`);
  const opens = tell(report, 'first paint of a fresh document', others);
  const renews = tell(
    report,
    'end of a session → first paint of the next document',
    renewed.map((at_ms) => firstPaint_ms(trace, at_ms)),
  );
  report.atMost('first paint, p99, ms', Math.max(first!, opens), FIRST_PAINT_MS_MAX);
  report.atMost('first paint after a citizen, p99, ms', renews, FIRST_PAINT_MS_MAX);
}

/** From this moment to the first view of the document that began next. */
function firstPaint_ms({ changes, documents: all }: Trace, from_ms: number): number {
  const document = all.find(({ at_ms }) => at_ms >= from_ms);
  const first = changes.find(
    ({ at_ms, pid, shown }) =>
      document !== undefined && pid === document.pid && at_ms >= document.at_ms && shown.screen === 'idle',
  );
  return painted_ms(first, 'a fresh document') - from_ms;
}

// ------------------------------------------------------------------------------------------------------------- citizens

async function citizens(report: BenchReport, world: World, screen: Screen): Promise<void> {
  show(world.api, 'idle');
  await screen.page.goto(world.api.screenUrl);
  await screen.page.waitForSelector('[data-id="government"]');
  const held = await serveCitizens(world, screen, { citizens: CITIZENS, span_ms: CITIZENS_SPAN_MS });
  const [first, last] = [held.at(0), held.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nobody was served');
  report.note('citizens, each in a document of its own', last.citizens);
  for (const [what, of] of [
    ['heap of the page', (one) => one.heap_mb],
    ['renderers', (one) => one.renderers_mb],
    ['browser, all processes', (one) => one.browser_mb],
  ] as const satisfies readonly (readonly [string, (one: (typeof held)[number]) => number])[]) {
    const { median } = spreadOf(held.map(of));
    report.note(
      `memory: ${what}`,
      `after ${first.citizens}: ${of(first).toFixed(1)} MB, after ${last.citizens}: ${of(last).toFixed(1)} MB, ` +
        `median ${median.toFixed(1)} MB; ${slopeOf(held, of).toFixed(2)} MB per 1000 citizens`,
    );
  }
  report.note('nodes of the page', `after ${first.citizens}: ${first.nodes}, after ${last.citizens}: ${last.nodes}`);
  report.atMost(
    'heap of the page, MB per 1000 citizens',
    slopeOf(held, (one) => one.heap_mb),
    HEAP_MB_PER_1000_MAX,
  );
  report.atMost(
    'browser, MB per 1000 citizens',
    slopeOf(held, (one) => one.browser_mb),
    BROWSER_MB_PER_1000_MAX,
  );
}

// --------------------------------------------------------------------------------------------------------------- daemon

/** Touches and coins on a real daemon, with everything it stands among. */
async function atDaemon(report: BenchReport, screen: Screen): Promise<void> {
  const deck = await createCardDeck();
  const site = await startSite({ authority: deck.authority });
  const files = makeKioskFiles(join(site.folder, 'bench'), site.facts, 0);
  try {
    const daemon = await startDaemon({ configFile: files.configFile, logFile: join(files.folder, 'madoguchid.log') });
    try {
      await screen.page.goto(`${daemon.screenUrl}#token=${screenTokenOf(files)}`);
      const { acts } = readStory('susono-juminhyo');
      const perform = (act: Act): Promise<unknown> => doAct(act, screen, site, deck);
      const items = acts.findIndex(({ act }) => act === 'chooseItems');
      const pay = acts.findIndex(({ act }) => act === 'coin');
      for (const act of acts.slice(0, items)) await perform(act);
      await touches(report, screen);
      for (const act of acts.slice(items, pay)) await perform(act);
      await coins(report, screen, site);
    } finally {
      await daemon.end('SIGTERM');
    }
  } finally {
    await site.stop();
    site.kit.bus.powerOff();
    site.kit.validator.powerOff();
  }
}

/** An item of the form is turned on and off, by finger and by mouse: its state lives in the daemon. */
async function touches(report: BenchReport, screen: Screen): Promise<void> {
  const id = await screen.page.locator('button[role="switch"]').first().getAttribute('data-id');
  if (id === null) throw new Error('no item can be chosen');
  await pause(SETTLES_MS);
  const place = await screen.place(id);
  const finger = await presses(screen, id, TOUCHES, () => screen.touch(place));
  report.atMost(
    'touch → pixels, p99, ms',
    tell(report, 'finger lifted → new state of the button in pixels', finger.painted),
    PIXELS_P99_MS_MAX,
  );
  report.series_ms('finger lifted → new state in the document', finger.there);
  const mouse = await presses(screen, id, TOUCHES / 4, () => screen.click(place));
  report.series_ms('mouse button lifted → new state of the button in pixels', mouse.painted);
}

/** Presses a switch so many times; spans from the lifted finger to the document and to the pixels. */
async function presses(screen: Screen, id: string, count: number, press: () => Promise<void>) {
  await screen.trace();
  for (let one = 0; one < count; one += 1) {
    await press();
    await pause(APART_MS + ((one * 7) % 17));
  }
  await pause(SETTLES_MS);
  const { changes, lifts_ms } = await screen.traced();
  const isOn = ({ shown }: Change): boolean => shown.on.split(' ').includes(id);
  // The first mark is the state before; each press turns it.
  const turned = changes.filter((change, at) => at > 0 && isOn(change) !== isOn(changes[at - 1]!));
  if (turned.length !== count || lifts_ms.length !== count)
    throw new Error(`${count} presses, ${lifts_ms.length} arrived and ${turned.length} changed the button`);
  return {
    there: turned.map(({ at_ms }, at) => at_ms - lifts_ms[at]!),
    painted: turned.map((change, at) => painted_ms(change, `press ${at + 1}`) - lifts_ms[at]!),
  };
}

/** From the acceptor's answer that tells of a coin: driver, books, chart, view, panel. */
async function coins(report: BenchReport, screen: Screen, { kit }: Site): Promise<void> {
  let counter = -1;
  let told: number[] = [];
  kit.bus.onSend((sent) => {
    const now = counterOf(sent);
    if (now === null || now === counter) return;
    counter = now;
    told.push(moment_ms());
  });
  await screen.page.waitForSelector('.sum-inserted');
  await pause(2 * SETTLES_MS);
  await screen.trace();
  told = [];
  for (let coin = 1; coin <= COINS; coin += 1) {
    kit.acceptor.insertCoin(COIN_YEN);
    await pause(APART_COIN_MS + ((coin * 37) % 150));
  }
  await pause(2 * SETTLES_MS);
  const { changes } = await screen.traced();
  const amounts = changes.filter(({ shown }, at) => at > 0 && shown.inserted !== changes[at - 1]!.shown.inserted);
  if (told.length !== COINS || amounts.length !== COINS)
    throw new Error(`${COINS} coins, ${told.length} were told of and ${amounts.length} shown`);
  tell(
    report,
    'coin in the acceptor’s answer → amount in pixels',
    amounts.map((change, at) => painted_ms(change, `coin ${at + 1}`) - told[at]!),
  );
}

/** The event counter of an answer to "read buffered credit" (ccTalk part 2, header 229), null of anything else. */
function counterOf(sent: Uint8Array): number | null {
  const isAnswer = sent.length === 16 && sent[0] === 1 && sent[1] === 11 && sent[3] === 0;
  return isAnswer ? sent[4]! : null;
}

type Deck = Awaited<ReturnType<typeof createCardDeck>>;

/** One act of the way to the money, by touches. */
async function doAct(act: Act, { page }: Screen, { pcscd }: Site, deck: Deck): Promise<unknown> {
  const press = async (id: string): Promise<void> => {
    await page.waitForSelector(`button[data-id="${id}"]:not([disabled])`, { timeout: SCREEN_WAITS_MS });
    // Nobody reads a new screen in less, and the panel takes no touch for meant that comes sooner.
    await pause(SETTLES_MS);
    await page.tap(`button[data-id="${id}"]:not([disabled])`, { timeout: SCREEN_WAITS_MS });
  };
  switch (act.act) {
    case 'await':
      return page.waitForSelector(`body[data-screen="${act.screen}"]`, { timeout: SCREEN_WAITS_MS });
    case 'press':
      return press(act.button);
    case 'setCard':
      return pcscd.insert(deck.take(act.card));
    case 'takeCard':
      return pcscd.remove();
    case 'typePin':
      for (const digit of act.pin) await press(`key.${digit}`);
      return press('enterPin');
    case 'chooseItems':
      return press('submit');
    case 'choosePersons':
      // One who is chosen already would be left out by a touch.
      if ((await page.locator('.person-on').count()) === 0) await press('person.1');
      return press('submit');
    case 'chooseCopies':
      for (let copies = 1; copies < COPIES; copies += 1) await press('copies.more');
      return press('submit');
    default:
      throw new Error(`nobody here does ${act.act}`);
  }
}
