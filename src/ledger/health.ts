import type { CodeName } from '../base/codes.ts';
import type { LedgerDatabase } from './database.ts';
import { ledgerFailure } from './failure.ts';
import { LEDGER_LIMITS } from './limits.ts';
import type { LedgerDisk } from './reserve.ts';

/** Whether the write lock can be had now: asked for and given back, nothing is written. */
function lockCode(database: LedgerDatabase): CodeName | null {
  if (database.inTransaction) return null;
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return null;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    return ledgerFailure('the ledger cannot be written', error).codeName;
  }
}

/** Why no session may begin by the state of the disk. Restores the reserve where there is room for it again. */
export function healthOf(database: LedgerDatabase, disk: LedgerDisk | null): readonly CodeName[] {
  const reasons: CodeName[] = [];
  if (disk) {
    try {
      disk.restore();
      if (disk.free_bytes() < LEDGER_LIMITS.free_bytes_min) reasons.push('ledgerFull');
    } catch {
      // A disk that cannot even be asked is no place for money.
      reasons.push('ledgerUnusable');
    }
  }
  const locked = lockCode(database);
  return locked === null ? reasons : [...reasons, locked];
}
