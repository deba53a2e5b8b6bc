import { describe, expect, test } from 'vitest';
import { cctalkBus, type CctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import type { HopperCipher } from '../../drivers/cctalk/hopper-state.ts';
import { hopperOptions } from '../../drivers/cctalk/options.ts';
import { soloMachine } from '../../drivers/line/line.ts';
import { answer, ascii, bytesOf, ByteScript, headerOf, request } from './cctalk-script.ts';

const ID = 'hopper-100';
const AT = 3;
const KEY = [1, 2, 3, 4, 5, 6, 7, 8];

/** What a hopper holds, as data: cash.md 2.5. */
interface Hopper {
  counter: number;
  remaining: number;
  paid: number;
  unpaid: number;
  life: number;
  flags: number;
  level: number | null;
  enabled: boolean;
  /** Payouts that arrived whole. */
  heard: number;
  /** Coins that fall at each poll. */
  pace: number;
  /** Coins in it. */
  stock: number;
}

function hopper(patch: Partial<Hopper> = {}): Hopper {
  return {
    counter: 0,
    remaining: 0,
    paid: 0,
    unpaid: 0,
    life: 5000,
    flags: 64,
    level: 0x30,
    enabled: false,
    heard: 0,
    pace: 1,
    stock: 100,
    ...patch,
  };
}

function pay(state: Hopper, count: number): number[] {
  state.counter = state.counter === 255 ? 1 : state.counter + 1;
  state.heard += 1;
  Object.assign(state, { remaining: count, paid: 0, unpaid: 0 });
  return [state.counter];
}

function fall(state: Hopper): void {
  for (let coin = 0; coin < state.pace && state.remaining > 0; coin += 1) {
    if (state.stock === 0) {
      Object.assign(state, { unpaid: state.remaining, remaining: 0, flags: state.flags | 2 });
      return;
    }
    state.stock -= 1;
    state.remaining -= 1;
    state.paid += 1;
    state.life = (state.life + 1) % 0x1000000;
  }
}

function answersOf(state: Hopper): (hex: string) => string | null {
  return (hex) => {
    const data = [...bytesOf(hex).subarray(4, -1)];
    switch (headerOf(hex)) {
      case 245:
        return answer(AT, 0, ascii('Payout'));
      case 242:
        return answer(AT, 0, [0x11, 0x22, 0x33]);
      case 1:
        Object.assign(state, { counter: 0, flags: state.flags & ~(64 | 1 | 2), enabled: false, remaining: 0 });
        return answer(AT, 0);
      case 163:
        return answer(AT, 0, [state.flags | (state.enabled ? 0 : 128), 0]);
      case 164:
        state.enabled = data[0] === 165;
        return answer(AT, 0);
      case 160:
        return answer(AT, 0, KEY);
      case 167:
        return answer(AT, 0, pay(state, data.at(-1) ?? 0));
      case 166:
        fall(state);
        return answer(AT, 0, [state.counter, state.remaining, state.paid, state.unpaid]);
      case 168:
        return answer(AT, 0, [state.life & 255, (state.life >> 8) & 255, state.life >> 16]);
      case 172: {
        const left = state.remaining;
        Object.assign(state, { unpaid: left, remaining: 0 });
        return answer(AT, 0, [left]);
      }
      case 217:
        return state.level === null ? null : answer(AT, 0, [state.level]);
      default:
        return answer(AT, 0, ascii('x'));
    }
  };
}

type Run = ByteScript<ReturnType<CctalkBus['initial']>, CctalkCommand, CctalkFact>;

function script(options: Record<string, unknown> = {}, ciphers: Record<string, HopperCipher> = {}): Run {
  const parsed = hopperOptions.parse({ address: AT, denomination_yen: 100, ...options });
  const bus = cctalkBus({ echo: false }, [{ deviceId: ID, kind: 'hopper', options: parsed }], ciphers);
  return new ByteScript(soloMachine(ID, bus));
}

function live(run: Run, state: Hopper, span_ms: number): void {
  const end_ms = run.now_ms + span_ms;
  const answers = answersOf(state);
  while (run.now_ms < end_ms) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answers(next));
  }
}

function started(
  state: Hopper,
  options: Record<string, unknown> = {},
  ciphers: Record<string, HopperCipher> = {},
): Run {
  const run = script(options, ciphers).open();
  live(run, state, 3_000);
  return run;
}

function prepared(run: Run, state: Hopper, count: number, intentId = 'i1'): void {
  run.command({ type: 'prepare', intentId, order: { type: 'dispense', count } });
  live(run, state, 900);
  expect(run.ofType('prepared').at(-1)?.intentId).toBe(intentId);
}

const execute = (run: Run, intentId = 'i1') => run.command({ type: 'execute', intentId, material: undefined });
const is = (header: number) => (hex: string) => headerOf(hex) === header;
const outcomes = (run: Run) => run.ofType('outcome');

