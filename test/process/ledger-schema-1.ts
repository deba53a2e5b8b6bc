/** A ledger as the program of schema 1 left it: its tables word for word, and rows by raw SQL. */
import Database from 'better-sqlite3';

const SCHEMA_VERSION = 1;

const APPEND_ONLY = [
  'transfer',
  'resolution',
  'intent',
  'outcome',
  'session',
  'session_end',
  'certificate_set',
  'set_event',
  'slip',
  'slip_event',
  'outbox',
  'outbox_ack',
  'incident',
  'uncertain',
];

/** Nothing in the books is ever edited: a correction is a new entry (design, Money). */
const TRIGGERS = APPEND_ONLY.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END;`,
).join('');

/**
 * The one database. `balance` and `stock` are kept by triggers inside each money transaction, so that the cost of a session
 * does not grow with the books; they can be rebuilt from `transfer` and `resolution` at any time.
 */
const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE session (
    session_id TEXT PRIMARY KEY, transaction_id TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE session_end (
    session_id TEXT PRIMARY KEY REFERENCES session, outcome TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE certificate_set (
    session_id TEXT NOT NULL REFERENCES session, set_index INTEGER NOT NULL, municipality_id TEXT NOT NULL,
    type_id TEXT NOT NULL, fee_yen INTEGER NOT NULL CHECK (fee_yen > 0), leaves INTEGER NOT NULL CHECK (leaves > 0),
    PRIMARY KEY (session_id, set_index)) STRICT;
  CREATE TABLE set_event (
    session_id TEXT NOT NULL, set_index INTEGER NOT NULL, event TEXT NOT NULL CHECK (event IN ('earned', 'disputed', 'returned')),
    at_ms INTEGER NOT NULL, PRIMARY KEY (session_id, set_index)) STRICT;

  CREATE TABLE transfer (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    transfer_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('posted', 'pending')),
    debit TEXT NOT NULL, credit TEXT NOT NULL CHECK (credit <> debit),
    amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
    denomination_yen INTEGER CHECK (denomination_yen > 0), pieces INTEGER CHECK (pieces > 0),
    session_id TEXT, reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
    CHECK (denomination_yen IS NULL OR denomination_yen * pieces = amount_yen)) STRICT;
  CREATE INDEX transfer_by_session ON transfer (session_id);
  CREATE TABLE resolution (
    transfer_id TEXT PRIMARY KEY REFERENCES transfer (transfer_id),
    kind TEXT NOT NULL CHECK (kind IN ('post', 'void')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE open_pending (
    transfer_id TEXT PRIMARY KEY, session_id TEXT, amount_yen INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;

  CREATE TABLE balance (account TEXT PRIMARY KEY, debit_yen INTEGER NOT NULL, credit_yen INTEGER NOT NULL) STRICT;
  CREATE TABLE stock (
    account TEXT NOT NULL, denomination_yen INTEGER NOT NULL, pieces INTEGER NOT NULL,
    PRIMARY KEY (account, denomination_yen)) STRICT;

  CREATE TABLE posting (sequence INTEGER PRIMARY KEY, debit TEXT NOT NULL, credit TEXT NOT NULL, amount_yen INTEGER NOT NULL,
    denomination_yen INTEGER, pieces INTEGER) STRICT;
  CREATE TRIGGER posting_applies AFTER INSERT ON posting BEGIN
    INSERT INTO balance VALUES (NEW.debit, NEW.amount_yen, 0)
      ON CONFLICT (account) DO UPDATE SET debit_yen = debit_yen + NEW.amount_yen;
    INSERT INTO balance VALUES (NEW.credit, 0, NEW.amount_yen)
      ON CONFLICT (account) DO UPDATE SET credit_yen = credit_yen + NEW.amount_yen;
  END;
  CREATE TRIGGER posting_moves_pieces AFTER INSERT ON posting WHEN NEW.denomination_yen IS NOT NULL BEGIN
    INSERT INTO stock SELECT NEW.debit, NEW.denomination_yen, NEW.pieces WHERE NEW.debit LIKE 'unit:%'
      ON CONFLICT (account, denomination_yen) DO UPDATE SET pieces = pieces + NEW.pieces;
    INSERT INTO stock SELECT NEW.credit, NEW.denomination_yen, -NEW.pieces WHERE NEW.credit LIKE 'unit:%'
      ON CONFLICT (account, denomination_yen) DO UPDATE SET pieces = pieces - NEW.pieces;
  END;
  CREATE TRIGGER transfer_posts AFTER INSERT ON transfer WHEN NEW.state = 'posted' BEGIN
    INSERT INTO posting VALUES (NEW.sequence, NEW.debit, NEW.credit, NEW.amount_yen, NEW.denomination_yen, NEW.pieces);
  END;
  CREATE TRIGGER transfer_waits AFTER INSERT ON transfer WHEN NEW.state = 'pending' BEGIN
    INSERT INTO open_pending VALUES (NEW.transfer_id, NEW.session_id, NEW.amount_yen, NEW.reason);
  END;
  CREATE TRIGGER resolution_needs_pending BEFORE INSERT ON resolution
    WHEN NOT EXISTS (SELECT 1 FROM open_pending WHERE transfer_id = NEW.transfer_id)
    BEGIN SELECT RAISE(ABORT, 'not pending'); END;
  CREATE TRIGGER resolution_applies AFTER INSERT ON resolution BEGIN
    DELETE FROM open_pending WHERE transfer_id = NEW.transfer_id;
    INSERT INTO posting SELECT sequence, debit, credit, amount_yen, denomination_yen, pieces
      FROM transfer WHERE transfer_id = NEW.transfer_id AND NEW.kind = 'post';
  END;

  CREATE TABLE intent (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, intent_id TEXT NOT NULL UNIQUE, session_id TEXT, device_id TEXT NOT NULL,
    about TEXT NOT NULL, order_json TEXT NOT NULL, device_base TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE outcome (
    intent_id TEXT PRIMARY KEY REFERENCES intent (intent_id),
    result TEXT NOT NULL CHECK (result IN ('done', 'partly', 'notDone', 'unknown')), pieces TEXT NOT NULL,
    device_after TEXT NOT NULL, code TEXT, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE device_memory (device_id TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT;
  CREATE TABLE uncertain (
    fact_id TEXT PRIMARY KEY, session_id TEXT, device_id TEXT NOT NULL, least_yen INTEGER NOT NULL,
    most_yen INTEGER NOT NULL CHECK (most_yen >= least_yen), reason TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;

  CREATE TABLE slip (
    claim_number TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session, amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
    reason TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE slip_event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, claim_number TEXT NOT NULL REFERENCES slip, event TEXT NOT NULL,
    at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, transaction_id TEXT NOT NULL, point TEXT NOT NULL, detail TEXT NOT NULL,
    at_ms INTEGER NOT NULL, UNIQUE (transaction_id, point)) STRICT;
  CREATE TABLE outbox_ack (sequence INTEGER PRIMARY KEY REFERENCES outbox, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE incident (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, detail TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  INSERT INTO counter VALUES ('number', 0);
  ${TRIGGERS}
  INSERT INTO meta VALUES ('schema_version', '${SCHEMA_VERSION}');
`;

