/**
 * A citizen's walk through the joined kiosk with the real screen server before it, and others at the same door: a child who
 * presses everything, a key fifty times in a row, a second screen, foreign pages, stale tokens, and messages that are none. What
 * is not the citizen's screen, or not of its page, changes nothing; whatever comes, the books are right at the end.
 */
import { MESSAGE_BYTES_MAX, viewSchema, type View } from '../../src/api/messages.ts';
import { API_LIMITS } from '../../src/api/limits.ts';
import { isOffered } from '../../src/api/offered.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { buttonsOf } from '../simulation/story-player.ts';
import { expectWalkSound } from '../simulation/walk-run.ts';
import { Walker } from '../simulation/walker.ts';
import { Client, openWorld, type World } from '../unit/api-world.ts';
import { anyDeed, anyIntent, broken, MARK, otherPage, pressedByChild } from './screen-messages.ts';

/** What one walk was and what was wrong, or null. */
export interface ScreenWalk {
  readonly messages: number;
  readonly refused: number;
  readonly connections: number;
  readonly sessions: number;
  readonly screens: ReadonlySet<string>;
  readonly failure: string | null;
}

const MASHED = 50;
/** Of so many acts one is somebody else's. */
const OTHERS_OF = 2;

/** Steps of one walk; most of them are begun and broken off on the way. */
export const SCREEN_STEPS = 300;

const pick = <T>(random: SeededRandom, from: readonly T[]): T => from[random.integer(from.length)]!;
/** What a view shows, without the number of its page. */
const shownBy = (view: View): string => JSON.stringify(viewSchema.parse({ ...view, page: 0 }));

class ScreenWalker {
  readonly walker: Walker;
  readonly #random: SeededRandom;
  readonly #texts = new Set<string>();
  #world: World;
  #panel: Client;
  /** A message beyond the limit was sent: whoever does that is hung up on. */
  #tooLong = false;
  #ended = 0;
  #seen = 0;
  messages = 0;
  connections = 0;
  readonly screens = new Set<string>();

  private constructor(seed: number, world: World, walker: Walker, panel: Client) {
    this.#random = new SeededRandom(seed ^ 0x5c4ee);
    this.#world = world;
    this.walker = walker;
    this.#panel = panel;
  }

  static async open(seed: number): Promise<ScreenWalker> {
    // Bad luck of devices has walks of its own.
    const walker = new Walker(seed, { kinds: [] });
    const kiosk = () => walker.world.kiosk();
    const shown = (): void => world.api.publish(walker.world.view());
    const heard =
      <Input>(take: (input: Input) => void) =>
      (input: Input): void => {
        take(input);
        shown();
      };
    const world = await openWorld({
      onIntent: heard((fact) => kiosk().onIntent(fact)),
      onDeed: heard((deed) => kiosk().onDeed(deed)),
      onPinKey: heard((key) => kiosk().onPinKey(key)),
      onScreen: () => undefined,
    });
    shown();
    return new ScreenWalker(seed, world, walker, await Client.hello(world.api));
  }

  get refused(): number {
    return this.#world.heard.log.filter((line) => line.startsWith('screen.refused')).length;
  }

  async step(): Promise<void> {
    if (this.#random.integer(OTHERS_OF) === 0) await this.#other();
    else this.walker.step();
    await this.#settle();
  }

  async rest(): Promise<void> {
    this.walker.rest();
    await this.#settle();
    expectWalkSound(this.walker);
    const unexpected = this.walker.world.trace.find((line) => line.includes('session.unexpected'));
    if (unexpected !== undefined) throw new Error(`the statechart did not expect ${unexpected}`);
    const told = [...this.#world.heard.log, ...this.walker.world.trace].find((line) => line.includes(MARK));
    if (told !== undefined) throw new Error(`what a client sent stands in the log: ${told}`);
  }

  async close(): Promise<void> {
    this.#panel.socket.terminate();
    this.walker.world.database.close();
    await this.#world.close();
  }

  // ------------------------------------------------------------------------------------------------------ who comes

  async #other(): Promise<void> {
    await pick<() => Promise<void>>(this.#random, [
      () => this.#child(),
      () => this.#child(),
      () => this.#mash(),
      () => this.#mashDigits(),
      () => this.#stale(),
      () => this.#brokenPanel(),
      () => this.#watcher('bench'),
      () => this.#watcher('copier'),
      () => this.#stranger(),
      () => this.#secondScreen(),
      () => this.#reload(),
    ])();
  }

