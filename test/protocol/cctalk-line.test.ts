import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import { answer, bytesOf, ByteScript, headerOf, request } from './cctalk-script.ts';

function line(echo: boolean) {
  return new ByteScript(
    cctalkBus({ echo }, [
      { deviceId: 'coins', kind: 'coinAcceptor', options: coinAcceptorOptions.parse({ checksum: 'sum8' }) },
      { deviceId: 'h3', kind: 'hopper', options: hopperOptions.parse({ address: 3, denomination_yen: 10 }) },
      { deviceId: 'h4', kind: 'hopper', options: hopperOptions.parse({ address: 4, denomination_yen: 100 }) },
    ]),
  );
}

/** An answer that keeps every device of the line content. */
function content(hex: string): string {
  const [to = 2] = bytesOf(hex);
  const header = headerOf(hex);
  if (header === 245) return answer(to, 0, [...Buffer.from(to === 2 ? 'Coin Acceptor' : 'Payout')]);
  if (header === 184)
    return answer(to, 0, [
      ...Buffer.from(['JP010A', 'JP050A', 'JP100A', 'JP500A'][(bytesOf(hex)[4] ?? 1) - 1] ?? '......'),
    ]);
  if (header === 229) return answer(to, 0, Array(11).fill(0) as number[]);
  if (header === 230) return answer(to, 0, [0, 0]);
  return answer(to, 0, [0, 0, 0, 0]);
}

describe('one line, several devices', () => {
  test('nothing is sent while an answer is awaited, and the devices take turns', () => {
    const run = line(false).open();
    const seen: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      run.untilWrite();
      expect(run.writes).toHaveLength(1);
      const next = run.writes[0] ?? '';
      seen.push(bytesOf(next)[0] ?? 0);
      run.exchange(next, content(next));
    }
    for (const address of [2, 3, 4]) expect(seen.filter((one) => one === address).length).toBeGreaterThan(5);
  });

  test('dead hoppers do not take the credit poll from the acceptor: never 1 s without one', () => {
    const run = line(false).open();
    let last_ms: number | null = null;
    let longest_ms = 0;
    while (run.now_ms < 30_000) {
      run.untilWrite();
      const next = run.writes[0] ?? '';
      const alive = bytesOf(next)[0] === 2;
      if (headerOf(next) === 229) {
        if (last_ms !== null) longest_ms = Math.max(longest_ms, run.now_ms - last_ms);
        last_ms = run.now_ms;
      }
      run.exchange(next, alive ? content(next) : null);
    }
    expect(longest_ms).toBeLessThan(700);
    const last = run.facts
      .filter((one) => one.fact.type === 'status')
      .map((one) => [one.deviceId, (one.fact as { availability: string }).availability]);
    expect(Object.fromEntries(last)).toEqual({ coins: 'online', h3: 'offline', h4: 'offline' });
  });

  test('an answer of another device is not taken, and one that comes late is flushed before the next request', () => {
    const run = line(false).open();
    run.untilWrite();
    const first = run.writes.shift() ?? '';
    const to = bytesOf(first)[0] ?? 0;
    run.input({ type: 'bytes', bytes: bytesOf(answer(to === 2 ? 3 : 2, 0)) });
    expect(run.writes).toHaveLength(0);
    run.advance(400);
    expect(run.writes).toHaveLength(1);
    const second = run.writes.shift() ?? '';
    run.input({ type: 'bytes', bytes: bytesOf('01 00 02') });
    run.advance(20);
    expect(run.writes).toHaveLength(0);
    run.advance(60);
    expect(run.writes.length).toBeGreaterThan(0);
    expect(second).not.toBe('');
  });

  test('rule 3: a timer that fires a moment too early, as those of a machine do, leaves no line asleep for ever', () => {
    const run = line(false).open();
    run.untilWrite();
    for (let count = 0; count < 20; count += 1) {
      run.writes.length = 0;
      run.advance(5).fireEarly('answer').untilWrite();
      expect(run.writes).toHaveLength(1);
    }
  });

  test('bytes that nobody asked for only cost a silence, even when they never end', () => {
    const run = line(false).open();
    run.untilWrite();
    run.exchange(run.writes[0] ?? '', '55 55 55 55 55 55');
    for (let count = 0; count < 300; count += 1) run.advance(10).input({ type: 'bytes', bytes: bytesOf('55') });
    run.advance(100);
    expect(run.writes.length).toBeGreaterThan(0);
  });

  test('any bytes in any pieces with any timers: no throw, no money, the line lives on', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 0, max: 400 })), { maxLength: 40 }),
        (echo, pieces) => {
          const run = line(echo).open();
          for (const [bytes, pause_ms] of pieces) run.input({ type: 'bytes', bytes }).advance(pause_ms);
          const types = run.facts.map((one) => one.fact.type);
          expect(types).not.toContain('coinAccepted');
          expect(types).not.toContain('outcome');
          run.writes.length = 0;
          run.untilWrite(6_000);
          expect(run.writes.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('a command for a device that is not on the line is noise, and a lost line sends nothing more', () => {
    const run = line(false).open();
    run.command({ deviceId: 'nobody', command: { type: 'stop' } });
    expect(run.facts.at(-1)?.fact.type).toBe('noise');
    run.input({ type: 'lost', reason: 'unplugged' });
    run.writes.length = 0;
    run.advance(10_000);
    expect(run.writes).toHaveLength(0);
    expect(run.facts.filter((one) => one.fact.type === 'status').slice(-3)).toHaveLength(3);
    expect(request(2, 254)).toBe('02 00 01 FE FF');
  });
});
