import Database from 'better-sqlite3';
import { CHAIN_START, checkPart, joinTables, link, type ChainBreak, type ChainPart } from './chain.ts';
import type { LedgerDatabase } from './database.ts';
import { TALLIES_OF_ROWS } from './event-schema.ts';
import { SCHEMA } from './schema.ts';
import { APPEND_ONLY } from './triggers.ts';

/** What is wrong with the books, in words for whoever has to look into it. */
export interface LedgerProblem {
  readonly check: 'file' | 'schema' | 'references' | 'balances' | 'sessions' | 'chain';
  readonly detail: string;
}

/** What a check of the books found. */
export interface LedgerAudit {
  readonly sound: boolean;
  readonly problems: readonly LedgerProblem[];
  readonly closings: number;
  /** Rows bound by the head hash of the last closing, and rows written since. */
  readonly chainedRows: number;
  readonly newRows: number;
  readonly headHash: string | null;
}

/** Differences of one kind that are named; a damaged book may have thousands. */
const NAMED_MAX = 10;

// -------------------------------------------------------------------------------------------------------- at each start

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

function schemaObjects(database: LedgerDatabase): ReadonlyMap<string, string | null> {
  const rows = database
    .prepare<[], SchemaObject>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'")
    .all();
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}

/** Tables, indexes and triggers that are missing, changed or too much: without them the database refuses nothing. */
export function schemaProblems(database: LedgerDatabase): readonly LedgerProblem[] {
  const fresh = new Database(':memory:');
  try {
    fresh.exec(SCHEMA);
    const expected = schemaObjects(fresh);
    const found = schemaObjects(database);
    const problems: LedgerProblem[] = [];
    for (const [name, sql] of expected) {
      if (!found.has(name)) problems.push({ check: 'schema', detail: `${name} is missing` });
      else if (found.get(name) !== sql) problems.push({ check: 'schema', detail: `${name} was changed` });
    }
    for (const name of found.keys()) {
      if (!expected.has(name)) problems.push({ check: 'schema', detail: `${name} does not belong there` });
    }
    return problems;
  } finally {
    fresh.close();
  }
}

/**
 * Pages of the file, SQLite's own quick check: no page is torn, no row out of its bounds.
 * @param table only this one; left out: the whole file
 */
export function fileProblems(database: LedgerDatabase, table?: string): readonly LedgerProblem[] {
  try {
    const found = database.pragma(`quick_check(${table ?? NAMED_MAX})`) as readonly { readonly quick_check: string }[];
    return found
      .filter(({ quick_check }) => quick_check !== 'ok')
      .map(({ quick_check }) => ({ check: 'file', detail: quick_check }));
  } catch (error) {
    return [{ check: 'file', detail: error instanceof Error ? error.message : 'cannot be read' }];
  }
}

// ------------------------------------------------------------------------------------------------- the whole of the books

/** Entries that count. */
const POSTED = `(SELECT debit, credit, amount_yen, denomination_yen, pieces FROM transfer t
  WHERE state = 'posted' OR EXISTS (SELECT 1 FROM resolution r WHERE r.transfer_id = t.transfer_id AND r.kind = 'post'))`;

const BALANCE = `SELECT account, SUM(debit_yen), SUM(credit_yen) FROM (
  SELECT debit AS account, amount_yen AS debit_yen, 0 AS credit_yen FROM ${POSTED}
  UNION ALL SELECT credit, 0, amount_yen FROM ${POSTED}) GROUP BY account`;

const STOCK = `SELECT account, denomination_yen, SUM(pieces) FROM (
  SELECT debit AS account, denomination_yen, pieces FROM ${POSTED} WHERE debit GLOB 'unit:*' AND pieces IS NOT NULL
  UNION ALL SELECT credit, denomination_yen, 0 - pieces FROM ${POSTED} WHERE credit GLOB 'unit:*' AND pieces IS NOT NULL)
  GROUP BY account, denomination_yen`;

