import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import plain from '../../drivers/id003/models/jcm-id003.json' with { type: 'json' };
import { bytesOf } from './cctalk-script.ts';
import {
  ACK,
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
  STATUS,
  statusOf,
  unit,
  VEND_VALID,
} from './id003-script.ts';

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
    // The first answer after the start is believed once nothing follows it.
    before.exchange(STATUS, VEND_VALID).advance(60);
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

  test('rule 16: a VEND VALID that carries its code books a note nobody knows, once, and is acknowledged after that', () => {
    const model = { ...plain, vendValidCarriesCode: true };
    const run = script(null, { model });
    const state = unit(frame(0x15, 0x61));
    live(run, state, 3_000);
    expect(run.ofType('noteStacked')).toMatchObject([{ factId: 'notes-1-stacked', denomination_yen: 1000 }]);
    expect(state.sent).not.toContain(ACK);
    run.command({ type: 'recorded', factId: 'notes-1-stacked' });
    live(run, state, 1_000);
    expect(state.sent).toContain(ACK);
    expect(run.ofType('noteStacked')).toHaveLength(1);
    // The next one gets a number of its own, also after a restart; a code that the table lacks is booked by nobody.
    const again = script(run.ofType('noteStacked')[0]?.memory ?? '', { model });
    const other = unit(frame(0x1a));
    live(again, other, 2_000);
    expect(again.ofType('noteStacked')).toEqual([]);
    const unknown = script(null, { model });
    const odd = unit(frame(0x15, 0x68));
    live(unknown, odd, 3_000);
    expect(odd.sent).not.toContain(ACK);
    expect(statusOf(unknown)).toMatchObject({ availability: 'stop', reasons: [{ code: 'noteDisputed' }] });
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
});
