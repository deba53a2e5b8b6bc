import { describe, expect, test } from 'vitest';
import { CctalkRig } from './cctalk-rig.ts';

const ROUTES = { routes: { 100: 'hopper-100', 10: 'hopper-10', 500: 'cashbox', 50: 'cashbox' } };

describe('cash.md 2.3: sorter paths (210/209), override (222/221), booked by the reported path', () => {
  test('routes are set and read back before the gate opens, and again after a reset', () => {
    const rig = new CctalkRig({ coins: ROUTES, device: { factoryPaths: {} } }).start();
    rig.enable(10, 100, 500);
    expect(rig.asked).toContain(210);
    expect(rig.asked).toContain(209);
    expect(rig.asked.lastIndexOf(209)).toBeLessThan(rig.asked.indexOf(228, rig.asked.lastIndexOf(209)));
    for (const value of [10, 100, 500]) rig.acceptor.insertCoin(value);
    rig.advance(3_000);
    expect(rig.of('coinAccepted').map((fact) => fact.destination)).toEqual(['hopper-10', 'hopper-100', 'cashbox']);
    expect(rig.places.count('hopper-100', 100)).toBe(31);
    rig.acceptor.powerOff();
    rig.acceptor.powerOn();
    rig.advance(5_000);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.of('coinAccepted').at(-1)?.destination).toBe('hopper-100');
    expect(rig.places.count('hopper-100', 100)).toBe(32);
  });

  test('a full hopper: its path is overridden, its coins go to the cash box and are booked there; then back again', () => {
    const rig = new CctalkRig({ coins: ROUTES }).start().enable(100);
    rig.command({ type: 'divert', destinations: ['hopper-100'] }).advance(500);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.of('coinAccepted').at(-1)?.destination).toBe('cashbox');
    expect(rig.places.count('cashbox', 100)).toBe(1);
    expect(rig.status()).toBe('online');
    rig.command({ type: 'divert', destinations: [] }).advance(500);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.places.count('hopper-100', 100)).toBe(31);
  });

  test('a coin that was sorted elsewhere than configured is booked where it lies, and somebody is called', () => {
    const rig = new CctalkRig({ coins: ROUTES }).start().enable(100);
    rig.acceptor.hangSorter(1);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.of('coinAccepted')).toMatchObject([{ destination: 'cashbox', denomination_yen: 100 }]);
    expect(rig.places.count('cashbox', 100)).toBe(1);
    expect(rig.status()).toBe('attention');
    expect(rig.reasons()).toEqual(['cashFault: coins sorted 100 yen into cashbox instead of hopper-100']);
  });

  test('a device without a sorter: coins lie in the default destination; with routes it is refused by its model', () => {
    const rig = new CctalkRig({ device: { noSorter: true } }).start().enable(100);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.of('coinAccepted')).toMatchObject([{ destination: 'cashbox' }]);
    expect(() => new CctalkRig({ coins: { routes: { 100: 'hopper-10' } } }).start()).toThrow(/which pays 10 yen/);
    expect(() => new CctalkRig({ coins: { routes: { 100: 'attic' } } }).start()).toThrow(/no sorter path leads there/);
  });

  test('a sorter that does not take its setting stops the device before a coin is taken', () => {
    const rig = new CctalkRig({ coins: ROUTES, device: { noSorter: true } }).start(20_000).enable(100);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.of('coinAccepted')).toEqual([]);
    expect(rig.places.total_yen('returnTray')).toBe(100);
  });
});