  /** Presses everything on the citizen's own screen. */
  async #child(): Promise<void> {
    for (let left = 1 + this.#random.integer(8); left > 0; left -= 1) {
      this.#send(pressedByChild(this.#random, await this.#view()));
    }
  }

  /** One button again and again: it counts for one screen, whatever stands at its place afterwards. */
  async #mash(): Promise<void> {
    const view = await this.#view();
    const buttons = buttonsOf(view).filter(({ enabled, id }) => enabled && id !== 'cancel');
    if (buttons.length === 0) return;
    const { intent } = pick(this.#random, buttons);
    for (let left = MASHED; left > 0; left -= 1) this.#send({ type: 'intent', page: view.page, intent });
    const after = await this.#view();
    if (after.page > view.page + 1)
      throw new Error(`${intent.type}, mashed, went ${after.page - view.page} screens on`);
  }

  async #mashDigits(): Promise<void> {
    const { pin } = await this.#view();
    for (let left = MASHED; left > 0; left -= 1) {
      this.messages += 1;
      this.#panel.key(this.#random.integer(12));
    }
    const after = await this.#view();
    if (after.pin !== null && after.pin.digits > after.pin.length) throw new Error('more digits than a PIN has');
    if (pin === null && after.pin !== null) throw new Error('a key without a pad opened one');
    if (after.pin !== null) this.#panel.key(11);
  }

  /** Answers to pages that are not shown, and what the screen shown does not offer. */
  async #stale(): Promise<void> {
    await this.#changesNothing('a stale answer', this.#panel, async () => {
      const view = await this.#view();
      for (let left = 1 + this.#random.integer(10); left > 0; left -= 1) {
        const page = otherPage(this.#random, view);
        const intent = anyIntent(this.#random);
        this.#send({ type: 'intent', page, intent });
        this.#send({ type: 'submit', page });
        this.#send({ type: 'edit', page, edit: { kind: 'copies', copies: 3 } });
        if (!isOffered(view, intent)) this.#send({ type: 'intent', page: view.page, intent });
      }
    });
  }

  async #brokenPanel(): Promise<void> {
    await this.#changesNothing('a broken message', this.#panel, async () => {
      const view = await this.#view();
      for (let left = 1 + this.#random.integer(10); left > 0; left -= 1) {
        this.messages += 1;
        const message = broken(this.#random, view);
        this.#tooLong ||= Buffer.byteLength(message) > MESSAGE_BYTES_MAX;
        this.#panel.socket.send(message);
      }
    });
  }

  /** A bench page or the copier's menu means what only the citizen may. */
  async #watcher(role: 'bench' | 'copier'): Promise<void> {
    this.connections += 1;
    const client = await Client.hello(this.#world.api, role);
    await this.#changesNothing(`the role ${role}`, client, async () => {
      const view = await this.#view();
      for (let left = 1 + this.#random.integer(6); left > 0; left -= 1) {
        const message = pick<() => object>(this.#random, [
          () => anyDeed(this.#random, view.page),
          () => ({ type: 'intent', page: view.page, intent: { type: 'citizen.cancel' } }),
          () => ({ type: 'intent', page: view.page, intent: { type: 'citizen.back' } }),
        ])();
        this.messages += 1;
        client.send(message);
        client.key(this.#random.integer(10));
      }
      await pong(client);
    });
    if (client.frames.length > 0) throw new Error(`the role ${role} was told a citizen's text`);
    if (role === 'copier' && client.messages.some(({ type }) => type === 'view'))
      throw new Error('the copier was shown the screen');
    await client.close();
  }

  /** Who does not know the token, comes from a foreign page, or says nothing right. */
  async #stranger(): Promise<void> {
    this.connections += 1;
    const { api } = this.#world;
    await this.#changesNothing('a stranger', null, async () => {
      const view = await this.#view();
      if (this.#random.integer(2) === 0) {
        const refused = await Client.connect(api, { origin: `http://${MARK}.example` }).then(
          () => false,
          () => true,
        );
        if (!refused) throw new Error('a foreign page was let in');
        return;
      }
      const client = await Client.connect(api);
      const right = anyDeed(this.#random, view.page);
      const first = pick<unknown>(this.#random, [
        { type: 'hello', schema: 1, role: 'panel', token: `${MARK}${MARK}${MARK}` },
        { type: 'hello', schema: 2, role: 'panel', token: 'a'.repeat(32) },
        { type: 'intent', page: view.page, intent: { type: 'citizen.cancel' } },
        right,
      ]);
      client.send(first);
      client.send(right);
      client.send({ type: 'intent', page: view.page, intent: { type: 'citizen.cancel' } });
      client.key(7);
      await client.closed;
      if (client.messages.some(({ type }) => type !== 'error')) throw new Error('a stranger was told something');
      this.messages += 4;
    });
  }

  async #secondScreen(): Promise<void> {
    this.connections += 1;
    await this.#changesNothing('a second screen', null, async () => {
      const second = await Client.hello(this.#world.api);
      if (!second.errors.includes('screenOccupied')) throw new Error('a second screen was let in');
      await second.closed;
    });
  }

  /** The page is loaded anew, or its browser was started again: the same screen, with what was set and chosen. */
  async #reload(): Promise<void> {
    this.connections += 1;
    const before = await this.#view();
    await this.#panel.close();
    this.#panel = await Client.hello(this.#world.api);
    const after = await this.#view();
    if (shownBy(after) !== shownBy(before)) throw new Error(`another screen after a reload: ${after.screen}`);
    if (this.#panel.frames.length !== this.#texts.size) throw new Error('not all names came again');
  }

  // ---------------------------------------------------------------------------------------------------- what holds

  async #changesNothing(what: string, client: Client | null, run: () => Promise<void>): Promise<void> {
    const before = await this.#view();
    await run();
    const after = await this.#view();
    if (shownBy(after) !== shownBy(before)) throw new Error(`${what} changed the screen ${before.screen}`);
    const foreign = client?.messages.find((message) => JSON.stringify(message).includes(MARK));
    if (foreign !== undefined) throw new Error(`${what} was told what was sent: ${foreign.type}`);
  }

  #send(message: object): void {
    this.messages += 1;
    this.#panel.send(message);
  }

  /** The view of the citizen's screen after everything that was sent; one that was refused too often connects again. */
  async #view(): Promise<View> {
    if (!(await pong(this.#panel))) {
      // The last refusals may have been lost with the line.
      const wrong = this.#panel.errors.filter((name) => name !== 'screenStale').length;
      if (!this.#tooLong && wrong < API_LIMITS.refusals_max / 2) throw new Error('the screen was hung up on');
      this.#tooLong = false;
      this.#panel = await Client.hello(this.#world.api);
      await pong(this.#panel);
    }
    return this.#panel.view;
  }

  /** After each step: the view is one of the contract, shown as it is, and a session that ended has a fresh document. */
  async #settle(): Promise<void> {
    const { world } = this.walker;
    const view = world.view();
    viewSchema.parse(view);
    this.screens.add(view.screen);
    for (const [handle, text] of world.citizenTexts) {
      if (this.#texts.has(handle)) continue;
      this.#texts.add(handle);
      this.#world.api.relayCitizenText(handle, Buffer.from(text));
    }
    for (; this.#seen < world.trace.length; this.#seen += 1) {
      if (world.trace[this.#seen]?.includes('log info session.end ') === true) this.#ended += 1;
    }
    if (this.#ended > 0) {
      this.#ended = 0;
      this.#texts.clear();
      world.citizenTexts.clear();
      this.#world.api.renewScreen();
      await this.#panel.closed;
      this.#panel = await Client.hello(this.#world.api);
    }
    this.#world.api.publish(view);
    if (shownBy(await this.#view()) !== shownBy(world.view())) throw new Error('the screen does not show the view');
  }
}

/** Waits until the server has dealt with everything that was sent; false when it has hung up. */
function pong({ socket, closed }: Client): Promise<boolean> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve(false);
  const answered = new Promise<boolean>((resolve) => socket.once('pong', () => resolve(true)));
  socket.ping();
  return Promise.race([answered, closed.then(() => false)]);
}

/** One walk by its seed. */
export async function screenWalk(seed: number, steps: number): Promise<ScreenWalk> {
  const walk = await ScreenWalker.open(seed);
  let failure: string | null = null;
  try {
    for (let step = 0; step < steps; step += 1) await walk.step();
    await walk.rest();
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { messages, refused, connections, screens } = walk;
  const sessions = walk.walker.world.trace.filter((line) => line.includes('session.begin')).length;
  await walk.close();
  return { messages, refused, connections, sessions, screens, failure };
}
