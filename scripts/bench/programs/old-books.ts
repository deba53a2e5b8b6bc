/**
 * Books of many years without writing them commit by commit: what the ledger wrote for some sessions is copied in SQL under other
 * names, and the kept tables are made anew from the rows. `madoguchi ledger verify` finds such books sound.
 */
import type { LedgerDatabase } from '../../../src/ledger/database.ts';

/** What a copy of each table's rows looks like; `:n` is the copy's number, `:claims` and `:outbox` what it is shifted by. */
const COPIES: readonly (readonly [table: string, columns: string, values: string])[] = [
  ['session', 'session_id, transaction_id, at_ms', "'g' || :n || session_id, 'g' || :n || transaction_id, at_ms"],
  [
    'certificate_set',
    'session_id, set_index, municipality_id, type_id, fee_yen, leaves',
    "'g' || :n || session_id, set_index, municipality_id, type_id, fee_yen, leaves",
  ],
  [
    'transfer',
    'transfer_id, state, debit, credit, amount_yen, denomination_yen, pieces, session_id, reason, at_ms',
    `'g' || :n || transfer_id, state, ${renamed('debit')}, ${renamed('credit')}, amount_yen, denomination_yen, pieces,
     'g' || :n || session_id, reason, at_ms`,
  ],
  ['resolution', 'transfer_id, kind, at_ms', "'g' || :n || transfer_id, kind, at_ms"],
  [
    'intent',
    'intent_id, session_id, device_id, about, order_json, device_base, at_ms',
    "'g' || :n || intent_id, 'g' || :n || session_id, device_id, about, order_json, device_base, at_ms",
  ],
  [
    'outcome',
    'intent_id, result, pieces, device_after, code, at_ms',
    "'g' || :n || intent_id, result, pieces, device_after, code, at_ms",
  ],
  ['set_event', 'session_id, set_index, event, at_ms', "'g' || :n || session_id, set_index, event, at_ms"],
  [
    'slip',
    'claim_number, session_id, amount_yen, reason, at_ms',
    "printf('%06d', claim_number + :claims), 'g' || :n || session_id, amount_yen, reason, at_ms",
  ],
  ['session_end', 'session_id, outcome, at_ms', "'g' || :n || session_id, outcome, at_ms"],
  ['outbox', 'transaction_id, point, detail, at_ms', "'g' || :n || transaction_id, point, detail, at_ms"],
  ['outbox_ack', 'sequence, at_ms', 'sequence + :outbox, at_ms'],
  [
    'staff_settlement',
    'movement_id, about, role, at_ms',
    "'g' || :n || movement_id, 'slip:' || printf('%06d', substr(about, 6) + :claims), role, at_ms",
  ],
];

/** An account of a session or slip under the name it has in a copy. */
function renamed(account: string): string {
  return `CASE WHEN ${account} GLOB 'slip:*' THEN 'slip:' || printf('%06d', substr(${account}, 6) + :claims)
    WHEN ${account} GLOB 'credit:*' OR ${account} GLOB 'owed:*' OR ${account} GLOB 'fee:*'
    THEN replace(${account}, ':' || session_id, ':g' || :n || session_id) ELSE ${account} END`;
}

const POSTED = `(SELECT * FROM transfer WHERE state = 'posted' UNION ALL
  SELECT t.* FROM resolution r JOIN transfer t USING (transfer_id) WHERE r.kind = 'post')`;

/** What triggers keep, made anew. Nothing of the copied sessions is open. */
const KEPT_ANEW = `
  DELETE FROM balance; DELETE FROM stock;
  INSERT INTO balance SELECT account, SUM(debit_yen), SUM(credit_yen) FROM (
    SELECT debit AS account, amount_yen AS debit_yen, 0 AS credit_yen FROM ${POSTED}
    UNION ALL SELECT credit, 0, amount_yen FROM ${POSTED}) GROUP BY account;
  INSERT INTO stock SELECT account, denomination_yen, SUM(pieces) FROM (
    SELECT debit AS account, denomination_yen, pieces FROM ${POSTED} WHERE debit GLOB 'unit:*'
    UNION ALL SELECT credit, denomination_yen, 0 - pieces FROM ${POSTED} WHERE credit GLOB 'unit:*')
    GROUP BY account, denomination_yen;`;

function numberOf(database: LedgerDatabase, sql: string): number {
  return Number(database.prepare(sql).pluck().get());
}

/**
 * Copies all there is until there are at least so many entries. Nothing may be open in the books.
 * @returns entries that were added
 */
export function growOld(database: LedgerDatabase, entries: number): number {
  const last = Object.fromEntries(
    COPIES.map(([table]) => [table, numberOf(database, `SELECT COALESCE(MAX(rowid), 0) FROM ${table}`)]),
  );
  const claims = numberOf(database, "SELECT value FROM counter WHERE name = 'number'");
  const have = last['transfer'] ?? 0;
  const copies = Math.max(0, Math.ceil((entries - have) / have));
  // Names of an earlier growth are not given again.
  const first = numberOf(database, 'SELECT COUNT(*) FROM session');
  const triggers = database
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  database.pragma('foreign_keys = OFF');
  database.transaction(() => {
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
    const inserts = COPIES.map(([table, columns, values]) => {
      const named = ['n', 'claims', 'outbox'].filter((name) => values.includes(`:${name}`));
      const statement = database.prepare(
        `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table} WHERE rowid <= :last ORDER BY rowid`,
      );
      return { table, named, statement };
    });
    for (let copy = 1; copy <= copies; copy += 1) {
      const given: Record<string, number | string> = {
        n: `${first + copy}-`,
        claims: copy * claims,
        outbox: copy * (last['outbox'] ?? 0),
      };
      for (const { table, named, statement } of inserts) {
        statement.run({ ...Object.fromEntries(named.map((name) => [name, given[name]])), last: last[table] ?? 0 });
      }
    }
    database.exec(KEPT_ANEW);
    database.prepare("UPDATE counter SET value = ? WHERE name = 'number'").run(claims * (copies + 1));
    for (const { sql } of triggers) database.exec(sql);
  })();
  database.pragma('foreign_keys = ON');
  return numberOf(database, 'SELECT COALESCE(MAX(sequence), 0) FROM transfer') - have;
}
