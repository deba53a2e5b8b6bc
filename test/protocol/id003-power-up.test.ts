/** Every power-up state of a bill acceptor against what the journal says (cash.md 3.4): credited once, or not, or in dispute. */
import { describe, expect, test } from 'vitest';
import plainModel from '../../drivers/id003/models/jcm-id003.json' with { type: 'json' };
import type { BillAcceptorCommand } from '../../drivers/bill-acceptor.ts';
import {
  ACK,
  ESCROW_1000,
  frame,
  live,
  online,
  order,
  RESET,
  RETURN,
  STACK,
  stacking,
  statusOf,
  unit,
  VEND_VALID,
} from './id003-script.ts';
import { bytesOf } from './cctalk-script.ts';
import type { Run, Unit } from './id003-script.ts';

const POWER_UP = { 40: frame(0x40), 41: frame(0x41), 42: frame(0x42) } as const;
const STACKING = frame(0x14);
const MODELS = { off: 'jcm-id003', on: 'jcm-id003-recovery' } as const;

/** How far the note had come when the power failed. */
type Journal = 'in escrow' | 'ordered' | 'credited, not recorded' | 'credited, ACK lost';

/** A unit whose note had come so far. */
function before(journal: Journal, model: string): { run: Run; state: Unit } {
  const state = unit();
  const run = online(state, null, { model });
  state.status = ESCROW_1000;
  live(run, state, 300);
  if (journal === 'in escrow') return { run, state };
  run.command({ type: 'prepare', intentId: 'i1', order });
  run.command({ type: 'execute', intentId: 'i1', material: undefined });
  live(run, state, 2_000, () => state.sent.includes(STACK));
  state.status = STACKING;
  live(run, state, 300);
  if (journal === 'ordered') return { run, state };
  state.status = VEND_VALID;
  live(run, state, 300);
  if (journal === 'credited, ACK lost') recorded(run, state);
  return { run, state };
}

/** The ledger has it; its ACK goes out and is lost. */
function recorded(run: Run, state: Unit): void {
  const command: BillAcceptorCommand = { type: 'recorded', factId: 'notes-1-stacked' };
  run.command(command);
  live(run, state, 200);
}

/** Power comes back in this state; after its RESET the unit says VEND VALID if it can, until it is acknowledged. */
function powerUp(run: Run, state: Unit, code: keyof typeof POWER_UP, says: 'VEND VALID' | 'nothing'): void {
  state.sent.length = 0;
  state.status = POWER_UP[code];
  live(run, state, 400);
  if (run.ofType('noteStacked').length > 0) recorded(run, state);
  live(run, state, 2_000, () => state.sent.includes(RESET));
  state.status = frame(0x1b);
  live(run, state, 700);
  if (says === 'VEND VALID') {
    state.sent.length = 0;
    state.status = VEND_VALID;
    live(run, state, 400);
    recorded(run, state);
    expect(state.sent, 'VEND VALID is acknowledged').toContain(ACK);
  }
  state.status = frame(0x11);
  live(run, state, 8_000);
}