/** Each derived table with what its rows must be, made from the append-only rows alone. */
const DERIVED: readonly { readonly table: string; readonly kept: string; readonly made: string }[] = [
  { table: 'balance', kept: 'SELECT account, debit_yen, credit_yen FROM balance', made: BALANCE },
  { table: 'stock', kept: 'SELECT account, denomination_yen, pieces FROM stock', made: STOCK },
  {
    table: 'open_pending',
    kept: 'SELECT transfer_id, session_id, amount_yen, reason FROM open_pending',
    made: `SELECT transfer_id, session_id, amount_yen, reason FROM transfer WHERE state = 'pending'
      AND transfer_id NOT IN (SELECT transfer_id FROM resolution)`,
  },
  {
    table: 'open_session',
    kept: 'SELECT session_id FROM open_session',
    made: 'SELECT session_id FROM session WHERE session_id NOT IN (SELECT session_id FROM session_end)',
  },
  {
    table: 'open_intent',
    kept: 'SELECT sequence, intent_id FROM open_intent',
    made: 'SELECT sequence, intent_id FROM intent WHERE intent_id NOT IN (SELECT intent_id FROM outcome)',
  },
  {
    table: 'open_outbox',
    kept: 'SELECT sequence FROM open_outbox',
    made: 'SELECT sequence FROM outbox WHERE sequence NOT IN (SELECT sequence FROM outbox_ack)',
  },
  {
    table: 'open_slip',
    kept: 'SELECT claim_number FROM open_slip',
    made: "SELECT claim_number FROM slip WHERE 'slip:' || claim_number NOT IN (SELECT about FROM staff_settlement)",
  },
  { table: 'tally', kept: 'SELECT name, label, value FROM tally', made: TALLIES_OF_ROWS },
];

function derivedProblems(database: LedgerDatabase): readonly LedgerProblem[] {
  return DERIVED.flatMap(({ table, kept, made }) =>
    database
      .prepare(
        `SELECT * FROM (SELECT * FROM (${kept}) EXCEPT SELECT * FROM (${made}))
         UNION SELECT * FROM (SELECT * FROM (${made}) EXCEPT SELECT * FROM (${kept})) LIMIT ${NAMED_MAX}`,
      )
      .raw()
      .all()
      .map((row): LedgerProblem => ({
        check: 'balances',
        detail: `${table} of ${String((row as readonly unknown[])[0])} is not what the entries make`,
      })),
  );
}

/** Rows that point to nothing, and sessions that ended with money of the citizen in them. */
function ruleProblems(database: LedgerDatabase): readonly LedgerProblem[] {
  const dangling = database.pragma('foreign_key_check') as readonly { table: string; rowid: number | null }[];
  const ended = database
    .prepare<[], string>(
      `SELECT session_id FROM session_end JOIN (
         SELECT substr(account, instr(account, ':') + 1) AS rest, account FROM balance
         WHERE debit_yen <> credit_yen AND (account GLOB 'credit:*' OR account GLOB 'owed:*' OR account GLOB 'fee:*'))
       ON rest = session_id OR rest GLOB session_id || ':*' LIMIT ${NAMED_MAX}`,
    )
    .pluck()
    .all() as unknown as readonly string[];
  return [
    ...dangling.slice(0, NAMED_MAX).map((row): LedgerProblem => ({
      check: 'references',
      detail: `row ${row.rowid} of ${row.table} points to a row that is not there`,
    })),
    ...ended.map((id): LedgerProblem => ({ check: 'sessions', detail: `session ${id} ended with money in it` })),
  ];
}

interface ClosingRow {
  readonly number: number;
  readonly closing_id: string;
  readonly role: string;
  readonly from_ms: number;
  readonly at_ms: number;
  readonly statement: string;
  readonly previous_hash: string;
  readonly head_hash: string;
}

