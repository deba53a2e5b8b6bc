/**
 * (a) of every step, by physics: which pieces of the public were taken, and which were paid out. A piece that was taken may
 * not be booked yet; one that is booked was taken. A piece that was paid was ordered; one that is booked as paid has fallen.
 */
import { ONE_PIECE_PLACES as UNIT } from '../virtual/one-piece/words.ts';
import { VALIDATOR_PLACES as NOTE } from '../virtual/id003/options.ts';
import type { RawBooks, RawRange } from './raw-books.ts';
import type { Struck } from './step-checks.ts';

/** Where a piece passes the point from which it cannot come back, and who says so on the wire. */
const TAKEN: Readonly<Record<string, Struck>> = {
  'acceptor-slot acceptor-path': 'coins',
  [`${NOTE.path} ${NOTE.passed}`]: 'notes',
  [`${UNIT.coinsIn} ${UNIT.recycler}`]: 'unit',
  [`${UNIT.coinsIn} ${UNIT.box}`]: 'unit',
  [`${UNIT.noteIn} ${UNIT.recycler}`]: 'unit',
  [`${UNIT.noteIn} ${UNIT.box}`]: 'unit',
};
const TRAY = 'changeTray';
/** Where the sorter of an acceptor lets fall what it cannot sort any more. */
const PATH = 'acceptor-path';
const BOX = 'cashbox';
const HOPPERS: ReadonlySet<string> = new Set(['hopper-10', 'hopper-50', 'hopper-100', 'hopper-500']);

/** Units of the books by the device that fills them. */
export const DEVICE_OF_UNIT: Readonly<Record<string, Struck>> = {
  'hopper-10': 'coins',
  'hopper-50': 'coins',
  'hopper-100': 'coins',
  'hopper-500': 'coins',
  cashbox: 'coins',
  notes: 'notes',
  unit: 'unit',
  [UNIT.box]: 'unit',
};

/** Which device a range of the books is about. */
export function deviceOfRange({ deviceId }: RawRange): Struck {
  if (deviceId === 'escrow' || deviceId === 'notes') return 'notes';
  return deviceId === 'unit' ? 'unit' : 'coins';
}

const add = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

export class PieceCounter {
  /** Pieces by device and kind. */
  readonly taken = new Map<string, number>();
  /** Yen by unit. */
  readonly paid_yen = new Map<string, number>();
  /** Notes that stuck past the lever and that staff took out. */
  toStaff_yen = 0;
  /** For each piece taken, oldest first, the sessions that were open then. */
  readonly #givers = new Map<string, (readonly string[])[]>();
  /** Yen that a unit let fall beyond its orders because the room made it do so. */
  readonly #extra_yen = new Map<string, number>();
  /** Coins of the public that fell into the box, by kind. */
  readonly #boxed = new Map<number, number>();

  /** The room makes a unit let a coin fall that nobody ordered. */
  lets(unit: string, fall_yen: number): void {
    add(this.#extra_yen, unit, fall_yen);
  }

  /** The same of a unit, in all. */
  extra_yen(unit: string): number {
    return this.#extra_yen.get(unit) ?? 0;
  }

  matters(from: string, to: string): boolean {
    return to === TRAY || `${from} ${to}` in TAKEN;
  }

  /** @param sessions those that were open when it moved */
  moved(from: string, to: string, denomination_yen: number, count: number, sessions: readonly string[]): void {
    const device = TAKEN[`${from} ${to}`];
    if (device !== undefined) {
      const key = `${device} ${denomination_yen}`;
      add(this.taken, key, count);
      this.#givers.set(key, [...(this.#givers.get(key) ?? []), sessions]);
    }
    if (from === PATH && to === BOX)
      this.#boxed.set(denomination_yen, (this.#boxed.get(denomination_yen) ?? 0) + count);
    if (to === TRAY && HOPPERS.has(from)) add(this.paid_yen, from, denomination_yen * count);
    if (to === TRAY && from === UNIT.out) add(this.paid_yen, 'unit', denomination_yen * count);
    if (from === NOTE.passed && to === 'staff') this.toStaff_yen += denomination_yen * count;
  }

  /** Pieces that were taken and that nobody has booked yet, by device and kind; below nothing: booked out of thin air. */
  unreported(books: RawBooks): ReadonlyMap<string, number> {
    const left = new Map(this.taken);
    for (const [unitAndKind, pieces] of books.cameIn) {
      const [unit = '', kind] = unitAndKind.split(' ');
      add(left, `${DEVICE_OF_UNIT[unit] ?? unit} ${kind}`, -pieces);
    }
    return left;
  }

  /** Value of what one device took and has not reported. */
  unreported_yen(books: RawBooks, device: Struck): number {
    let sum_yen = 0;
    for (const [key, pieces] of this.unreported(books)) {
      const [of, kind] = key.split(' ');
      if (of === device) sum_yen += pieces * Number(kind);
    }
    return sum_yen;
  }

  /**
   * Coins by kind that were told for a hopper and lie in the box: an acceptor that loses its power tells the path of a coin before it
   * has fallen, and then lets it fall where the sorter rests. No wire tells of that.
   */
  astray(books: RawBooks): ReadonlyMap<number, number> {
    const unreported = this.unreported(books);
    return new Map(
      [...this.#boxed].map(([yen, count]) => {
        const told = (books.cameIn.get(`${BOX} ${yen}`) ?? 0) + (unreported.get(`coins ${yen}`) ?? 0);
        return [yen, Math.max(0, count - told)];
      }),
    );
  }

