/**
 * Writes sessions into a ledger without end and tells after each commit how many returned and how many rows they made: twice
 * eight bytes, little-endian, at the start of a file that survives the cut. Arguments: ledger file, file of the count, seed, `FULL` | `OFF`.
 */
import { openSync, writeSync } from 'node:fs';
import { SeededRandom } from '../../../src/base/random.ts';
import { openLedgerDatabase } from '../../../src/ledger/database.ts';
import { createLedger } from '../../../src/ledger/ledger.ts';
import { rowsOf } from './ledger-rows.ts';
import { writeSession } from './ledger-session.ts';

const [file = '', countFile = '', seed = '1', synchronous = 'FULL'] = process.argv.slice(2);

const database = openLedgerDatabase(file);
database.pragma(`synchronous = ${synchronous}`);
const count = openSync(countFile, 'w');
const told = Buffer.alloc(16);
let commits = 0n;

function acknowledged(): void {
  commits += 1n;
  told.writeBigUInt64LE(commits, 0);
  told.writeBigUInt64LE(BigInt(rowsOf(database)), 8);
  writeSync(count, told, 0, told.length, 0);
}

/** The same ledger; every call that writes is counted when it has returned. */
const ledger = createLedger(database, () => Date.now());
const READS = new Set(['totals', 'stock', 'openIntents', 'outbox']);
const counted = Object.fromEntries(
  Object.entries(ledger).map(([name, call]) => [
    name,
    READS.has(name)
      ? call
      : (...given: unknown[]): unknown => {
          const result = (call as (...given: unknown[]) => unknown)(...given);
          acknowledged();
          return result;
        },
  ]),
) as unknown as typeof ledger;

const random = new SeededRandom(Number(seed));
for (let number = 0; ; number += 1) writeSession(counted, `s${number}`, random);