/** What stands beside the statement of a closing is what the statement says; only that is in the head hash. */
function agreesWithStatement(closing: ClosingRow): boolean {
  const { number, closing_id, role, from_ms, at_ms, previous_hash } = closing;
  const body = JSON.parse(closing.statement) as Partial<Record<string, unknown>>;
  const said = [body['number'], body['closingId'], body['role'], body['from_ms'], body['at_ms'], body['previousHash']];
  return [number, closing_id, role, from_ms, at_ms, previous_hash].every((value, index) => value === said[index]);
}

function partsOf(database: LedgerDatabase, number: number): readonly ChainPart[] {
  const rows = database
    .prepare<[number], { table_name: string; after_row: number; upto_row: number; trace: Buffer }>(
      'SELECT table_name, after_row, upto_row, trace FROM closing_trace WHERE number = ?',
    )
    .all(number);
  return APPEND_ONLY.map((table) => {
    const row = rows.find(({ table_name }) => table_name === table);
    return {
      table,
      afterRow: row?.after_row ?? 0,
      uptoRow: row?.upto_row ?? 0,
      trace: row?.trace ?? Buffer.alloc(0),
    };
  });
}

function placeOf({ table, from, upto }: ChainBreak): string {
  if (upto === null) return `a row is missing at the end of ${table}`;
  return from === upto ? `row ${upto} of ${table} differs` : `one of the rows ${from} to ${upto} of ${table} differs`;
}

/** The first thing of one closing that is not as its head hash says; null when it holds. */
function closingProblem(database: LedgerDatabase, closing: ClosingRow, previousHash: string): string | null {
  if (closing.previous_hash !== previousHash) return `closing ${closing.number} does not follow the one before`;
  const hashes = new Map<string, string>();
  for (const part of partsOf(database, closing.number)) {
    const { hash, differs } = checkPart(database, previousHash, part);
    if (differs) {
      return `closing ${closing.number}: ${placeOf(differs)}`;
    }
    hashes.set(part.table, hash);
  }
  const rows = joinTables(previousHash, (table) => hashes.get(table) ?? '');
  const head = link(rows, JSON.parse(closing.statement));
  if (head !== closing.head_hash) return `closing ${closing.number}: its statement or a kept trace differs`;
  return agreesWithStatement(closing) ? null : `closing ${closing.number}: its row is not what its statement says`;
}

function chainProblems(database: LedgerDatabase, closings: readonly ClosingRow[]): readonly LedgerProblem[] {
  for (const table of APPEND_ONLY) {
    const first = database.prepare(`SELECT MIN(rowid) FROM ${table}`).pluck().get();
    // Numbers begin with 1 and no closing looks before it.
    if (typeof first === 'number' && first < 1) {
      return [{ check: 'chain', detail: `row ${first} of ${table} stands before the first` }];
    }
  }
  let previousHash = CHAIN_START;
  for (const closing of closings) {
    const detail = closingProblem(database, closing, previousHash);
    // What comes after the first difference differs with it.
    if (detail !== null) return [{ check: 'chain', detail }];
    previousHash = closing.head_hash;
  }
  return [];
}

/** Checks the whole of the books from their rows. Reads everything: for staff and the maker, not for each start. */
export function auditLedger(database: LedgerDatabase): LedgerAudit {
  const closings = database.prepare<[], ClosingRow>('SELECT * FROM closing ORDER BY number').all();
  const problems = [
    ...fileProblems(database),
    ...schemaProblems(database),
    ...ruleProblems(database),
    ...derivedProblems(database),
    ...chainProblems(database, closings),
  ];
  const last = closings.at(-1) ?? null;
  const chained = last === null ? [] : partsOf(database, last.number);
  const chainedRows = chained.reduce((sum, { uptoRow }) => sum + uptoRow, 0);
  const rows = APPEND_ONLY.reduce(
    (sum, table) => sum + Number(database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()),
    0,
  );
  return {
    sound: problems.length === 0,
    problems,
    closings: closings.length,
    chainedRows,
    newRows: rows - chainedRows,
    headHash: last?.head_hash ?? null,
  };
}
