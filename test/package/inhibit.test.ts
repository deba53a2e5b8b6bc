/** Shutting every slot after the daemon has ended (`src/inhibit-cash.ts`), against the virtual devices. */
import { expect, test } from 'vitest';
import { inhibitOrders, isCashLent } from '../../drivers/inhibit.ts';
import { lentText } from '../../drivers/lending.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { createCashKit } from '../virtual/cash/kit.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';

const DEVICES = [
  { id: 'coins', class: 'coinAcceptor', driver: 'cctalk', port: 'bus', options: { address: 2 } },
  {
    id: 'hopper-100',
    class: 'coinDispenser',
    driver: 'cctalk',
    port: 'bus',
    options: { address: 3, denomination_yen: 100 },
  },
  { id: 'notes', class: 'billAcceptor', driver: 'id003', port: 'line', options: {} },
  { id: 'unit', class: 'cashChanger', driver: 'opc', port: 'one', options: {} },
  { id: 'printer', class: 'printer', driver: 'ipp', uri: 'ipp://127.0.0.1/ipp/print', options: {} },
];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('one request a slot, as the makers publish them, and none for hoppers and printer', () => {
  const orders = inhibitOrders(DEVICES);
  // ccTalk: master inhibit (228) 0 to address 2. ID-003: INHIBIT (C3) 01. OPC-1: ENABLE with an empty mask.
  expect(orders.map(({ deviceId, request }) => `${deviceId} ${hex(request).slice(0, 12)}`)).toEqual([
    'coins 020101e40018',
    'notes fc06c3018dc7',
    expect.stringMatching(/^unit 02070004/),
  ]);
});

test('rule 9: coin slot and note slot are shut, and nothing is asked that a device would then forget', () => {
  const clock = new SimulatedClock();
  const kit = createCashKit({ clock, random: realRandom });
  // Everything has been switched on for a while.
  clock.advance(10_000);
  const shut = (device: VirtualSerialDevice, id: string): boolean => {
    const order = inhibitOrders(DEVICES).find(({ deviceId }) => deviceId === id);
    let heard = new Uint8Array(0);
    device.onSend((bytes) => {
      heard = Uint8Array.from([...heard, ...bytes]);
    });
    if (order) device.receive(order.request);
    clock.advance(200);
    return order?.isAnswered(heard) ?? false;
  };
  expect(shut(kit.bus, 'coins')).toBe(true);
  expect(shut(kit.validator, 'notes')).toBe(true);
  expect(kit.validator.insertNote(1000)).toBe(false);
});

test('while the cash unit is lent to the copier it is not ours to shut', () => {
  expect(isCashLent(lentText(['cash']))).toBe(true);
  expect(isCashLent(lentText(['printer']))).toBe(false);
  expect(isCashLent(null)).toBe(false);
});
