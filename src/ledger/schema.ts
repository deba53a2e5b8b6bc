import { EVENT_TRIGGERS, EVENTS } from './event-schema.ts';
import { TRIGGERS } from './triggers.ts';

/** Version of the schema; an older one is brought up to it (`migrate.ts`), a newer one is refused (`ledgerSchema`). */
export const SCHEMA_VERSION = 5;

/** Denominations of Japanese coins and notes that a unit may hold (通貨法 第5条). 1 and 5 yen are taken by no copier. */
const DENOMINATIONS = '(10, 50, 100, 500, 1000, 2000, 5000, 10000)';

/** Accounts that exist once. */
const SINGLE_ACCOUNTS = "('staff', 'foreign', 'disputed', 'overpaid', 'overshort', 'unclaimed')";

/** An account has one of the shapes of `contract.ts`; one of a session belongs to the entry's own session. */
function accountCheck(column: 'debit' | 'credit'): string {
  return `CHECK (${column} IN ${SINGLE_ACCOUNTS} OR (length(${column}) <= 100 AND ${column} NOT GLOB '*[^a-zA-Z0-9:-]*' AND (
      ${column} GLOB 'unit:[a-z]*' OR ${column} GLOB 'fees:[a-z]*' OR ${column} GLOB 'slip:[0-9]*'
      OR ${column} IS 'credit:' || session_id OR ${column} IS 'owed:' || session_id
      OR (${column} GLOB 'fee:*:[0-9]*' AND substr(${column}, 1, length(session_id) + 5) IS 'fee:' || session_id || ':'))))`;
}

const SESSIONS = `
  CREATE TABLE session (
    sequence INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE CHECK (session_id <> ''), transaction_id TEXT NOT NULL UNIQUE,
    at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE session_end (
    sequence INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE REFERENCES session (session_id),
    outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'abandoned', 'interrupted')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE certificate_set (
    sequence INTEGER PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (session_id),
    set_index INTEGER NOT NULL CHECK (set_index >= 0), municipality_id TEXT NOT NULL, type_id TEXT NOT NULL,
    fee_yen INTEGER NOT NULL CHECK (fee_yen > 0 AND fee_yen % 10 = 0), leaves INTEGER NOT NULL CHECK (leaves > 0),
    UNIQUE (session_id, set_index)) STRICT;
  CREATE TABLE set_event (
    sequence INTEGER PRIMARY KEY, session_id TEXT NOT NULL, set_index INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('earned', 'disputed', 'returned')), at_ms INTEGER NOT NULL,
    UNIQUE (session_id, set_index),
    FOREIGN KEY (session_id, set_index) REFERENCES certificate_set (session_id, set_index)) STRICT;`;

const MONEY = `
  CREATE TABLE transfer (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    transfer_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('posted', 'pending')),
    debit TEXT NOT NULL, credit TEXT NOT NULL CHECK (credit <> debit),
    amount_yen INTEGER NOT NULL CHECK (amount_yen > 0 AND amount_yen % 10 = 0),
    denomination_yen INTEGER CHECK (denomination_yen IN ${DENOMINATIONS}), pieces INTEGER CHECK (pieces > 0),
    session_id TEXT, reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
    ${accountCheck('debit')}, ${accountCheck('credit')},
    CHECK ((denomination_yen IS NULL) = (pieces IS NULL)),
    CHECK (denomination_yen IS NULL OR denomination_yen * pieces = amount_yen),
    -- What lies in a unit is pieces; only a payout that is ordered and not yet known goes without them.
    CHECK (denomination_yen IS NOT NULL OR state = 'pending' OR (debit NOT GLOB 'unit:*' AND credit NOT GLOB 'unit:*'))
  ) STRICT;
  CREATE TABLE resolution (
    sequence INTEGER PRIMARY KEY, transfer_id TEXT NOT NULL UNIQUE REFERENCES transfer (transfer_id),
    kind TEXT NOT NULL CHECK (kind IN ('post', 'void')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE uncertain (
    sequence INTEGER PRIMARY KEY, fact_id TEXT NOT NULL UNIQUE, session_id TEXT, device_id TEXT NOT NULL,
    least_yen INTEGER NOT NULL CHECK (least_yen >= 0), most_yen INTEGER NOT NULL CHECK (most_yen >= least_yen),
    reason TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;`;

