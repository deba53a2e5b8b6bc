import { describe, expect, it } from 'vitest';
import { OPERATION } from '../virtual/printer/attributes.ts';
import { IppBench, ORDER, sourceOf, tinyLeaf } from './ipp-bench.ts';

const creates = (bench: IppBench): number => bench.printer.seen.get(OPERATION.createJob) ?? 0;

describe('a leaf that prints', () => {
  it('R12, R89: identifies the printer, prints one duplex sheet in one job and wipes the document', () => {
    const bench = new IppBench().open();
    expect(bench.until('identified')).toMatchObject({ maker: 'Madoguchi', product: 'Madoguchi Virtual Printer' });
    expect(bench.until('status')).toMatchObject({ availability: 'online', reasons: [] });
    const { source, deviceBase } = bench.send();
    expect(JSON.parse(deviceBase)).toMatchObject({ impressions: 12_000, sheets: 6_400 });
    expect(bench.until('printing')).toMatchObject({ phase: 'sending', trouble: null });
    expect(bench.until('printing')).toMatchObject({ phase: 'processing', trouble: null });
    const outcome = bench.until('outcome');
    expect(outcome).toMatchObject({ result: 'done', moved: { sheets: 1 }, reason: null, intentId: 'intent-1' });
    expect(JSON.parse(outcome.deviceAfter)).toMatchObject({ impressions: 12_002, sheets: 6_401 });
    expect(source.closed).toBe(true);
    const [sheet, ...others] = bench.printer.takeOutput();
    expect(others).toEqual([]);
    expect(sheet).toMatchObject({ sides: 2, jobName: 'leaf-0001' });
    expect(sheet?.images()).toHaveLength(2);
    expect(bench.printer.jobs[0]).toMatchObject({ user: 'kiosk', name: 'leaf-0001', document: null });
  });

  it('tells the same outcome again when the same intent is executed again, and prints nothing', () => {
    const bench = new IppBench().open();
    bench.send();
    const first = bench.until('outcome');
    const again = sourceOf(tinyLeaf(2));
    bench.command({ type: 'execute', intentId: 'intent-1', material: again });
    expect(bench.until('outcome')).toEqual(first);
    expect(again.closed).toBe(true);
    bench.clock.advance(20_000);
    expect(bench.printer.sheets()).toHaveLength(1);
  });

  it('refuses to execute what was not prepared, and wipes its document', () => {
    const bench = new IppBench().open();
    const source = sourceOf(tinyLeaf(1));
    bench.command({ type: 'execute', intentId: 'stranger', material: source });
    expect(bench.until('refused')).toMatchObject({ intentId: 'stranger' });
    expect(source.closed).toBe(true);
  });

  it('forgets a prepared leaf, so that the next can be prepared', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'prepare', intentId: 'a', order: ORDER });
    bench.until('prepared');
    bench.command({ type: 'forget', intentId: 'a' });
    bench.command({ type: 'prepare', intentId: 'b', order: ORDER });
    expect(bench.until('prepared').intentId).toBe('b');
    expect(bench.printer.jobs).toEqual([]);
  });

  it('believes a completed job of a printer that always says 0 impressions, when it is configured so', () => {
    for (const countsImpressions of [true, false]) {
      const bench = new IppBench({
        printer: { counters: { impressions: 'zero', sheets: false } },
        driver: { countsImpressions },
      }).open();
      bench.send();
      expect(bench.until('outcome')).toMatchObject({ result: countsImpressions ? 'unknown' : 'done' });
    }
  });

  it('works with a printer that reports no counters at all', () => {
    const bench = new IppBench({
      printer: { counters: { impressions: false, sheets: false }, lifeCounters: false },
    }).open();
    bench.send();
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });
});

describe('what a printer takes', () => {
  it('rule 2: is told once at the start and again after a change of its configuration', () => {
    const bench = new IppBench().open();
    expect(bench.until('traits').traits).toEqual({
      rasterTypes: ['black_1', 'sgray_8'],
      sheetBack: 'normal',
      pdf: true,
      colour: false,
    });
    bench.clock.advance(60_000);
    expect(bench.facts.filter(({ type }) => type === 'traits')).toEqual([]);
  });

  it('rule 2: a page in a colour type asks for colour, any other for monochrome', () => {
    const bench = new IppBench().open();
    bench.send('mono');
    bench.until('outcome');
    expect(bench.printer.jobs[0]?.template.find(({ name }) => name === 'print-color-mode')?.values[0]?.octets).toEqual(
      Buffer.from('monochrome'),
    );
  });

  it('rule 10: a two-sided leaf is done with two impressions and one sheet, and not with one side of it', () => {
    const bench = new IppBench().open();
    bench.send('half', ORDER, tinyLeaf(1));
    expect(bench.until('outcome')).toMatchObject({
      result: 'unknown',
      reason: { code: 'leafUnknown', detail: 'completed with 1 impressions instead of 2' },
    });
    bench.send('single', { ...ORDER, jobName: 'slip-0001', sides: 'one-sided' }, tinyLeaf(1));
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });
});

