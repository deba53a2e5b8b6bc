import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cctalkBus, type CctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import type { LineCommand, LineFact } from '../../drivers/line/line.ts';
import { answer, ascii, bytesOf, ByteScript, headerOf } from './cctalk-script.ts';

const RUNS = Number(process.env['CCTALK_FUZZ_RUNS'] ?? 150);
const COINS = ['JP010A', 'JP050A', 'JP100A', 'JP500A'];

type Run = ByteScript<ReturnType<CctalkBus['initial']>, LineCommand<CctalkCommand>, LineFact<CctalkFact>>;

function line(memory: string | null = null): Run {
  const bus = cctalkBus({ echo: false }, [
    { deviceId: 'coins', kind: 'coinAcceptor', options: coinAcceptorOptions.parse({}) },
    { deviceId: 'h3', kind: 'hopper', options: hopperOptions.parse({ address: 3, denomination_yen: 10 }) },
  ]);
  return new ByteScript(bus, memory);
}

/** What the wire has stated so far: each counter with the coins of its answer, so that a credit can be held against it. */
interface Stated {
  readonly coins: Set<string>;
  /** Coins of all different answers to 229 together. */
  pieces: number;
  /** The last answer to each question, which a device at rest repeats. */
  readonly last: Map<string, readonly number[]>;
  dispensed: number;
}

/** A well-made answer of any content: what a mad device, or a good one after a storm, could say. */
function anyAnswer(hex: string, bytes: Uint8Array, kind: number, stated: Stated): string | null {
  const [to = 2] = bytesOf(hex);
  const header = headerOf(hex);
  if (kind === 0) return null;
  if (kind === 1) return answer(to, 5);
  if (kind === 2) return answer(to, 6);
  if (kind === 3) return answer(to, 0, [...bytes]);
  if (kind === 4) return answer(to === 2 ? 3 : 2, 0, [...bytes]);
  if (kind === 5) return answer(to, 0, [...bytes]).slice(0, -2) + '55';
  if (header === 245) return answer(to, 0, ascii(to === 2 ? 'Coin Acceptor' : 'Payout'));
  if (header === 184) return answer(to, 0, ascii(COINS[(bytesOf(hex)[4] ?? 1) - 1] ?? '......'));
  const key = `${to} ${header}`;
  const last = stated.last.get(key);
  if (kind > 7 && last && header !== 167) {
    if (header !== 229 || kind % 3 !== 0) return answer(to, 0, last);
    // One more coin, as a sound device would tell it.
    const counter = last[0] === 255 ? 1 : (last[0] ?? 0) + 1;
    return answer(to, 0, credit(stated, key, [counter, (bytes[0] ?? 0) % 6, 1, ...last.slice(1, 9)], 1));
  }
  if (header === 229) {
    const data = Array.from({ length: 11 }, (_, at) => (bytes[at] ?? 0) % (at === 0 ? 256 : 6));
    return answer(to, 0, credit(stated, key, data, 5));
  }
  const length: Record<number, number> = { 230: 2, 227: 1, 225: 3, 166: 4, 168: 3, 163: 2, 242: 3, 160: 8 };
  if (header === 167) stated.dispensed += 1;
  const any = Array.from({ length: length[header] ?? 1 }, (_, at) => bytes[at] ?? 0);
  const data = bytes.length % 4 === 0 ? any : (calm(header, any) ?? any);
  stated.last.set(key, data);
  return answer(to, 0, data);
}

/** A hopper without a fault that pays nothing: from random bytes alone hardly one run in fifty came as far as an order to pay. */
function calm(header: number, [counter = 0]: readonly number[]): readonly number[] | null {
  if (header === 163) return [128, 0];
  return header === 166 ? [counter, 0, 0, 0] : null;
}

