import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BillAcceptorCommand, BillAcceptorFact } from '../../drivers/bill-acceptor.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import { crcKermit, encodeRequest, readFrame } from '../../drivers/id003/frame.ts';
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import { bytesOf, ByteScript, hexOf } from './cctalk-script.ts';

/** Published vectors, cash.md 3.1. */
const VECTORS: readonly [string, number, readonly number[], string][] = [
  ['STATUS', 0x11, [], 'FC 05 11 27 56'],
  ['RESET', 0x40, [], 'FC 05 40 2B 15'],
  ['STACK-1', 0x41, [], 'FC 05 41 A2 04'],
  ['STACK-2', 0x42, [], 'FC 05 42 39 36'],
  ['RETURN', 0x43, [], 'FC 05 43 B0 27'],
  ['HOLD', 0x44, [], 'FC 05 44 0F 53'],
  ['ACK', 0x50, [], 'FC 05 50 AA 05'],
  ['denominations', 0xc0, [0, 0], 'FC 07 C0 00 00 2D B5'],
  ['security', 0xc1, [0, 0], 'FC 07 C1 00 00 F1 EF'],
  ['accept', 0xc3, [0], 'FC 06 C3 00 04 D6'],
  ['inhibit', 0xc3, [1], 'FC 06 C3 01 8D C7'],
  ['power recovery', 0xc5, [2, 0], 'FC 07 C5 02 00 20 BF'],
  ['version', 0x88, [], 'FC 05 88 6F 5F'],
  ['currency table', 0x8a, [], 'FC 05 8A 7D 7C'],
];

const frame = (code: number, ...data: number[]): string =>
  hexOf(encodeRequest({ command: code, data: Uint8Array.from(data) }));
const STATUS = frame(0x11);
const STACK = frame(0x42);
const ACK = frame(0x50);
const RESET = frame(0x40);
const RETURN = frame(0x43);
const VEND_VALID = frame(0x15);
const ESCROW_1000 = frame(0x13, 0x61);
const TABLE = frame(0x8a, 0x61, 10, 1, 3, 0x62, 10, 2, 3, 0x63, 10, 5, 3, 0x64, 10, 1, 4, 0, 0, 0, 0);

/** A unit as data: its status, its settings and what was sent to it. */
interface Unit {
  status: string;
  readonly sent: string[];
  table?: string;
  inhibit: number;
  mask: number;
}
const unit = (status = frame(0x1a), patch: Partial<Unit> = {}): Unit => ({
  status,
  sent: [],
  inhibit: 1,
  mask: 255,
  ...patch,
});

type Run = ByteScript<ReturnType<ReturnType<typeof billAcceptor>['initial']>, BillAcceptorCommand, BillAcceptorFact>;

function script(memory: string | null = null, options: Record<string, unknown> = {}): Run {
  return new ByteScript(billAcceptor('notes', billAcceptorOptions.parse(options)), memory).open();
}

function answerOf(state: Unit, hex: string): string | null {
  const bytes = bytesOf(hex);
  const command = bytes[2] ?? 0;
  if (hex === STATUS) return state.status;
  state.sent.push(hex);
  if (command === 0x50) return null;
  if (command === 0x88) return frame(0x88, ...Buffer.from('VBV'));
  if (command === 0x8a) return state.table ?? TABLE;
  if (command === 0xc0) state.mask = bytes[3] ?? 0;
  if (command === 0xc3) state.inhibit = bytes[3] ?? 0;
  if (command >= 0xc0) return hex;
  return ACK;
}

/** Answers everything for a while; `until` ends it early. */
function live(run: Run, state: Unit, span_ms: number, until: () => boolean = () => false): void {
  const end_ms = run.now_ms + span_ms;
  while (run.now_ms < end_ms && !until()) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answerOf(state, next));
  }
}

function online(state: Unit, memory: string | null = null, options: Record<string, unknown> = {}): Run {
  const run = script(memory, options);
  live(run, state, 1_000);
  run.command({ type: 'enable', denominations_yen: [1000] });
  live(run, state, 400);
  return run;
}

const order = { type: 'stack', escrowId: 'notes-1', denomination_yen: 1000 } as const;

/** A unit with a note in escrow and an executed order to stack it. */
function stacking(options: Record<string, unknown> = {}): { run: Run; state: Unit } {
  const state = unit();
  const run = online(state, null, options);
  state.status = ESCROW_1000;
  live(run, state, 300);
  run.command({ type: 'prepare', intentId: 'i1', order });
  run.command({ type: 'execute', intentId: 'i1', material: undefined });
  return { run, state };
}

const statusOf = (run: Run) => run.ofType('status').at(-1);

