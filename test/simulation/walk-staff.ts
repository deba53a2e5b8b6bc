/** What people other than the citizen do in a walk while nobody is served: refill and collection, and lending to the copier. */
import type { Intent, View } from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import type { Random } from '../../src/base/random.ts';
import type { StaffMoneyTask } from '../../fsm/events.ts';
import { PLACE_OF_UNIT } from './checkers.ts';
import { ForeignHost } from './foreign-host.ts';
import { COINS_PORT } from './hardware.ts';
import type { Business, Luck, WalkAct } from './luck.ts';
import type { World, WorldOptions } from './world.ts';

/** One walk in so many has each of these. */
const STAFF_EVERY = 4;
const LENDING_EVERY = 8;
const RECOVERY_EVERY = 4;
const SMALL_BOX_EVERY = 6;
const SMALL_BOX_MAX_pieces = 3;

/** What the room of a walk has beside the usual; what is given is as usual but for the note unit. */
export function roomOf(
  random: Random,
  { kinds, room }: Luck,
): { readonly notes: Pick<WorldOptions, 'billModel' | 'boxCapacity_pieces'>; readonly business: Business } {
  const [staff, lending, recovery, small] = [STAFF_EVERY, LENDING_EVERY, RECOVERY_EVERY, SMALL_BOX_EVERY].map(
    (every) => random.integer(every) === 0,
  );
  const box = 1 + random.integer(SMALL_BOX_MAX_pieces);
  if (kinds !== undefined && room === undefined) return { notes: {}, business: { staff: false, lending: false } };
  return {
    notes: {
      billModel: recovery ? 'jcm-id003-recovery' : 'jcm-id003',
      ...(small ? { boxCapacity_pieces: box } : {}),
    },
    business: { staff: staff === true, lending: lending === true, ...room },
  };
}

/** A place whose content the books hold. */
export function isUnit(place: string): boolean {
  return Object.values(PLACE_OF_UNIT).includes(place);
}

interface Work {
  readonly task: StaffMoneyTask;
  readonly unitId: string;
}

/** Weights beside a button that is pressed 60 times. */
const STAFF_WEIGHT = 6;
const LEND_WEIGHT = 6;
const RETURN_WEIGHT = 60;
/** Most pieces of one kind that a person pours in at once. */
const HANDFUL_MAX = 20;
/** So long a person stands before the machine when the count is confirmed: the sheet is printed meanwhile. */
const STANDS_MS = 12_000;

/** Staff before the machine. What they hold in their hands outlives a power cut of the kiosk. */
export class Visitors {
  readonly #world: World;
  readonly #business: Business;
  /** Pieces moved by hand and not booked yet, by unit and kind. */
  readonly #hand = new Map<string, number>();
  #work: Work | null = null;
  /** The copier has taken coins since it got the devices. */
  #hasSold = false;
  /** The cash devices were away at least once. */
  wereLent = false;

  constructor(world: World, business: Business) {
    this.#world = world;
    this.#business = business;
  }

