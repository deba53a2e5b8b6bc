/**
 * The real actor on the simulated clock against `ChartWorld`: at every step fast-check chooses among what is possible now.
 * Fixed seeds, so that "every state was visited" is a fact and not luck.
 */
import fc from 'fast-check';
import { createActor, type AnyMachineSnapshot, type AnyStateNode, type AnyTransitionDefinition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { ChainProfile, ChainProfileName, SessionCommand, SessionEvent } from '../../fsm/events.ts';
import { createSessionMachine, pictureOf, wouldAct, xstateClock, type SessionSnapshot } from '../../fsm/session.ts';
import { DELAYS, PROFILES } from '../unit/fsm-stage.ts';
import type { Act } from './chart-acts.ts';
import { STAFF_TOUCHES } from './chart-staff.ts';
import { ChartWorld } from './chart-world.ts';

const SEED = 20250416;
const RUNS = 120;
/** Rare arrows get more seeds, in this order, until each was taken: so a change of the chart does not depend on luck. */
const MORE_SEEDS = 12;
const MORE_RUNS = 25;
/** Where such an arrow begins, those runs choose its event this many times as often. */
const HUNTED = 30;
const STEPS = 240;
const PICK_MAX = 1 << 20;
/** From any state, with nobody there and every device silent, the kiosk is free again within this time. */
const WALK_AWAY_MS_MAX = 90 * 60_000;

const PROFILE_NAMES = Object.keys(PROFILES) as readonly ChainProfileName[];

const NOTHING_WANTED: ReadonlySet<string> = new Set();

const visited = new Set<string>();
const taken = new Set<string>();

/** Touches that a citizen may try, with values that fit the world's offers. */
const TOUCHES: readonly (readonly [number, SessionEvent])[] = [
  [30, { type: 'citizen.openGovernmentService' }],
  [30, { type: 'citizen.openCertificateService' }],
  [30, { type: 'citizen.agree' }],
  [2, { type: 'citizen.back' }],
  [0.7, { type: 'citizen.cancel' }],
  [10, { type: 'citizen.extend' }],
  [8, { type: 'citizen.acknowledge' }],
  [10, { type: 'citizen.confirmLastTry' }],
  [30, { type: 'citizen.enterPin' }],
  [12, { type: 'citizen.chooseCertificate', typeId: 'juminhyo' }],
  [6, { type: 'citizen.chooseCertificate', typeId: 'inkan' }],
  [3, { type: 'citizen.chooseCertificate', typeId: 'kosekiTohon' }],
  [2, { type: 'citizen.askWhy', typeId: 'kosekiFuhyo' }],
  [15, { type: 'citizen.chooseItems', options: { honsekiHittosha: true } }],
  [12, { type: 'citizen.choosePersons', persons: [1, 2] }],
  [6, { type: 'citizen.choosePersons', persons: [3] }],
  [10, { type: 'citizen.chooseCopies', copies: 1 }],
  [6, { type: 'citizen.chooseCopies', copies: 2 }],
  [9, { type: 'citizen.addCertificate' }],
  [4, { type: 'citizen.removeCertificate', index: 0 }],
  [25, { type: 'citizen.confirm' }],
  [25, { type: 'citizen.printStart' }],
  [5, { type: 'citizen.confirmTaken' }],
  [6, { type: 'citizen.notMine' }],
  [12, { type: 'citizen.confirmNotMine' }],
  [1.5, { type: 'screen.touched' }],
  ...STAFF_TOUCHES,
];

function allNodes(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(allNodes)];
}

/** One arrow of the chart. Two of the same event to the same state are one. */
function arrowOf(transition: AnyTransitionDefinition): string {
  const targets: readonly AnyStateNode[] = transition.target ?? [];
  return `${transition.source.id} ${transition.eventType} → ${targets.map((target) => target.id).join()}`;
}

class Run {
  readonly clock = new SimulatedClock();
  readonly world = new ChartWorld(() => this.clock.now_ms(), DELAYS.cash_pays_ms);
  readonly commands: SessionCommand[] = [];
  readonly #actor;
  readonly #hunted: readonly AnyTransitionDefinition[];
  #error: unknown = null;

