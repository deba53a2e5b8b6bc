import { describe, expect, test } from 'vitest';
import {
  answersOf,
  AT,
  execute,
  hopper,
  is,
  KEY,
  live,
  outcomes,
  pay,
  prepared,
  script,
  started,
} from './cctalk-hopper-script.ts';
import { answer, headerOf, request } from './cctalk-script.ts';

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
});
