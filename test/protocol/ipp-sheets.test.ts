import { describe, expect, it } from 'vitest';
import type { PaperIncident, PrinterFact, PrintOrder } from '../../drivers/printer.ts';
import { OPERATION } from '../virtual/printer/attributes.ts';
import { IppBench, ORDER, tinyLeaf } from './ipp-bench.ts';

const leafOf = (leaf: number, of = 3, setId = 'set-a'): PrintOrder => ({
  ...ORDER,
  jobName: `leaf-${setId}-${leaf}-of-this-set`,
  set: { setId, leaf, of },
});

/** Every incident told until now. */
const incidents = (bench: IppBench): PaperIncident[] =>
  bench.facts.filter((fact): fact is Extract<PrinterFact, { type: 'paperIncident' }> => fact.type === 'paperIncident');

/** Prints one leaf of a set; gives its outcome or its refusal. */
function print(bench: IppBench, leaf: number, of = 3) {
  bench.command({ type: 'prepare', intentId: `i${leaf}`, order: leafOf(leaf, of) });
  const answer = next(bench, 'prepared', 'refused');
  if (answer.type === 'refused') return answer;
  bench.send(`i${leaf}`, leafOf(leaf, of));
  return next(bench, 'outcome');
}

/** Moves time until one of these comes; what came before stays in `facts`. */
function next<Type extends PrinterFact['type']>(
  bench: IppBench,
  ...types: Type[]
): Extract<PrinterFact, { type: Type }> {
  for (let steps = 0; steps < 100_000; steps += 1) {
    const at = bench.facts.findIndex(({ type }) => (types as string[]).includes(type));
    if (at >= 0) return bench.facts.splice(at, 1)[0] as Extract<PrinterFact, { type: Type }>;
    if (!bench.clock.runNext()) break;
  }
  throw new Error(`no ${types.join(' or ')}: ${JSON.stringify(bench.facts)}`);
}

describe('knowing which sheets came out: a set', () => {
  it('R92: its leaves come out one behind the other, each a job of its own, and nothing is told beside them', () => {
    const bench = new IppBench().open();
    for (const leaf of [1, 2, 3]) expect(print(bench, leaf)).toMatchObject({ type: 'outcome', result: 'done' });
    bench.clock.advance(120_000);
    expect(incidents(bench)).toEqual([]);
    expect(bench.printer.sheets().map(({ jobName }) => jobName)).toEqual([1, 2, 3].map((n) => leafOf(n).jobName));
  });

  it("somebody else's sheet between two leaves stops the set: the next leaf is refused and not printed", () => {
    const bench = new IppBench().open();
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    bench.printer.printForeign();
    bench.clock.advance(4_000);
    expect(print(bench, 2)).toMatchObject({ type: 'refused', reason: { code: 'printerForeignJob' } });
    expect(incidents(bench)).toMatchObject([{ kind: 'foreignSheets', intentId: 'i1', sheets: 1 }]);
    // It stays stopped; another set begins anew.
    expect(print(bench, 2)).toMatchObject({ type: 'refused' });
    bench.send('fresh', leafOf(1, 2, 'set-b'));
    expect(next(bench, 'outcome')).toMatchObject({ result: 'done' });
    expect(bench.printer.sheets().map(({ jobName }) => jobName)).toEqual([
      leafOf(1).jobName,
      'Photo of the office party',
      leafOf(1, 2, 'set-b').jobName,
    ]);
  });

  it('the same when the printer has no life counters: the history of its jobs tells', () => {
    const bench = new IppBench({ printer: { lifeCounters: false } }).open();
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    bench.printer.printForeign();
    bench.clock.advance(4_000);
    expect(print(bench, 2)).toMatchObject({ type: 'refused', reason: { code: 'printerForeignJob' } });
    expect(incidents(bench)).toMatchObject([{ kind: 'foreignSheets', sheets: null }]);
  });

  it('a foreign job that slips in between the queue check and our job: our document is never sent', () => {
    const bench = new IppBench().open();
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    bench.command({ type: 'prepare', intentId: 'i2', order: leafOf(2) });
    next(bench, 'prepared');
    bench.printer.printForeign();
    const { source } = bench.send('i2', leafOf(2));
    expect(next(bench, 'outcome')).toMatchObject({ result: 'notDone', reason: { code: 'printerForeignJob' } });
    expect(source.handedOut).toBe(0);
    bench.clock.advance(30_000);
    expect(bench.printer.sheets().map(({ jobName }) => jobName)).toEqual([
      leafOf(1).jobName,
      'Photo of the office party',
    ]);
    expect(bench.printer.jobs.filter(({ state }) => state < 7)).toEqual([]);
  });

  it('a foreign job that waits behind our leaf refuses the next one', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ foreignAfterSheets: 1 });
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    expect(print(bench, 2)).toMatchObject({ type: 'refused', reason: { code: 'printerForeignJob' } });
    bench.clock.advance(10_000);
    expect(incidents(bench)).toMatchObject([{ kind: 'foreignSheets', intentId: 'i1', sheets: 1 }]);
  });

  it('a foreign job that is cancelled before it prints stops nothing', () => {
    const bench = new IppBench().open();
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    bench.printer.setFaults({ paused: true });
    const foreign = bench.printer.printForeign();
    bench.printer.cancelAtPanel(foreign.id);
    bench.printer.setFaults({ paused: false });
    bench.clock.advance(2_000);
    expect(print(bench, 2)).toMatchObject({ result: 'done' });
    expect(incidents(bench)).toEqual([]);
  });

  it('the printer is not lent between the leaves of a set, but behind the last one', () => {
    const bench = new IppBench().open();
    print(bench, 1, 2);
    bench.facts.length = 0;
    bench.command({ type: 'lend' });
    bench.clock.advance(1_000);
    expect(bench.facts.filter(({ type }) => type === 'holder')).toEqual([]);
    print(bench, 2, 2);
    expect(next(bench, 'holder')).toEqual({ type: 'holder', holder: 'lent' });
    // What it prints for others then is nobody's incident.
    bench.printer.printForeign();
    bench.clock.advance(60_000);
    expect(incidents(bench)).toEqual([]);
  });

  it('a set that is given up gives the printer back after two minutes', () => {
    const bench = new IppBench().open();
    print(bench, 1, 2);
    bench.facts.length = 0;
    bench.command({ type: 'lend' });
    bench.clock.advance(130_000);
    expect(bench.facts.filter(({ type }) => type === 'holder')).toEqual([{ type: 'holder', holder: 'lent' }]);
  });
});

