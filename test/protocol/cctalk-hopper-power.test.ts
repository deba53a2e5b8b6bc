import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { HopperCipher } from '../../drivers/cctalk/ciphers.ts';
import { CctalkRig, type RigOptions } from './cctalk-rig.ts';

function paying(count: number, options: RigOptions = {}): CctalkRig {
  return new CctalkRig(options).start().pay(count);
}

const fallen = (rig: CctalkRig): number => rig.places.count('changeTray', 100);
const outcome = (rig: CctalkRig) => rig.of('outcome', 'hopper-100').at(-1);

describe('cash.md 2.5 and rules 10 to 13: payouts against a hopper that loses power, jams, runs empty, is stopped', () => {
  const cut = (rig: CctalkRig, off_ms: number): void => {
    rig.hoppers[0]!.powerOff();
    rig.advance(off_ms);
    rig.hoppers[0]!.powerOn();
  };

  test('rule 11: power cut once at any moment: the outcome is what fell', () => {
    for (let at_ms = 0; at_ms <= 2_400; at_ms += 60) {
      const rig = paying(5).advance(at_ms);
      cut(rig, 400);
      rig.advance(6_000);
      expect(rig.of('outcome')).toHaveLength(1);
      expect(outcome(rig)?.moved).toEqual({ count: fallen(rig) });
      expect(outcome(rig)?.result).toBe(fallen(rig) === 5 ? 'done' : fallen(rig) === 0 ? 'notDone' : 'partly');
    }
  });

  test('rule 11: power cut twice (paid and unpaid are gone then): the life count still tells what fell', () => {
    for (let at_ms = 0; at_ms <= 2_400; at_ms += 120)
      for (const between_ms of [20, 260, 700]) {
        const rig = paying(5).advance(at_ms);
        cut(rig, 30);
        rig.advance(between_ms);
        cut(rig, 30);
        rig.advance(7_000);
        expect(rig.of('outcome')).toHaveLength(1);
        expect(outcome(rig)?.moved).toEqual({ count: fallen(rig) });
      }
  });

  test('rule 10: the order is heard, its answer lost, power dips: 167 is never sent a second time', () => {
    for (let after_ms = 0; after_ms <= 600; after_ms += 40) {
      const rig = new CctalkRig().start();
      rig
        .command({ type: 'prepare', intentId: 'i1', order: { type: 'dispense', count: 2 } }, 'hopper-100')
        .advance(1_000);
      rig.command({ type: 'execute', intentId: 'i1', material: undefined }, 'hopper-100');
      rig.bus.faults.muteFor(0);
      rig.advance(60);
      rig.bus.faults.dropNextFrame();
      rig.advance(after_ms);
      cut(rig, 30);
      rig.advance(8_000);
      expect(fallen(rig)).toBeLessThanOrEqual(2);
      expect(outcome(rig)?.moved).toEqual({ count: fallen(rig) });
    }
  });

  test('rule 11: the daemon dies while coins fall; at its return the life count resolves the order', () => {
    for (let at_ms = 0; at_ms <= 2_000; at_ms += 150) {
      const rig = paying(5).advance(at_ms);
      const deviceBase = rig.of('prepared')[0]!.deviceBase;
      rig.kill();
      rig.advance(200).start(0);
      const order = { type: 'dispense', count: 5 } as const;
      rig.command({ type: 'resolve', intentId: 'i1', order, deviceBase }, 'hopper-100').advance(9_000);
      expect(outcome(rig)).toMatchObject({ intentId: 'i1', moved: { count: fallen(rig) } });
      expect(fallen(rig)).toBeLessThanOrEqual(5);
    }
  });

  test('rule 12: empty: partly and a level; jammed: over-current, a reset frees it when the jam is cleared', () => {
    const rig = new CctalkRig().start();
    rig.hoppers[0]!.emptyHopper();
    rig.hoppers[0]!.fill(2);
    rig.pay(5).advance(7_000);
    expect(outcome(rig)).toMatchObject({ result: 'partly', moved: { count: 2 }, reason: { code: 'hopperEmpty' } });
    expect(rig.of('level', 'hopper-100').at(-1)?.level).toBe('empty');
    rig.hoppers[0]!.fill(20);
    rig.hoppers[0]!.jam();
    rig.pay(3, 'hopper-100', 'i2').advance(7_000);
    expect(outcome(rig)).toMatchObject({ intentId: 'i2', result: 'notDone', reason: { code: 'hopperJam' } });
    rig.hoppers[0]!.clearJam();
    rig.advance(8_000).pay(3, 'hopper-100', 'i3').advance(7_000);
    expect(outcome(rig)).toMatchObject({ intentId: 'i3', result: 'done', moved: { count: 3 } });
    expect(fallen(rig)).toBe(5);
  });

  test('an exit covered while paying is noted by the hopper until a reset: once it is free the hopper pays again', () => {
    const rig = paying(4).advance(500);
    rig.hoppers[0]!.blockSensor(true);
    rig.advance(6_000);
    expect(outcome(rig)).toMatchObject({
      result: 'partly',
      moved: { count: fallen(rig) },
      reason: { code: 'hopperJam' },
    });
    expect(rig.status('hopper-100')).toBe('stop');
    rig.hoppers[0]!.blockSensor(false);
    rig.advance(16_000);
    expect(rig.status('hopper-100')).toBe('online');
    rig.pay(2, 'hopper-100', 'i2').advance(5_000);
    expect(outcome(rig)).toMatchObject({ intentId: 'i2', result: 'done', moved: { count: 2 } });
  });

  test('rule 13: it is disabled after each payout, and an emergency stop counts the coin that falls after it', () => {
    for (let at_ms = 100; at_ms <= 1_500; at_ms += 70) {
      const rig = paying(20).advance(at_ms);
      rig.command({ type: 'stop' }, 'hopper-100').advance(4_000);
      expect(outcome(rig)).toMatchObject({ moved: { count: fallen(rig) } });
      expect(fallen(rig)).toBeLessThan(8);
      const [flags = 0] = rig.hoppers[0]!.handle(163, new Uint8Array())?.data ?? [];
      expect(flags & 128).toBe(128);
    }
  });

  test('a stop also ends a payout that an earlier run of the daemon has begun', () => {
    const rig = paying(20).advance(900);
    rig.kill();
    rig.start(400);
    rig.command({ type: 'stop' }, 'hopper-100').advance(3_000);
    expect(rig.hoppers[0]!.paying).toBe(false);
    expect(fallen(rig)).toBeLessThan(12);
    expect(rig.status('hopper-100')).toBe('online');
  });

  test('a stop that comes while nothing is paid does nothing; one before 167 means that nothing falls', () => {
    const rig = new CctalkRig().start();
    rig.command({ type: 'stop' }, 'hopper-100').advance(2_000);
    expect(rig.of('outcome')).toEqual([]);
    rig.pay(4);
    rig.command({ type: 'stop' }, 'hopper-100').advance(4_000);
    expect(outcome(rig)).toMatchObject({ result: 'notDone', moved: { count: 0 } });
    expect(fallen(rig)).toBe(0);
  });

  test('line noise in mid-payout: every order ends once, with what fell', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const rig = new CctalkRig({ seed, bus: { chunks: 'random' } }).start().pay(6);
      for (let step = 0; step < 12; step += 1) {
        const { faults } = rig.bus;
        const kind = (seed * 7 + step * 3) % 5;
        if (kind === 0) faults.dropNextFrame();
        else if (kind === 1) faults.dropNextRequest();
        else if (kind === 2) faults.corruptNextFrame();
        else if (kind === 3) faults.delayNextFrame(250 + 40 * step);
        else faults.muteFor(20 * step);
        rig.advance(130 + seed);
      }
      rig.advance(12_000);
      expect(rig.of('outcome')).toHaveLength(1);
      expect(outcome(rig)?.moved).toEqual({ count: fallen(rig) });
      expect(outcome(rig)?.result).not.toBe('unknown');
    }
  });

  const secret = (key: Uint8Array, random: Uint8Array): Uint8Array =>
    createHash('sha256').update('見本').update(key).update(random).digest().subarray(0, 8);

  test('R83: ciphers: a unit that checks its bytes pays with the right one and refuses the wrong one', () => {
    const made = (serial: Uint8Array, life: number, attempt: number): number[] => [
      ...serial,
      life & 255,
      attempt,
      7,
      7,
      7,
    ];
    // What a maker under agreement would bring: pump numbers, then mix them with the key.
    const secured: HopperCipher = {
      name: 'secured',
      pump: ({ serial, life, attempt }) => made(serial, life, attempt),
      payoutData: (key, { serial, life, attempt, count }) => [
        ...secret(key, Uint8Array.from(made(serial, life, attempt))),
        count,
      ],
    };
    const cases: [RigOptions, 'done' | 'notDone'][] = [
      [{ cipher: 'serial', hopper: { cipher: 'serial' } }, 'done'],
      [{ cipher: 'echo', hopper: { cipher: 'echo' } }, 'done'],
      [{ cipher: { secret }, hopper: { cipher: 'plugin', cipherPlugin: 'secured' }, ciphers: { secured } }, 'done'],
      [{ cipher: { secret }, hopper: { cipher: 'echo' } }, 'notDone'],
      [{ cipher: 'serial', hopper: { cipher: 'none' } }, 'notDone'],
    ];
    for (const [options, result] of cases) {
      const rig = paying(3, options).advance(6_000);
      expect(outcome(rig)).toMatchObject({ result, moved: { count: result === 'done' ? 3 : 0 } });
      expect(fallen(rig)).toBe(result === 'done' ? 3 : 0);
    }
  });
});
