/**
 * A citizen who does anything, in a room where anything happens: acts that are possible now, chosen by a seed. The acts
 * are named, so that a failing walk can be read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainProfile } from '../../fsm/events.ts';
import type { Action, View } from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { SeededRandom } from '../../src/base/random.ts';
import type { VirtualCard } from '../virtual/card/card.ts';
import type { Fate, FaultKind, Luck, WalkAct } from './luck.ts';
import { IncidentChecks } from './incident-checks.ts';
import { faultActs, faultsOf, repair } from './walk-faults.ts';
import { closeIncidents, hasOpenIncidents } from './walk-incidents.ts';
import { insertPiece } from './hardware.ts';
import { buttonsOf, takeMoney } from './story-player.ts';
import { KioskKilled, type CommitMoment } from './mortal-ledger.ts';
import { densityOf, misfortuneWeight, pausesOn, RESIDENTS, type Moving } from './pace.ts';
import { isUnit, roomOf, Visitors } from './walk-staff.ts';
import { StepChecks } from './step-checks.ts';
import { createWorld, type World } from './world.ts';

const PROFILES = ['card-off', 'card-stays', 'pin-last'].map((name): ChainProfile => {
  const file = join(import.meta.dirname, `../../config/profiles/${name}.json`);
  const { name: profile, cardAfterPin, pin } = JSON.parse(readFileSync(file, 'utf8')) as ChainProfile;
  return { name: profile, cardAfterPin, pin };
});

/** How bytes reach the host: mostly cut at random. */
const CHUNKS = ['random', 'random', 'random', 'joined', 'frames', 'bytes'] as const;
const COINS_YEN = [10, 50, 100, 500];
const NOTES_YEN = [1000, 1000, 2000, 10_000];
/** At rest is who is free for longer than a note unit waits for its acknowledgement (a minute), or out of service for so long that no device gets up any more. */
const LOOK_MS = 5_000;
const CALM_LOOKS = { idle: 16, outOfService: 60 } as const;
/** After everything was put right, the kiosk must be at rest within this time. */
const REST_MS = 60 * 60_000;
/** Weights are drawn this finely. */
const FINE = 16;
/** Beside a button that is pressed 60 times: some citizens of a stopped municipality come before the clerk does. */
const CLERK_WEIGHT = 12;
/** Draws until an act that is offered by chance counts as impossible now. */
const DRAWS_MAX = 60;

const act = (name: string, weight: number, run: () => void): WalkAct => ({ name, weight, run });

/** Where a note is between slot and box. */
const NOTE_PATHS = ['note-path', 'note-passed', 'unit-note-path'];
/** Every so many seeds the kiosk has a one-piece changer in place of acceptor, hoppers and validator. */
const ONE_PIECE_EVERY = 5;

/** An act that was done, so that it can be done again. */
export interface DoneAct {
  readonly name: string;
  /** The kind of bad luck, if it was any. */
  readonly kind: FaultKind | null;
}

/** What the ledger says of a disk without room. */
const DISK_FULL = 'database or disk is full';

