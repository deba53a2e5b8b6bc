import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LEDGER_LIMITS } from './limits.ts';

/** The disk under the books, as the ledger asks for it; simulations have none. */
export interface LedgerDisk {
  /** Bytes that may still be written. */
  free_bytes(): number;
  /** Gives the reserve up; true when that made room. */
  release(): boolean;
  /** Makes the reserve (again) where there is room for it. */
  restore(): void;
}

const CHUNK = Buffer.alloc(1024 * 1024, 0xa5);

/** Writes the reserve for real: a file with holes would reserve nothing. */
function writeReserve(file: string, bytes: number): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    for (let left = bytes; left > 0; left -= CHUNK.length) writeSync(handle, CHUNK, 0, Math.min(left, CHUNK.length));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * The disk that `ledgerFile` lies on, with a reserve file beside it. Synchronous like the database itself.
 * @param reserve_bytes size of the reserve
 */
export function openLedgerDisk(ledgerFile: string, reserve_bytes: number = LEDGER_LIMITS.reserve_bytes): LedgerDisk {
  const file = `${ledgerFile}.reserve`;

  function reserved_bytes(): number {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  function free_bytes(): number {
    const { bavail, bsize } = statfsSync(dirname(ledgerFile));
    return bavail * bsize;
  }

  return {
    free_bytes,
    release: () => {
      const had = reserved_bytes() > 0;
      rmSync(file, { force: true });
      return had;
    },
    restore: () => {
      if (reserved_bytes() === reserve_bytes || free_bytes() < 2 * reserve_bytes) return;
      try {
        writeReserve(file, reserve_bytes);
      } catch {
        // Somebody took the room meanwhile: half a reserve would only be in the way.
        rmSync(file, { force: true });
      }
    },
  };
}
