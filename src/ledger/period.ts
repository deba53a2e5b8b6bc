import { account } from './accounts.ts';
import type { ChainRow } from './chain.ts';
import type { Books } from './statements.ts';
import type { Yen } from '../base/yen.ts';

/** An entry that came to count: posted at once, or by a resolution. */
interface Entry {
  readonly debit: string;
  readonly credit: string;
  readonly amount_yen: Yen;
  readonly pieces: number | null;
  readonly reason: string;
}

/** Kinds of accounts of which there are as many as sessions or slips: their sums are kept on, never asked of all. */
export type AccountKind = 'credit' | 'owed' | 'fee' | 'slip' | 'unit';

/** What came to count since the last closing. */
export interface PeriodSums {
  cashIn_yen: Yen;
  paidOut_yen: Yen;
  change_yen: Yen;
  refund_yen: Yen;
  overshort_yen: Yen;
  /** Fees earned, by account. */
  earned_yen: Map<string, Yen>;
  /** Credits less debits of all accounts of a kind. */
  moved_yen: Record<AccountKind, Yen>;
  /** Pieces that each unit's own device moved: what staff put in or took out passes no counter. */
  piecesIn: Map<string, number>;
  piecesOut: Map<string, number>;
}

/** Other sides of a unit's entries that no citizen is behind. */
const NOT_CITIZENS: ReadonlySet<string> = new Set<string>([account.staff, account.foreign, account.overshort]);
/** Other sides of a unit's entries that pass no device. */
const NOT_DEVICES: ReadonlySet<string> = new Set<string>([account.staff, account.overshort]);

/** Reason of an entry that a device moved into the hand of staff. */
export const TEST_PAYOUT = 'test payout';

/** A period in which nothing happened. */
export function noSums(): PeriodSums {
  return {
    ...{ cashIn_yen: 0, paidOut_yen: 0, change_yen: 0, refund_yen: 0, overshort_yen: 0 },
    earned_yen: new Map(),
    moved_yen: { credit: 0, owed: 0, fee: 0, slip: 0, unit: 0 },
    piecesIn: new Map(),
    piecesOut: new Map(),
  };
}

/** The same sums once more, to be carried on by themselves. */
export function copyOf(sums: PeriodSums): PeriodSums {
  return {
    ...sums,
    earned_yen: new Map(sums.earned_yen),
    moved_yen: { ...sums.moved_yen },
    piecesIn: new Map(sums.piecesIn),
    piecesOut: new Map(sums.piecesOut),
  };
}

function grow(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

function addUnits(sums: PeriodSums, entry: Entry): void {
  const { debit, credit, amount_yen, reason } = entry;
  const pieces = entry.pieces ?? 0;
  if (debit.startsWith('unit:')) {
    if (!NOT_CITIZENS.has(credit)) sums.cashIn_yen += amount_yen;
    if (!NOT_DEVICES.has(credit)) grow(sums.piecesIn, debit, pieces);
  }
  if (credit.startsWith('unit:')) {
    if (!NOT_CITIZENS.has(debit)) sums.paidOut_yen += amount_yen;
    if (!NOT_DEVICES.has(debit) || reason === TEST_PAYOUT) grow(sums.piecesOut, credit, pieces);
  }
}

function addKind(sums: PeriodSums, name: string, yen: Yen): void {
  const kind = name.slice(0, name.indexOf(':'));
  if (kind in sums.moved_yen) sums.moved_yen[kind as AccountKind] += yen;
}

function addEntry(sums: PeriodSums, entry: Entry): void {
  const { debit, credit, amount_yen, reason } = entry;
  addUnits(sums, entry);
  addKind(sums, debit, -amount_yen);
  addKind(sums, credit, amount_yen);
  if (reason === 'change') sums.change_yen += amount_yen;
  if (reason === 'refund' || reason === 'fee returned') sums.refund_yen += amount_yen;
  if (credit === account.overshort) sums.overshort_yen += amount_yen;
  if (debit === account.overshort) sums.overshort_yen -= amount_yen;
  if (credit.startsWith('fees:')) grow(sums.earned_yen, credit, amount_yen);
}

const SELECT_ENTRY = 'SELECT state, debit, credit, amount_yen, pieces, reason FROM transfer WHERE';

/** Adds what a row of the books brings: a transfer that is posted, or a resolution that posts one. */
export function addRow(books: Books, sums: PeriodSums, table: string, row: ChainRow): void {
  if (table === 'transfer') {
    const entry = books
      .statement<[unknown], Entry & { readonly state: string }>(`${SELECT_ENTRY} sequence = ?`)
      .get(row[0]);
    if (entry?.state === 'posted') addEntry(sums, entry);
  }
  if (table === 'resolution' && row[3] === 'post') {
    const entry = books.statement<[unknown], Entry>(`${SELECT_ENTRY} transfer_id = ?`).get(row[2]);
    if (entry) addEntry(sums, entry);
  }
}