/** One walk through the joined kiosk. */
export class Walker {
  readonly world: World;
  readonly faults: readonly FaultKind[];
  readonly names: string[] = [];
  /** The acts alone, for a replay. */
  readonly done: DoneAct[] = [];
  /** Every sheet that came out, by job name. */
  readonly taken: string[] = [];
  readonly random: SeededRandom;
  /** What must hold after each step. */
  readonly checks: StepChecks;
  readonly #incidents: IncidentChecks;
  /** Staff, and the copier's own business. */
  readonly visitors: Visitors;
  /** What staff have taken out of jams. */
  toStaff_yen = 0;
  /** Moments before and after commits until the kiosk dies; 0: it does not. */
  #diesIn = 0;
  /** Each commit takes so long. */
  #commit_ms = 0;
  #diskIsFull = false;
  readonly #density: number;
  readonly #cards = new Map<string, VirtualCard>();
  readonly #fate: Fate = {
    dieIn: (moments) => (this.#diesIn = moments),
    commitsTake: (span_ms) => (this.#commit_ms = span_ms),
    fillDisk: (isFull) => (this.#diskIsFull = isFull),
    diskIsFull: () => this.#diskIsFull,
    struck: (device) => this.checks.struck.add(device),
    lets: (unit, fall_yen) => this.checks.pieces.lets(unit, fall_yen),
  };

  /** @param luck what is not left to the seed */
  constructor(seed: number, luck: Luck = {}) {
    this.random = new SeededRandom(seed);
    const drawn = faultsOf(this.random);
    this.faults = luck.kinds ?? drawn;
    const profile = PROFILES[seed % PROFILES.length]!;
    const density = densityOf(this.random);
    this.#density = luck.density ?? density;
    const chunks = luck.chunks ?? this.#one(CHUNKS);
    const fill = this.random.integer(3) === 0 ? { 'hopper-100': this.random.integer(6), 'hopper-10': 3 } : {};
    const cash = luck.cash ?? (seed % ONE_PIECE_EVERY === 0 ? 'onePiece' : 'composite');
    const { notes, business } = roomOf(this.random, luck);
    const atCommit = ({ when }: CommitMoment): void => this.#commit(when);
    this.world = createWorld({ seed, profile, chunks, fill, cash, ...notes, atCommit });
    this.visitors = new Visitors(this.world, business);
    this.checks = new StepChecks(this.world);
    this.#incidents = new IncidentChecks(this.world);
    this.world.hardware.places.onMove((from, to, denomination_yen, count) => {
      // What staff collect from a box is booked as that; what they take out of a path stuck there.
      if (to === 'staff' && !isUnit(from)) this.toStaff_yen += denomination_yen * count;
    });
    this.world.until(() => this.world.view().screen === 'idle');
  }

  step(): void {
    const acts = this.#acts();
    // Weights of bad luck may be parts of one.
    let rest = this.random.integer(Math.ceil(acts.reduce((sum, { weight }) => sum + weight, 0) * FINE)) / FINE;
    this.#run(acts.find(({ weight }) => (rest -= weight) < 0) ?? acts[0]!);
  }

  /** Does a recorded act again; false when it cannot be done now. */
  replay(name: string): boolean {
    const again = this.#named(name) ?? this.#drawn(name);
    if (again) this.#run(again);
    return again !== null;
  }

  #acts(): readonly WalkAct[] {
    return [
      ...this.#citizen(),
      ...this.#hands(),
      ...this.#time(),
      ...this.visitors.acts(this.#screen(), this.random),
      ...this.#clerk(),
      ...faultActs(
        this.world,
        this.random,
        this.#fate,
        this.faults,
        misfortuneWeight(this.#screen(), this.#moving(), this.#density),
      ),
    ];
  }

  /** What stopped a municipality is looked at when nobody is served. */
  #clerk(): readonly WalkAct[] {
    if (!['idle', 'outOfService'].includes(this.#screen()) || !hasOpenIncidents(this.world)) return [];
    return [act('a clerk closes the incidents', CLERK_WEIGHT, () => closeIncidents(this.world))];
  }

  #run(chosen: WalkAct): void {
    this.names.push(`${Math.round(this.world.clock.now_ms())} ${this.#screen()}: ${chosen.name}`);
    this.done.push({ name: chosen.name, kind: chosen.kind ?? null });
    try {
      chosen.run();
    } catch (error) {
      // A kiosk that is killed in the middle of an act ends the act with it.
      if (!(error instanceof KioskKilled) || this.world.alive()) throw error;
    }
    this.#healthy();
  }

  /** An act whose name says everything. */
  #named(name: string): WalkAct | null {
    const [, verb = '', value = ''] = /^(wait|coin|note|set card|items|persons|copies)(?: (.*))?$/.exec(name) ?? [];
    const { clock, hardware } = this.world;
    const form = this.world.alive() ? this.world.view().form?.kind : undefined;
    const again = (run: () => void): WalkAct => act(name, 1, run);
    if (verb === 'wait') return again(() => clock.advance(Number(value)));
    if ((verb === 'coin' || verb === 'note') && Number(value) > 0)
      return again(() => insertPiece(hardware, Number(value)));
    if (verb === 'set card' && hardware.reader.chip() === null)
      return again(() => hardware.reader.insert(this.#card(value)));
    if (verb !== form) return null;
    if (verb === 'items') return again(() => this.#chooseItems(value.split(' ')));
    if (verb === 'persons')
      return again(() => this.world.press({ type: 'citizen.choosePersons', persons: value.split(',').map(Number) }));
    if (verb === 'copies')
      return again(() => this.world.press({ type: 'citizen.chooseCopies', copies: Number(value) }));
    return null;
  }

  /** An act that is offered only with some luck: drawn until it is the one. */
  #drawn(name: string): WalkAct | null {
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const found = this.#acts().find((one) => one.name === name);
      if (found) return found;
    }
    return null;
  }

  /** The citizen goes, the room is put right, and time passes until nothing moves any more. */
  rest(): void {
    const { world } = this;
    this.names.push(`${Math.round(world.clock.now_ms())} to rest`);
    this.#diesIn = 0;
    this.#commit_ms = 0;
    this.#diskIsFull = false;
    repair(world);
    const end_ms = world.clock.now_ms() + REST_MS;
    let calm = 0;
    while (calm < (this.#screen() === 'outOfService' ? CALM_LOOKS.outOfService : CALM_LOOKS.idle)) {
      world.clock.advance(LOOK_MS);
      world.hardware.reader.remove();
      // A sheet that was on its way when the room was put right may stick after it.
      world.hardware.printer.clearJam();
      this.visitors.putRight();
      this.#takeMoney();
      this.#takePaper();
      this.#healthy();
      if (world.alive() && world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
      calm = this.#isAtRest() ? calm + 1 : 0;
      if (calm > 0) closeIncidents(world);
      if (world.clock.now_ms() > end_ms) throw new Error(`never at rest: ${world.view().screen}`);
    }
  }

  /** What a driver threw would be opened anew and forgotten; here it is a failure. */
  #healthy(): void {
    const { world } = this;
    const deaths = world.deaths.filter((reason) => !reason.includes(DISK_FULL));
    if (deaths.length > 0) throw new Error(`the kiosk died: ${deaths.join()}`);
    this.checks.step();
    this.#incidents.step();
    if (!world.alive()) return;
    for (const { id, reasons } of world.kiosk().devices()) {
      const thrown = reasons.find(({ code, detail }) => code === 'internal' || detail.includes('internal:'));
      if (thrown) throw new Error(`the driver of ${id} threw: ${thrown.detail}`);
    }
  }

  #commit(when: 'before' | 'after'): void {
    if (when === 'before') {
      if (this.#diskIsFull) throw new MadoguchiError('ledgerUnusable', DISK_FULL);
      if (this.#commit_ms > 0) this.world.stall(this.#commit_ms);
    }
    if (this.#diesIn === 0) return;
    this.#diesIn -= 1;
    if (this.#diesIn === 0) this.world.kill();
  }

  /** A note is on its way in or in escrow, or coins are being paid. */
  #moving(): Moving {
    const { places, hoppers, unit } = this.world.hardware;
    if (NOTE_PATHS.some((place) => !places.isEmpty(place))) return 'note';
    return unit?.paying === true || hoppers.some(({ paying }) => paying) ? 'payout' : null;
  }

  #isAtRest(): boolean {
    const waiting = this.world.database
      .prepare('SELECT 1 FROM outbox WHERE sequence NOT IN (SELECT sequence FROM outbox_ack)')
      .get();
    return ['idle', 'outOfService'].includes(this.#screen()) && waiting === undefined;
  }

  #screen(): string {
    return this.world.alive() ? this.world.view().screen : 'dead';
  }

  #one<T>(values: readonly T[]): T {
    return values[this.random.integer(values.length)]!;
  }

  #takeMoney(): void {
    this.world.hardware.unit?.takeReturned();
    this.world.hardware.unit?.takeFromTray();
    takeMoney(this.world);
  }

  #takePaper(): void {
    this.taken.push(...this.world.hardware.printer.takeOutput().map(({ jobName }) => jobName));
  }

  // ---------------------------------------------------------------------------------------------------- the screen

  #citizen(): readonly WalkAct[] {
    const { world } = this;
    if (!world.alive()) return [];
    const view = world.view();
    const pressed = buttonsOf(view)
      .filter(({ enabled, intent }) => enabled && intent.type !== 'citizen.enterPin')
      .map((button) =>
        act(`press ${button.id}`, this.#moving() === 'note' && button.id === 'cancel' ? 40 : weightOf(button), () =>
          world.press(button.intent),
        ),
      );
    return [...pressed, ...this.#form(view), ...this.#pin(view)];
  }

  #form({ form }: View): readonly WalkAct[] {
    const { world, random } = this;
    if (form === null) return [];
    if (form.kind === 'items') {
      const options = Object.fromEntries(form.toggles.map(({ id }) => [id, random.integer(3) === 0]));
      const on = form.toggles.map(({ id }) => id).filter((id) => options[id]);
      return [act(`items ${on.join(' ')}`, 150, () => this.#chooseItems(on))];
    }
    if (form.kind === 'persons') {
      // Often the whole household: only a large one fills more than one leaf.
      const everybody = random.integer(2) === 0;
      const chosen = form.persons.map(({ person }) => person).filter(() => random.integer(2) === 0 || everybody);
      const persons = chosen.length > 0 ? chosen : [form.persons[0]!.person];
      return [act(`persons ${persons.join()}`, 150, () => world.press({ type: 'citizen.choosePersons', persons }))];
    }
    if (form.kind === 'counts') return [];
    const copies = form.min + random.integer(Math.min(2, form.max - form.min + 1));
    return [act(`copies ${copies}`, 150, () => world.press({ type: 'citizen.chooseCopies', copies }))];
  }

  #chooseItems(on: readonly string[]): void {
    const { form } = this.world.view();
    const toggles = form?.kind === 'items' ? form.toggles : [];
    const options = Object.fromEntries(toggles.map(({ id }) => [id, on.includes(id)]));
    this.world.press({ type: 'citizen.chooseItems', options });
  }

  #pin({ screen }: View): readonly WalkAct[] {
    if (screen !== 'pin') return [];
    const { world } = this;
    const key = (name: string, digit: 0 | 'clear'): WalkAct => act(name, 5, () => world.kiosk().onPinKey(digit));
    return [
      act('right PIN', 200, () => this.#typePin('1234')),
      act('wrong PIN', 20, () => this.#typePin('9999')),
      key('one digit', 0),
      key('clear digits', 'clear'),
    ];
  }

  #typePin(pin: string): void {
    this.world.kiosk().onPinKey('clear');
    this.world.typePin(pin);
  }

  // ------------------------------------------------------------------------------------------------------ the hands

  #hands(): readonly WalkAct[] {
    const { world } = this;
    const { reader, places } = world.hardware;
    const coins = world.hardware.unit ?? world.hardware.acceptor;
    const screen = this.#screen();
    const paying = screen === 'pay' || screen === 'closingDeposit';
    const subject = this.#one(RESIDENTS);
    const [coin_yen, note_yen] = [this.#wanted(COINS_YEN), this.#wanted(NOTES_YEN)];
    const waiting_yen = ['changeTray', 'returnTray', 'note-slot'].reduce(
      (sum, place) => sum + places.total_yen(place),
      0,
    );
    return [
      ...(reader.chip() === null
        ? [act(`set card ${subject}`, screen === 'setCard' ? 200 : 2, () => reader.insert(this.#card(subject)))]
        : [act('take card', ['takeCard', 'takeItems'].includes(screen) ? 200 : 2, () => reader.remove())]),
      act(`coin ${coin_yen}`, paying ? 120 : 1, () => insertPiece(world.hardware, coin_yen)),
      act('coin that is none', paying ? 4 : 1, () => coins.insertCoin(coin_yen, { genuine: false })),
      act(`note ${note_yen}`, paying ? 40 : 1, () => insertPiece(world.hardware, note_yen)),
      ...(world.hardware.unit ? [] : [act('pull note', 1, () => world.hardware.validator.pullNote())]),
      act('return lever', paying ? 3 : 1, () => coins.pressReturnLever()),
      ...(waiting_yen > 0 ? [act('take money', 15, () => this.#takeMoney())] : []),
      act('take paper', 3, () => this.#takePaper()),
    ];
  }

  /** A value, most often one that is taken now. */
  #wanted(values: readonly number[]): number {
    const accepts = this.world.alive() ? this.world.picture().totals.accepts_yen : [];
    const wanted = values.filter((value) => accepts.includes(value));
    return this.#one(wanted.length > 0 && this.random.integer(5) > 0 ? wanted : values);
  }

  #card(subject: string): VirtualCard {
    const known = this.#cards.get(subject);
    if (known) return known;
    const card = this.world.card(subject);
    this.#cards.set(subject, card);
    return card;
  }

  // ------------------------------------------------------------------------------------------------------ time

  #time(): readonly WalkAct[] {
    const { clock } = this.world;
    return pausesOn(this.#screen(), this.#moving(), this.random).map(({ span_ms, weight }) =>
      act(`wait ${span_ms}`, weight, () => clock.advance(span_ms)),
    );
  }
}

function weightOf({ id, kind }: Action): number {
  if (id === 'cancel') return 2;
  // Hardly ever somebody else's paper; who says so means it.
  if (id === 'notMine') return 3;
  if (id === 'back' || id.startsWith('remove')) return 6;
  return kind === 'primary' ? 150 : kind === 'choice' ? 60 : 20;
}
