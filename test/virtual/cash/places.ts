/**
 * Where every coin and note really is. Virtual devices move pieces here and nowhere else, apart from what they say on the
 * wire, so that a checker can compare books with physics. A piece never vanishes: `move` is the only change.
 */

/** Kinds of pieces are told apart by value alone (a new 500-yen coin counts as 500). */
export interface PlaceCount {
  readonly place: string;
  readonly denomination_yen: number;
  readonly count: number;
}

/** The two places outside the machine. They may go negative: they are wherever money comes from and goes to. */
export const OUTSIDE = ['citizen', 'staff'] as const;

/** Pieces by place and denomination, with a listener for pages and traces. */
export class CashPlaces {
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #listeners: ((from: string, to: string, denomination_yen: number, count: number) => void)[] = [];

  /** Moves pieces; throws when the place does not hold them (a bug of a virtual device, not of the product). */
  move(from: string, to: string, denomination_yen: number, count = 1): void {
    if (!Number.isInteger(count) || count < 0) throw new Error(`cannot move ${count} pieces`);
    if (count === 0 || from === to) return;
    const held = this.count(from, denomination_yen);
    if (held < count && !isOutside(from)) {
      throw new Error(`${from} holds ${held} × ${denomination_yen} yen, cannot move ${count} to ${to}`);
    }
    this.#add(from, denomination_yen, -count);
    this.#add(to, denomination_yen, count);
    for (const listener of this.#listeners) listener(from, to, denomination_yen, count);
  }

  /** Moves everything that lies at `from`; returns the value moved in yen. */
  moveAll(from: string, to: string): number {
    let sum_yen = 0;
    for (const { denomination_yen, count } of this.at(from)) {
      this.move(from, to, denomination_yen, count);
      sum_yen += denomination_yen * count;
    }
    return sum_yen;
  }

  count(place: string, denomination_yen: number): number {
    return this.#counts.get(place)?.get(denomination_yen) ?? 0;
  }

  isEmpty(place: string): boolean {
    for (const count of this.#counts.get(place)?.values() ?? []) if (count !== 0) return false;
    return true;
  }

  /** What lies at one place, largest denomination first. */
  at(place: string): PlaceCount[] {
    return [...(this.#counts.get(place) ?? new Map<number, number>())]
      .filter(([, count]) => count !== 0)
      .toSorted(([a], [b]) => b - a)
      .map(([denomination_yen, count]) => ({ place, denomination_yen, count }));
  }

  /** Everything everywhere, in the order the places were first used. */
  all(): PlaceCount[] {
    return [...this.#counts.keys()].flatMap((place) => this.at(place));
  }

  /** Value at one place in yen. */
  total_yen(place: string): number {
    let sum_yen = 0;
    for (const [denomination_yen, count] of this.#counts.get(place) ?? []) sum_yen += denomination_yen * count;
    return sum_yen;
  }

  /** Value inside the machine (everything but {@link OUTSIDE}) in yen. */
  inside_yen(): number {
    return [...this.#counts.keys()]
      .filter((place) => !isOutside(place))
      .reduce((sum, place) => sum + this.total_yen(place), 0);
  }

  onMove(listener: (from: string, to: string, denomination_yen: number, count: number) => void): void {
    this.#listeners.push(listener);
  }

  #add(place: string, denomination_yen: number, count: number): void {
    let byValue = this.#counts.get(place);
    if (!byValue) {
      byValue = new Map();
      this.#counts.set(place, byValue);
    }
    byValue.set(denomination_yen, (byValue.get(denomination_yen) ?? 0) + count);
  }
}

function isOutside(place: string): boolean {
  return (OUTSIDE as readonly string[]).includes(place);
}