describe('ID-003 frames', () => {
  test.each(VECTORS)('%s is encoded as published', (_, command, data, hex) => {
    expect(hexOf(encodeRequest({ command, data: Uint8Array.from(data) }))).toBe(hex);
    const read = readFrame(bytesOf(hex));
    expect(read).toMatchObject({ type: 'frame', reply: { code: command } });
  });

  test('the CRC is CRC-16/KERMIT (check value of "123456789" is 2189)', () => {
    expect(crcKermit(Buffer.from('123456789'))).toBe(0x2189);
  });

  test('any bytes in any pieces never throw and never become a note', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const run = script();
        for (const bytes of chunks) run.untilWrite(200).input({ type: 'bytes', bytes }).advance(20);
        expect(run.ofType('noteStacked')).toHaveLength(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('bill acceptor on ID-003', () => {
  test('power-up is reset, then C0, C1, C2, C5, C3 are sent, then version and table are read', () => {
    const state = unit(frame(0x40));
    const run = script();
    run.exchange(STATUS, frame(0x40));
    run.exchange(RESET, ACK);
    run.exchange(STATUS, frame(0x1b));
    state.status = frame(0x1b);
    run.exchange(frame(0xc0, 255, 0), frame(0xc0, 255, 0));
    run.exchange(frame(0xc1, 0, 0), frame(0xc1, 0, 0));
    run.exchange(frame(0xc2, 0), frame(0xc2, 0));
    run.exchange(frame(0xc5, 0, 0), frame(0xc5, 0, 0));
    run.exchange(frame(0xc3, 1), frame(0xc3, 1));
    state.status = frame(0x1a);
    live(run, state, 1_000);
    expect(run.ofType('identified')).toMatchObject([{ maker: 'JCM', product: 'VBV' }]);
    expect(statusOf(run)?.availability).toBe('online');
    expect(state.inhibit).toBe(1);
  });

  test('only the notes named are let in: C0 by note, C3 for all', () => {
    const state = unit();
    const run = online(state, null, { denominations_yen: [1000, 5000] });
    expect(state).toMatchObject({ inhibit: 0, mask: 0b11111110 });
    run.command({ type: 'enable', denominations_yen: [1000, 5000] });
    live(run, state, 300);
    expect(state.mask).toBe(0b11111010);
    run.command({ type: 'enable', denominations_yen: [] });
    live(run, state, 300);
    expect(state).toMatchObject({ inhibit: 1, mask: 255 });
  });

  test('a currency table without a configured note stops the unit and names both lists', () => {
    const state = unit(frame(0x1a), { table: frame(0x8a, 0x61, 10, 2, 3, 0x62, 1, 1, 3) });
    const run = online(state);
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashTable' }] });
    expect(statusOf(run)?.reasons[0]?.detail).toBe('the note table of notes has 2000; configured are 1000');
    expect(state.inhibit).toBe(1);
  });

  test('ESCROW → noteEscrowed once → STACK-2 → VEND VALID → noteStacked → recorded → ACK', () => {
    const { run, state } = stacking();
    expect(run.ofType('noteEscrowed')).toMatchObject([{ escrowId: 'notes-1', denomination_yen: 1000 }]);
    run.exchange(STACK, ACK);
    run.exchange(STATUS, frame(0x14));
    run.exchange(STATUS, VEND_VALID);
    expect(run.ofType('noteStacked')).toMatchObject([{ factId: 'notes-1-stacked', escrowId: 'notes-1' }]);
    expect(run.ofType('outcome')).toMatchObject([{ intentId: 'i1', result: 'done', moved: { stacked: true } }]);
    run.exchange(STATUS, VEND_VALID);
    run.exchange(STATUS, VEND_VALID);
    run.command({ type: 'recorded', factId: 'another' });
    run.exchange(STATUS, VEND_VALID);
    run.command({ type: 'recorded', factId: 'notes-1-stacked' });
    run.exchange(ACK, null);
    run.exchange(STATUS, frame(0x16));
    state.status = frame(0x11);
    live(run, state, 500);
    expect(run.ofType('noteStacked')).toHaveLength(1);
    expect(state.sent).not.toContain(STACK);
    state.status = ESCROW_1000;
    live(run, state, 300);
    expect(run.ofType('noteEscrowed').map((fact) => fact.escrowId)).toEqual(['notes-1', 'notes-2']);
  });

  test('a lost ACK is repeated at each further VEND VALID, without a second credit', () => {
    const { run } = stacking();
    run.exchange(STACK, ACK);
    run.exchange(STATUS, VEND_VALID);
    run.command({ type: 'recorded', factId: 'notes-1-stacked' });
    for (let times = 0; times < 3; times += 1) {
      run.exchange(ACK, null);
      run.exchange(STATUS, VEND_VALID);
    }
    expect(run.ofType('noteStacked')).toHaveLength(1);
  });

  test('any interleaving of VEND VALID, silence, noise, restarts and the word "recorded" credits one note once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('vend', 'silence', 'noise', 'recorded', 'restart', 'commit'), { maxLength: 30 }),
        (acts) => {
          const { run: first } = stacking();
          first.exchange(STACK, ACK);
          const seen = new Set<string>();
          // What the ledger holds: the escrow was committed before the order, the credit only by `commit`.
          let memory = first.ofType('noteEscrowed')[0]?.memory ?? null;
          let committed = false;
          let run = first;
          for (const act of ['vend', ...acts]) {
            if (act === 'restart') {
              run = script(memory);
            } else if (act === 'commit' || act === 'recorded') {
              const credit = run.ofType('noteStacked').at(-1);
              if (!credit) continue;
              memory = credit.memory;
              committed = true;
              if (act === 'recorded') run.command({ type: 'recorded', factId: credit.factId });
            } else {
              run.untilWrite(1_000);
              const next = run.writes.shift();
              // An ACK before the credit is in the ledger would lose the note.
              if (next === ACK) expect(committed).toBe(true);
              if (next === STATUS && act === 'vend') run.input({ type: 'bytes', bytes: bytesOf(VEND_VALID) });
              else if (next === STATUS && act === 'noise')
                run.input({ type: 'bytes', bytes: bytesOf('15 FC 05 15 00') });
              else if (next !== undefined && next !== STATUS && next !== ACK && act !== 'silence')
                run.input({ type: 'bytes', bytes: bytesOf(frame(0x4b)) });
            }
            for (const fact of run.ofType('noteStacked')) seen.add(fact.factId);
          }
          expect([...seen]).toEqual(['notes-1-stacked']);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('after a restart a VEND VALID that is in the ledger is acknowledged without a new fact; one that is not is told', () => {
    const { run } = stacking();
    run.exchange(STACK, ACK);
    run.exchange(STATUS, VEND_VALID);
    const credited = run.ofType('noteStacked')[0]?.memory ?? '';
    const after = script(credited);
    after.exchange(STATUS, VEND_VALID);
    after.exchange(ACK, null);
    expect(after.ofType('noteStacked')).toHaveLength(0);
    after.command({ type: 'resolve', intentId: 'i1', order, deviceBase: '' });
    expect(after.ofType('outcome')).toMatchObject([{ result: 'done' }]);
    const before = script(run.ofType('noteEscrowed')[0]?.memory ?? '');
    before.command({ type: 'resolve', intentId: 'i1', order, deviceBase: '' });
    before.exchange(STATUS, VEND_VALID);
    expect(before.ofType('noteStacked')).toMatchObject([{ factId: 'notes-1-stacked', denomination_yen: 1000 }]);
    expect(before.ofType('outcome')).toMatchObject([{ intentId: 'i1', result: 'done' }]);
  });

  test('a VEND VALID of a note nobody knows is never acknowledged', () => {
    const run = script();
    for (let times = 0; times < 4; times += 1) {
      run.untilWrite();
      const next = run.writes[0] ?? '';
      expect(next).not.toBe(ACK);
      run.exchange(next, next === STATUS ? VEND_VALID : next);
    }
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: 'noteDisputed' }] });
  });

  test('no ACK to STACK: the status is looked at; still in escrow → sent again, three times at most, then returned', () => {
    const { run, state } = stacking();
    for (let times = 0; times < 3; times += 1) {
      run.exchange(STACK, null);
      run.exchange(STATUS, ESCROW_1000);
    }
    run.exchange(RETURN, ACK);
    state.status = frame(0x18);
    live(run, state, 300);
    state.status = frame(0x11);
    live(run, state, 300);
    expect(run.ofType('outcome')).toMatchObject([{ result: 'notDone', moved: { stacked: false } }]);
    expect(run.ofType('noteReturned')).toMatchObject([{ escrowId: 'notes-1' }]);
    expect(state.sent).not.toContain(STACK);
  });

  test('4B after STACK means "look at the status", not failure', () => {
    const { run } = stacking();
    run.exchange(STACK, frame(0x4b));
    run.exchange(STATUS, frame(0x14));
    run.exchange(STATUS, VEND_VALID);
    expect(run.ofType('noteStacked')).toHaveLength(1);
  });

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
    [0x43, [], 'cashBoxFull'],
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

  test('prepare is refused for a note that is not in escrow; execute of an unprepared order too', () => {
    const run = online(unit());
    run.command({ type: 'prepare', intentId: 'i1', order });
    run.command({ type: 'execute', intentId: 'i2', material: undefined });
    expect(run.ofType('refused').map((fact) => fact.intentId)).toEqual(['i1', 'i2']);
  });
});