  /**
   * Yen that fell beyond what was ordered because the room made a unit do so, in a payout of which nobody can tell: the slip is for
   * what the citizen may have missed; that they have more than that only a count of the unit finds.
   */
  overfallen_yen(books: RawBooks): number {
    let sum_yen = 0;
    for (const unit of this.#extra_yen.keys()) {
      const unknown_yen = books.untold_yen(unit, 'at rest');
      if (unknown_yen === 0) continue;
      const beyond_yen = Math.max(0, this.untold_yen(books, unit) - unknown_yen);
      sum_yen += Math.min(beyond_yen, this.extra_yen(unit));
    }
    return sum_yen;
  }

  /** Nobody pays with what another put in. After a device lost a piece its order is lost too, and nothing can be said. */
  #expectOwn(books: RawBooks, struck: ReadonlySet<Struck>): void {
    for (const { unitId, denomination_yen, sessionId } of books.arrivals.splice(0)) {
      const device = DEVICE_OF_UNIT[unitId] ?? 'unit';
      const givers = this.#givers.get(`${device} ${denomination_yen}`) ?? [];
      // Of what the books call uncertain (coins of the copier that nobody told of) the order is not known either.
      const isDoubtful = books.ranges.some((range) => deviceOfRange(range) === device && range.most_yen > 0);
      const own = isDoubtful ? givers.findIndex((sessions) => sessions.includes(sessionId ?? '')) : 0;
      const [sessions = []] = givers.splice(Math.max(0, own), 1);
      if (sessionId !== null && !struck.has(device) && !sessions.includes(sessionId))
        throw new Error(`(a) ${device}: ${denomination_yen} yen are credited to a citizen who did not put them in`);
    }
  }

  expectSound(books: RawBooks, struck: ReadonlySet<Struck>): void {
    for (const [key, pieces] of this.unreported(books)) {
      const [device, kind] = key.split(' ');
      if (pieces < 0) throw new Error(`(a) ${device}: ${kind} yen are booked that were never taken, ${-pieces} times`);
    }
    this.#expectOwn(books, struck);
    for (const unit of new Set([...this.paid_yen.keys(), ...books.paid_yen.keys()])) {
      const untold_yen = this.untold_yen(books, unit);
      if (untold_yen < 0) throw new Error(`(a) ${unit}: ${-untold_yen} yen are booked as paid that have not fallen`);
      const ordered_yen = books.untold_yen(unit, 'with open orders') + this.extra_yen(unit);
      if (untold_yen > ordered_yen)
        throw new Error(`(a) ${unit}: ${untold_yen} yen have fallen and are not booked; ordered are ${ordered_yen}`);
    }
  }

  /** Yen that a unit has paid out and that are not booked. */
  untold_yen(books: RawBooks, unit: string): number {
    return (this.paid_yen.get(unit) ?? 0) - (books.paid_yen.get(unit) ?? 0);
  }
}