describe.each([
  // journal, power-up, recovery, what the unit says after RESET → credits in all, outcome, given back
  ['in escrow', 40, 'off', 'nothing', 0, null, 1],
  ['in escrow', 40, 'on', 'nothing', 0, null, 1],
  ['in escrow', 41, 'off', 'nothing', 0, null, 1],
  ['in escrow', 41, 'on', 'nothing', 0, null, 1],
  ['in escrow', 42, 'off', 'nothing', 1, null, 0],
  ['in escrow', 42, 'on', 'VEND VALID', 1, null, 0],
  ['ordered', 40, 'off', 'nothing', 0, 'unknown', 0],
  ['ordered', 40, 'on', 'VEND VALID', 1, 'done', 0],
  ['ordered', 40, 'on', 'nothing', 0, 'unknown', 0],
  ['ordered', 41, 'off', 'nothing', 0, 'notDone', 1],
  ['ordered', 41, 'on', 'nothing', 0, 'notDone', 1],
  ['ordered', 42, 'off', 'nothing', 1, 'done', 0],
  ['ordered', 42, 'on', 'VEND VALID', 1, 'done', 0],
  ['ordered', 42, 'on', 'nothing', 1, 'done', 0],
  ['credited, not recorded', 40, 'off', 'nothing', 1, 'done', 0],
  ['credited, not recorded', 40, 'on', 'VEND VALID', 1, 'done', 0],
  ['credited, not recorded', 42, 'off', 'nothing', 1, 'done', 0],
  ['credited, not recorded', 42, 'on', 'VEND VALID', 1, 'done', 0],
  ['credited, ACK lost', 40, 'off', 'nothing', 1, 'done', 0],
  ['credited, ACK lost', 40, 'on', 'VEND VALID', 1, 'done', 0],
  ['credited, ACK lost', 42, 'off', 'nothing', 1, 'done', 0],
  ['credited, ACK lost', 42, 'on', 'VEND VALID', 1, 'done', 0],
] as const)('%s, power-up %d, recovery %s, then %s', (journal, code, recovery, says, credits, result, returned) => {
  test(`rules 15, 16: ${credits} credit, outcome ${result ?? 'none'}`, () => {
    const { run, state } = before(journal, MODELS[recovery]);
    powerUp(run, state, code, says);
    expect(run.ofType('noteStacked')).toHaveLength(credits);
    expect(run.ofType('noteReturned')).toHaveLength(returned);
    expect(run.ofType('outcome').map((fact) => fact.result)).toEqual(result === null ? [] : [result]);
    expect(statusOf(run)?.availability).toBe('online');
  });
});

test.each(['off', 'on'] as const)(
  'R84: 41 of a credited note calls a person, and credits nothing (recovery %s)',
  (recovery) => {
    const { run, state } = before('credited, ACK lost', MODELS[recovery]);
    powerUp(run, state, 41, 'nothing');
    expect(run.ofType('noteStacked')).toHaveLength(1);
    expect(run.ofType('noteReturned')).toHaveLength(0);
    expect(statusOf(run)).toMatchObject({ availability: 'attention', reasons: [{ code: 'noteDisputed' }] });
    run.command({ type: 'checkHealth', level: 'external' });
    live(run, state, 1_000);
    expect(statusOf(run)?.availability).toBe('online');
  },
);

test('rule 15: the power fails twice: past the lever the first time, in the box the second', () => {
  const { run, state } = before('ordered', MODELS.on);
  state.status = POWER_UP[42];
  live(run, state, 400);
  powerUp(run, state, 40, 'nothing');
  expect(run.ofType('noteStacked')).toHaveLength(1);
  expect(run.ofType('outcome')).toMatchObject([{ result: 'done' }]);
});

test('rule 15: a power-up of a note before says nothing of the next one', () => {
  const { run, state } = before('ordered', MODELS.off);
  powerUp(run, state, 42, 'nothing');
  run.command({ type: 'enable', denominations_yen: [1000] });
  live(run, state, 500);
  state.status = ESCROW_1000;
  live(run, state, 300);
  const next = { ...order, escrowId: 'notes-2' };
  run.command({ type: 'prepare', intentId: 'i2', order: next });
  run.command({ type: 'execute', intentId: 'i2', material: undefined });
  state.sent.length = 0;
  live(run, state, 2_000, () => state.sent.includes(STACK));
  state.status = STACKING;
  live(run, state, 300);
  powerUp(run, state, 40, 'nothing');
  expect(run.ofType('noteStacked')).toHaveLength(1);
  expect(run.ofType('outcome').map((fact) => fact.result)).toEqual(['done', 'unknown']);
});

test('rule 17: asked back after a start, a note that nobody ordered is told as returned as soon as the unit rests', () => {
  const first = before('in escrow', MODELS.off);
  const memory = first.run.ofType('noteEscrowed')[0]?.memory ?? '';
  const state = unit(frame(0x41));
  const run = online(state, memory);
  run.command({ type: 'returnEscrow', escrowId: 'notes-1' });
  state.status = frame(0x1b);
  live(run, state, 700);
  state.status = frame(0x1a);
  live(run, state, 1_000);
  expect(run.ofType('noteReturned')).toMatchObject([{ escrowId: 'notes-1' }]);
});