describe('hopper on ccTalk', () => {
  test('the start reads 166 and 168, then resets, then tests: the power-up flag shows the next loss of power', () => {
    const state = hopper();
    const answers = answersOf(state);
    const run = script().open();
    run.untilRequest(is(166), answers);
    const seen: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      run.untilWrite();
      const next = run.writes[0] ?? '';
      seen.push(headerOf(next));
      run.exchange(next, answers(next));
    }
    expect(seen).toEqual([166, 168, 1, 163, 166, 168, 217]);
    expect(run.ofType('status').at(-1)?.availability).toBe('online');
    expect(run.ofType('level')).toMatchObject([{ level: 'ok', denomination_yen: 100 }]);
    expect(state.flags & 64).toBe(0);
  });

  test('a payout of an earlier life that still runs is waited for before the reset', () => {
    const state = hopper({ counter: 4, remaining: 3, paid: 1 });
    const run = script().open();
    live(run, state, 3_000);
    expect(state).toMatchObject({ life: 5003, remaining: 0 });
    expect(run.ofType('status').at(-1)?.availability).toBe('online');
  });

  test('payout: enable, counter, key, dispense, polls; the outcome is the difference of two life counts', () => {
    const state = hopper();
    const answers = answersOf(state);
    const run = started(state);
    prepared(run, state, 2);
    expect(JSON.parse(run.ofType('prepared')[0]?.deviceBase ?? '')).toEqual({ life: 5000, counter: 0 });
    execute(run);
    run.untilRequest(is(164), answers);
    run.exchange(request(AT, 164, [165]), answer(AT, 0));
    run.exchange(request(AT, 166), answer(AT, 0, [0, 0, 0, 0]));
    run.exchange(request(AT, 160), answer(AT, 0, KEY));
    run.exchange(request(AT, 167, [0, 0, 0, 0, 0, 0, 0, 0, 2]), answer(AT, 0, pay(state, 2)));
    live(run, state, 3_000);
    expect(run.ofType('dispensing')).toMatchObject([{ intentId: 'i1', paid: 1, remaining: 1 }]);
    expect(outcomes(run)).toMatchObject([{ intentId: 'i1', result: 'done', moved: { count: 2 }, reason: null }]);
    expect(JSON.parse(outcomes(run)[0]?.deviceAfter ?? '')).toMatchObject({ life: 5002 });
    expect(state.enabled).toBe(false);
  });

  test('the same intent never pays twice: a second execute repeats the outcome, one in between is ignored', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 2);
    execute(run);
    execute(run);
    live(run, state, 3_000);
    execute(run);
    expect(outcomes(run)).toHaveLength(2);
    expect(outcomes(run)[1]).toEqual(outcomes(run)[0]);
    execute(run, 'never prepared');
    expect(run.ofType('refused')).toMatchObject([{ intentId: 'never prepared' }]);
    live(run, state, 1_000);
    expect(state.heard).toBe(1);
    expect(state.life).toBe(5002);
  });

  test('no answer to 167 but the counter moved: it was heard, and it is not sent again', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 3);
    execute(run);
    run.untilRequest(is(167), answersOf(state));
    pay(state, 3);
    run.exchange(run.writes[0] ?? '', null);
    live(run, state, 4_000);
    expect(state.heard).toBe(1);
    expect(outcomes(run)).toMatchObject([{ result: 'done', moved: { count: 3 } }]);
  });

  test('no answer and nothing moved at all: not heard, so it is sent again with a new key, at most three times', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 1);
    execute(run);
    const answers = answersOf(state);
    const sent: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      run.untilRequest((hex) => {
        if (headerOf(hex) === 160) sent.push(160);
        return headerOf(hex) === 167;
      }, answers);
      run.exchange(run.writes[0] ?? '', null);
      sent.push(167);
    }
    live(run, state, 4_000);
    expect(sent).toEqual([160, 167, 160, 167, 160, 167]);
    expect(state.heard).toBe(0);
    expect(outcomes(run)).toMatchObject([{ result: 'notDone', moved: { count: 0 } }]);
  });

  test('no answer and power was lost: the counter is no proof, 167 is not sent again, the life count decides', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 3);
    execute(run);
    run.untilRequest(is(167), answersOf(state));
    // Heard, one coin fell, power dipped: the counter is 0 again as before.
    run.exchange(run.writes[0] ?? '', null);
    Object.assign(state, { counter: 0, remaining: 0, life: 5001, flags: 64, enabled: false });
    live(run, state, 4_000);
    expect(state.heard).toBe(0);
    expect(outcomes(run)).toMatchObject([{ result: 'partly', moved: { count: 1 } }]);
  });

  test('power lost while paying: the outcome counts what fell', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 5);
    execute(run);
    live(run, state, 350);
    const fallen = state.life - 5000;
    Object.assign(state, { counter: 0, remaining: 0, flags: 64, enabled: false });
    live(run, state, 3_000);
    expect(outcomes(run)).toMatchObject([{ result: 'partly', moved: { count: fallen } }]);
  });

  test('NAK to 167: nothing moved, the outcome says so', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 5);
    execute(run);
    run.untilRequest(is(167), answersOf(state));
    run.exchange(run.writes[0] ?? '', answer(AT, 5));
    live(run, state, 2_000);
    expect(outcomes(run)).toMatchObject([{ result: 'notDone', moved: { count: 0 }, reason: { code: 'cashFault' } }]);
  });

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

  test('the three ciphers: zero bytes, serial number, a plug-in that is given the key', () => {
    const plugin: HopperCipher = {
      name: 'xor',
      payoutData: (key, _serial, count) => [...key.map((b) => b ^ 255), count],
    };
    const cases: [Record<string, unknown>, number[]][] = [
      [{ cipher: 'none' }, [0, 0, 0, 0, 0, 0, 0, 0, 2]],
      [{ cipher: 'serial' }, [0x11, 0x22, 0x33, 2]],
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
