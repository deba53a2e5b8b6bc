import type { Act, Story } from '../../test/stories/story.ts';
import { staffKeyResultSchema } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import type { ScreenBrowser } from './browser.ts';
import { extractOf } from './report.ts';
import type { Rig } from './rig.ts';

/** Hands need this long; the machine must not depend on a faster citizen. */
const HAND_MS = 700;
const TRY_AGAIN_MS = 400;
/** A citizen listens to the first words of a screen; the first time, a sentence is still being made. */
const LISTENS_MS = 2_500;
const LISTEN_AGAIN_MS = 50;
const PAPER_WAITS_MS = 60_000;
const MONEY_WAITS_MS = 60_000;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** Yen the citizen has in the pocket, less what it was at the beginning. */
function pocket_yen(rig: Rig): number {
  return rig.kit.places.at('citizen').reduce((sum, pile) => sum + pile.denomination_yen * pile.count, 0);
}

/** What the machine says it has taken; -1 while it shows no amount. */
async function inserted_yen(browser: ScreenBrowser): Promise<number> {
  const text = (await browser.page.textContent('.sum-inserted .sum-text')) ?? '';
  const digits = text.replaceAll(/[^0-9]/g, '');
  return digits === '' ? -1 : Number(digits);
}

/** Puts a coin or note in, and again if the slot was not open yet, as people do. */
async function insert(rig: Rig, browser: ScreenBrowser, denomination_yen: number): Promise<void> {
  const before = await inserted_yen(browser);
  const end_ms = performance.now() + MONEY_WAITS_MS;
  while (performance.now() < end_ms) {
    await pause(HAND_MS);
    if (denomination_yen >= 1000) rig.kit.validator.insertNote(denomination_yen);
    else rig.kit.acceptor.insertCoin(denomination_yen);
    for (let tries = 0; tries < 10; tries += 1) {
      await pause(TRY_AGAIN_MS);
      if ((await inserted_yen(browser)) > before) return;
    }
    rig.kit.validator.takeReturned();
    rig.kit.places.moveAll('returnTray', 'citizen');
  }
  throw new Error(`the machine did not take ${denomination_yen} yen`);
}

async function chooseItems(browser: ScreenBrowser, on: readonly string[]): Promise<void> {
  const switches = await browser.page.$$eval('button[role="switch"]', (nodes) =>
    nodes.map((node) => ({ id: node.getAttribute('data-id') ?? '', on: node.getAttribute('aria-checked') === 'true' })),
  );
  for (const item of switches) {
    if (on.includes(item.id.replace('item.', '')) !== item.on) await browser.press(item.id);
  }
  await browser.press('submit');
}

async function choosePersons(browser: ScreenBrowser, persons: readonly number[]): Promise<void> {
  const boxes = await browser.page.$$eval('button[role="checkbox"]', (nodes) =>
    nodes.map((node) => ({ id: node.getAttribute('data-id') ?? '', on: node.getAttribute('aria-checked') === 'true' })),
  );
  for (const box of boxes) {
    if (persons.includes(Number(box.id.replace('person.', ''))) !== box.on) await browser.press(box.id);
  }
  await browser.picture('persons-chosen');
  await browser.press('submit');
}

/** The mains fail once so many coins of a payout have fallen; the screen comes back with the kiosk. */
async function cutPower(rig: Rig, browser: ScreenBrowser, act: Extract<Act, { act: 'powerCut' }>): Promise<void> {
  let fallen = 0;
  await new Promise<void>((resolve) => {
    rig.kit.places.onMove((_, to, _denomination_yen, count) => {
      if (to !== 'changeTray') return;
      fallen += count;
      if (fallen >= act.afterPieces) resolve();
    });
  });
  await Promise.all([rig.cutPower(act.dark_ms), pause(TRY_AGAIN_MS).then(() => browser.picture('dark'))]);
  await browser.go(rig.screenUrl());
}

/** A slip on the screen, before the citizen or a clerk, says what the books owe. */
async function checkSlip(rig: Rig, browser: ScreenBrowser): Promise<void> {
  const { balances_yen, slips } = extractOf(rig);
  const text = (await browser.text()).replaceAll(/[\s,]/g, '');
  const owed = slips.filter(({ claimNumber }) => (balances_yen[`slip:${claimNumber}`] ?? 0) !== 0);
  // Other lists of staff come on the same screen.
  if (owed.length === 0 && (await browser.screen()) === 'slip') throw new Error('the books hold no slip');
  for (const { claimNumber, amount_yen } of owed) {
    const missing = [claimNumber, String(amount_yen)].filter((said) => !text.includes(said));
    if (missing.length > 0) throw new Error(`the screen does not say ${missing.join(', ')}`);
    console.log(`  ${await browser.screen()}: ${claimNumber}, ${amount_yen} yen`);
  }
}

/** Screens that say what is owed. */
const SAYS_SLIP: ReadonlySet<string> = new Set(['slip', 'staffList']);