/** Rows by table; a note, a payout of three coins, a slip for the rest, and a second session under way. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  session: ["('s1', 't1', 1)", "('s2', 't2', 9)"],
  certificate_set: ["('s1', 0, 'susono', 'juminhyo', 300, 1)"],
  transfer: [
    "(1, 'stock:1', 'posted', 'unit:hopper-100', 'outside', 1000, 100, 10, NULL, 'stock', 1)",
    "(2, 'e1', 'pending', 'unit:notes', 'credit:s1', 1000, 1000, 1, 's1', 'escrow', 2)",
    "(3, 'charge', 'posted', 'credit:s1', 'fee:s1:0', 300, NULL, NULL, 's1', 'fee set aside', 3)",
    "(4, 'change', 'posted', 'credit:s1', 'owed:s1', 700, NULL, NULL, 's1', 'change', 3)",
    "(5, 'i1', 'pending', 'owed:s1', 'unit:hopper-100', 700, NULL, NULL, 's1', 'payout', 4)",
    "(6, 'i1:0', 'posted', 'owed:s1', 'unit:hopper-100', 300, 100, 3, 's1', 'payout', 5)",
    "(7, 'slip', 'posted', 'owed:s1', 'slip:000041', 400, NULL, NULL, 's1', 'slip: unpaid', 6)",
    "(8, 'earn', 'posted', 'fee:s1:0', 'fees:susono', 300, NULL, NULL, 's1', 'fee earned', 7)",
  ],
  resolution: ["('e1', 'post', 3)", "('i1', 'void', 5)"],
  intent: [
    "(1, 'i1', 's1', 'hopper-100', '{\"kind\":\"pay\",\"unitId\":\"hopper-100\",\"amount_yen\":700}', '{}', '0', 4)",
    "(2, 'i2', 's2', 'printer', '{\"kind\":\"printReceipt\"}', '{}', '', 9)",
  ],
  outcome: ["('i1', 'partly', '[{\"denomination_yen\":100,\"count\":3}]', '3', 'hopperJam', 5)"],
  device_memory: ["('coins', 'memory of coins')"],
  uncertain: ["('u1', 's1', 'coins', 0, 500, 'cashReset', 5)"],
  set_event: ["('s1', 0, 'earned', 7)"],
  slip: ["('000041', 's1', 400, 'unpaid', 6)"],
  slip_event: ["(1, '000041', 'shown', 7)"],
  session_end: ["('s1', 'delivered', 8)"],
  outbox: ["(1, 't1', 'printing', '{}', 4)", "(2, 't1', 'delivered', '{}', 8)"],
  outbox_ack: ['(1, 5)'],
  incident: ["(1, 'hopperJam', 'hopper-100', 5)"],
};

/** Writes the ledger; returns how many rows each table has. */
export function schemaOne(file: string): { readonly rows: Readonly<Record<string, number>> } {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
  for (const [table, rows] of Object.entries(ROWS)) database.exec(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
  database.exec("UPDATE counter SET value = 41 WHERE name = 'number'");
  database.close();
  return { rows: Object.fromEntries(Object.entries(ROWS).map(([table, rows]) => [table, rows.length])) };
}
