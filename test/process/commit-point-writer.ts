/**
 * A kiosk's books as a program, to be killed: a paid session of two sets, the first one out, the second with one leaf out and one on
 * its way. Arguments: file of the books, and the commit point after which it says its name and waits for its end.
 */
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

const [file = '', last = ''] = process.argv.slice(2);
const ledger = createLedger(openLedgerDatabase(file), () => 1_744_765_200_000);

function printed(set: number, leaf: number, isDone: boolean): void {
  const intentId = `leaf-${set}-${leaf}`;
  const about = { kind: 'printLeaf', set, leaf } as const;
  ledger.openIntent({ intentId, sessionId: 's1', deviceId: 'printer', about, order: '{}', deviceBase: '' });
  if (isDone) ledger.closeIntent({ intentId, result: 'done', pieces: [], deviceAfter: '', code: null });
}

function reached(point: string): void {
  if (point !== last) return;
  process.stdout.write(`${point}\n`);
  // Whoever kills it does so here; nothing was closed or flushed.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

ledger.openSession({ sessionId: 's1', transactionId: 't1' });
ledger.setDue('s1', 'susono', [
  { set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 1 },
  { set: 1, typeId: 'juminhyo', fee_yen: 300, leaves: 2 },
]);
for (const [at, denomination_yen] of [500, 100].entries()) {
  const unitId = `hopper-${denomination_yen}`;
  const fact = { factId: `c${at}`, deviceId: 'coins', unitId, denomination_yen, escrowId: null, memory: '' };
  ledger.recordCash({ ...fact, sessionId: 's1' });
}
ledger.charge('s1');
ledger.commitPoint('s1', 'printing', {});
reached('printing');
printed(0, 0, true);
ledger.earn('s1', 0);
printed(1, 0, true);
printed(1, 1, false);
reached('leaves');
ledger.commitPoint('s1', 'delivered', {});
reached('delivered');
