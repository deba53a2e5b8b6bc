/** A cell that a document of the centre took over: it may spoil its own session, and nothing else. */
import { expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import type { CellFact } from '../../src/cell/contract.ts';
import { createCellBridge } from '../../src/kiosk/session/cell-bridge.ts';
import { createPrintBridge } from '../../src/kiosk/print/print-bridge.ts';
import type { KioskServices } from '../../src/kiosk/services.ts';

const SETS = [{ set: 0, typeId: 'juminhyo', fee_yen: 300, pageDigests: ['a'] }];
const FOREIGN = [{ set: 0, typeId: 'juminhyo', fee_yen: 10, pageDigests: ['b'] }];

/** What the bridges touch here, and what they did with it. */
function kiosk() {
  const record = { sessionId: 's', municipalityId: 'susono', sets: [] as readonly (typeof SETS)[number][] };
  const done: string[] = [];
  const services: Pick<KioskServices, 'send' | 'log' | 'newId'> & Record<string, unknown> = {
    send: (event) => done.push(event.type),
    log: () => undefined,
    newId: () => 'id',
    random: new SeededRandom(1),
    session: { get: () => record },
    ledger: {
      setDue: (_sessionId: string, _municipalityId: string, sets: typeof SETS) => {
        done.push(`due ${sets[0]?.fee_yen}`);
        return { due_yen: sets[0]?.fee_yen };
      },
    },
  };
  return { record, done, services: services as unknown as KioskServices };
}

test('D5, D12, R73: a second "documents checked" changes neither fee nor page digests', () => {
  const { record, done, services } = kiosk();
  const unused = {} as never;
  const bridge = createCellBridge(unused, unused, () => undefined, unused, services);
  bridge.onFact({ type: 'documentsChecked', sets: SETS });
  bridge.onFact({ type: 'documentsChecked', sets: FOREIGN });
  expect(record.sets).toEqual(SETS);
  expect(done).toEqual(['due 300', 'centre.documentsReady']);
});

test.each(['receiptMade', 'slipMade'] as const)('a %s that nobody asked for is wiped, not printed', (type) => {
  const { services } = kiosk();
  const orders: string[] = [];
  const device = { command: (order: { type: string }) => orders.push(order.type) } as never;
  const papers = { receipt: () => undefined, slip: () => undefined };
  const bridge = createPrintBridge(device, papers, {} as never, services);
  const raster = Uint8Array.of(1, 2, 3);
  const fact: CellFact = { type, raster };
  bridge.onCell(fact);
  expect(orders).toEqual([]);
  expect([...raster]).toEqual([0, 0, 0]);
});
