/** Papers and documents that were not what they had to be: open until a person closes them with a reason (D7). */
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { IncidentClosing, Mismatch, MismatchFound } from './contract/mismatch.ts';
import { recordIncident } from './movements.ts';
import type { Books } from './statements.ts';

/** Writes the incident and the mismatch together; its reference number is short enough to be read out. */
export function recordMismatch(books: Books, found: MismatchFound): Mismatch {
  const { code, detail, municipalityId } = found;
  const incident = recordIncident(books, code, detail);
  const reference = String(books.nextNumber()).padStart(6, '0');
  const at_ms = books.now_ms();
  books
    .statement('INSERT INTO mismatch (incident, reference, municipality_id, at_ms) VALUES (?, ?, ?, ?)')
    .run(incident, reference, municipalityId, at_ms);
  return { incident, reference, code, municipalityId, at_ms };
}

/** Oldest first. */
export function openMismatches(books: Books): readonly Mismatch[] {
  return books
    .statement<
      [],
      { incident: number; reference: string; code: CodeName; municipalityId: string | null; at_ms: number }
    >(
      `SELECT m.incident, m.reference, i.code, m.municipality_id AS municipalityId, m.at_ms
       FROM mismatch m JOIN incident i ON i.sequence = m.incident
       WHERE NOT EXISTS (SELECT 1 FROM incident_closing c WHERE c.incident = m.incident) ORDER BY m.incident`,
    )
    .all();
}

/** Closes one for good; a second time is refused, as the first reason is the one that counts. */
export function closeIncident(books: Books, { incident, reason, by }: IncidentClosing): void {
  if (!openMismatches(books).some((open) => open.incident === incident))
    throw new MadoguchiError('incidentNotOpen', `incident ${incident} is not open`);
  books
    .statement('INSERT INTO incident_closing (incident, reason, closed_by, at_ms) VALUES (?, ?, ?, ?)')
    .run(incident, reason, by, books.now_ms());
}
