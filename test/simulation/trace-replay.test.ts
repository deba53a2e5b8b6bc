import { afterEach, describe, expect, test } from 'vitest';
import { replayTrace } from '../../drivers/replay.ts';
import { parseTrace, type Trace, type TraceRecord } from '../../drivers/trace.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { readStory } from '../stories/story.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk } from './citizen.ts';
import { playStory } from './story-player.ts';
import { tracedWorld, type TracedWorld } from './trace-world.ts';

const worlds: TracedWorld[] = [];

afterEach(() => {
  for (const made of worlds.splice(0)) made.forget();
});

function traced(options: Parameters<typeof tracedWorld>[0] = {}): TracedWorld {
  const made = tracedWorld(options);
  worlds.push(made);
  return made;
}

/** A trace of a story; `late_ms`: begun so long after the kiosk. */
function traceOf(name: string, late_ms = 0, options: Parameters<typeof tracedWorld>[0] = {}): Trace {
  const made = traced(options);
  made.world.clock.advance(late_ms);
  const recording = made.record();
  playStory(made.world, readStory(name));
  return parseTrace(recording.end());
}

describe('a replay of a trace into the drivers', () => {
  test.each([
    ['susono-juminhyo', 0],
    ['susono-juminhyo', 20_000],
    ['fuchu-koseki', 20_000],
    ['cancel', 20_000],
    ['wrong-pin', 20_000],
    ['jam', 20_000],
  ])('asks and tells what it did in the story %s, begun after %i ms', (name, late_ms) => {
    const report = replayTrace(traceOf(name, late_ms));
    expect(report.differences).toEqual([]);
    expect(report.devices).toContain('card');
    expect(report.commands).toBeGreaterThan(4);
    expect(report.facts).toBeGreaterThan(8);
  });

  test('of a one-piece unit, whose requests are numbered, is the same, too', () => {
    const made = traced({ cash: 'onePiece' });
    const { world } = made;
    world.clock.advance(10_000);
    const recording = made.record();
    const sale = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
    authenticateAtKiosk(world, sale);
    requestAtKiosk(world, sale);
    payAtKiosk(world, [500]);
    printAndLeave(world);
    const report = replayTrace(parseTrace(recording.end()));
    expect(report.differences).toEqual([]);
    expect(report.told.some(({ value }) => value['type'] === 'cashAccepted')).toBe(true);
  });

  test('reproduces a failure: what the jammed printer told, with its code, at its time', () => {
    const trace = traceOf('jam', 20_000);
    const lost = ({ value }: { readonly value: Readonly<Record<string, unknown>> }): boolean =>
      value['kind'] === 'sheetLost';
    const then = trace.records.find((record) => record.k === 'fact' && lost(record));
    const now = replayTrace(trace).told.find(lost);
    expect(now?.value).toEqual(then?.k === 'fact' && then.value);
    expect(Math.abs((now?.t_ms ?? 0) - (then?.t ?? 0))).toBeLessThan(500);
  });

  test('tells the first difference with its time and bytes: a write that is not in the trace, and the one that never came', () => {
    const trace = traceOf('fuchu-koseki', 20_000);
    // STACK-1 instead of STACK-2 (cash.md 3.2), as another driver might say.
    const changed = changedTrace(trace, (record) =>
      record.k === 'w' && record.b.startsWith('fc0542') ? { ...record, b: 'fc054100aa' } : record,
    );
    expect(changed).not.toEqual(trace);
    const stack = changed.records.find((record) => record.k === 'w' && record.b === 'fc054100aa')!;
    const [first, second] = replayTrace(changed).differences.filter(({ line }) => line === '/dev/notes');
    expect(first).toMatchObject({ kind: 'unexpected', found: expect.stringContaining('bytes fc0542') as unknown });
    expect(first?.expected).toContain('bytes fc054100aa');
    expect(Math.abs((first?.t_ms ?? 0) - stack.t)).toBeLessThan(50);
    expect(second).toMatchObject({ kind: 'missing', expected: 'bytes fc054100aa' });
  });

  test('tells the first fact that differs, where a device answered otherwise', () => {
    const trace = traceOf('susono-juminhyo', 20_000);
    const changed = changedTrace(trace, (record) =>
      record.k === 'fact' && record.value['type'] === 'cashAccepted'
        ? { ...record, value: { ...record.value, denomination_yen: 100 } }
        : record,
    );
    const [first] = replayTrace(changed).differences;
    expect(first).toMatchObject({ kind: 'fact', line: 'cash' });
    expect([first?.found, first?.expected]).toEqual([
      expect.stringContaining('"denomination_yen":500'),
      expect.stringContaining('"denomination_yen":100'),
    ]);
  });

  test('never throws, whatever stands in the records', () => {
    const trace = traceOf('cancel', 5_000);
    const random = new SeededRandom(7);
    for (let round = 0; round < 4; round += 1) {
      const changed = changedTrace(trace, (record) => {
        if (random.integer(20) > 0 || (record.k !== 'w' && record.k !== 'r')) return record;
        const bytes = Buffer.from(record.b, 'hex');
        if (bytes.length > 0) bytes[random.integer(bytes.length)] = random.integer(256);
        return { ...record, b: bytes.toString('hex') };
      });
      expect(replayTrace(changed).differences.length).toBeGreaterThan(0);
    }
  });
});

function changedTrace(trace: Trace, change: (record: TraceRecord) => TraceRecord): Trace {
  return { ...trace, records: trace.records.map(change) };
}