/** Keeps what an answer to 229 states; `news` of its events are new. */
function credit(stated: Stated, key: string, data: readonly number[], news: number): readonly number[] {
  for (let at = 1; at < 11; at += 2) if (data[at] !== 0) stated.coins.add(`${data[at]}`);
  for (let event = 0; event < news; event += 1) if (data[1 + 2 * event] !== 0) stated.pieces += 1;
  stated.last.set(key, data);
  return data;
}

const VALUE: Readonly<Record<string, number>> = { 1: 10, 2: 50, 3: 100, 4: 500 };

describe('whatever the wire says', () => {
  test('well-made answers of any content: no throw, and never a credit of a coin that no answer stated', () => {
    const act = fc.tuple(
      fc.uint8Array({ minLength: 0, maxLength: 12 }),
      fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 6, ...Array.from({ length: 60 }, (_, at) => 8 + at)),
      fc.integer({ min: 0, max: 300 }),
    );
    let credits = 0;
    let payouts = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 60, maxLength: 140 }), (acts) => {
        const run = line().open();
        const stated: Stated = { coins: new Set(), pieces: 0, last: new Map(), dispensed: 0 };
        run.command({ deviceId: 'coins', command: { type: 'enable', denominations_yen: [10, 50, 100, 500] } });
        run.command({
          deviceId: 'h3',
          command: { type: 'prepare', intentId: 'i', order: { type: 'dispense', count: 3 } },
        });
        for (const [bytes, kind, pause_ms] of acts) {
          run.untilWrite(5_000);
          const next = run.writes[0];
          if (next !== undefined) run.exchange(next, anyAnswer(next, bytes, kind, stated));
          run.advance(pause_ms % 7);
          const ready = run.facts.some(({ fact }) => fact.type === 'prepared');
          if (ready) run.command({ deviceId: 'h3', command: { type: 'execute', intentId: 'i', material: undefined } });
        }
        for (const { fact } of run.facts) {
          if (fact.type === 'coinAccepted') {
            const positions = [...stated.coins].filter((position) => VALUE[position] === fact.denomination_yen);
            expect(positions.length).toBeGreaterThan(0);
          }
          if (fact.type === 'uncertain') {
            expect(fact.least_yen).toBeGreaterThanOrEqual(0);
            expect(fact.most_yen).toBeGreaterThanOrEqual(fact.least_yen);
            expect(Number.isSafeInteger(fact.most_yen)).toBe(true);
          }
          if (fact.type === 'outcome') expect(fact.moved.count).toBeGreaterThanOrEqual(0);
        }
        const ids = run.facts.flatMap(({ fact }) => (fact.type === 'coinAccepted' ? [fact.factId] : []));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(stated.pieces);
        credits += ids.length;
        payouts += stated.dispensed;
        // 167 goes out three times at most, whatever is answered.
        expect(stated.dispensed).toBeLessThanOrEqual(3);
      }),
      { numRuns: RUNS },
    );
    expect(credits).toBeGreaterThan(0);
    expect(payouts).toBeGreaterThan(0);
  });

  test('any memory, any timer, any bytes, lost and opened at any time: no throw and no credit', () => {
    const input = fc.oneof(
      fc.record({ type: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
      fc.record({ type: fc.constant('timer' as const), timer: fc.constantFrom('answer', 'gap', 'due', 'none') }),
      fc.record({ type: fc.constant('lost' as const), reason: fc.string() }),
      fc.record({ type: fc.constant('opened' as const) }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.dictionary(fc.constantFrom('coins', 'h3'), fc.json()).map((memory) => JSON.stringify(memory)),
        ),
        fc.array(input, { maxLength: 60 }),
        (memory, inputs) => {
          const run = line(memory).open();
          for (const one of inputs) {
            run.now_ms += 37;
            run.input(one);
          }
          const types = run.facts.map(({ fact }) => fact.type);
          expect(types).not.toContain('coinAccepted');
          expect(types).not.toContain('outcome');
          expect(types).not.toContain('uncertain');
        },
      ),
      { numRuns: RUNS },
    );
  });
});