describe('the ready gate before money', () => {
  const gate = (bench: IppBench) => {
    bench.command({ type: 'checkReady' });
    const fact = bench.until('notReady', 20_000);
    return { trouble: fact.trouble, keywords: fact.keywords };
  };

  it('says ready when everything is', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'checkReady' });
    expect(bench.until('ready')).toEqual({ type: 'ready' });
  });

  it('R95: names paper, jam, cover, output, toner, panel and network by group', () => {
    const bench = new IppBench().open();
    bench.printer.loadPaper(0);
    expect(gate(bench)).toEqual({ trouble: 'paper', keywords: ['media-empty-error', 'media-needed-error'] });
    bench.printer.loadPaper(100);
    bench.printer.setFaults({ doorOpen: true });
    expect(gate(bench)).toMatchObject({ trouble: 'door' });
    bench.printer.setFaults({ doorOpen: false, toner: 'low' });
    expect(gate(bench)).toEqual({ trouble: 'supplies', keywords: ['toner-low-warning'] });
    bench.printer.setFaults({ toner: 'empty' });
    expect(gate(bench)).toMatchObject({ trouble: 'supplies' });
    bench.printer.setFaults({ toner: 'full', paused: true });
    expect(gate(bench)).toMatchObject({ trouble: 'control', keywords: ['paused-error'] });
    bench.printer.setFaults({ paused: false, extraReason: 'maker-secret-state' });
    expect(gate(bench)).toMatchObject({ trouble: 'control', keywords: ['maker-secret-state'] });
    bench.printer.setFaults({ extraReason: null });
    bench.printer.accepting = false;
    expect(gate(bench)).toMatchObject({ keywords: ['printer-is-accepting-jobs=false'] });
    bench.printer.accepting = true;
    bench.printer.failWire({ operation: OPERATION.getPrinterAttributes, kind: 'hang', times: 1 });
    expect(gate(bench)).toEqual({ trouble: 'control', keywords: ['timeout'] });
  });

  it('takes a report of an empty tray seriously before money, and prints on with it after', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ extraReason: 'media-empty-report' });
    expect(gate(bench)).toEqual({ trouble: 'paper', keywords: ['media-empty-report'] });
    bench.send();
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });

  it('decides by keyword when the printer keeps its state during a fault', () => {
    const bench = new IppBench({ printer: { faultStyle: 'processing' } }).open();
    bench.printer.loadPaper(0);
    expect(gate(bench)).toEqual({ trouble: 'paper', keywords: ['media-empty-warning', 'media-needed-warning'] });
  });

  it('refuses another printer than the commissioned one', () => {
    const bench = new IppBench({ driver: { printerUuid: 'urn:uuid:00000000-0000-4000-8000-000000000000' } }).open();
    expect(bench.until('status')).toMatchObject({ availability: 'starting' });
    expect(bench.until('status')).toMatchObject({ availability: 'stop', reasons: [{ code: 'printerOther' }] });
    bench.command({ type: 'prepare', intentId: 'x', order: ORDER });
    expect(bench.until('refused')).toMatchObject({ reason: { code: 'printerOther' } });
  });

  it('lists what a printer lacks', () => {
    const bench = new IppBench({ driver: { rasterType: 'cmyk_8', media: 'iso_a3_297x420mm' } }).open();
    expect(bench.facts.find((fact) => fact.type === 'status' && fact.availability === 'stop')).toMatchObject({
      reasons: [
        {
          code: 'printerCannot',
          detail: 'pwg-raster-document-type-supported=cmyk_8, media-supported=iso_a3_297x420mm',
        },
      ],
    });
  });

  it('goes offline after two silent heartbeats and comes back by itself', () => {
    const bench = new IppBench().open();
    bench.facts.length = 0;
    bench.printer.powerOff();
    expect(bench.until('status', 30_000)).toMatchObject({ availability: 'offline' });
    bench.printer.powerOn();
    expect(bench.until('status', 30_000)).toMatchObject({ availability: 'online' });
  });

  it('is not ready while lent to the copier', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'lend' });
    expect(gate(bench)).toMatchObject({ keywords: ['lent'] });
    bench.command({ type: 'prepare', intentId: 'x', order: ORDER });
    expect(bench.until('refused')).toMatchObject({ reason: { code: 'printerNotReady' } });
  });
});

