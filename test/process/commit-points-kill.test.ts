/** Commit points in books on a real disk, whose program is killed (R84, D4): what was told stays to be told, once, and word for word. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Ledger } from '../../src/ledger/contract.ts';

const PRINTING = { point: 'printing', transactionId: 't1', detail: { sets: [0, 1], leaves: [1, 2] } };
const DELIVERED = {
  point: 'delivered',
  detail: { sets: [0], leaves: [1], partSets: [1], partLeaves: [1], unknownSets: [1] },
};

/** The leaf that nobody knows of leaves a sheet to look for (R95). */
const SOUGHT = { point: 'sheet', transactionId: 't1', detail: { set: 1, cause: 'unknown', state: 'open' } };

/** Runs the writer until it has reached a point, kills it, and opens what is on the disk. */
async function killedAt(point: string): Promise<Ledger> {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-commit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ledger.sqlite');
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'commit-point-writer.ts'), file, point], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(writer, 'exit');
  const [told] = (await Promise.race([once(writer.stdout, 'data'), ended])) as unknown[];
  expect(String(told)).toBe(`${point}\n`);
  writer.kill('SIGKILL');
  await ended;
  const database = openLedgerDatabase(file);
  onTestFinished(() => void database.close());
  return createLedger(database, () => 1_744_765_300_000);
}

/** What the start does with a session that was cut off. */
function recover(ledger: Ledger): void {
  for (const { intentId } of ledger.openIntents()) {
    ledger.closeIntent({ intentId, result: 'unknown', pieces: [], deviceAfter: '', code: null });
  }
  for (const { sessionId } of ledger.openSessions()) ledger.settleInterrupted(sessionId);
}

test('R84: a kiosk that is killed after `delivered` still tells it, with the leaves as the journal knew them, and once', async () => {
  const ledger = await killedAt('delivered');
  expect(ledger.outbox()).toMatchObject([PRINTING, DELIVERED]);
  recover(ledger);
  expect(ledger.outbox()).toMatchObject([PRINTING, DELIVERED, SOUGHT]);
  ledger.commitPoint('s1', 'delivered', {});
  for (const { sequence } of ledger.outbox()) ledger.acknowledge(sequence);
  expect(ledger.outbox()).toEqual([]);
});

test('R84: a kiosk that is killed while leaves come out tells the same after its recovery', async () => {
  const ledger = await killedAt('leaves');
  expect(ledger.outbox()).toMatchObject([PRINTING]);
  recover(ledger);
  expect(ledger.outbox()).toMatchObject([PRINTING, SOUGHT, DELIVERED]);
});

test('R84: a kiosk that is killed before the first leaf gives the transaction back', async () => {
  const ledger = await killedAt('printing');
  recover(ledger);
  expect(ledger.outbox()).toMatchObject([
    PRINTING,
    { point: 'abandoned', detail: { sets: [], leaves: [], reason: 'service' } },
  ]);
});
