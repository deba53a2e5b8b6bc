import type { Random } from '../../../src/base/random.ts';
import type { Ledger } from '../../../src/ledger/contract.ts';

/** Commits of a session that pays and gets its paper. */
const UNITS = ['hopper-100', 'hopper-500'] as const;

/** One citizen in the books: coins, a note, fees, change in two orders, a leaf, sometimes a jam, a slip or a dispute. */
export function writeSession(ledger: Ledger, id: string, random: Random): void {
  const transactionId = `t-${id}`;
  ledger.openSession({ sessionId: id, transactionId });
  ledger.setDue(id, 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 1 }]);
  const coins = 1 + random.integer(4);
  for (let coin = 0; coin < coins; coin += 1) {
    ledger.recordCash({
      factId: `${id}-c${coin}`,
      sessionId: id,
      deviceId: 'coins',
      unitId: 'hopper-100',
      denomination_yen: 100,
      escrowId: null,
      memory: `${id}-${coin}`,
    });
  }
  const note = { sessionId: id, deviceId: 'notes', unitId: 'notes', denomination_yen: 1000, escrowId: `${id}-e` };
  ledger.recordEscrow({ ...note, memory: 'escrow' });
  if (random.integer(4) === 0) ledger.recordEscrowReturned(note.escrowId, 'notes', 'returned');
  else ledger.recordCash({ ...note, factId: `${id}-v`, memory: 'valid' });
  const { credit_yen, due_yen } = ledger.totals(id);
  if (credit_yen < due_yen) ledger.owe(id);
  else ledger.charge(id);
  payOut(ledger, id, random);
  if (ledger.totals(id).held_yen > 0) printLeaf(ledger, id, random);
  ledger.slipOwed(id, 'unpaid');
  ledger.commitPoint(id, 'delivered', { sets: [0] });
  ledger.closeSession(id, 'delivered');
}

function payOut(ledger: Ledger, id: string, random: Random): void {
  for (const unitId of UNITS) {
    const owed_yen = ledger.totals(id).owed_yen;
    const denomination_yen = unitId === 'hopper-500' ? 500 : 100;
    const count = Math.floor(owed_yen / denomination_yen);
    if (count === 0) continue;
    const intentId = `${id}-${unitId}`;
    ledger.openIntent({
      intentId,
      sessionId: id,
      deviceId: unitId,
      about: { kind: 'pay', unitId, amount_yen: count * denomination_yen },
      order: '{}',
      deviceBase: '0',
    });
    const jammed = random.integer(5) === 0;
    const paid = jammed ? random.integer(count) : count;
    ledger.closeIntent({
      intentId,
      result: jammed ? 'partly' : 'done',
      pieces: [{ denomination_yen, count: paid }],
      deviceAfter: String(paid),
      code: jammed ? 'hopperJam' : null,
    });
  }
}

function printLeaf(ledger: Ledger, id: string, random: Random): void {
  const intentId = `${id}-leaf`;
  ledger.openIntent({
    intentId,
    sessionId: id,
    deviceId: 'printer',
    about: { kind: 'printLeaf', set: 0, leaf: 1 },
    order: '{}',
    deviceBase: '',
  });
  const isOut = random.integer(8) > 0;
  ledger.closeIntent({
    intentId,
    result: isOut ? 'done' : 'unknown',
    pieces: [],
    deviceAfter: '',
    code: isOut ? null : 'printerJam',
  });
  if (isOut) ledger.earn(id, 0);
  else ledger.dispute(id, 0);
}
