import { describe, expect, test } from 'vitest';
import type { HopperCipher } from '../../drivers/cctalk/ciphers.ts';
import {
  answersOf,
  AT,
  execute,
  hopper,
  is,
  KEY,
  live,
  outcomes,
  prepared,
  script,
  started,
} from './cctalk-hopper-script.ts';
import { headerOf, request } from './cctalk-script.ts';

describe('hopper on ccTalk in trouble, stopped, asked again', () => {
  test('empty while paying: partly, with the code, the level and attention; jammed: stop until a reset helps', () => {
    const state = hopper({ stock: 2 });
    const run = started(state);
    prepared(run, state, 5);
    execute(run);
    live(run, state, 3_000);
    expect(outcomes(run)).toMatchObject([{ result: 'partly', moved: { count: 2 }, reason: { code: 'hopperEmpty' } }]);
    expect(run.ofType('level').at(-1)?.level).toBe('empty');
    expect(run.ofType('status').at(-1)).toMatchObject({ availability: 'attention' });
    const jammed = hopper();
    const other = started(jammed);
    jammed.flags |= 8;
    live(other, jammed, 3_000);
    expect(other.ofType('status').at(-1)).toMatchObject({ availability: 'stop', reasons: [{ code: 'hopperJam' }] });
    other.command({ type: 'prepare', intentId: 'i9', order: { type: 'dispense', count: 1 } });
    live(other, jammed, 1_000);
    expect(other.ofType('refused')).toMatchObject([{ intentId: 'i9', reason: { code: 'hopperJam' } }]);
  });

  test('over-current is reset after the payout, and the hopper is used again when the reset helped', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 5);
    execute(run);
    live(run, state, 300);
    Object.assign(state, { unpaid: state.remaining, remaining: 0, flags: 1 });
    live(run, state, 3_000);
    expect(outcomes(run)[0]?.reason?.code).toBe('hopperJam');
    expect(state.flags & 1).toBe(0);
    expect(run.ofType('status').at(-1)?.availability).toBe('online');
  });

  test('stop sends 172 at once and ends with what has fallen', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 20);
    execute(run);
    live(run, state, 500);
    run.command({ type: 'stop' });
    run.untilWrite();
    const first = run.writes[0] ?? '';
    if (headerOf(first) !== 172) run.exchange(first, answersOf(state)(first));
    run.untilWrite();
    expect(headerOf(run.writes[0] ?? '')).toBe(172);
    live(run, state, 2_000);
    expect(outcomes(run)).toMatchObject([{ result: 'partly', moved: { count: state.life - 5000 } }]);
    expect(state.life).toBeLessThan(5020);
  });

  test('resolve after a restart asks the life count, also over its end', () => {
    const state = hopper({ life: 0xffffff });
    const first = started(state);
    prepared(first, state, 4);
    const base = first.ofType('prepared')[0]?.deviceBase ?? '';
    Object.assign(state, { life: 2, counter: 1, remaining: 1 });
    const again = script().open();
    again.command({ type: 'resolve', intentId: 'i1', order: { type: 'dispense', count: 4 }, deviceBase: base });
    live(again, state, 4_000);
    expect(outcomes(again)).toMatchObject([{ intentId: 'i1', result: 'done', moved: { count: 4 } }]);
    expect(state.life).toBe(3);
    again.command({ type: 'resolve', intentId: 'i2', order: { type: 'dispense', count: 1 }, deviceBase: 'lost' });
    live(again, state, 2_000);
    expect(outcomes(again).at(-1)).toMatchObject({ result: 'unknown', reason: { code: 'payoutUnknown' } });
  });

  test('a life count that cannot be true is unknown, never a guess; one coin too many is told as paid', () => {
    for (const [life, result, count] of [
      [9000, 'unknown', 0],
      [4000, 'unknown', 0],
      [5003, 'done', 3],
    ] as const) {
      const state = hopper({ life });
      const run = started(state);
      const deviceBase = JSON.stringify({ life: 5000, counter: 0 });
      run.command({ type: 'resolve', intentId: 'i1', order: { type: 'dispense', count: 2 }, deviceBase });
      live(run, state, 2_000);
      expect(outcomes(run)).toMatchObject([{ result, moved: { count } }]);
    }
  });

  test('silent while paying: unknown after a while, with what was paid for certain', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 20);
    execute(run);
    live(run, state, 500);
    const paid = run.ofType('dispensing').at(-1)?.paid ?? 0;
    const end_ms = run.now_ms + 20_000;
    while (run.now_ms < end_ms && outcomes(run).length === 0) {
      run.untilWrite();
      run.writes.length = 0;
      run.advance(400);
    }
    expect(paid).toBeGreaterThan(0);
    expect(outcomes(run)).toMatchObject([{ result: 'unknown', moved: { count: paid } }]);
    expect(run.ofType('status').at(-1)?.availability).toBe('offline');
  });

  test('orders that cannot be are refused: no count, too many, lent, offline', () => {
    const state = hopper();
    const run = started(state);
    for (const count of [0, -1, 1.5, 256])
      run.command({ type: 'prepare', intentId: `${count}`, order: { type: 'dispense', count } });
    expect(run.ofType('refused').map((fact) => fact.reason.code)).toEqual(Array(4).fill('amountInvalid'));
    run.command({ type: 'lend' });
    live(run, state, 1_000);
    expect(run.ofType('holder')).toMatchObject([{ holder: 'lent' }]);
    run.command({ type: 'prepare', intentId: 'lent', order: { type: 'dispense', count: 1 } });
    expect(run.ofType('refused').at(-1)?.reason.detail).toContain('lent');
    run.command({ type: 'claim' });
    live(run, state, 3_000);
    prepared(run, state, 1);
  });

  test('rule 11: another hopper comes home than was lent: nothing is told as paid, its coins have to be counted', () => {
    const others = [
      { what: 'a younger one', patch: { life: 12, serial: 0x332211 } },
      { what: 'an older one', patch: { life: 5003, serial: 0x99 } },
    ];
    for (const { what, patch } of others) {
      const state = hopper();
      const run = started(state);
      run.command({ type: 'lend' });
      live(run, state, 1_000);
      Object.assign(state, patch);
      run.command({ type: 'claim' });
      live(run, state, 3_000);
      expect(run.ofType('foreignCash'), what).toMatchObject([
        {
          piles: [],
          doubt: { least_yen: 0, most_yen: null },
          memory: JSON.stringify({ life: patch.life, counter: 0 }),
        },
      ]);
      prepared(run, state, 1);
    }
  });

  test('R83: the ciphers: zero bytes, serial number, the key handed back, a plug-in that is given the key', () => {
    const plugin: HopperCipher = {
      name: 'xor',
      pump: () => null,
      payoutData: (key, { count }) => [...key.map((byte) => byte ^ 255), count],
    };
    const cases: [Record<string, unknown>, number[]][] = [
      [{ cipher: 'none' }, [0, 0, 0, 0, 0, 0, 0, 0, 2]],
      [{ cipher: 'serial' }, [0x11, 0x22, 0x33, 2]],
      [{ cipher: 'echo' }, [...KEY, 2]],
      [{ cipher: 'plugin', cipherPlugin: 'xor' }, [...KEY.map((byte) => byte ^ 255), 2]],
    ];
    for (const [options, data] of cases) {
      const state = hopper();
      const run = started(state, options, { xor: plugin });
      prepared(run, state, 2);
      execute(run);
      run.untilRequest(is(167), answersOf(state));
      expect(run.writes[0]).toBe(request(AT, 167, data));
    }
    expect(() => script({ cipher: 'plugin', cipherPlugin: 'none here' })).toThrow(/M1004/);
  });

  test('a model without level sensors stays silent to 217, once, and is used without', () => {
    const state = hopper({ level: null });
    const run = started(state);
    expect(run.ofType('status').at(-1)?.availability).toBe('online');
    run.writes.length = 0;
    const asked: number[] = [];
    run.untilRequest((hex) => {
      asked.push(headerOf(hex));
      return asked.length > 6;
    }, answersOf(state));
    expect(asked).not.toContain(217);
  });
});
