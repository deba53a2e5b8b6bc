import {
  CHAIN_START,
  chainedRows,
  extendTable,
  joinTables,
  partOf,
  startOfTable,
  type ChainPart,
  type TableChain,
} from './chain.ts';
import { addRow, copyOf, noSums, type PeriodSums } from './period.ts';
import type { Books } from './statements.ts';
import { APPEND_ONLY } from './triggers.ts';

/** The last closing, as far as the chain goes on from it. */
interface LastClosing {
  readonly number: number;
  readonly headHash: string;
}

/** What a closing needs of the rows since the last one. */
export interface ChainedPeriod {
  readonly sums: PeriodSums;
  readonly hash: string;
  readonly parts: readonly ChainPart[];
}

const NEWEST_ROWS = APPEND_ONLY.map((table) => `SELECT '${table}', MAX(rowid) FROM ${table}`).join(' UNION ALL ');

/**
 * The chain and the sums over the rows since the last closing, carried on a few rows at a time: a closing of many rows is then as short
 * as one of few, and no poll of a device waits for it. Nothing of it is written before the closing; another start begins anew.
 */
export class RunningChain {
  readonly #books: Books;
  #last: LastClosing | null = null;
  #tables: Map<string, TableChain> | null = null;
  #sums: PeriodSums = noSums();

  constructor(books: Books) {
    this.#books = books;
  }

  /** Takes up to `rows_max` committed rows in, and returns how many there were: fewer than that is all. */
  advance(rows_max: number): number {
    const tables = this.#since(this.#lastClosing());
    return this.#extend(tables, this.#sums, rows_max);
  }

  /**
   * Chain and sums over every row, those of the caller's open transaction too, which may yet be taken back: nothing here is changed by it.
   * Null when there are more than `rows_max` that were not taken in before.
   */
  finish(rows_max: number): ChainedPeriod | null {
    const last = this.#lastClosing();
    const tables = new Map(this.#since(last));
    const sums = copyOf(this.#sums);
    if (this.#extend(tables, sums, rows_max + 1) > rows_max) return null;
    const previousHash = last?.headHash ?? CHAIN_START;
    return {
      sums,
      hash: joinTables(previousHash, (table) => tables.get(table)?.hash ?? ''),
      parts: [...tables].map(([table, chain]) => partOf(table, chain)),
    };
  }

  #lastClosing(): LastClosing | null {
    return (
      this.#books
        .statement<[], LastClosing>('SELECT number, head_hash AS headHash FROM closing ORDER BY number DESC LIMIT 1')
        .get() ?? null
    );
  }

  /** The tables as far as they are taken in; begun anew behind a closing. */
  #since(last: LastClosing | null): Map<string, TableChain> {
    if (this.#tables !== null && this.#last?.headHash === last?.headHash) return this.#tables;
    const chained = last === null ? new Map<string, number>() : chainedRows(this.#books.database, last.number);
    const previousHash = last?.headHash ?? CHAIN_START;
    this.#last = last;
    this.#sums = noSums();
    this.#tables = new Map(
      APPEND_ONLY.map((table) => [table, startOfTable(previousHash, table, chained.get(table) ?? 0)]),
    );
    return this.#tables;
  }

  /** Number of the newest row of each table, asked in one statement: most tables have nothing new most of the time. */
  #newestRows(): ReadonlyMap<string, number> {
    const rows = this.#books.statement<[], [string, number | null]>(NEWEST_ROWS).raw().all() as readonly (readonly [
      string,
      number | null,
    ])[];
    return new Map(rows.map(([table, row]) => [table, row ?? 0]));
  }

  #extend(tables: Map<string, TableChain>, sums: PeriodSums, rows_max: number): number {
    let taken = 0;
    const newest = this.#newestRows();
    for (const [table, chain] of tables) {
      if (taken >= rows_max) break;
      if ((newest.get(table) ?? 0) <= chain.uptoRow) continue;
      const { chain: next, rows } = extendTable(this.#books, table, chain, rows_max - taken);
      tables.set(table, next);
      for (const row of rows) addRow(this.#books, sums, table, row);
      taken += rows.length;
    }
    return taken;
  }
}
