import type { UnitStock } from './contract.ts';
import { canPay, planPayout, stockAfter } from './planner.ts';
import type { Yen } from '../base/yen.ts';

/** Smallest banknote of the yen series. */
const SMALLEST_NOTE_YEN = 1000;

/** What the promise of change is judged on. */
export interface PromiseInput {
  readonly due_yen: Yen;
  readonly credit_yen: Yen;
  /** Value of the note that waits in escrow; it may be stacked or go back as itself. */
  readonly escrow_yen: Yen;
  /**
   * Amounts that may have to go back after the fee was taken, until the last leaf is out: all of it, and what is left of it
   * after each set that came out.
   */
  readonly refunds_yen: readonly Yen[];
  /** Stock of the units that can pay out now, by the books: a jammed, empty or silent unit is not among them. */
  readonly stock: readonly UnitStock[];
  /** Denominations the site takes at all. */
  readonly configured_yen: readonly Yen[];
  /** Pieces that may already be past the gate when an inhibit arrives. */
  readonly coins_in_flight_max: number;
  /** True: a note stops in escrow, one at a time, and is judged there again. False: notes fall in as coins do. */
  readonly notesInEscrow: boolean;
  /**
   * True: change is paid by a plan of ours, which leaves the refund payable. False: the unit chooses the pieces of an amount
   * itself, largest first, and knows of no refund.
   */
  readonly paysByPlan: boolean;
  /**
   * Unit that pays a denomination out again and into which such a piece falls for certain. A piece that may fall elsewhere (a
   * cash box) is a debt like any other, but no help to pay it.
   */
  readonly recycledInto: ReadonlyMap<Yen, string>;
  /** How many more pieces of a denomination find room where they may fall; no entry = no limit known. */
  readonly room: ReadonlyMap<Yen, number>;
}

/** Amounts that may have to go back once these fees are set aside: the rest after each set, largest first. */
export function refundsOf(fees_yen: readonly Yen[]): readonly Yen[] {
  return fees_yen.map((_, at) => fees_yen.slice(at).reduce((sum, fee_yen) => sum + fee_yen, 0));
}

/** Pieces that come in on top of what is there: how many of each denomination. */
type Mix = ReadonlyMap<Yen, number>;

/** Stock with the pieces of a mix that fall into a unit which pays them out again. */
function stockWith(input: PromiseInput, mix: Mix): readonly UnitStock[] {
  const landing = [...mix].filter(([kind]) => input.recycledInto.has(kind));
  if (landing.length === 0) return input.stock;
  return input.stock.map((unit) => {
    const count = mix.get(unit.denomination_yen) ?? 0;
    return count > 0 && input.recycledInto.get(unit.denomination_yen) === unit.unitId
      ? { ...unit, count: unit.count + count }
      : unit;
  });
}

/**
 * True when `held_yen` can go back whole at a cancel, and, where it covers the fee, the change and then any refund can be
 * paid one after the other.
 */
function keepsPromise(input: PromiseInput, held_yen: Yen, stock: readonly UnitStock[]): boolean {
  if (!canPay(held_yen, stock)) return false;
  const change_yen = held_yen - input.due_yen;
  if (change_yen < 0) return true;
  if (input.paysByPlan) return planPayout(change_yen, stock, { keeps_yen: input.refunds_yen }) !== null;
  // Each kind divides the next, so largest first is the fewest pieces.
  const change = planPayout(change_yen, stock);
  if (change === null) return false;
  const left = stockAfter(stock, change);
  return input.refunds_yen.every((refund_yen) => canPay(refund_yen, left));
}

/** Judges mixes on top of what is in the machine; the same amount with the same stock is judged once. */
class Judge {
  readonly #input: PromiseInput;
  readonly #known = new Map<string, boolean>();

  constructor(input: PromiseInput) {
    this.#input = input;
  }

  /** The note in escrow may still become credit or go back: both must be kept. */
  keeps(mix: Mix): boolean {
    const { credit_yen, escrow_yen } = this.#input;
    return this.#keepsOn(credit_yen, mix) && (escrow_yen === 0 || this.#keepsOn(credit_yen + escrow_yen, mix));
  }

  #keepsOn(base_yen: Yen, mix: Mix): boolean {
    let held_yen = base_yen;
    let landing = '';
    for (const [kind, count] of mix) {
      held_yen += kind * count;
      if (this.#input.recycledInto.has(kind)) landing += `${kind}x${count} `;
    }
    const key = `${held_yen} ${landing}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const keeps = keepsPromise(this.#input, held_yen, stockWith(this.#input, mix));
    this.#known.set(key, keeps);
    return keeps;
  }
}

/** Calls `judge` with every mix of at most `pieces` more pieces of these kinds on top of `mix`; false at the first that fails. */
function everyMix(kinds: readonly Yen[], pieces: number, mix: Mix, judge: (mix: Mix) => boolean): boolean {
  if (!judge(mix)) return false;
  if (pieces === 0) return true;
  // Each mix is made once: the kinds after the first used one are those that may still be added.
  return kinds.every((kind, at) =>
    everyMix(kinds.slice(at), pieces - 1, new Map(mix).set(kind, (mix.get(kind) ?? 0) + 1), judge),
  );
}

/**
 * The coins and notes that may be taken now (design, Promise of change). A kind is enabled only while, with one more piece
 * of it and `coins_in_flight_max` pieces of any enabled kinds on top, everything can still go back: at a cancel all that
 * was put in, and after the fee was taken the change and then the refund. Kinds are judged from the smallest, so that
 * running short ends in exact-amount mode (釣銭切れ) rather than in none.
 */
export function acceptableDenominations(input: PromiseInput): readonly Yen[] {
  if (input.credit_yen + input.escrow_yen >= input.due_yen) return [];
  const judge = new Judge(input);
  const inFlight = input.coins_in_flight_max;
  const accepted: Yen[] = [];
  for (const kind of input.configured_yen.toSorted((a, b) => a - b)) {
    const single = input.notesInEscrow && kind >= SMALLEST_NOTE_YEN;
    if ((input.room.get(kind) ?? Infinity) < (single ? 1 : 1 + inFlight)) continue;
    const falling = accepted.filter((other) => !input.notesInEscrow || other < SMALLEST_NOTE_YEN);
    // Of notes that stop in escrow one can be on its way; coins of every kind enabled may fall beside it.
    const others = single ? falling : [kind, ...falling];
    if (everyMix(others, inFlight, new Map([[kind, 1]]), (mix) => judge.keeps(mix))) accepted.push(kind);
  }
  return accepted;
}

/**
 * True when the fee can be reached at all: putting in the largest kind that is taken, again and again, ends at the fee and not
 * before it. Otherwise money would be taken for what can never be paid, and all that could be done is to give it back.
 */
export function canBePaid(input: PromiseInput): boolean {
  let { stock } = input;
  let credit_yen = input.credit_yen;
  while (credit_yen < input.due_yen) {
    const largest_yen = acceptableDenominations({ ...input, stock, credit_yen, escrow_yen: 0 }).at(-1);
    if (largest_yen === undefined) return false;
    credit_yen += largest_yen;
    stock = stockWith({ ...input, stock }, new Map([[largest_yen, 1]]));
  }
  return true;
}
