import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MadoguchiError } from '../base/errors.ts';
import { ledgerFailure, sqliteCode } from './failure.ts';
import { LEDGER_LIMITS } from './limits.ts';
import { migrateFrom1, migrateFrom2, migrateFrom3, migrateFrom4 } from './migrate.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { lookThrough } from './start-check.ts';

/** The database handle that the ledger is given. */
export type LedgerDatabase = Database.Database;

/**
 * Opens or creates the ledger's database; `:memory:` for simulation. WAL with `synchronous=FULL`: in the power-cut rig
 * every acknowledged commit survived with it. A file is looked through before it is used (`start-check.ts`).
 * @throws MadoguchiError `ledgerUnusable` | `ledgerSchema` | `ledgerDamaged` | `ledgerFull` | `ledgerLocked` | `ledgerReadOnly`
 */
export function openLedgerDatabase(file: string): LedgerDatabase {
  let database: LedgerDatabase | null = null;
  try {
    // SQLite takes the log away when the last connection ends in order: one that is there was left by a cut or a kill.
    const wasCut = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    database = new Database(file, { timeout: LEDGER_LIMITS.lock_wait_ms });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    prepareSchema(database, file);
    if (!database.memory) lookThrough(database, file, wasCut);
    return database;
  } catch (error) {
    database?.close();
    if (sqliteCode(error) === 'SQLITE_CANTOPEN' && isReadOnly(file)) {
      throw new MadoguchiError('ledgerReadOnly', `the ledger ${file} cannot be used: its disk or folder is read-only`);
    }
    throw ledgerFailure(`the ledger ${file} cannot be used`, error);
  }
}

/** SQLite says only that it cannot open: whether for want of the right to write is asked of the system. */
function isReadOnly(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) accessSync(file, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && ['EROFS', 'EACCES', 'EPERM'].includes(String(error.code));
  }
}

/** Makes the tables of a new file, brings an older one up, refuses one that is newer. */
function prepareSchema(database: LedgerDatabase, file: string): void {
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() === undefined) {
    const other = database.prepare('SELECT name FROM sqlite_schema LIMIT 1').pluck().get();
    if (other !== undefined) {
      throw new MadoguchiError(
        'ledgerSchema',
        `${file} is a database, but no ledger: it has ${String(other)} and no meta`,
      );
    }
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
  } else if (versionOf(database) === '1') migrateFrom1(database);
  else if (versionOf(database) === '2') migrateFrom2(database);
  else if (versionOf(database) === '3') migrateFrom3(database);
  else if (versionOf(database) === '4') migrateFrom4(database);
  const version = versionOf(database);
  if (version !== String(SCHEMA_VERSION)) {
    throw new MadoguchiError(
      'ledgerSchema',
      `the ledger ${file} has schema ${String(version)}, this program knows ${SCHEMA_VERSION}`,
    );
  }
}

function versionOf(database: LedgerDatabase): unknown {
  return database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").pluck().get();
}