const ORDERS = `
  CREATE TABLE intent (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, intent_id TEXT NOT NULL UNIQUE, session_id TEXT, device_id TEXT NOT NULL,
    about TEXT NOT NULL, order_json TEXT NOT NULL, device_base TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE INDEX intent_by_session ON intent (session_id);
  CREATE TABLE outcome (
    sequence INTEGER PRIMARY KEY, intent_id TEXT NOT NULL UNIQUE REFERENCES intent (intent_id),
    result TEXT NOT NULL CHECK (result IN ('done', 'partly', 'notDone', 'unknown')), pieces TEXT NOT NULL,
    device_after TEXT NOT NULL, code TEXT, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE device_memory (device_id TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT;`;

const CLAIMS = `
  CREATE TABLE slip (
    sequence INTEGER PRIMARY KEY, claim_number TEXT NOT NULL UNIQUE CHECK (claim_number NOT GLOB '*[^0-9]*'),
    session_id TEXT NOT NULL REFERENCES session (session_id), amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
    reason TEXT NOT NULL CHECK (reason IN ('unpaid', 'dispute', 'interrupted')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE slip_event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, claim_number TEXT NOT NULL REFERENCES slip (claim_number), event TEXT NOT NULL,
    at_ms INTEGER NOT NULL) STRICT;
  CREATE INDEX slip_event_by_claim ON slip_event (claim_number);
  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, transaction_id TEXT NOT NULL, point TEXT NOT NULL, detail TEXT NOT NULL,
    at_ms INTEGER NOT NULL, UNIQUE (transaction_id, point)) STRICT;
  CREATE TABLE outbox_ack (
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE REFERENCES outbox (sequence), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE incident (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, detail TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;`;

/** What staff did. Who is a role and never a person. */
const STAFF = `
  CREATE TABLE staff_movement (
    sequence INTEGER PRIMARY KEY, movement_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('openingStock', 'refill', 'collection', 'count')),
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE staff_count (
    sequence INTEGER PRIMARY KEY, movement_id TEXT NOT NULL REFERENCES staff_movement (movement_id), unit_id TEXT NOT NULL,
    denomination_yen INTEGER NOT NULL CHECK (denomination_yen IN ${DENOMINATIONS}), booked INTEGER NOT NULL,
    counted INTEGER NOT NULL CHECK (counted >= 0), UNIQUE (movement_id, unit_id, denomination_yen)) STRICT;
  CREATE TABLE staff_settlement (
    sequence INTEGER PRIMARY KEY, movement_id TEXT NOT NULL UNIQUE, about TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE staff_exchange (
    sequence INTEGER PRIMARY KEY, exchange_id TEXT NOT NULL UNIQUE,
    task TEXT NOT NULL CHECK (task IN ('collect', 'refill', 'openingStock', 'closing')), unit_id TEXT,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE staff_exchange_end (
    sequence INTEGER PRIMARY KEY, exchange_id TEXT NOT NULL UNIQUE REFERENCES staff_exchange (exchange_id),
    outcome TEXT NOT NULL CHECK (outcome IN ('booked', 'dropped')), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE incident_seen (
    sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL UNIQUE REFERENCES incident (sequence),
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), at_ms INTEGER NOT NULL) STRICT;`;

/**
 * Papers and documents that were not what they had to be (D7, D8). Each is an incident that stays open until a person closes it; no
 * later success does. Came with schema 3.
 */
