/**
 * Sheets of a certificate that jammed, that nobody knows of, or that came out twice. Each is an incident that stays open until a person
 * says what became of the sheet; the centre hears of both, because what becomes of the certificate is its rule.
 */
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { IntentOutcome } from './contract.ts';
import type { StrayAnswer, StrayCause, StrayEnd, StrayFound, StraySheet } from './contract/stray-sheet.ts';
import { recordIncident } from './movements.ts';
import type { Books } from './statements.ts';

const CODES: Readonly<Record<StrayCause, CodeName>> = {
  jam: 'sheetJammed',
  unknown: 'sheetSought',
  reprint: 'sheetReprinted',
};

interface LeafRow {
  readonly transactionId: string;
  readonly set: number;
  readonly leaf: number;
  readonly of: number;
  readonly serial: string;
}

/** The leaf that an intent was about; undefined for a receipt, slip or staff sheet, on which nobody is named. */
function leafOf(books: Books, intentId: string): LeafRow | undefined {
  return books
    .statement<[string], LeafRow>(
      `SELECT s.transaction_id AS transactionId, c.set_index AS "set", json_extract(i.about, '$.leaf') + 1 AS leaf, c.leaves AS "of",
         COALESCE(json_extract(i.about, '$.serial'), '') AS serial
       FROM intent i JOIN session s USING (session_id)
         JOIN certificate_set c ON c.session_id = i.session_id AND c.set_index = json_extract(i.about, '$.set')
       WHERE i.intent_id = ? AND json_extract(i.about, '$.kind') = 'printLeaf'`,
    )
    .get(intentId);
}

/** For the centre's outbox: each sheet is told of when it is found out about, and when somebody has answered. */
function tell(books: Books, sheet: StraySheet, state: 'open' | StrayEnd): void {
  const { transactionId, reference, serial, set, leaf, cause } = sheet;
  const detail = { reference, serial, set, leaf, cause, state };
  books
    .statement('INSERT OR IGNORE INTO outbox (transaction_id, point, detail, at_ms) VALUES (?, ?, ?, ?)')
    .run(transactionId, `sheet:${reference}:${state}`, JSON.stringify(detail), books.now_ms());
}

/** A leaf that is unknown is looked for already: when its jam is told afterwards, it is the same sheet. */
function isSought(books: Books, intentId: string, cause: StrayCause): boolean {
  const sought = books.statement("SELECT 1 FROM stray_sheet WHERE intent_id = ? AND cause = 'unknown'");
  return cause === 'jam' && sought.get(intentId) !== undefined;
}

/** Writes the sheet with its incident; null when it was written before, or is no sheet of a certificate. */
export function recordStray(books: Books, { intentId, cause, number }: StrayFound): StraySheet | null {
  const sheetId = `${intentId}:${cause}:${number}`;
  const row = leafOf(books, intentId);
  const isKnown = books.statement('SELECT 1 FROM stray_sheet WHERE sheet_id = ?').get(sheetId) !== undefined;
  if (row === undefined || isKnown || isSought(books, intentId, cause)) return null;
  const reference = String(books.nextNumber()).padStart(6, '0');
  const incident = recordIncident(
    books,
    CODES[cause],
    `sheet ${reference}: leaf ${row.leaf}/${row.of} of set ${row.set}, print ${row.serial}`,
  );
  const at_ms = books.now_ms();
  books
    .statement(
      'INSERT INTO stray_sheet (sheet_id, incident, reference, intent_id, cause, at_ms) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(sheetId, incident, reference, intentId, cause, at_ms);
  const sheet: StraySheet = { incident, reference, ...row, cause, at_ms };
  tell(books, sheet, 'open');
  return sheet;
}

/** A leaf that ended unknown leaves a sheet to look for, unless one that jammed is looked for already. */
export function strayAfterOutcome(books: Books, { intentId, result }: IntentOutcome): StraySheet | null {
  if (result !== 'unknown') return null;
  const isLookedFor = books.statement('SELECT 1 FROM stray_sheet WHERE intent_id = ?').get(intentId) !== undefined;
  return isLookedFor ? null : recordStray(books, { intentId, cause: 'unknown', number: 1 });
}

/** Those that nobody has answered for, oldest first. */
export function openStrays(books: Books): readonly StraySheet[] {
  return books
    .statement<[], { intent_id: string } & Pick<StraySheet, 'incident' | 'reference' | 'cause' | 'at_ms'>>(
      `SELECT intent_id, incident, reference, cause, at_ms FROM stray_sheet s
       WHERE NOT EXISTS (SELECT 1 FROM stray_sheet_end e WHERE e.incident = s.incident) ORDER BY incident`,
    )
    .all()
    .flatMap(({ intent_id, ...sheet }) => {
      const leaf = leafOf(books, intent_id);
      return leaf === undefined ? [] : [{ ...sheet, ...leaf }];
    });
}

/** Writes what became of it, once. @throws `incidentNotOpen` */
export function answerStray(books: Books, { incident, end, role }: StrayAnswer): StraySheet {
  const sheet = openStrays(books).find((open) => open.incident === incident);
  if (sheet === undefined) throw new MadoguchiError('incidentNotOpen', `no sheet is asked about under ${incident}`);
  books
    .statement('INSERT INTO stray_sheet_end (incident, what, role, at_ms) VALUES (?, ?, ?, ?)')
    .run(incident, end, role, books.now_ms());
  tell(books, sheet, end);
  return sheet;
}
