/**
 * Tables of what the fleet is told. They are no part of the books: not in the chain of hashes, and old events are taken away. Events
 * about money and paper are written by triggers, so they are in the very transaction of the entry, and no entry is without its event.
 */

/** What counts the books, in one statement for each name; `verify` and the migration make the same table from the rows. */
export const TALLIES_OF_ROWS = `
  SELECT 'sessions' AS name, outcome AS label, COUNT(*) AS value FROM session_end GROUP BY outcome
  UNION ALL SELECT 'sets', event, COUNT(*) FROM set_event GROUP BY event
  UNION ALL SELECT 'leaves', event, SUM(leaves) FROM set_event JOIN certificate_set USING (session_id, set_index) GROUP BY event
  UNION ALL SELECT 'fees_yen', event, SUM(fee_yen) FROM set_event JOIN certificate_set USING (session_id, set_index) GROUP BY event
  UNION ALL SELECT 'slips', reason, COUNT(*) FROM slip GROUP BY reason
  UNION ALL SELECT 'slips_yen', reason, SUM(amount_yen) FROM slip GROUP BY reason
  UNION ALL SELECT 'incidents', code, COUNT(*) FROM incident GROUP BY code`;

/** Came with schema 5. */
export const EVENTS = `
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Not of the kiosk's own generator: a copy of the books that was put back never gives an id twice.
    event_id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    at_ms INTEGER NOT NULL, type TEXT NOT NULL, fields TEXT NOT NULL) STRICT;
  CREATE TABLE tally (
    name TEXT NOT NULL, label TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name, label)) STRICT;
  CREATE TABLE remote_command (
    command_id TEXT PRIMARY KEY, expires_ms INTEGER NOT NULL, answer TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;`;

const TOLD_AS = { earned: 'setDelivered', disputed: 'setDisputed', returned: 'setReturned' } as const;

function tell(type: string, fields: string, at = 'NEW.at_ms'): string {
  return `INSERT INTO event (at_ms, type, fields) SELECT ${at}, '${type}', ${fields}`;
}

function tally(name: string, label: string, value: string, from = 'WHERE true'): string {
  return `INSERT INTO tally SELECT '${name}', ${label}, ${value} ${from}
    ON CONFLICT (name, label) DO UPDATE SET value = value + excluded.value;`;
}

const LEVELS = `json_object('units', json((SELECT json_group_array(json_object('unit', substr(account, 6),
  'denomination_yen', denomination_yen, 'pieces', pieces)) FROM (SELECT * FROM stock ORDER BY account, denomination_yen LIMIT 64))))`;

const SET = `FROM certificate_set c WHERE c.session_id = NEW.session_id AND c.set_index = NEW.set_index`;

export const EVENT_TRIGGERS = `
  CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are not edited'); END;
  CREATE TRIGGER tally_no_delete BEFORE DELETE ON tally BEGIN SELECT RAISE(ABORT, 'counts only grow'); END;
  CREATE TRIGGER tally_grows BEFORE UPDATE ON tally
    WHEN NEW.name <> OLD.name OR NEW.label <> OLD.label OR NEW.value <= OLD.value
    BEGIN SELECT RAISE(ABORT, 'counts only grow'); END;
  CREATE TRIGGER session_end_told AFTER INSERT ON session_end BEGIN
    ${tell('sessionEnded', `json_object('outcome', NEW.outcome)`)};
    ${tell('cashLevels', LEVELS)} WHERE EXISTS (
      SELECT 1 FROM balance WHERE account = 'credit:' || NEW.session_id);
    ${tally('sessions', 'NEW.outcome', '1')}
  END;
  CREATE TRIGGER set_event_told AFTER INSERT ON set_event BEGIN
    ${Object.entries(TOLD_AS)
      .map(
        ([event, type]) =>
          `${tell(type, `json_object('type', c.type_id, 'leaves', c.leaves, 'fee_yen', c.fee_yen)`)} ${SET} AND NEW.event = '${event}';`,
      )
      .join('\n    ')}
    ${tally('sets', 'NEW.event', '1')}
    ${tally('leaves', 'NEW.event', 'c.leaves', SET)}
    ${tally('fees_yen', 'NEW.event', 'c.fee_yen', SET)}
  END;
  CREATE TRIGGER slip_told AFTER INSERT ON slip BEGIN
    ${tell('slip', `json_object('reason', NEW.reason, 'amount_yen', NEW.amount_yen)`)};
    ${tally('slips', 'NEW.reason', '1')}
    ${tally('slips_yen', 'NEW.reason', 'NEW.amount_yen')}
  END;
  CREATE TRIGGER incident_told AFTER INSERT ON incident BEGIN
    ${tell('incident', `json_object('incident', NEW.sequence, 'code', NEW.code)`)} WHERE NEW.code <> 'itemsLeft';
    ${tell(
      'itemsLeft',
      `json_object('incident', NEW.sequence, 'items', json('["' || replace(NEW.detail, ' ', '","') || '"]'))`,
    )} WHERE NEW.code = 'itemsLeft' AND NEW.detail NOT GLOB '*[^a-z ]*';
    ${tally('incidents', 'NEW.code', '1')}
  END;
  CREATE TRIGGER incident_closing_told AFTER INSERT ON incident_closing BEGIN
    ${tell('incidentClosed', `json_object('incident', NEW.incident, 'reason', NEW.reason, 'by', NEW.closed_by)`)};
  END;
  CREATE TRIGGER staff_exchange_end_told AFTER INSERT ON staff_exchange_end BEGIN
    ${tell('staffWork', `json_object('task', x.task, 'outcome', NEW.outcome, 'role', x.role)`)}
      FROM staff_exchange x WHERE x.exchange_id = NEW.exchange_id;
    ${tell('cashLevels', LEVELS)} WHERE NEW.outcome = 'booked';
  END;
  CREATE TRIGGER closing_told AFTER INSERT ON closing BEGIN
    ${tell('closing', `json_object('number', NEW.number, 'role', NEW.role, 'headHash', NEW.head_hash)`)};
    ${tell('cashLevels', LEVELS)};
  END;`;
