import { describe, expect, test } from 'vitest';
import { cctalkBus, type CctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import { coinAcceptorOptions } from '../../drivers/cctalk/options.ts';
import { soloMachine } from '../../drivers/line/line.ts';
import { answersOf, AT, hopper, ID, live, outcomes, prepared, script, started } from './cctalk-hopper-script.ts';
import { answer, ascii, ByteScript, bytesOf, headerOf } from './cctalk-script.ts';
import { CctalkRig } from './cctalk-rig.ts';

function acceptor(checksum: 'sum8' | 'crc16' = 'sum8') {
  const bus = cctalkBus({ echo: false }, [
    { deviceId: 'coins', kind: 'coinAcceptor', options: coinAcceptorOptions.parse({ checksum }) },
  ]);
  return new ByteScript(soloMachine<ReturnType<CctalkBus['initial']>, CctalkCommand, CctalkFact>('coins', bus));
}

const reason = (run: { ofType: ReturnType<typeof acceptor>['ofType'] }) => run.ofType('status').at(-1)?.reasons[0];

/** So many exchanges without a good answer last longer than a device may be silent. */
const LONG_ENOUGH = 30;

/** Answers every request for a while, or until the device counts as offline. */
function talk(run: ReturnType<typeof acceptor>, answers: (hex: string) => string | null, requests: number): void {
  for (let count = 0; count < requests; count += 1) {
    if (run.ofType('status').at(-1)?.availability === 'offline') return;
    run.untilWrite();
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answers(next));
  }
}

describe('what is not as configured on the wire is named, and takes no money', () => {
  test('nothing answers at an address: the address, and that there was no answer', () => {
    const run = acceptor().open();
    talk(run, () => null, LONG_ENOUGH);
    run.advance(1_000);
    expect(reason(run)).toEqual({ code: 'cashOffline', detail: 'coins at ccTalk address 2: no answer' });
    expect(run.ofType('status').at(-1)?.availability).toBe('offline');
  });

  test('two devices on one address answer one after the other, or at once: every answer is damaged', () => {
    const doubled = acceptor().open();
    talk(doubled, () => `${answer(2, 0)} ${answer(2, 0)}`, LONG_ENOUGH);
    doubled.advance(1_000);
    expect(reason(doubled)).toEqual({
      code: 'cashLineDisturbed',
      detail: 'coins at ccTalk address 2: every answer is damaged; expected are sum8 frames of one device',
    });
    const mixed = acceptor().open();
    const overlaid = (hex: string): string => {
      // Where both say the same it reads well; the serial numbers differ.
      if (headerOf(hex) === 245) return answer(2, 0, ascii('Coin Acceptor'));
      return headerOf(hex) === 242 ? '01 03 02 00 10 20 30 00' : answer(2, 0, ascii('x'));
    };
    talk(mixed, overlaid, 6 * LONG_ENOUGH);
    expect(mixed.ofType('status').at(-1)).toMatchObject({
      availability: 'offline',
      reasons: [{ code: 'cashLineDisturbed' }],
    });
    expect(mixed.ofType('coinAccepted')).toEqual([]);
  });

  test('a device that speaks CRC-16 where the 8-bit sum is configured', () => {
    const run = acceptor('crc16').open();
    talk(run, () => answer(2, 0), LONG_ENOUGH);
    run.advance(1_000);
    expect(reason(run)?.detail).toContain('expected are crc16 frames');
  });

  test('another kind of device on the address: both kinds are named, and the gate stays shut', () => {
    const rig = new CctalkRig({ coins: { address: 3 }, hopper: { address: 5 } });
    expect(() => rig.start()).toThrow(/two ccTalk devices have address 5/);
    const wrong = new CctalkRig().start();
    wrong.kill();
    const swapped = acceptor().open();
    const payout: Record<number, number[]> = { 245: ascii('Payout'), 232: [0] };
    talk(swapped, (hex) => answer(2, 0, payout[headerOf(hex)] ?? ascii('JP100A')), 60);
    expect(swapped.ofType('status').at(-1)).toMatchObject({ availability: 'stop' });
    expect(reason(swapped)).toEqual({
      code: 'cashIdentity',
      detail: 'coins says it is a "Payout"; expected is "Coin Acceptor"',
    });
    const bills = script().open();
    talkHopper(bills, (hex) => answer(AT, 0, headerOf(hex) === 245 ? ascii('Bill Validator') : [0, 0, 0, 0]));
    expect(bills.ofType('status').at(-1)).toMatchObject({
      availability: 'stop',
      reasons: [{ code: 'cashIdentity', detail: `${ID} says it is a "Bill Validator"; expected is "Payout"` }],
    });
    bills.command({ type: 'prepare', intentId: 'i1', order: { type: 'dispense', count: 1 } });
    expect(bills.ofType('refused')).toMatchObject([{ intentId: 'i1', reason: { code: 'cashIdentity' } }]);
  });

  test('a hopper that answers 168 with another length, again and again, is not the device it should be', () => {
    const state = hopper();
    const run = script().open();
    const answers = answersOf(state);
    talkHopper(run, (hex) => (headerOf(hex) === 168 ? answer(AT, 0, [1, 2, 3, 4]) : answers(hex)));
    expect(run.ofType('status').at(-1)).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashIdentity' }] });
  });

  test('the line is lost: said so, no order is taken', () => {
    const state = hopper();
    const run = started(state);
    run.input({ type: 'lost', reason: 'unplugged' });
    expect(run.ofType('status').at(-1)?.reasons[0]).toEqual({
      code: 'cashOffline',
      detail: `${ID} at ccTalk address ${AT}: the line is not open`,
    });
    run.command({ type: 'prepare', intentId: 'i1', order: { type: 'dispense', count: 1 } });
    expect(run.ofType('refused')).toMatchObject([{ reason: { code: 'cashOffline' } }]);
  });

  test('rule 10: a late answer to another question, of another length, does not end a payout', () => {
    const state = hopper();
    const run = started(state);
    prepared(run, state, 3);
    run.command({ type: 'execute', intentId: 'i1', material: undefined });
    run.untilRequest((hex) => headerOf(hex) === 167, answersOf(state));
    // 167 is heard, its answer comes when 166 is asked.
    const told = answersOf(state)(run.writes[0] ?? '') ?? '';
    run.exchange(run.writes[0] ?? '', null);
    run.untilWrite();
    expect(headerOf(run.writes[0] ?? '')).toBe(166);
    run.exchange(run.writes[0] ?? '', told);
    live(run, state, 6_000);
    expect(state.heard).toBe(1);
    expect(outcomes(run)).toMatchObject([{ result: 'done', moved: { count: 3 } }]);
    expect(bytesOf(told)).toHaveLength(6);
  });
});

function talkHopper(run: ReturnType<typeof script>, answers: (hex: string) => string | null): void {
  const end_ms = run.now_ms + 4_000;
  while (run.now_ms < end_ms) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answers(next));
  }
}
