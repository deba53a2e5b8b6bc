/** Plays a story up to one moment, cuts there, starts a new kiosk on the same database, and looks whether all agree. */
import { expect } from 'vitest';
import { CRASH_STORIES } from './crash-stories.ts';
import { watchWires } from './crash-wire.ts';
import { expectMoneyAccountedFor, expectNoCashInDoubt, expectNoFreePaper } from './money-checks.ts';
import { KioskKilled } from './mortal-ledger.ts';
import { takeMoney } from './story-player.ts';
import { expectWalkAtRest } from './walk-checks.ts';
import { repair } from './walk-faults.ts';
import { createWorld, type World } from './world.ts';

/** `kiosk`: its process dies, every device keeps its power. `mains`: everything in the room goes dark with it. */
export type Darkness = 'kiosk' | 'mains';

/** Where a story is cut. */
export interface CutPlan {
  readonly story: string;
  /** At its so manieth moment, from 1. */
  readonly at: number;
  readonly darkness: Darkness;
  /** And so many moments later once more, in the middle of the recovery; null: once is enough. */
  readonly again: number | null;
}

/** What became of a cut. */
export interface CutResult {
  /** The moment in words; null when the story ended before it. */
  readonly moment: string | null;
  /** What was wrong afterwards, or null. */
  readonly failure: string | null;
}

/** Nobody starts a process at once, and no power comes back at once. */
const DEAD_MS = 3_000;
const SETTLE_MS = 600_000;
/** So long at rest is settled. */
const CALM_MS = 20_000;
const LOOK_MS = 1_000;
const READ = { type: 'citizen.acknowledge' } as const;
const FAILURE_LINES = 12;

/** A story that is played, cut at its moments. */
class CutStory {
  readonly world: World;
  readonly #plan: CutPlan;
  /** Job name of every sheet that came out whole. */
  readonly sheets: string[] = [];
  /** Every moment that came by, in words. */
  readonly moments: string[] = [];
  readonly #cuts: readonly number[];
  #watching = false;
  /** How often it was cut. */
  cuts = 0;

  constructor(plan: CutPlan) {
    const story = CRASH_STORIES[plan.story];
    if (!story) throw new Error(`no crash story ${plan.story}; there are: ${Object.keys(CRASH_STORIES).join(', ')}`);
    this.#plan = plan;
    this.#cuts = plan.again === null ? [plan.at] : [plan.at, plan.at + plan.again];
    this.world = createWorld({
      ...story.world,
      atCommit: ({ when, call }) => {
        if (this.#dies(`${when} the commit of ${call}`)) this.#cut();
      },
    });
    this.#watching = true;
    watchWires(
      this.world,
      (moment) => this.#dies(moment),
      () => this.#cut(),
    );
    this.#takePaperAsItFalls();
  }

  /** Until its end, or until it is cut. */
  play(): void {
    this.#unlessKilled(() => CRASH_STORIES[this.#plan.story]?.play(this.world));
  }

  /** The power comes back, staff put the room right, somebody reads the slips, and nothing moves any more. */
  settle(): void {
    const { world } = this;
    world.hardware.reader.remove();
    this.#restart();
    const end_ms = world.clock.now_ms() + SETTLE_MS;
    for (let calm_ms = 0; calm_ms < CALM_MS;) {
      if (world.clock.now_ms() > end_ms) throw new Error(`never at rest: ${world.view().screen}`);
      this.#unlessKilled(() => world.clock.advance(LOOK_MS));
      this.#takeAll();
      if (!world.alive()) this.#restart();
      const { screen } = world.view();
      if (screen === 'slip' && world.offered(READ)) this.#unlessKilled(() => world.press(READ));
      calm_ms = screen === 'idle' ? calm_ms + LOOK_MS : 0;
    }
  }

  #restart(): void {
    const { world } = this;
    while (!world.alive()) {
      this.#takeAll();
      world.clock.advance(DEAD_MS);
      this.#takeAll();
      if (this.#plan.darkness === 'mains') this.#switchAll('powerOn');
      world.start();
    }
    this.#unlessKilled(() => repair(world));
  }

  #unlessKilled(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof KioskKilled) && this.world.alive()) throw error;
    }
  }

  #dies(moment: string): boolean {
    if (!this.#watching || !this.world.alive()) return false;
    this.moments.push(moment);
    return this.#cuts.includes(this.moments.length);
  }

  #cut(): void {
    this.cuts += 1;
    this.world.kill();
    if (this.#plan.darkness === 'mains') this.#switchAll('powerOff');
  }

  #switchAll(act: 'powerOn' | 'powerOff'): void {
    const { bus, printer, unit, validator } = this.world.hardware;
    if (unit) unit[act]();
    else {
      bus[act]();
      validator[act]();
    }
    printer[act]();
  }

  #takeAll(): void {
    this.world.hardware.unit?.takeReturned();
    this.world.hardware.unit?.takeFromTray();
    takeMoney(this.world);
  }

  /** Every sheet is noted the moment it lies there: a citizen takes it. */
  #takePaperAsItFalls(): void {
    const { clock, hardware } = this.world;
    const { printer } = hardware;
    const take = (): void => void this.sheets.push(...printer.takeOutput().map(({ jobName }) => jobName));
    printer.onChange(() => {
      if (printer.sheets().length > 0 && !printer.engine.busy) clock.after(0, take);
    });
  }
}

/** The moments of a story that is not cut, in words. */
export function momentsOf(story: string): readonly string[] {
  const played = new CutStory({ story, at: 0, darkness: 'kiosk', again: null });
  played.play();
  return played.moments;
}

/** One story, cut as planned. */
export function cutAt(plan: CutPlan): CutResult {
  let played: CutStory | null = null;
  try {
    played = new CutStory(plan);
    played.play();
    if (played.cuts === 0) return { moment: null, failure: null };
    played.settle();
    check(played, plan.darkness);
    return { moment: played.moments[plan.at - 1] ?? '', failure: null };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const failure = what.split('\n').slice(0, FAILURE_LINES).join('\n');
    return { moment: played?.moments[plan.at - 1] ?? '?', failure };
  }
}

function check({ world, sheets }: CutStory, darkness: Darkness): void {
  expect(world.deaths, 'why kiosks gave up').toEqual([]);
  for (const { id, reasons } of world.kiosk().devices())
    for (const { code, detail } of reasons) expect(code, `the driver of ${id} threw: ${detail}`).not.toBe('internal');
  expectWalkAtRest(world, sheets);
  expectMoneyAccountedFor(world, 0);
  expectNoFreePaper(world, sheets);
  if (darkness === 'kiosk') expectNoCashInDoubt(world);
}

/** A plan in words, to be looked at again. */
export function planText({ story, at, darkness, again }: CutPlan): string {
  return `${story}: ${darkness} cut at moment ${at}${again === null ? '' : ` and ${again} later`}`;
}
