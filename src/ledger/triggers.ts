/** Tables of which nothing is ever edited or deleted, in the order in which the chain of hashes takes them. */
export const APPEND_ONLY = [
  'session',
  'certificate_set',
  'transfer',
  'resolution',
  'uncertain',
  'intent',
  'outcome',
  'set_event',
  'slip',
  'slip_event',
  'session_end',
  'outbox',
  'outbox_ack',
  'incident',
  'staff_movement',
  'staff_count',
  'staff_settlement',
  'incident_seen',
  'staff_exchange',
  'staff_exchange_end',
  'mismatch',
  'incident_closing',
  'stray_sheet',
  'stray_sheet_end',
] as const;

/** Tables that came later: closings before them know nothing of them, so they are in the chain only with rows of their own. */
export const LATE_TABLES: ReadonlySet<string> = new Set([
  'mismatch',
  'incident_closing',
  'stray_sheet',
  'stray_sheet_end',
]);

function refuse(name: string, on: string, when: string, words: string): string {
  return `CREATE TRIGGER ${name} BEFORE ${on} ${when === '' ? '' : `WHEN ${when}`} BEGIN SELECT RAISE(ABORT, '${words}'); END;`;
}

/** Nothing in the books is ever edited: a correction is a new entry (design, Money). */
const noEdits = (table: string): string =>
  refuse(`${table}_no_update`, `UPDATE ON ${table}`, '', `append-only: ${table}`) +
  refuse(`${table}_no_delete`, `DELETE ON ${table}`, '', `append-only: ${table}`);

/** A claim that would be given more than it holds. */
const OVERDRAWN = `NEW.debit_yen > NEW.credit_yen AND (NEW.account GLOB 'credit:*' OR NEW.account GLOB 'fee:*'
  OR NEW.account GLOB 'fees:*' OR NEW.account GLOB 'slip:*')`;

/** What makes a row of each table the same row again; every one of them is UNIQUE in the schema. */
const KEYS: Readonly<Record<(typeof APPEND_ONLY)[number] | 'closing' | 'closing_trace', readonly string[]>> = {
  session: ['session_id', 'transaction_id'],
  certificate_set: ['session_id, set_index'],
  transfer: ['transfer_id'],
  resolution: ['transfer_id'],
  uncertain: ['fact_id'],
  intent: ['intent_id'],
  outcome: ['intent_id'],
  set_event: ['session_id, set_index'],
  slip: ['claim_number'],
  slip_event: [],
  session_end: ['session_id'],
  outbox: ['transaction_id, point'],
  outbox_ack: ['sequence'],
  incident: [],
  staff_movement: ['movement_id'],
  staff_count: ['movement_id, unit_id, denomination_yen'],
  staff_settlement: ['movement_id', 'about'],
  staff_exchange: ['exchange_id'],
  staff_exchange_end: ['exchange_id'],
  incident_seen: ['incident'],
  mismatch: ['incident', 'reference'],
  incident_closing: ['incident'],
  stray_sheet: ['sheet_id', 'incident', 'reference'],
  stray_sheet_end: ['incident'],
  closing: ['closing_id'],
  closing_trace: ['number, table_name'],
};

/** Tables whose rows are facts that may come twice: the second time nothing happens. */
const TOLD_AGAIN: ReadonlySet<string> = new Set(['uncertain', 'outbox', 'outbox_ack', 'incident_seen']);

/**
 * `INSERT OR REPLACE` deletes the old row without asking the trigger against deletion (sqlite.org/lang_conflict.html), so a row
 * that is there already is refused before that.
 */
function noReplacement(table: keyof typeof KEYS): string {
  const same = KEYS[table].map(
    (key) =>
      `EXISTS (SELECT 1 FROM ${table} WHERE (${key}) = (${key
        .split(', ')
        .map((column) => `NEW.${column}`)
        .join(', ')}))`,
  );
  const isThere = [`EXISTS (SELECT 1 FROM ${table} WHERE rowid = NEW.rowid)`, ...same].join(' OR ');
  const how = TOLD_AGAIN.has(table) ? 'RAISE(IGNORE)' : `RAISE(ABORT, 'already there: ${table}')`;
  return `CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} WHEN ${isThere} BEGIN SELECT ${how}; END;`;
}