describe('note box', () => {
  test('R84: a full box is a level and no stop: notes are not taken, all else goes on', () => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x43);
    live(run, state, 500);
    expect(run.ofType('level')).toMatchObject([{ level: 'full' }]);
    expect(statusOf(run)).toMatchObject({ availability: 'attention', reasons: [{ code: 'cashBoxFull' }] });
    state.status = frame(0x11);
    live(run, state, 500);
    expect(run.ofType('level')).toMatchObject([{ level: 'full' }, { level: 'ok' }]);
    expect(statusOf(run)?.availability).toBe('online');
  });

  test('cash.md 9: after the stacker was open every setting is sent again', () => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x44);
    live(run, state, 500);
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashBoxFull' }] });
    state.sent.length = 0;
    state.status = frame(0x1a);
    live(run, state, 1_000);
    const commands = state.sent.map((hex) => bytesOf(hex)[2]);
    expect(commands).toEqual(expect.arrayContaining([0xc0, 0xc1, 0xc2, 0xc3, 0xc5]));
  });
});

describe('words', () => {
  test.each([
    [0x71, 'insertion'],
    [0x72, 'magnetic'],
    [0x73, 'billLeftIn'],
    [0x74, 'compensation'],
    [0x75, 'conveying'],
    [0x76, 'denomination'],
    [0x77, 'pattern'],
    [0x78, 'level'],
    [0x79, 'inhibited'],
    [0x7b, 'operation'],
    [0x7c, 'billInStacker'],
    [0x7d, 'length'],
    [0x7e, 'secondPattern'],
    [0x70, 'reason70'],
  ])('reject reason %i is told as %s', (code, reason) => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x17, code);
    live(run, state, 400);
    expect(run.ofType('noteRejected')).toMatchObject([{ reason }]);
  });

  test.each([
    [0xa2, 'stack motor'],
    [0xa5, 'transport motor speed'],
    [0xa6, 'transport motor'],
    [0xa7, 'aligning'],
    [0xab, 'box not ready'],
    [0xaf, 'head removed'],
    [0xb0, 'boot ROM'],
    [0xb1, 'external ROM'],
    [0xb2, 'RAM'],
    [0xb3, 'writing the external ROM'],
    [0xc9, 'not known'],
  ])('failure %i stops the unit and says %s', (code, words) => {
    const state = unit();
    const run = online(state);
    state.status = frame(0x49, code);
    live(run, state, 400);
    const status = statusOf(run);
    expect(status).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashFault' }] });
    expect(status?.reasons[0]?.detail).toContain(words);
  });
});

describe('models are data', () => {
  const site = {
    ...plainModel,
    stack: 1,
    powerRecovery: true,
    recoveryBits: [0, 4],
    decideWithin_ms: 3_000,
    hold: false,
  };

  test('a site’s own model: STACK-1, the recovery bit of its maker, no HOLD, decided in its time', () => {
    const state = unit();
    const run = online(state, null, { model: site });
    expect(state.sent).toContain(frame(0xc5, 0, 4));
    state.status = ESCROW_1000;
    state.sent.length = 0;
    live(run, state, 2_500);
    expect(state.sent).not.toContain(RETURN);
    live(run, state, 1_000);
    expect(state.sent).toContain(RETURN);
    expect(state.sent).not.toContain(frame(0x44));
  });

  test('rule 15: with STACK-1 the credit comes at the lever, and 42 after its ACK credits nothing more', () => {
    const { run, state } = stacking({ model: { ...site, powerRecovery: false } });
    live(run, state, 500);
    expect(state.sent).toContain(frame(0x41));
    state.status = VEND_VALID;
    live(run, state, 300);
    recorded(run, state);
    state.status = STACKING;
    live(run, state, 300);
    powerUp(run, state, 42, 'nothing');
    expect(run.ofType('noteStacked')).toHaveLength(1);
  });
});
