/**
 * Rounds of a sale that ends in bad luck: the daemon is killed, lines are unplugged or noisy, the mains fail. The virtual devices
 * live in the process that runs this, on ptys, and outlive every daemon. After each round books and devices are compared.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCardDeck, type CardDeck } from '../../scripts/demo/cards.ts';
import { startDaemon, type Daemon } from '../../scripts/demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type KioskFiles, type Site } from '../../scripts/demo/site.ts';
import type { Random } from '../../src/base/random.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { readStory, type Act, type Story } from '../stories/story.ts';
import { ApiCitizen, ScreenLost } from './api-citizen.ts';
import { playOverApi, SaleEnded, takeMoney } from './api-story.ts';
import { judgeBooks, lifeCountsOf, readDeviceBooks, type DeviceBooks, type LifeCounts } from './device-books.ts';

/** What befalls a sale. All but `noise` and `unplug` end with the death of the daemon. */
export const LUCK = ['kill', 'mains', 'noise', 'unplug'] as const;
export type Luck = (typeof LUCK)[number];

/** What a round was and how it ended. */
export interface RoundResult {
  readonly luck: Luck;
  readonly story: string;
  /** Screen on which the daemon died; null when it did not. */
  readonly diedOn: string | null;
  /** The blow fell while the sale went on. Where it did not, the sale was over before: nothing was tried. */
  readonly struck: boolean;
  /** What was wrong afterwards, in words. */
  readonly failures: readonly string[];
}

/** What became of a blow. */
interface Blow {
  readonly diedOn: string | null;
  readonly inTime: boolean;
}

/** When the blow falls: so long after an act has begun, and at the latest as another one begins. Both by their place in the story. */
interface Aim {
  readonly from: number;
  readonly after_ms: number;
  readonly latest: number;
}

const STORIES = ['susono-juminhyo', 'fuchu-koseki', 'cancel'];
/** From the first coin to the last sheet a sale takes about so long on a quiet machine; the blow comes anywhere in it. */
const BLOW_MS = 5_000;
/** One blow of so many falls before any money was asked for. */
const EARLY_OF = 8;
/** A process whose sockets are gone has ended by then. */
const DIES_WITHIN_MS = 150;
const LOG_LINES = 12;
const DARK_MS = 1_200;
/** Enough on a machine with ten times as much to do as it can. */
const SETTLES_MS = 240_000;
const LOOK_MS = 150;
/** Nothing changed for so long: at rest. */
const CALM_LOOKS = 4;
const NOISE_EVERY_MS = 250;
const UNPLUGGED_MS = 2_500;
/** A hopper with fewer pieces is filled while the daemon is dead: the rounds are not about an empty one. */
const FILL_BELOW = 30;
const FILLED_UP = 40;

const pause = (span_ms: number): Promise<void> => sleep(span_ms);

export class KillRig {
  readonly #site: Site;
  readonly #deck: CardDeck;
  readonly #files: KioskFiles;
  readonly #logFile: string;
  readonly #opening: LifeCounts;
  #daemon: Daemon;
  #citizen: ApiCitizen;
  #dead = false;
  #books: DeviceBooks | null = null;

  private constructor(site: Site, deck: CardDeck, files: KioskFiles, daemon: Daemon, citizen: ApiCitizen) {
    this.#site = site;
    this.#deck = deck;
    this.#files = files;
    this.#logFile = logFileOf(files);
    this.#opening = lifeCountsOf(site.kit);
    this.#daemon = daemon;
    this.#citizen = citizen;
  }

  /** A site, a deck of cards, and the first daemon; open for business. */
  static async start(): Promise<KillRig> {
    const deck = await createCardDeck();
    const site = await startSite({ authority: deck.authority, sheet_ms: 150 });
    let daemon: Daemon | null = null;
    try {
      const files = makeKioskFiles(join(site.folder, 'kiosk'), site.facts, 0);
      daemon = await startDaemon({ configFile: files.configFile, logFile: logFileOf(files), ownGroup: true });
      const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
      const rig = new KillRig(site, deck, files, daemon, citizen);
      rig.#books = await rig.#rest(null, 'exact');
      return rig;
    } catch (error) {
      await daemon?.end('SIGKILL');
      await site.stop();
      throw error;
    }
  }