  /** `hunted`: arrows that no run took yet. */
  constructor(profile: ChainProfile, hunted: readonly AnyTransitionDefinition[]) {
    this.#hunted = hunted;
    this.#actor = createActor(createSessionMachine(DELAYS), {
      clock: xstateClock(this.clock),
      input: { profile, copies_max: 5 },
      inspect: (inspected) => {
        if (inspected.type === '@xstate.snapshot') this.#visit(inspected.snapshot as AnyMachineSnapshot);
        if (inspected.type !== '@xstate.microstep') return;
        this.#visit(inspected.snapshot as AnyMachineSnapshot);
        for (const transition of inspected._transitions) taken.add(arrowOf(transition));
      },
    });
    this.#actor.on('*', (command) => {
      this.commands.push(command);
      for (const fact of this.world.hear(command)) this.#actor.send(fact);
    });
    this.#actor.subscribe({ error: (error) => (this.#error = error) });
    this.#actor.start();
    this.#actor.send({ type: 'service.reasons', reasons: [] });
  }

  get snapshot(): SessionSnapshot {
    return this.#actor.getSnapshot();
  }

  #visit(snapshot: AnyMachineSnapshot): void {
    for (const node of snapshot._nodes) visited.add(node.id);
  }

  /** Events that take a hunted arrow from here. */
  #wanted(): ReadonlySet<string> {
    if (this.#hunted.length === 0) return NOTHING_WANTED;
    const here = new Set(this.snapshot._nodes.map((node) => node.id));
    return new Set(this.#hunted.filter(({ source }) => here.has(source.id)).map(({ eventType }) => eventType));
  }

  /** What could happen now: touches that do something, the world, the next timer. */
  #possible(): readonly Act[] {
    const wanted = this.#wanted();
    const touches = TOUCHES.filter(([, fact]) => wouldAct(this.snapshot, fact)).map(([weight, fact]) => ({
      name: fact.type,
      weight: weight * (wanted.has(fact.type) ? HUNTED : 1),
      run: () => {
        this.world.citizen(fact);
        return [fact];
      },
    }));
    const timed = [...wanted].some((event) => event.startsWith('xstate.after.'));
    const timer: Act = {
      name: 'timer',
      weight: (this.world.printing ? 7 : 3) * (timed ? HUNTED : 1),
      run: () => (this.clock.runNext(), []),
    };
    return [...touches, ...this.world.acts(), ...(this.clock.next_ms() === null ? [] : [timer])];
  }

  /** One act, chosen by `pick` (0…1) with the acts' weights. */
  step(pick: number): string {
    const acts = this.#possible();
    let rest = pick * acts.reduce((sum, act) => sum + act.weight, 0);
    const act = acts.find((candidate) => (rest -= candidate.weight) < 0) ?? acts.at(-1);
    for (const fact of act?.run() ?? []) this.#actor.send(fact);
    this.check(act?.name ?? 'nothing');
    return act?.name ?? 'nothing';
  }

  /** A touch on something that is not there any more: reported, and nothing else. */
  strayTouch(fact: SessionEvent): void {
    if (wouldAct(this.snapshot, fact)) return;
    const before = this.snapshot;
    this.#actor.send(fact);
    expect(this.commands.splice(0)).toEqual([{ type: 'report.unexpected', event: fact.type }]);
    expect(this.snapshot.value).toEqual(before.value);
    expect(this.snapshot.context).toBe(before.context);
    // Whatever goes on, a screen can be drawn.
    expect(pictureOf(this.snapshot).screen).toBeTypeOf('string');
  }

  /** Plain comparisons: this runs after each of some 100,000 steps. */
  check(after: string): void {
    const unexpected = this.commands.find((command) => command.type === 'report.unexpected');
    this.commands.length = 0;
    const { status } = this.snapshot;
    if (status === 'active' && this.#error === null && !unexpected && this.world.broken.length === 0) return;
    throw new Error(
      JSON.stringify({ after, status, unexpected, broken: this.world.broken, error: String(this.#error) }),
    );
  }

  /** The citizen goes away and every device falls silent: only time passes. */
  walkAway(): void {
    const start_ms = this.clock.now_ms();
    while (this.clock.runNext()) {
      this.check('the citizen walked away');
      if (this.clock.now_ms() - start_ms > WALK_AWAY_MS_MAX) break;
    }
    const { screen } = pictureOf(this.snapshot);
    expect({ screen: screen === 'outOfService' ? 'idle' : screen, inSession: this.world.inSession }).toEqual({
      screen: 'idle',
      inSession: false,
    });
    expect(this.clock.now_ms() - start_ms).toBeLessThanOrEqual(WALK_AWAY_MS_MAX);
  }

  stop(): void {
    this.#actor.stop();
  }
}

function play(
  profile: ChainProfileName,
  seed: number,
  numRuns: number,
  hunted: () => readonly AnyTransitionDefinition[] = () => [],
): void {
  const picks = fc.array(fc.noBias(fc.nat(PICK_MAX - 1)), {
    minLength: 40,
    maxLength: STEPS,
    size: 'max',
  });
  fc.assert(
    fc.property(picks, fc.nat(TOUCHES.length - 1), (chosen, stray) => {
      const run = new Run(PROFILES[profile], hunted());
      const names: string[] = [];
      try {
        for (const pick of chosen) {
          names.push(run.step(pick / PICK_MAX));
          if (names.length % 4 === 0) run.strayTouch(TOUCHES[(stray + names.length) % TOUCHES.length]![1]);
        }
        run.walkAway();
      } catch (error) {
        throw new Error(`after ${names.slice(-25).join(', ')}: ${String(error)}`, { cause: error });
      } finally {
        run.stop();
      }
    }),
    { seed, numRuns, endOnFailure: true },
  );
}

describe('the statechart, whatever happens', () => {
  it.each(PROFILE_NAMES)(
    'R3, R11, R29, R82–R87, D10: profile %s keeps its promises and always ends',
    (profile) => play(profile, SEED, RUNS),
    120_000,
  );

  it('no reachable state is left unvisited by the fixed seeds', () => {
    const { root } = createSessionMachine(DELAYS);
    const leaves = allNodes(root).filter((node) => Object.keys(node.states).length === 0);
    expect(leaves.map((node) => node.id).filter((id) => !visited.has(id))).toEqual([]);
    expect(leaves.length).toBeGreaterThan(60);
  });

  it('no arrow of the chart is left untaken by the fixed seeds', () => {
    const arrows = allNodes(createSessionMachine(DELAYS).root).flatMap((node) => [
      ...[...node.transitions.values()].flat(),
      ...(node.always ?? []),
    ]);
    const left = (): readonly AnyTransitionDefinition[] => arrows.filter((arrow) => !taken.has(arrowOf(arrow)));
    for (let more = 1; more <= MORE_SEEDS && left().length > 0; more += 1) {
      for (const profile of PROFILE_NAMES) play(profile, SEED + more, MORE_RUNS, left);
    }
    expect(left().map(arrowOf)).toEqual([]);
    expect(arrows.length).toBeGreaterThan(200);
  }, 120_000);
});