describe('knowing which sheets came out: more than was ordered', () => {
  it('a second print after the cover was closed is told with its sheets, never silent', () => {
    const bench = new IppBench().open();
    expect(print(bench, 1)).toMatchObject({ result: 'done' });
    bench.printer.setFaults({ doorOpen: true, reprintAfterDoor: true });
    bench.clock.advance(8_000);
    bench.printer.setFaults({ doorOpen: false });
    bench.clock.advance(10_000);
    expect(bench.printer.sheets()).toHaveLength(2);
    expect(incidents(bench)).toMatchObject([{ kind: 'moreSheets', intentId: 'i1', sheets: 1 }]);
  });

  it('within the leaf too: its job counts two sheets, so it is unknown, and the second sheet is told', () => {
    const bench = new IppBench().open();
    bench.send('i1', leafOf(1));
    bench.clock.advance(800);
    bench.printer.setFaults({ doorOpen: true, reprintAfterDoor: true });
    bench.clock.advance(2_000);
    bench.printer.setFaults({ doorOpen: false });
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown', reason: { code: 'leafUnknown' } });
    bench.clock.advance(10_000);
    expect(bench.printer.sheets()).toHaveLength(2);
    expect(incidents(bench)).toMatchObject([{ kind: 'moreSheets', sheets: 1 }]);
  });

  it('a sheet that comes out after a cancel was believed is told: the leaf had ended as not done', () => {
    const bench = new IppBench().open();
    bench.send('i1', leafOf(1));
    bench.until('printing');
    bench.printer.setFaults({ doorOpen: true, reprintAfterCancel: true });
    bench.clock.advance(1_000);
    bench.command({ type: 'cancelPrint', intentId: 'i1' });
    expect(next(bench, 'outcome')).toMatchObject({ result: 'notDone' });
    bench.clock.advance(60_000);
    bench.printer.setFaults({ doorOpen: false });
    bench.clock.advance(20_000);
    expect(bench.printer.sheets()).toHaveLength(1);
    expect(incidents(bench)).toMatchObject([
      { kind: 'moreSheets', intentId: 'i1', sheets: 1, detail: '1 sheet(s) beside the leaf (not done)' },
    ]);
  });

  it('is told once, and again only for a further sheet', () => {
    const bench = new IppBench().open();
    print(bench, 1);
    for (const times of [1, 2]) {
      bench.printer.setFaults({ doorOpen: true, reprintAfterDoor: true });
      bench.clock.advance(6_000);
      bench.printer.setFaults({ doorOpen: false });
      bench.clock.advance(20_000);
      expect(incidents(bench)).toHaveLength(times);
    }
  });
});