/** What the rows have to be like beyond their own columns. */
const RULES = [
  refuse(
    'transfer_needs_open_session',
    'INSERT ON transfer',
    'NEW.session_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM open_session WHERE session_id = NEW.session_id)',
    'no such open session',
  ),
  refuse(
    'resolution_needs_pending',
    'INSERT ON resolution',
    'NOT EXISTS (SELECT 1 FROM open_pending WHERE transfer_id = NEW.transfer_id)',
    'not pending',
  ),
  refuse(
    'resolution_needs_pieces',
    'INSERT ON resolution',
    `NEW.kind = 'post' AND EXISTS (SELECT 1 FROM transfer WHERE transfer_id = NEW.transfer_id AND pieces IS NULL
      AND (debit GLOB 'unit:*' OR credit GLOB 'unit:*'))`,
    'pieces unknown',
  ),
  refuse(
    'session_ends_empty',
    'INSERT ON session_end',
    `EXISTS (SELECT 1 FROM open_pending WHERE session_id = NEW.session_id)
      OR EXISTS (SELECT 1 FROM balance WHERE account IN ('credit:' || NEW.session_id, 'owed:' || NEW.session_id)
        AND debit_yen <> credit_yen)
      OR EXISTS (SELECT 1 FROM balance WHERE account > 'fee:' || NEW.session_id || ':'
        AND account < 'fee:' || NEW.session_id || ';' AND debit_yen <> credit_yen)`,
    'money left in the session',
  ),
  refuse(
    'slip_needs_money',
    'INSERT ON slip',
    // A dispute may be about money that is nowhere for certain: what is in question stands in `uncertain`.
    `NEW.reason <> 'dispute' AND NOT EXISTS (SELECT 1 FROM balance WHERE account = 'slip:' || NEW.claim_number
      AND credit_yen - debit_yen = NEW.amount_yen)`,
    'a slip without its money',
  ),
  refuse(
    'closing_follows',
    'INSERT ON closing',
    `NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM closing)
      OR NEW.previous_hash <> COALESCE((SELECT head_hash FROM closing ORDER BY number DESC LIMIT 1), '${'0'.repeat(64)}')`,
    'a closing that does not follow the last',
  ),
  // Nobody is given more than there is: only assets, losses and a payout in progress may stand in debit.
  refuse('balance_covers', 'UPDATE ON balance', OVERDRAWN, 'more than there is'),
  refuse('balance_covers_first', 'INSERT ON balance', OVERDRAWN, 'more than there is').replace('BEFORE', 'AFTER'),
  refuse('balance_no_delete', 'DELETE ON balance', '', 'balances only grow'),
  refuse(
    'balance_grows',
    'UPDATE ON balance',
    'NEW.account <> OLD.account OR NEW.debit_yen < OLD.debit_yen OR NEW.credit_yen < OLD.credit_yen',
    'balances only grow',
  ),
  refuse('stock_no_delete', 'DELETE ON stock', '', 'stock is kept'),
  refuse('counter_no_delete', 'DELETE ON counter', '', 'numbers only grow'),
  refuse('counter_grows', 'UPDATE ON counter', 'NEW.value <= OLD.value', 'numbers only grow'),
].join('\n');