/** The screen says what is wrong, to the citizen and to whoever comes to help. */
async function awaitTrouble(browser: ScreenBrowser, code: string): Promise<void> {
  const end_ms = performance.now() + PAPER_WAITS_MS;
  while (!(await browser.text()).includes(code)) {
    if (performance.now() > end_ms) throw new Error(`the screen never said ${code}`);
    await pause(TRY_AGAIN_MS);
  }
  await browser.picture(`trouble-${code}`);
}

/** A clerk opens the paper path and pulls the sheet out. */
async function clearJam(rig: Rig, browser: ScreenBrowser): Promise<void> {
  await pause(HAND_MS);
  if (rig.printer.clearJam() === null) throw new Error('no sheet lies in the paper path');
  await pause(2 * HAND_MS);
  await browser.picture('jam-cleared');
}

async function turnKey(rig: Rig, position: 'on' | 'off'): Promise<void> {
  await ask(rig.socketPath, 'staff.keySwitch', staffKeyResultSchema, new RealClock(), { position });
}

/** Until another sheet lies there; all stay, to be counted and looked at in the end. */
async function waitForPaper(rig: Rig, before: number): Promise<void> {
  const end_ms = performance.now() + PAPER_WAITS_MS;
  while (rig.printer.sheets().length <= before || rig.printer.engine.busy) {
    if (performance.now() > end_ms) throw new Error('no paper came');
    await pause(TRY_AGAIN_MS);
  }
}

/** Until something new is said, or nothing comes. */
async function listen(heard: () => number, before: number): Promise<void> {
  const end_ms = performance.now() + LISTENS_MS;
  while (heard() === before && performance.now() < end_ms) await pause(LISTEN_AGAIN_MS);
}

interface Play {
  readonly rig: Rig;
  readonly browser: ScreenBrowser;
  /** Sentences said so far. */
  readonly heard: () => number;
  /** Sheets that lay there, and sentences that had been said, before this act. */
  readonly sheets: number;
  readonly said: number;
}

async function perform(act: Act, { rig, browser, heard, sheets, said }: Play): Promise<void> {
  switch (act.act) {
    case 'press':
      return browser.press(act.button);
    case 'await':
      await browser.awaitScreen(act.screen);
      await listen(heard, said);
      await pause(HAND_MS / 2);
      return SAYS_SLIP.has(act.screen) ? checkSlip(rig, browser) : undefined;
    case 'setCard':
      return rig.pcscd.insert(rig.deck.take(act.card));
    case 'takeCard':
      rig.pcscd.remove();
      // The reader looks every 0.4 s whether a card lies there.
      return pause(HAND_MS);
    case 'typePin':
      for (const digit of act.pin) await browser.press(`key.${digit}`);
      await browser.picture('pin-typed');
      return browser.press('enterPin');
    case 'chooseItems':
      return chooseItems(browser, act.on);
    case 'choosePersons':
      return choosePersons(browser, act.persons);
    case 'chooseCopies':
      for (let copies = 1; copies < act.copies; copies += 1) await browser.press('copies.more');
      return browser.press('submit');
    case 'coin':
    case 'note':
      await insert(rig, browser, act.denomination_yen);
      return browser.picture('money-in');
    case 'takeTray':
      rig.kit.places.moveAll('changeTray', 'citizen');
      rig.kit.places.moveAll('returnTray', 'citizen');
      return;
    case 'takePaper':
      return waitForPaper(rig, sheets);
    case 'powerCut':
      return cutPower(rig, browser, act);
    case 'centreErrs':
      return rig.centre.command(`fault ${act.document}`);
    case 'paperJams':
      rig.printer.setFaults(act.afterSheets === 0 ? { jamNextSheet: true } : { jamAfterSheets: act.afterSheets });
      return;
    case 'clerkClearsJam':
      return clearJam(rig, browser);
    case 'awaitTrouble':
      return awaitTrouble(browser, act.code);
    case 'keySwitch':
      return turnKey(rig, act.position);
    case 'key':
    case 'figures':
    case 'hear':
    case 'seek':
      throw new Error('this rig has no keypad');
    case 'clerkPays':
      return rig.kit.places.move('staff', 'citizen', act.denomination_yen);
  }
}

/** Plays a story on the real screen and the virtual hardware; returns what the citizen paid for good. */
export async function play(
  story: Story,
  rig: Rig,
  browser: ScreenBrowser,
  heard: () => number,
): Promise<{ paid_yen: number }> {
  const before = pocket_yen(rig);
  let sheets = 0;
  let said = heard();
  for (const [index, act] of story.acts.entries()) {
    try {
      await perform(act, { rig, browser, heard, sheets, said });
      said = heard();
      if (act.act === 'takePaper') sheets = rig.printer.sheets().length;
    } catch (error) {
      await browser.picture('FAILED');
      const screen = await browser.screen();
      throw new Error(
        `${story.name}: act ${index + 1} (${JSON.stringify(act)}) failed on the screen ${screen}: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
      );
    }
  }
  rig.kit.places.moveAll('changeTray', 'citizen');
  rig.kit.places.moveAll('returnTray', 'citizen');
  return { paid_yen: before - pocket_yen(rig) };
}