describe('cash.md 2.4: error events', () => {
  const cases: readonly [number, string, string | null, number][] = [
    [1, 'reject', null, 0],
    [2, 'inhibitedCoin', null, 0],
    [3, 'multipleWindow', null, 0],
    [4, 'wakeUpTimeout', null, 0],
    [5, 'validationTimeout', null, 0],
    [6, 'creditSensorTimeout', 'cashJam', 500],
    [7, 'sorterOptoTimeout', 'cashJam', 0],
    [8, 'secondCloseCoin', null, 0],
    [14, 'creditSensorBlocked', 'cashJam', 0],
    [15, 'sorterOptoBlocked', 'cashJam', 0],
    [16, 'creditSequence', 'cashFraud', 0],
    [17, 'coinGoingBackwards', 'cashFraud', 0],
    [20, 'coinOnString', 'cashFraud', 0],
    [128, 'inhibitedCoin1', null, 0],
    [159, 'inhibitedCoin32', null, 0],
    [255, 'unspecified', null, 0],
    [99, 'event99', null, 0],
  ];
  test.each(cases)('code %i is told as %s', (code, name, stops, uncertain_yen) => {
    const rig = new CctalkRig().start().enable(10, 50, 100, 500);
    rig.acceptor.misread(code);
    rig.advance(400);
    expect(rig.of('coinRejected')).toMatchObject([{ reason: name }]);
    expect(rig.of('uncertain').map((fact) => fact.most_yen)).toEqual(uncertain_yen > 0 ? [uncertain_yen] : []);
    expect(rig.credited_yen()).toBe(0);
    expect(rig.status()).toBe(stops === null ? 'online' : 'stop');
    if (stops !== null) expect(rig.reasons()[0]).toContain(stops);
    // The self-check is clean: the reason passes and the gate opens again.
    rig.advance(8_000);
    expect(rig.status()).toBe('online');
  });

  test('253 and 254 are the return lever', () => {
    const rig = new CctalkRig().start();
    for (const code of [253, 254]) rig.acceptor.misread(code);
    rig.advance(400);
    expect(rig.of('returnLever')).toHaveLength(2);
    expect(rig.of('coinRejected')).toEqual([]);
  });

  test('193: a fraud attempt among lost events stops the device', () => {
    const rig = new CctalkRig().start().enable(100);
    rig.acceptor.fraud('string');
    for (let count = 0; count < 8; count += 1) rig.acceptor.misread(1);
    rig.advance(2_000);
    expect(rig.reasons().join()).toContain('coins counts 1 fraud attempts it did not tell');
  });

  test('a coin that sticks stops the device until the self-check is clean, and is no credit', () => {
    const rig = new CctalkRig().start().enable(100);
    rig.acceptor.jam();
    rig.acceptor.insertCoin(100);
    rig.advance(6_000);
    expect(rig.status()).toBe('stop');
    rig.acceptor.clearJam();
    rig.advance(6_000);
    expect(rig.status()).toBe('online');
    expect(rig.credited_yen()).toBe(0);
  });
});

describe('cash.md 2.1 and 2.2: the wire', () => {
  for (const echo of [true, false])
    for (const checksum of ['sum8', 'crc16'] as const)
      for (const chunks of ['frames', 'bytes', 'joined', 'random'] as const)
        test(`echo ${echo}, ${checksum}, bytes as ${chunks}: coins are credited and paid`, () => {
          const rig = new CctalkRig({ bus: { echo, checksum, chunks } }).start().enable(100);
          rig.acceptor.insertCoin(100);
          rig.advance(2_000).pay(2).advance(4_000);
          expect(rig.credited_yen()).toBe(100);
          expect(rig.of('outcome')).toMatchObject([{ result: 'done', moved: { count: 2 } }]);
          expect(rig.of('noise')).toEqual([]);
        });

  for (const commit_ms of [5, 30, 300])
    test(`commits of ${commit_ms} ms and a payout on the same line: the credit poll never lapses for a second`, () => {
      const rig = new CctalkRig({ commit_ms }).start().enable(10, 100);
      let last_ms = rig.clock.now_ms();
      let longest_ms = 0;
      let seen = rig.asked.length;
      for (let step = 0; step < 2_000; step += 1) {
        if (step % 90 === 0) rig.acceptor.insertCoin(step % 180 === 0 ? 10 : 100);
        if (step === 300)
          rig.command({ type: 'prepare', intentId: 'p', order: { type: 'dispense', count: 9 } }, 'hopper-10');
        if (step === 500) rig.command({ type: 'execute', intentId: 'p', material: undefined }, 'hopper-10');
        rig.advance(10);
        if (rig.asked.slice(seen).includes(229)) {
          longest_ms = Math.max(longest_ms, rig.clock.now_ms() - last_ms);
          last_ms = rig.clock.now_ms();
        }
        seen = rig.asked.length;
      }
      rig.advance(3_000);
      expect(longest_ms).toBeLessThan(900);
      expect(rig.places.total_yen('returnTray')).toBe(0);
      expect(rig.credited_yen()).toBe(rig.taken_yen());
      expect(rig.of('outcome')).toMatchObject([{ result: 'done', moved: { count: 9 } }]);
    });

  test('249: a device that wants to be polled sooner than configured is', () => {
    const rig = new CctalkRig({ coins: { poll_ms: 400 } }).start().enable(100);
    rig.asked.length = 0;
    rig.advance(4_000);
    expect(rig.asked.filter((header) => header === 229).length).toBeGreaterThanOrEqual(17);
  });
});