  /** Sessions and slips so far. */
  get books(): DeviceBooks | null {
    return this.#books;
  }

  /** One sale with bad luck, recovery, and the comparison. */
  async round(random: Random, luck: Luck): Promise<RoundResult> {
    const story = readStory(STORIES[random.integer(STORIES.length)]!);
    const begun = story.acts.map(() => Promise.withResolvers<void>());
    const end = new AbortController();
    const playing = this.#sell(story, random, luck, (act) => begun[story.acts.indexOf(act)]?.resolve());
    const acts = begun.map(({ promise }) => promise);
    const struck = this.#strike(random, luck, story, acts, end.signal);
    const failures: string[] = [];
    const wrong = await playing.catch((error: unknown) => error);
    end.abort();
    for (const { resolve } of begun) resolve();
    const { diedOn, inTime } = await struck;
    const doubt = luck === 'kill' ? 'exact' : 'ranges';
    if (wrong instanceof Error && !(wrong instanceof ScreenLost) && !(wrong instanceof SaleEnded) && luck === 'kill')
      failures.push(wrong.message);
    try {
      const before = this.#books;
      this.#books = await this.#rest(before, doubt);
      failures.push(...judgeBooks(before, this.#books, doubt));
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    return { luck, story: story.name, diedOn, struck: inTime, failures };
  }

  async stop(): Promise<void> {
    this.#citizen.close();
    await this.#daemon.end('SIGTERM');
    await this.#site.stop();
    this.#site.kit.bus.powerOff();
    this.#site.kit.validator.powerOff();
  }

  async #sell(story: Story, random: Random, luck: Luck, reached: (act: Act) => void): Promise<void> {
    const { kit, pcscd } = this.#site;
    const hands = { kit, reader: pcscd, card: (name: string) => this.#deck.take(name) };
    const noise = luck === 'noise' ? this.#makeNoise(random) : null;
    try {
      await playOverApi(story, hands, this.#citizen, reached);
    } finally {
      noise?.();
      pcscd.remove();
    }
  }

  /** The blow falls where it was aimed, unless the kiosk ends the sale before; a sale that is over begins no act any more. */
  async #strike(
    random: Random,
    luck: Luck,
    story: Story,
    begun: readonly Promise<void>[],
    over: AbortSignal,
  ): Promise<Blow> {
    const { from, after_ms, latest } = aimAt(random, story);
    await begun[from];
    // Noise is there all the time.
    if (luck === 'noise') return { diedOn: null, inTime: !over.aborted };
    if (!over.aborted)
      await Promise.race([sleep(after_ms, undefined, { signal: over }).catch(() => null), begun[latest]]);
    if (over.aborted) return { diedOn: null, inTime: false };
    const screen = this.#screen();
    if (luck === 'unplug') await this.#pullPlug(random);
    else await this.#kill(random, luck, `killed on ${screen} in ${story.name}`);
    return { diedOn: luck === 'unplug' ? null : screen, inTime: true };
  }

  async #kill(random: Random, luck: Luck, what: string): Promise<void> {
    const { kit } = this.#site;
    await this.#daemon.end('SIGKILL');
    this.#dead = true;
    if (luck === 'mains') for (const device of [kit.bus, kit.validator]) device.powerOff();
    appendFileSync(this.#logFile, `-- ${what}\n`);
    await pause(random.integer(DARK_MS));
    takeMoney(kit);
    if (luck === 'mains') for (const device of [kit.bus, kit.validator]) device.powerOn();
  }

  async #pullPlug(random: Random): Promise<void> {
    const port = this.#site.ports[random.integer(2) === 0 ? 'coins' : 'notes'];
    await port.unplug();
    await pause(300 + random.integer(UNPLUGGED_MS));
    await port.replug();
  }

  #screen(): string {
    return this.#citizen.lost ? 'dead' : this.#citizen.view.screen;
  }

  /** Now and then an answer is damaged, lost or late, or a request is not heard. Returns what ends it. */
  #makeNoise(random: Random): () => void {
    const { bus, validator } = this.#site.kit;
    const timer = setInterval(() => {
      const { faults } = random.integer(3) === 0 ? validator : bus;
      if (faults.waiting) return;
      const kinds = [
        () => faults.corruptNextFrame(),
        () => faults.dropNextFrame(),
        () => faults.dropNextRequest(),
        () => faults.delayNextFrame(40 + random.integer(700)),
      ];
      kinds[random.integer(kinds.length)]?.();
    }, NOISE_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** The power is back, a daemon runs, slips are read, trays are emptied; then books and devices, once nothing moves. */
  async #rest(before: DeviceBooks | null, doubt: 'exact' | 'ranges'): Promise<DeviceBooks> {
    if (this.#citizen.lost) await this.#reconnect();
    const { kit, printer } = this.#site;
    const end_ms = performance.now() + SETTLES_MS;
    let last = '';
    let calm = 0;
    for (;;) {
      await pause(LOOK_MS);
      takeMoney(kit);
      printer.takeOutput();
      if (this.#citizen.lost) await this.#reconnect();
      const { screen } = this.#citizen.view;
      this.#answer();
      const books = readDeviceBooks(this.#files.ledgerFile, kit, this.#opening);
      const now = JSON.stringify([screen, books]);
      calm = now === last && screen === 'idle' ? calm + 1 : 0;
      last = now;
      const late = performance.now() > end_ms;
      if (calm >= CALM_LOOKS && (late || judgeBooks(before, books, doubt).length === 0)) return books;
      if (late) throw new Error(`never at rest on the screen ${screen}: ${books.faults.join(', ')}`);
    }
  }

  /** Whatever a screen wants to hear before the next citizen can come. */
  #answer(): void {
    const { actions, cancel, warning } = this.#citizen.view;
    const ways = ['confirmTaken', 'acknowledge'];
    const button = actions.find(({ id, enabled }) => enabled && ways.includes(id)) ?? (warning ? null : cancel);
    if (button?.enabled === true) this.#citizen.mean(button.intent);
  }

  /** Staff fill what runs low, and book it, while no daemon runs. */
  #refill(): void {
    const database = openLedgerDatabase(this.#files.ledgerFile);
    const ledger = createLedger(database, () => Date.now());
    for (const hopper of this.#site.kit.hoppers) {
      if (hopper.pieces >= FILL_BELOW) continue;
      hopper.fill(FILLED_UP);
      ledger.bookStock({ unitId: hopper.place, denomination_yen: hopper.denomination_yen, count: FILLED_UP });
    }
    database.close();
  }

  /** A fresh page of the living daemon after a session, or a new daemon. */
  async #reconnect(): Promise<void> {
    this.#citizen.close();
    const ending = await Promise.race([this.#daemon.ended, pause(DIES_WITHIN_MS)]);
    if (ending !== undefined && !this.#dead) {
      this.#dead = true;
      await this.#startAgain();
      throw new Error(`the daemon ended by itself with ${ending}: ${lastLines(this.#logFile)}`);
    }
    if (this.#dead) await this.#startAgain();
    this.#citizen = await ApiCitizen.open(this.#daemon.screenUrl, screenTokenOf(this.#files));
  }

  async #startAgain(): Promise<void> {
    this.#refill();
    this.#daemon = await startDaemon({
      configFile: this.#files.configFile,
      logFile: this.#logFile,
      ownGroup: true,
    });
    this.#dead = false;
  }
}

/** By time while the kiosk asks, takes, prints and pays; by the citizen's acts at the end, which is reached sooner or later. */
function aimAt(random: Random, { acts }: Story): Aim {
  const place = (screen: string): number => acts.findIndex((act) => act.act === 'await' && act.screen === screen);
  const pay = place('pay') + 1;
  const taking = place('takeItems') + 1;
  const isEarly = random.integer(EARLY_OF) === 0;
  return {
    from: isEarly ? 0 : pay,
    after_ms: random.integer(BLOW_MS),
    latest: isEarly ? 1 + random.integer(pay) : taking + random.integer(acts.length - taking),
  };
}

/** The end of a log, in one line. */
function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-LOG_LINES).join(' ⏎ ');
}

function logFileOf(files: KioskFiles): string {
  return join(files.folder, 'madoguchid.log');
}
