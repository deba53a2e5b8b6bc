/** Plays a story on the real screen of a bench, and tells each step with its picture. */
import { staffKeyResultSchema } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import type { ScreenBrowser } from '../../scripts/demo/browser.ts';
import type { Act, Story } from '../stories/story.ts';
import type { Hands } from './hands.ts';
import type { HilRig } from './rig.ts';

/** The screen, and a picture of it under a name. */
export type BenchScreen = ScreenBrowser & { save(name: string): Promise<void> };

/** One act as it went. */
export interface Step {
  readonly act: string;
  readonly took_ms: number;
  /** Null: it went well. */
  readonly fault: string | null;
  /** File of the screen after it. */
  readonly picture: string;
}

const HAND_MS = 500;
const TRY_AGAIN_MS = 300;
const MONEY_WAITS_MS = 60_000;
const TROUBLE_WAITS_MS = 60_000;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** What the machine says it has taken; -1 while it shows no amount. */
async function inserted_yen(browser: ScreenBrowser): Promise<number> {
  const text = (await browser.page.textContent('.sum-inserted .sum-text')) ?? '';
  const digits = text.replaceAll(/[^0-9]/g, '');
  return digits === '' ? -1 : Number(digits);
}

/** Puts a piece in, and again if the slot was not open yet, as people do. */
async function insert(hands: Hands, browser: ScreenBrowser, denomination_yen: number): Promise<void> {
  const before_yen = await inserted_yen(browser);
  const end_ms = performance.now() + MONEY_WAITS_MS;
  while (performance.now() < end_ms) {
    await pause(HAND_MS);
    await hands.insert(denomination_yen);
    for (let tries = 0; tries < 12; tries += 1) {
      await pause(TRY_AGAIN_MS);
      if ((await inserted_yen(browser)) > before_yen) return;
    }
    await hands.takeReturned();
  }
  throw new Error(`the machine did not take ${denomination_yen} yen`);
}

/** Brings each switch or box of a form into the wished position. */
async function choose(
  browser: ScreenBrowser,
  role: 'switch' | 'checkbox',
  isOn: (id: string) => boolean,
): Promise<void> {
  const found = await browser.page.$$eval(`button[role="${role}"]`, (nodes) =>
    nodes.map((node) => ({ id: node.getAttribute('data-id') ?? '', on: node.getAttribute('aria-checked') === 'true' })),
  );
  for (const { id, on } of found) if (isOn(id) !== on) await browser.press(id);
  await browser.press('submit');
}

async function awaitText(browser: ScreenBrowser, text: string): Promise<void> {
  const end_ms = performance.now() + TROUBLE_WAITS_MS;
  while (!(await browser.text()).includes(text)) {
    if (performance.now() > end_ms) throw new Error(`the screen never said ${text}`);
    await pause(TRY_AGAIN_MS);
  }
}

/** What acts are done with, and what they have seen so far. */
class Player {
  readonly #rig: HilRig;
  readonly #browser: ScreenBrowser;
  readonly #hands: Hands;
  sheets = 0;

  constructor(rig: HilRig, browser: ScreenBrowser, hands: Hands) {
    this.#rig = rig;
    this.#browser = browser;
    this.#hands = hands;
  }

  async perform(act: Act): Promise<void> {
    const [browser, hands] = [this.#browser, this.#hands];
    switch (act.act) {
      case 'press':
        return browser.press(act.button);
      case 'await':
        return browser.awaitScreen(act.screen);
      case 'setCard':
        return hands.setCard(act.card);
      case 'takeCard':
        return hands.takeCard();
      case 'typePin':
        for (const digit of act.pin) await browser.press(`key.${digit}`);
        return browser.press('enterPin');
      case 'chooseItems':
        return choose(browser, 'switch', (id) => act.on.includes(id.replace('item.', '')));
      case 'choosePersons':
        return choose(browser, 'checkbox', (id) => act.persons.includes(Number(id.replace('person.', ''))));
      case 'chooseCopies':
        for (let copies = 1; copies < act.copies; copies += 1) await browser.press('copies.more');
        return browser.press('submit');
      case 'coin':
      case 'note':
        return insert(hands, browser, act.denomination_yen);
      case 'takeTray':
        return hands.takeTray();
      case 'takePaper':
        this.sheets = await hands.awaitPaper(this.sheets);
        return;
      case 'paperJams':
        return hands.jamPaper(act.afterSheets);
      case 'clerkClearsJam':
        return hands.clearJam();
      case 'awaitTrouble':
        return awaitText(browser, act.code);
      case 'centreErrs':
        return this.#rig.site.centre.command(`fault ${act.document}`);
      case 'keySwitch':
        await ask(this.#rig.files.socketPath, 'staff.keySwitch', staffKeyResultSchema, new RealClock(), {
          position: act.position,
        });
        return;
      case 'clerkPays':
        return this.#rig.site.kit.places.move('staff', 'citizen', act.denomination_yen);
      default:
        throw new Error(`a bench does not play the act ${act.act}`);
    }
  }
}

/** An act for a reader: `press government`, `coin 500`. A PIN is a figure of the story, of a fictional person; it is not repeated all the same. */
function wordsOf({ act, ...rest }: Act): string {
  if (act === 'typePin') return act;
  const told = Object.values(rest).map((value) =>
    Array.isArray(value) ? value.join(' ') : typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return [act, ...told].join(' ');
}

/** Plays all acts until one fails. */
export async function playOnBench(
  story: Story,
  rig: HilRig,
  browser: BenchScreen,
  hands: Hands,
  say: (line: string) => void,
): Promise<readonly Step[]> {
  const player = new Player(rig, browser, hands);
  const steps: Step[] = [];
  for (const [index, act] of story.acts.entries()) {
    const began_ms = performance.now();
    let fault: string | null = null;
    try {
      await player.perform(act);
    } catch (error) {
      fault = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
    const picture = `step-${String(index + 1).padStart(2, '0')}.png`;
    await browser.save(picture);
    const words = wordsOf(act);
    steps.push({ act: words, took_ms: Math.round(performance.now() - began_ms), fault, picture });
    say(`${fault === null ? '✓' : '✗'} ${words}${fault === null ? '' : ` — ${fault}`}`);
    if (fault !== null) break;
  }
  return steps;
}