export const MISMATCHES = `
  CREATE TABLE mismatch (
    sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL UNIQUE REFERENCES incident (sequence),
    reference TEXT NOT NULL UNIQUE CHECK (reference NOT GLOB '*[^0-9]*'),
    municipality_id TEXT CHECK (municipality_id NOT GLOB '*[^a-zA-Z0-9]*'), at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE incident_closing (
    sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL UNIQUE REFERENCES incident (sequence),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 40 AND reason NOT GLOB '*[^a-zA-Z]*'),
    closed_by TEXT NOT NULL CHECK (closed_by IN ('clerk', 'maintenance', 'remote')), at_ms INTEGER NOT NULL) STRICT;`;

/** Sheets of a certificate that did not come out as they should, and what a person said of each. Came with schema 4. */
export const STRAY_SHEETS = `
  CREATE TABLE stray_sheet (
    sequence INTEGER PRIMARY KEY, sheet_id TEXT NOT NULL UNIQUE CHECK (sheet_id <> ''),
    incident INTEGER NOT NULL UNIQUE REFERENCES incident (sequence),
    reference TEXT NOT NULL UNIQUE CHECK (reference NOT GLOB '*[^0-9]*'),
    intent_id TEXT NOT NULL REFERENCES intent (intent_id),
    cause TEXT NOT NULL CHECK (cause IN ('jam', 'unknown', 'reprint')), at_ms INTEGER NOT NULL) STRICT;
  CREATE INDEX stray_sheet_by_intent ON stray_sheet (intent_id);
  CREATE TABLE stray_sheet_end (
    sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL UNIQUE REFERENCES stray_sheet (incident),
    what TEXT NOT NULL CHECK (what IN ('taken', 'destroyed', 'kept', 'notFound')),
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), at_ms INTEGER NOT NULL) STRICT;`;

/** Closings (締め). `trace` keeps 8 bytes of the running hash per row, so that the first row that differs can be named. */
const CLOSINGS = `
  CREATE TABLE closing (
    number INTEGER PRIMARY KEY CHECK (number > 0), closing_id TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'maintenance')), from_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    statement TEXT NOT NULL, previous_hash TEXT NOT NULL,
    head_hash TEXT NOT NULL CHECK (length(head_hash) = 64 AND head_hash NOT GLOB '*[^0-9a-f]*')) STRICT;
  CREATE TABLE closing_trace (
    number INTEGER NOT NULL REFERENCES closing (number), table_name TEXT NOT NULL, after_row INTEGER NOT NULL,
    upto_row INTEGER NOT NULL, trace BLOB NOT NULL, PRIMARY KEY (number, table_name)) STRICT;`;

/** Kept by triggers, so that nothing that is asked in a session reads the whole books; rebuilt from the rows by `verify`. */
const DERIVED = `
  CREATE TABLE balance (
    account TEXT PRIMARY KEY, debit_yen INTEGER NOT NULL, credit_yen INTEGER NOT NULL) STRICT;
  CREATE TABLE stock (
    account TEXT NOT NULL, denomination_yen INTEGER NOT NULL, pieces INTEGER NOT NULL,
    PRIMARY KEY (account, denomination_yen)) STRICT;
  CREATE TABLE open_pending (
    transfer_id TEXT PRIMARY KEY, session_id TEXT, amount_yen INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
  CREATE TABLE open_session (session_id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE open_intent (sequence INTEGER PRIMARY KEY, intent_id TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE open_outbox (sequence INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE open_slip (claim_number TEXT PRIMARY KEY) STRICT;
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  INSERT INTO counter VALUES ('number', 0);`;

/**
 * The one database. Every append-only table has an ever-growing row number of its own: with the table's name it is the
 * row's place in the chain of hashes (`chain.ts`).
 */
export const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  ${SESSIONS}${MONEY}${ORDERS}${CLAIMS}${STAFF}${MISMATCHES}${STRAY_SHEETS}${CLOSINGS}${DERIVED}${EVENTS}
  ${TRIGGERS}
  ${EVENT_TRIGGERS}
  INSERT INTO meta VALUES ('schema_version', '${SCHEMA_VERSION}');
`;
