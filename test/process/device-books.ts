/** Books against devices: raw rows of the real database file, beside what the devices counted and where the pieces lie. */
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { PLACE_OF_UNIT } from '../simulation/checkers.ts';
import { RawBooks } from '../simulation/raw-books.ts';
import type { CashKit } from '../virtual/cash/kit.ts';

/** Coins each hopper had ever paid when the books were opened, by place. */
export type LifeCounts = ReadonlyMap<string, number>;

export function lifeCountsOf(kit: CashKit): LifeCounts {
  return new Map(kit.hoppers.map((hopper) => [hopper.place, hopper.life]));
}

/** What books and devices say at one moment of rest. */
export interface DeviceBooks {
  /** What must never be, in words. */
  readonly faults: readonly string[];
  /**
   * By what is compared: yen that are there less yen that are booked. Units by what lies in them, hoppers by what they
   * counted, citizens by what they have not got back.
   */
  readonly gaps_yen: Readonly<Record<string, number>>;
  /** Yen that may have come in unseen, by the books' own ranges. */
  readonly more_yen: number;
  /** Yen booked that may not be there: disputes, and orders of which nobody could tell. */
  readonly less_yen: number;
  /** Ranges of devices. One about a note whose session was cut off stands for no device: the unit is asked later. */
  readonly ranges: number;
  readonly sessions: number;
  readonly slips: number;
}

/** Reads the books beside a running daemon. */
export function readDeviceBooks(ledgerFile: string, kit: CashKit, opening: LifeCounts): DeviceBooks {
  const database = openLedgerDatabase(ledgerFile);
  try {
    const books = new RawBooks(database);
    books.read();
    const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
    const open = count('SELECT COUNT(*) FROM intent WHERE intent_id NOT IN (SELECT intent_id FROM outcome)');
    const sessions = count('SELECT COUNT(*) FROM session');
    const ended = count('SELECT COUNT(*) FROM session_end');
    const faults = [
      ...(open > 0 ? [`${open} intents have no outcome`] : []),
      ...(ended !== sessions ? [`${sessions - ended} sessions are not ended`] : []),
    ];
    try {
      books.expectSound();
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
    const untold_yen = kit.hoppers.reduce((sum, { place }) => sum + books.untold_yen(place, 'at rest'), 0);
    return {
      faults,
      gaps_yen: {
        ...gapsOfUnits(books, kit),
        ...gapsOfCounts(books, kit, opening),
        citizens: gapOfCitizens(books, kit),
      },
      more_yen: books.ranges.reduce((sum, { most_yen }) => sum + most_yen, 0),
      less_yen: books.claim_yen('disputed') + untold_yen,
      ranges: books.ranges.filter(({ deviceId }) => deviceId !== 'escrow').length,
      sessions,
      slips: count('SELECT COUNT(*) FROM slip'),
    };
  } finally {
    database.close();
  }
}

/** Units between which a coin may come to lie wrong. */
const COIN_UNITS: ReadonlySet<string> = new Set(['hopper-10', 'hopper-50', 'hopper-100', 'hopper-500', 'cashbox']);

function gapsOfUnits(books: RawBooks, kit: CashKit): Record<string, number> {
  return Object.fromEntries(
    Object.entries(PLACE_OF_UNIT).map(([unit, place]) => [
      unit,
      kit.places.total_yen(place) - (books.balance_yen.get(`unit:${unit}`) ?? 0),
    ]),
  );
}

function gapsOfCounts(books: RawBooks, kit: CashKit, opening: LifeCounts): Record<string, number> {
  return Object.fromEntries(
    kit.hoppers.map(({ place, life, denomination_yen }) => [
      `paid by ${place}`,
      (life - (opening.get(place) ?? 0)) * denomination_yen - (books.paid_yen.get(place) ?? 0),
    ]),
  );
}

/** What the citizens have not got back, less what is earned, on slips or unclaimed. */
function gapOfCitizens(books: RawBooks, kit: CashKit): number {
  let claims_yen = 0;
  for (const account of books.balance_yen.keys())
    if (account === 'unclaimed' || /^(fees|slip):/.test(account)) claims_yen += books.claim_yen(account);
  return 0 - kit.places.total_yen('citizen') - claims_yen;
}

/**
 * Differences between two moments of rest, in words.
 * @param doubt `exact`: no device failed in between, so nothing may be in doubt and no gap may have changed. `ranges`: gaps
 * may be as wide as the books themselves say.
 */
export function judgeBooks(before: DeviceBooks | null, after: DeviceBooks, doubt: 'exact' | 'ranges'): string[] {
  const found = [...after.faults];
  if (doubt === 'exact' && after.ranges !== (before?.ranges ?? 0))
    found.push('money is in doubt although no cash device failed');
  const gaps_yen = doubt === 'exact' ? after.gaps_yen : coinsTogether(after.gaps_yen);
  for (const [what, gap_yen] of Object.entries(gaps_yen)) {
    const was_yen = before?.gaps_yen[what] ?? 0;
    const kept = gap_yen >= -after.less_yen && gap_yen <= after.more_yen + after.less_yen;
    if (doubt === 'exact' ? gap_yen !== was_yen : !kept)
      found.push(`${what}: ${gap_yen} yen beside the books, ${was_yen} before (−${after.less_yen} +${after.more_yen})`);
  }
  return found;
}

/**
 * Where coins lie, as one. A credited coin that is still falling when the mains fail comes to lie where the sorter rests, in the cash
 * box, and no device can tell: not a yen is missing, and the next count at a closing puts it right.
 */
function coinsTogether(gaps_yen: Readonly<Record<string, number>>): Record<string, number> {
  const isCoins = (what: string): boolean => COIN_UNITS.has(what);
  const others = Object.entries(gaps_yen).filter(([what]) => !isCoins(what));
  const coins_yen = Object.entries(gaps_yen).reduce((sum, [what, gap_yen]) => sum + (isCoins(what) ? gap_yen : 0), 0);
  return { ...Object.fromEntries(others), coins: coins_yen };
}
