import { describe, expect, test } from 'vitest';
import { bytesOf } from './cctalk-script.ts';
import {
  ACK,
  answerOf,
  ESCROW_1000,
  frame,
  live,
  online,
  order,
  RESET,
  RETURN,
  script,
  STACK,
  stacking,
  statusOf,
  unit,
  VEND_VALID,
  type Run,
} from './id003-script.ts';

describe('bill acceptor on ID-003 when things go otherwise', () => {
  test('a cancelled note is handed back; after the order to stack it is not', () => {
    const state = unit();
    const run = online(state);
    state.status = ESCROW_1000;
    live(run, state, 300);
    run.command({ type: 'returnEscrow', escrowId: 'notes-1' });
    run.exchange(RETURN, ACK);
    state.status = frame(0x18);
    live(run, state, 500);
    expect(run.ofType('noteReturned')).toHaveLength(0);
    state.status = frame(0x11);
    live(run, state, 300);
    expect(run.ofType('noteReturned')).toMatchObject([{ escrowId: 'notes-1' }]);
    const other = stacking();
    other.run.exchange(STACK, ACK);
    other.state.status = frame(0x14);
    other.run.command({ type: 'returnEscrow', escrowId: 'notes-1' });
    live(other.run, other.state, 1_000);
    expect(other.state.sent).not.toContain(RETURN);
  });

  test('an escrow nobody decides is held, several times, then handed back; a model without HOLD hands back', () => {
    const state = unit();
    const run = online(state);
    state.status = ESCROW_1000;
    live(run, state, 60_000, () => state.sent.includes(RETURN));
    expect(state.sent.filter((hex) => hex === frame(0x44))).toHaveLength(6);
    expect(state.sent.at(-1)).toBe(RETURN);
  });

  test('a note that is not (or no longer) wanted goes back without becoming an escrow', () => {
    const state = unit();
    const run = online(state);
    run.command({ type: 'enable', denominations_yen: [] });
    state.status = ESCROW_1000;
    live(run, state, 400);
    expect(state.sent).toContain(RETURN);
    expect(run.ofType('noteEscrowed')).toHaveLength(0);
    expect(run.ofType('noteRejected')).toMatchObject([{ reason: 'inhibited' }]);
    state.status = frame(0x13, 0x6f);
    live(run, state, 400);
    expect(run.ofType('noteEscrowed')).toHaveLength(0);
  });

  test.each([
    [0x44, [], 'cashBoxFull'],
    [0x45, [], 'cashJam'],
    [0x46, [], 'cashJam'],
    [0x48, [], 'cashFraud'],
    [0x49, [0xa2], 'cashFault'],
    [0x3f, [], 'cashFault'],
  ] as const)('status %i stops the unit with its code and ends with it', (code, data, name) => {
    const state = unit();
    const run = online(state);
    state.status = frame(code, ...data);
    live(run, state, 400);
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: name }] });
    state.status = frame(0x11);
    live(run, state, 400);
    expect(statusOf(run)?.availability).toBe('online');
  });

  test('a reject is told once with its reason', () => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x17, 0x72);
    live(run, state, 600);
    expect(run.ofType('noteRejected')).toMatchObject([{ reason: 'magnetic' }]);
  });

  test('power lost after STACK: 41 hands back, 42 is credited once, 40 is disputed', () => {
    for (const [code, result, credits] of [
      [0x41, 'notDone', 0],
      [0x42, 'done', 1],
      [0x40, 'unknown', 0],
    ] as const) {
      const { run, state } = stacking();
      run.exchange(STACK, ACK);
      state.status = frame(code);
      live(run, state, 300);
      if (credits === 1) run.command({ type: 'recorded', factId: 'notes-1-stacked' });
      live(run, state, 300);
      expect(state.sent).toContain(RESET);
      state.status = frame(0x1b);
      live(run, state, 600);
      state.status = frame(0x11);
      live(run, state, 7_000);
      expect(run.ofType('outcome')).toMatchObject([{ intentId: 'i1', result }]);
      expect(run.ofType('noteStacked')).toHaveLength(credits);
    }
  });

  test('with power recovery 42 waits for VEND VALID, also when its ACK was lost with the power', () => {
    const { run, state } = stacking({ model: 'jcm-id003-recovery' });
    run.exchange(STACK, ACK);
    state.status = frame(0x42);
    live(run, state, 300);
    expect(run.ofType('noteStacked')).toHaveLength(0);
    state.status = frame(0x1b);
    live(run, state, 500);
    expect(state.sent).toContain(frame(0xc5, 2, 0));
    state.status = VEND_VALID;
    live(run, state, 300);
    expect(run.ofType('noteStacked')).toHaveLength(1);
    run.command({ type: 'recorded', factId: 'notes-1-stacked' });
    state.status = frame(0x40);
    live(run, state, 400);
    state.sent.length = 0;
    state.status = VEND_VALID;
    live(run, state, 400);
    expect(state.sent).toContain(ACK);
    expect(run.ofType('noteStacked')).toHaveLength(1);
  });

  test('resolve after a restart: in escrow → not stacked; handed back meanwhile → not stacked; after 40 → unknown', () => {
    const { run: first } = stacking();
    const memory = first.ofType('noteEscrowed')[0]?.memory ?? '';
    for (const [statuses, result] of [
      [[ESCROW_1000], 'notDone'],
      [[frame(0x1a)], 'notDone'],
      [[frame(0x18), frame(0x1a)], 'notDone'],
      [[frame(0x40), frame(0x1b), frame(0x1a)], 'unknown'],
      [[frame(0x42), frame(0x1b), frame(0x1a)], 'done'],
    ] as const) {
      const state = unit(statuses[0]);
      const run = script(memory);
      run.command({ type: 'resolve', intentId: 'i1', order, deviceBase: memory });
      for (const status of statuses) {
        state.status = status;
        live(run, state, 700);
        const credit = run.ofType('noteStacked')[0];
        if (credit) run.command({ type: 'recorded', factId: credit.factId });
      }
      live(run, state, 6_000);
      expect(run.ofType('outcome')).toMatchObject([{ intentId: 'i1', result }]);
    }
  });

  test('a unit that went mute is reset; one with a note in doubt is not', () => {
    const run = online(unit());
    const writes: string[] = [];
    const mute = (one: Run, span_ms: number): void => {
      const end_ms = one.now_ms + span_ms;
      while (one.now_ms < end_ms) {
        one.untilWrite(end_ms - one.now_ms);
        writes.push(...one.writes.splice(0));
        one.advance(100);
      }
    };
    mute(run, 15_000);
    expect(statusOf(run)?.availability).toBe('offline');
    expect(writes.filter((hex) => hex === RESET)).toHaveLength(1);
    writes.length = 0;
    const doubt = stacking();
    mute(doubt.run, 20_000);
    expect(writes).not.toContain(RESET);
  });

  test('R84: a loss of power too short for a poll to see: the refused setting is looked into, the unit is reset and serves', () => {
    const state = unit();
    const run = online(state);
    let off = true;
    run.command({ type: 'enable', denominations_yen: [] });
    const end_ms = run.now_ms + 8_000;
    while (run.now_ms < end_ms) {
      run.untilWrite(end_ms - run.now_ms);
      const next = run.writes[0];
      if (next === undefined) break;
      if (next === RESET) off = false;
      const refuses = off && (bytesOf(next)[2] ?? 0) >= 0xc0;
      state.status = off ? frame(0x40) : frame(0x1a);
      run.exchange(next, refuses ? frame(0x4b) : answerOf(state, next));
    }
    expect(off).toBe(false);
    expect(statusOf(run)?.availability).toBe('online');
  });

  test('R84: a jam that is cleared while the unit is silent: the unit is reset until it serves again', () => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x45);
    live(run, state, 1_000);
    // Silent for a while, and jammed as before.
    const end_ms = run.now_ms + 3_000;
    while (run.now_ms < end_ms) {
      run.untilWrite(end_ms - run.now_ms);
      run.writes.splice(0);
      run.advance(100);
    }
    expect(statusOf(run)?.availability).toBe('offline');
    state.sent.length = 0;
    live(run, state, 40_000, () => state.sent.includes(RESET));
    expect(state.sent).toContain(RESET);
  });

  test('prepare is refused for a note that is not in escrow; execute of an unprepared order too', () => {
    const run = online(unit());
    run.command({ type: 'prepare', intentId: 'i1', order });
    run.command({ type: 'execute', intentId: 'i2', material: undefined });
    expect(run.ofType('refused').map((fact) => fact.intentId)).toEqual(['i1', 'i2']);
  });
});