/** Books one entry: `row` is `NEW` of a posted transfer, or the transfer that a resolution posts. */
function apply(row: string, from: string): string {
  const side = (account: 'debit' | 'credit', sign: '' | '-'): string => `
    INSERT INTO stock SELECT ${row}.${account}, ${row}.denomination_yen, ${sign}${row}.pieces ${from}
      ${from === '' ? 'WHERE' : 'AND'} ${row}.pieces IS NOT NULL AND ${row}.${account} GLOB 'unit:*'
      ON CONFLICT (account, denomination_yen) DO UPDATE SET pieces = pieces + excluded.pieces;`;
  const where = from === '' ? 'WHERE true' : from;
  return `
    INSERT INTO balance SELECT ${row}.debit, ${row}.amount_yen, 0 ${where}
      ON CONFLICT (account) DO UPDATE SET debit_yen = debit_yen + excluded.debit_yen;
    INSERT INTO balance SELECT ${row}.credit, 0, ${row}.amount_yen ${where}
      ON CONFLICT (account) DO UPDATE SET credit_yen = credit_yen + excluded.credit_yen;
    ${side('debit', '')}${side('credit', '-')}`;
}

/** What keeps the derived tables. */
const KEEPERS = `
  CREATE TRIGGER transfer_posts AFTER INSERT ON transfer WHEN NEW.state = 'posted' BEGIN ${apply('NEW', '')} END;
  CREATE TRIGGER transfer_waits AFTER INSERT ON transfer WHEN NEW.state = 'pending' BEGIN
    INSERT INTO open_pending VALUES (NEW.transfer_id, NEW.session_id, NEW.amount_yen, NEW.reason);
  END;
  CREATE TRIGGER resolution_ends_wait AFTER INSERT ON resolution BEGIN
    DELETE FROM open_pending WHERE transfer_id = NEW.transfer_id;
  END;
  CREATE TRIGGER resolution_posts AFTER INSERT ON resolution WHEN NEW.kind = 'post' BEGIN
    ${apply('t', 'FROM transfer t WHERE t.transfer_id = NEW.transfer_id')}
  END;
  CREATE TRIGGER session_opens AFTER INSERT ON session BEGIN INSERT INTO open_session VALUES (NEW.session_id); END;
  CREATE TRIGGER session_ends AFTER INSERT ON session_end BEGIN
    DELETE FROM open_session WHERE session_id = NEW.session_id;
  END;
  CREATE TRIGGER intent_opens AFTER INSERT ON intent BEGIN
    INSERT INTO open_intent VALUES (NEW.sequence, NEW.intent_id);
  END;
  CREATE TRIGGER outcome_closes AFTER INSERT ON outcome BEGIN
    DELETE FROM open_intent WHERE intent_id = NEW.intent_id;
  END;
  CREATE TRIGGER outbox_waits AFTER INSERT ON outbox BEGIN INSERT INTO open_outbox VALUES (NEW.sequence); END;
  CREATE TRIGGER outbox_told AFTER INSERT ON outbox_ack BEGIN
    DELETE FROM open_outbox WHERE sequence = NEW.sequence;
  END;
  CREATE TRIGGER slip_opens AFTER INSERT ON slip BEGIN INSERT INTO open_slip VALUES (NEW.claim_number); END;
  CREATE TRIGGER slip_settles AFTER INSERT ON staff_settlement WHEN NEW.about GLOB 'slip:*' BEGIN
    DELETE FROM open_slip WHERE claim_number = substr(NEW.about, 6);
  END;`;

/** All triggers: what is refused, what is kept. */
export const TRIGGERS = [
  ...[...APPEND_ONLY, 'closing', 'closing_trace'].map(noEdits),
  ...Object.keys(KEYS).map((table) => noReplacement(table as keyof typeof KEYS)),
  RULES,
  KEEPERS,
].join('\n');

/** Those of the tables that came with schema 3. */
export const MISMATCH_TRIGGERS = triggersOf('mismatch', 'incident_closing');

/** Those of the tables that came with schema 4. */
export const STRAY_TRIGGERS = triggersOf('stray_sheet', 'stray_sheet_end');

function triggersOf(...tables: readonly (typeof APPEND_ONLY)[number][]): string {
  return tables.map((table) => `${noEdits(table)}\n${noReplacement(table)}`).join('\n');
}
