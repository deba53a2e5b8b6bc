import type { CashCapabilities } from '../../../drivers/cash-changer.ts';
import type { StaffCount, StaffMoneyTask, StaffPicture } from '../../../fsm/events.ts';
import type { StaffCounter, StaffReview, StaffRow, StaffUnit, StaffUnitKind } from '../../api/contract.ts';
import type { Yen } from '../../base/yen.ts';
import type { ClosingStatement, CountDifference, UnitStock } from '../../ledger/contract.ts';

/** From this denomination on it is a note (日本銀行券). */
const NOTE_YEN_MIN = 1000;

/** What the units of this kiosk are made out of: what the device can do, what the books hold, what fits. */
export interface UnitSources {
  readonly capabilities: CashCapabilities | null;
  readonly stock: readonly UnitStock[];
  readonly capacities: Readonly<Record<string, number>>;
}

function kindOf(unitId: string, kinds_yen: readonly Yen[], capabilities: CashCapabilities | null): StaffUnitKind {
  const pays = capabilities?.pays.filter((one) => one.unitId === unitId) ?? [];
  if (pays.length > 0) return pays.length > 1 ? 'recycler' : 'hopper';
  return kinds_yen.length > 0 && kinds_yen.every((kind) => kind >= NOTE_YEN_MIN) ? 'noteBox' : 'coinBox';
}

/** Hoppers first, then what only takes money in: the order in which a person looks into the machine. Pure. */
export function unitsOf({ capabilities, stock, capacities }: UnitSources): readonly StaffUnit[] {
  const kinds = new Map<string, Set<Yen>>();
  const know = ({ unitId, denomination_yen }: { readonly unitId: string; readonly denomination_yen: Yen }): void => {
    kinds.set(unitId, (kinds.get(unitId) ?? new Set<Yen>()).add(denomination_yen));
  };
  capabilities?.pays.forEach(know);
  capabilities?.lands.forEach(know);
  stock.forEach(know);
  return [...kinds].map(([unitId, set]) => {
    const denominations_yen = [...set].toSorted((a, b) => a - b);
    const inside = (denomination_yen: Yen): number =>
      stock.find((one) => one.unitId === unitId && one.denomination_yen === denomination_yen)?.count ?? 0;
    const all = denominations_yen.reduce((sum, kind) => sum + Math.max(0, inside(kind)), 0);
    const capacity = capacities[unitId];
    const room = capacity === undefined ? null : Math.max(0, capacity - all);
    const kind = kindOf(unitId, denominations_yen, capabilities);
    return {
      unitId,
      kind,
      refillable: kind === 'hopper' || kind === 'recycler',
      capacity: capacity ?? null,
      piles: denominations_yen.map((denomination_yen) => ({
        denomination_yen,
        booked: inside(denomination_yen),
        room,
      })),
    };
  });
}

/** Units a task is about: one, or all. */
function unitsOfTask(units: readonly StaffUnit[], unitId: string | null): readonly StaffUnit[] {
  return unitId === null ? units : units.filter((unit) => unit.unitId === unitId);
}

/** A task as it is counted; `part`: some pieces stay in the unit. */
export interface CountedTask {
  readonly task: StaffMoneyTask;
  readonly unitId: string | null;
  readonly part?: boolean;
}

/** How many times the books a count may be before it is asked again, and from how many pieces on. */
const UNLIKELY_TIMES = 10;
const UNLIKELY_PIECES_MIN = 100;

/** A count that is more likely a slip of the finger: it has to be typed twice. */
export function countsUnlikely(
  units: readonly StaffUnit[],
  { task, part = false }: CountedTask,
  counts: readonly StaffCount[],
): boolean {
  if (part || (task !== 'collect' && task !== 'closing')) return false;
  return counts.some(({ unitId, denomination_yen, count }) => {
    const piles = units.find((unit) => unit.unitId === unitId)?.piles ?? [];
    const booked = piles.find((pile) => pile.denomination_yen === denomination_yen)?.booked ?? 0;
    return count > UNLIKELY_PIECES_MIN && count > UNLIKELY_TIMES * Math.max(0, booked);
  });
}

/** Every pile of the task counted once, no other, and nothing put in that does not fit. */
export function countsFit(
  units: readonly StaffUnit[],
  { task, unitId, part = false }: CountedTask,
  counts: readonly StaffCount[],
): boolean {
  const chosen = unitsOfTask(units, unitId);
  if (task === 'refill' && !chosen.every((unit) => unit.refillable)) return false;
  const wanted = chosen.flatMap((unit) => unit.piles.map((pile) => ({ ...pile, unitId: unit.unitId })));
  const adds = task === 'refill' || task === 'openingStock';
  const fitsRoom = chosen.every((unit) => {
    const most = adds ? (unit.piles[0]?.room ?? null) : unit.capacity;
    const all = counts.filter((one) => one.unitId === unit.unitId).reduce((sum, one) => sum + one.count, 0);
    return most === null || all <= most;
  });
  return (
    wanted.length > 0 &&
    counts.length === wanted.length &&
    fitsRoom &&
    wanted.every((pile) =>
      counts.some(
        (one) =>
          one.unitId === pile.unitId &&
          one.denomination_yen === pile.denomination_yen &&
          Number.isInteger(one.count) &&
          one.count >= 0 &&
          // Nobody takes a part out of what is not there.
          (!part || one.count <= pile.booked),
      ),
    )
  );
}

function reviewOfRows(rows: readonly StaffRow[]): StaffReview {
  return {
    rows,
    counted_yen: rows.reduce((sum, row) => sum + row.counted * row.denomination_yen, 0),
    difference_yen: rows.reduce((sum, row) => sum + row.difference * row.denomination_yen, 0),
  };
}

/** What would be booked for these counts: shown before 「確定」. Pure. */
export function reviewOf(units: readonly StaffUnit[], { task, part, counts }: StaffPicture): StaffReview | null {
  if (counts.length === 0 || task === 'doubts') return null;
  const compares = (task === 'collect' && !part) || task === 'closing';
  return reviewOfRows(
    counts.map((one) => {
      const unit = units.find(({ unitId }) => unitId === one.unitId);
      const booked = unit?.piles.find(({ denomination_yen }) => denomination_yen === one.denomination_yen)?.booked ?? 0;
      return {
        unitId: one.unitId,
        denomination_yen: one.denomination_yen,
        booked,
        counted: one.count,
        difference: compares ? one.count - booked : 0,
      };
    }),
  );
}

/** What was booked, as the books say it. */
export function reviewOfBooked(
  { task, part = false }: CountedTask,
  differences: readonly CountDifference[],
): StaffReview {
  const compares = (task === 'collect' && !part) || task === 'closing';
  return reviewOfRows(differences.map((row) => ({ ...row, difference: compares ? row.difference : 0 })));
}

/** What the devices counted themselves for a closing; units of no counter are named, so that nobody misses one. */
export function countersOf(closing: ClosingStatement | null, units: readonly StaffUnit[]): readonly StaffCounter[] {
  if (closing === null) return [];
  const told = closing.counters.map(({ unitId, name, counted, booked }) => ({ unitId, name, counted, booked }));
  const without = units
    .filter(({ unitId, kind }) =>
      told.every(({ unitId: device, name }) => device !== unitId && !(kind === 'coinBox' && name === 'piecesIn')),
    )
    .map(({ unitId, piles }) => ({
      unitId,
      name: 'none' as const,
      counted: null,
      booked: piles.reduce((sum, pile) => sum + pile.booked, 0),
    }));
  return [...told, ...without];
}