  acts(screen: string, random: Random): readonly WalkAct[] {
    if (!this.#world.alive()) return [];
    const acts: WalkAct[] = [];
    if (this.#work !== null && this.#openTask() !== null)
      acts.push(this.#act('staff end their work', STAFF_WEIGHT * 10));
    else if (this.#business.staff && screen === 'idle') acts.push(...this.#visits(random));
    if (this.#business.lending && screen === 'idle')
      acts.push({ name: 'lend the cash devices', weight: LEND_WEIGHT, run: () => this.#lend() });
    if (this.#isLent()) {
      acts.push({ name: 'take the cash devices back', weight: RETURN_WEIGHT, run: () => this.#takeBack() });
      const coins = [10, 50, 100, 500].slice(0, 1 + random.integer(4));
      if (this.#linesAreUp())
        acts.push({
          name: `the copier takes ${coins.join()}`,
          weight: RETURN_WEIGHT,
          run: () => this.#sellCopies(coins),
        });
    }
    return acts;
  }

  /** At the end of a walk: nothing is left half done, nothing is away. */
  putRight(): void {
    if (!this.#world.alive()) return;
    if (this.#isLent()) this.#takeBack();
    if (this.#openTask() !== null) this.#goOn();
  }

  #visits(random: Random): readonly WalkAct[] {
    const { unit, hoppers } = this.#world.hardware;
    const units = unit ? ['unit'] : [...hoppers.map(({ place }) => place), 'cashbox', 'notes'];
    const unitId = units[random.integer(units.length)]!;
    const tasks: StaffMoneyTask[] = unit
      ? ['refill']
      : unitId.startsWith('hopper')
        ? ['refill', 'collect']
        : ['collect'];
    return tasks.map((task) => ({
      name: `staff ${task} ${unitId}`,
      weight: STAFF_WEIGHT,
      run: () => {
        this.#work = { task, unitId };
        this.#goOn();
      },
    }));
  }

  #act(name: string, weight: number): WalkAct {
    return { name, weight, run: () => this.#goOn() };
  }

  /** Work that the books hold open, from the raw rows. */
  #openTask(): string | null {
    const open = this.#world.database
      .prepare<[], string>(
        'SELECT task FROM staff_exchange WHERE exchange_id NOT IN (SELECT exchange_id FROM staff_exchange_end)',
      )
      .pluck()
      .get();
    return open ?? null;
  }

  /** From the key switch to the count, whatever of it was done before; the kiosk may die at each of these steps. */
  #goOn(): void {
    const { kiosk, press, clock } = this.#world;
    const work = this.#work;
    if (work === null) return;
    if (kiosk().staffKey(true) === 'open') {
      const resume = { type: 'staff.resume', ...work } as const;
      if (this.#sees(resume)) press(resume);
      else if (this.#sees({ type: 'staff.choose', task: work.task })) {
        press({ type: 'staff.choose', task: work.task });
        const choose = { type: 'staff.chooseUnit', unitId: work.unitId } as const;
        if (this.#sees(choose)) press(choose);
      }
      while (this.#form()?.kind !== 'counts' && this.#sees({ type: 'staff.next' })) press({ type: 'staff.next' });
      this.#count(work);
      clock.advance(STANDS_MS);
    }
    if (this.#world.alive()) kiosk().staffKey(false);
  }

  /** A kiosk that died in the middle of the work shows nothing. */
  #sees(intent: Intent): boolean {
    return this.#world.alive() && this.#world.offered(intent);
  }

  #form(): View['form'] {
    return this.#world.alive() ? this.#world.view().form : null;
  }

  #count(work: Work): void {
    const { press } = this.#world;
    const form = this.#form();
    if (form?.kind !== 'counts') return;
    this.#reachIn(work, form.rows);
    const counts = form.rows.map(({ unitId, denomination_yen }) => ({
      unitId,
      denomination_yen,
      count: this.#hand.get(`${unitId} ${denomination_yen}`) ?? 0,
    }));
    press({ type: 'staff.count', counts });
    if (this.#sees({ type: 'staff.confirm' })) press({ type: 'staff.confirm' });
    if (this.#openTask() !== null) return;
    this.#hand.clear();
    this.#work = null;
  }

  /** The pieces themselves: all that lies in a unit comes out, or some are poured in, once. */
  #reachIn({ task, unitId }: Work, rows: readonly { unitId: string; denomination_yen: number }[]): void {
    const { places, unit, hoppers, validator } = this.#world.hardware;
    if (task === 'collect') {
      const place = PLACE_OF_UNIT[unitId]!;
      for (const { denomination_yen, count } of places.at(place)) this.#add(unitId, denomination_yen, count);
      if (unitId === 'notes') validator.emptyBox();
      else places.moveAll(place, 'staff');
      return;
    }
    if (this.#hand.size > 0) return;
    for (const { denomination_yen } of rows) {
      const count = 1 + ((denomination_yen / 10) % HANDFUL_MAX);
      if (unit) unit.fill(denomination_yen, count);
      else hoppers.find(({ place }) => place === unitId)?.fill(count);
      this.#add(unitId, denomination_yen, count);
    }
  }

  #add(unitId: string, denomination_yen: number, count: number): void {
    const key = `${unitId} ${denomination_yen}`;
    this.#hand.set(key, (this.#hand.get(key) ?? 0) + count);
  }

  // ------------------------------------------------------------------------------------------------- the copier

  #isLent(): boolean {
    return this.#world.alive() && this.#world.kiosk().holderOf('cash') === 'lent';
  }

  /** Refused while an order is open, a sheet of staff that jammed too: the copier asks again later. */
  #lend(): void {
    try {
      this.#world.kiosk().lend('cash');
      this.wereLent = true;
    } catch (error) {
      if (!(error instanceof MadoguchiError) || error.codeName !== 'deviceBusy') throw error;
    }
  }

  #linesAreUp(): boolean {
    const { lines, hardware } = this.#world;
    return hardware.unit === null && !this.#hasSold && lines.isPlugged(COINS_PORT);
  }

  /** No more coins than the acceptor keeps in mind: beyond that their values are in question. */
  #sellCopies(coins: readonly number[]): void {
    this.#hasSold = true;
    const host = new ForeignHost(this.#world, COINS_PORT);
    host.takeCoins(coins);
    host.close();
  }

  #takeBack(): void {
    this.#hasSold = false;
    try {
      this.#world.kiosk().giveBack('cash');
    } catch (error) {
      // Told to whoever asks on the command line; it stays lent and is taken back when the books can be written again.
      if (!(error instanceof MadoguchiError && error.codeName === 'ledgerUnusable')) throw error;
    }
  }
}
