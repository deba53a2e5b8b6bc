import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';

/** What SQLite's result codes mean here (sqlite.org/rescode.html); the longest prefix that fits. */
const CODES: readonly (readonly [string, CodeName])[] = [
  ['SQLITE_CONSTRAINT', 'ledgerRefused'],
  ['SQLITE_MISMATCH', 'ledgerRefused'],
  ['SQLITE_FULL', 'ledgerFull'],
  ['SQLITE_BUSY', 'ledgerLocked'],
  ['SQLITE_LOCKED', 'ledgerLocked'],
  ['SQLITE_CORRUPT', 'ledgerDamaged'],
  ['SQLITE_NOTADB', 'ledgerDamaged'],
  ['SQLITE_READONLY', 'ledgerReadOnly'],
];

/** SQLite's own name of what went wrong, for an error of the database; empty for any other. */
export function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}

/** A fault of the database as an error with its code; `what` says what was tried. Our own errors pass as they are. */
export function ledgerFailure(what: string, error: unknown): MadoguchiError {
  if (error instanceof MadoguchiError) return error;
  const found = sqliteCode(error);
  const code = CODES.find(([prefix]) => found.startsWith(prefix))?.[1] ?? 'ledgerUnusable';
  return new MadoguchiError(code, `${what}: ${describe(error)}`);
}