describe('knowing which sheets came out: a sheet lost in the path', () => {
  it('a jam that staff cleared: the leaf is done by its second sheet, and the crumpled one is told', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ jamNextSheet: true });
    bench.send('i1', leafOf(1));
    let held = bench.until('printing');
    while (held.phase !== 'held') held = bench.until('printing');
    expect(held).toMatchObject({ trouble: 'jam', keywords: ['media-jam-error'] });
    bench.printer.clearJam();
    expect(next(bench, 'outcome')).toMatchObject({ result: 'done' });
    expect(next(bench, 'paperIncident')).toMatchObject({
      kind: 'sheetLost',
      intentId: 'i1',
      sheets: null,
      keywords: ['media-jam-error'],
    });
  });

  it('a jam that nobody clears: unknown, with the lost sheet told', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ jamAfterSheets: 1 });
    print(bench, 1);
    bench.send('i2', leafOf(2));
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown' });
    expect(incidents(bench)).toMatchObject([{ kind: 'sheetLost', intentId: 'i2' }]);
  });

  it('a power cut in the middle of a sheet: unknown, and the jam that the printer finds afterwards is told', () => {
    const bench = new IppBench().open();
    bench.send('i1', leafOf(1));
    bench.clock.advance(800);
    bench.printer.restart();
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown' });
    bench.clock.advance(20_000);
    expect(incidents(bench)).toMatchObject([{ kind: 'sheetLost', intentId: 'i1' }]);
  });
});

describe('counters that lie', () => {
  const outcomeWith = (counters: 'zero' | 'double' | 'ahead' | 'lifeStuck' | 'countsJam', jam = false) => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ counters, jamNextSheet: jam });
    bench.send('i1', leafOf(1));
    if (jam) {
      bench.clock.advance(3_000);
      bench.printer.clearJam();
    }
    return { bench, outcome: next(bench, 'outcome') };
  };

  it('a job that says nothing or twice as much came out is unknown, never a success', () => {
    for (const lie of ['zero', 'double'] as const)
      expect(outcomeWith(lie).outcome, lie).toMatchObject({ result: 'unknown' });
  });

  it('a completed job whose life counter never moves is unknown, unless the site says that it is not counted', () => {
    expect(outcomeWith('lifeStuck').outcome).toMatchObject({
      result: 'unknown',
      reason: { detail: 'a sheet by its job, but the life counter has not moved' },
    });
    const bench = new IppBench({ driver: { countsLife: false } }).open();
    bench.printer.setFaults({ counters: 'lifeStuck' });
    bench.send('i1', leafOf(1));
    expect(next(bench, 'outcome')).toMatchObject({ result: 'done' });
  });

  it('a job that counts ahead and is cancelled before a sheet came out is not believed when it says one', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ counters: 'ahead', doorOpen: false });
    bench.send('i1', leafOf(1));
    bench.until('printing');
    bench.printer.setFaults({ doorOpen: true });
    bench.clock.advance(2_000);
    bench.command({ type: 'cancelPrint', intentId: 'i1' });
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown' });
    expect(bench.printer.sheets()).toHaveLength(0);
  });

  it('a jammed sheet that is counted too makes the leaf unknown, with the sheets told', () => {
    const { bench, outcome } = outcomeWith('countsJam', true);
    expect(outcome).toMatchObject({ result: 'unknown' });
    bench.clock.advance(10_000);
    expect(incidents(bench).map(({ kind }) => kind)).toEqual(['sheetLost', 'moreSheets']);
  });
});

describe('another printer, another job', () => {
  it('rule 14: after a restart the same job-id is somebody else, and its completion is not ours', () => {
    const bench = new IppBench().open();
    bench.send('i1', leafOf(1));
    bench.clock.advance(500);
    bench.printer.restart();
    bench.printer.clearJam();
    expect(bench.printer.printForeign().id).toBe(1);
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown', reason: { code: 'leafUnknown' } });
  });

  it('rule 1: another printer-uuid behind the same address is refused, also in the middle of a leaf', () => {
    const bench = new IppBench({ driver: { printerUuid: 'urn:uuid:6d9a4f5e-2d0f-4d0c-9a64-1d2b3c4d5e6f' } }).open();
    bench.send('i1', leafOf(1));
    bench.clock.advance(500);
    bench.printer.setIdentity({ uuid: 'urn:uuid:00000000-0000-4000-8000-000000000001' });
    expect(next(bench, 'outcome')).toMatchObject({ result: 'unknown', reason: { code: 'printerOther' } });
    bench.command({ type: 'checkReady' });
    expect(next(bench, 'notReady')).toMatchObject({ trouble: 'control' });
    expect(bench.facts.filter((fact) => fact.type === 'status').at(-1)).toMatchObject({ availability: 'stop' });
  });
});

describe('never a blind resend', () => {
  it('R89: whatever is lost around Send-Document, a document is sent once', () => {
    for (const kind of ['hang', 'loseAnswer', 'cutAnswer', 'dropRequest', 'garbage', 'error'] as const) {
      const bench = new IppBench().open();
      bench.printer.failWire({ operation: OPERATION.sendDocument, kind, times: 3 });
      bench.send('i1', leafOf(1), tinyLeaf(2));
      next(bench, 'outcome');
      bench.clock.advance(60_000);
      expect(bench.printer.sheets().length, kind).toBeLessThanOrEqual(1);
    }
  });
});
