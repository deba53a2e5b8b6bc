import Database from 'better-sqlite3';
import { MadoguchiError } from '../base/errors.ts';
import { migrateFrom1 } from './migrate.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** The database handle that the ledger is given. */
export type LedgerDatabase = Database.Database;

/**
 * Opens or creates the ledger's database; `:memory:` for simulation. WAL with `synchronous=FULL`: in the power-cut rig
 * every acknowledged commit survived with it.
 * @throws MadoguchiError `ledgerUnusable` | `ledgerSchema`
 */
export function openLedgerDatabase(file: string): LedgerDatabase {
  let database: LedgerDatabase;
  try {
    database = new Database(file, { timeout: 1000 });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    if (!hasSchema(database)) database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
    else if (versionOf(database) === '1') migrateFrom1(database);
  } catch (error) {
    throw new MadoguchiError('ledgerUnusable', `the ledger ${file} cannot be opened: ${describe(error)}`);
  }
  const version = versionOf(database);
  if (version !== String(SCHEMA_VERSION)) {
    database.close();
    throw new MadoguchiError(
      'ledgerSchema',
      `the ledger has schema ${String(version)}, this program knows ${SCHEMA_VERSION}`,
    );
  }
  return database;
}

function versionOf(database: LedgerDatabase): unknown {
  return database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").pluck().get();
}

function hasSchema(database: LedgerDatabase): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}