describe('trouble on the way of a leaf', () => {
  it('R95: a jam holds the leaf, is named, and the leaf is done once after staff cleared it', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ jamNextSheet: true });
    bench.send();
    let printing = bench.until('printing');
    while (printing.phase !== 'held') printing = bench.until('printing');
    expect(printing.trouble).toBe('jam');
    bench.clock.advance(5_000);
    expect(bench.printer.clearJam()).toMatchObject({ crumpled: true });
    expect(bench.until('printing')).toMatchObject({ phase: 'processing', trouble: null });
    expect(bench.until('outcome')).toMatchObject({ result: 'done', moved: { sheets: 1 } });
    expect(bench.printer.sheets()).toHaveLength(1);
    expect(creates(bench)).toBe(1);
  });

  it('an empty tray between ready gate and leaf refuses the leaf before anything moved', () => {
    const bench = new IppBench().open();
    bench.printer.loadPaper(0);
    bench.command({ type: 'prepare', intentId: 'x', order: ORDER });
    expect(bench.until('refused')).toMatchObject({ reason: { code: 'printerPaper' } });
  });

  it('a tray that empties under the job holds it until paper is loaded, also when the state stays processing', () => {
    const bench = new IppBench({ printer: { faultStyle: 'processing' } }).open();
    bench.send();
    bench.printer.loadPaper(0);
    let printing = bench.until('printing');
    while (printing.phase !== 'held') printing = bench.until('printing');
    expect(printing.trouble).toBe('paper');
    bench.clock.advance(20_000);
    bench.printer.loadPaper(100);
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });

  it('a jam that nobody clears ends as unknown after the whole deadline, never as success', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ jamNextSheet: true });
    bench.send();
    const outcome = bench.until('outcome', 700_000);
    expect(outcome).toMatchObject({ result: 'unknown', moved: { sheets: 0 }, reason: { code: 'leafUnknown' } });
    expect(bench.printer.sheets()).toHaveLength(0);
  });

  it('a job that makes no progress is told as held after its deadline', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ slow: 60 });
    bench.send();
    let printing = bench.until('printing');
    while (printing.phase !== 'held') printing = bench.until('printing');
    expect(printing.trouble).toBe('control');
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });

  it('a cancel before the first sheet ends as not done', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.until('printing');
    bench.printer.setFaults({ doorOpen: true });
    bench.clock.advance(1_000);
    bench.command({ type: 'cancelPrint', intentId: 'intent-1' });
    expect(bench.until('outcome')).toMatchObject({ result: 'notDone', moved: { sheets: 0 } });
    expect(bench.printer.sheets()).toHaveLength(0);
  });

  it('a cancel with the sheet in the path still counts the sheet that comes out', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.clock.advance(1_000);
    bench.command({ type: 'cancelPrint', intentId: 'intent-1' });
    expect(bench.until('outcome')).toMatchObject({ result: 'done', moved: { sheets: 1 } });
    expect(bench.printer.sheets()).toHaveLength(1);
  });

  it("somebody else's job in the queue refuses the leaf", () => {
    const bench = new IppBench().open();
    bench.send('first');
    bench.clock.advance(200);
    // A new driver does not know the first job: to it the job is a stranger's.
    bench.restartDriver();
    bench.command({ type: 'prepare', intentId: 'second', order: { ...ORDER, jobName: 'leaf-0002' } });
    expect(bench.until('refused')).toMatchObject({ reason: { code: 'printerForeignJob' } });
  });
});

describe('health', () => {
  it('internal reads the state, interactive lets the printer show itself', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'checkHealth', level: 'internal' });
    expect(bench.until('health')).toMatchObject({ level: 'internal', passed: true });
    bench.command({ type: 'checkHealth', level: 'interactive' });
    expect(bench.until('health')).toMatchObject({ level: 'interactive', passed: true });
    expect(bench.printer.seen.get(OPERATION.identifyPrinter)).toBe(1);
    bench.printer.setFaults({ doorOpen: true });
    bench.command({ type: 'checkHealth', level: 'internal' });
    expect(bench.until('health')).toMatchObject({ passed: false });
  });
});
