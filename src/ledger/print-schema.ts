/**
 * print-schema FILE: the schema version of a ledger on standard output, without changing it. The package asks before it is upgraded
 * or downgraded, also one of another version: name and output of this file stay as they are.
 */
import Database from 'better-sqlite3';
import { realTerminal } from '../base/console.ts';

const [file = ''] = process.argv.slice(2);
try {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const version: unknown = database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").pluck().get();
  database.close();
  if (typeof version !== 'string' || !/^\d{1,6}$/.test(version)) throw new Error('no schema');
  realTerminal().out(`${version}\n`);
} catch {
  // Whoever asks takes silence for "not known".
  process.exitCode = 1;
}
