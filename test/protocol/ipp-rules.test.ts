import { describe, expect, it } from 'vitest';
import { OPERATION } from '../virtual/printer/attributes.ts';
import { read, GROUP, parse } from '../virtual/printer/wire.ts';
import { IppBench, ORDER, sourceOf, tinyLeaf } from './ipp-bench.ts';

/** Attributes of the first request of an operation, as the printer got it. */
function requestsOf(bench: IppBench, operation: number) {
  const found: ReturnType<typeof parse>[] = [];
  const handle = bench.printer.handle.bind(bench.printer);
  bench.printer.handle = (request, document) => {
    const parsed = parse(request);
    if (parsed.ok && parsed.message.code === operation) found.push(parsed);
    return handle(request, document);
  };
  return {
    text: (group: number, name: string): string | null => {
      const [first] = found;
      return first?.ok ? read.text(read.find(first.message.groups, group, name)) : null;
    },
    names: (group: number): string[] => {
      const [first] = found;
      return first?.ok
        ? (first.message.groups.find(({ tag }) => tag === group)?.attributes.map(({ name }) => name) ?? [])
        : [];
    },
    get count() {
      return found.length;
    },
  };
}

describe('rules 1 and 2: one fixed printer that can do what certificates need', () => {
  it('rule 2: capability is read again after each change of the configuration and after a restart', () => {
    const bench = new IppBench().open();
    expect(bench.until('traits').traits).toMatchObject({ rasterTypes: ['black_1', 'sgray_8'], sheetBack: 'normal' });
    bench.clock.advance(30_000);
    bench.printer.configure({ rasterTypes: ['black_1', 'srgb_8', 'cmyk_8'], sheetBack: 'rotated' });
    expect(bench.until('traits', 20_000).traits).toEqual({
      rasterTypes: ['black_1', 'srgb_8', 'cmyk_8'],
      sheetBack: 'rotated',
      pdf: true,
      colour: true,
    });
    bench.printer.configure({ rasterTypes: [] });
    expect(bench.until('traits', 20_000).traits).toMatchObject({ rasterTypes: [], pdf: true });
    bench.printer.configure({ rasterTypes: ['black_1'] });
    bench.printer.restart();
    expect(bench.until('traits', 20_000).traits).toMatchObject({ rasterTypes: ['black_1'] });
  });

  it('rule 2: a printer of any raster type passes; one that takes PDF only is shown as such, or refused where the site says so', () => {
    for (const type of ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'] as const) {
      const bench = new IppBench({ printer: { rasterTypes: [type] } }).open();
      expect(bench.facts.filter((fact) => fact.type === 'status').at(-1), type).toMatchObject({
        availability: 'online',
      });
    }
    const pdf = new IppBench({ printer: { rasterTypes: [] } }).open();
    expect(pdf.facts.filter((fact) => fact.type === 'status').at(-1)).toMatchObject({
      availability: 'attention',
      reasons: [{ code: 'printerPdf' }],
    });
    const strict = new IppBench({ printer: { rasterTypes: [] }, driver: { acceptPdf: false } }).open();
    expect(strict.facts.filter((fact) => fact.type === 'status').at(-1)).toMatchObject({
      availability: 'stop',
      reasons: [{ code: 'printerCannot', detail: expect.stringContaining('image/pwg-raster') }],
    });
  });

  it('rule 2: every operation that is needed must be there', () => {
    const bench = new IppBench();
    const handle = bench.printer.handle.bind(bench.printer);
    // The printer hides Validate-Job: its code becomes that of an operation nobody needs (Print-URI).
    bench.printer.handle = (request, document) => {
      const reply = Buffer.from(handle(request, document));
      const at = reply.indexOf(Buffer.from([0x23, 0, 0, 0, 4, 0, 0, 0, 4]));
      if (at > 0 && reply.includes('operations-supported')) reply[at + 8] = 3;
      return reply;
    };
    bench.open();
    expect(bench.facts.filter((fact) => fact.type === 'status').at(-1)).toMatchObject({
      availability: 'stop',
      reasons: [{ code: 'printerCannot', detail: 'Validate-Job' }],
    });
  });
});

describe('rules 5 to 8: what a job is', () => {
  it('rule 5: Validate-Job comes first, with the very attributes of the job', () => {
    const bench = new IppBench().open();
    const validate = requestsOf(bench, OPERATION.validateJob);
    const create = requestsOf(bench, OPERATION.createJob);
    bench.send();
    bench.until('outcome');
    expect([validate.count, create.count]).toEqual([1, 1]);
    expect(validate.names(GROUP.job)).toEqual(create.names(GROUP.job));
    expect(validate.names(GROUP.operation)).toContain('ipp-attribute-fidelity');
  });

  it('rule 6: Create-Job and Send-Document, never Print-Job; the job-id is known before the document goes', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.until('outcome');
    expect(bench.printer.seen.get(OPERATION.printJob)).toBeUndefined();
    expect(bench.printer.seen.get(OPERATION.sendDocument)).toBe(1);
  });

  it('rule 7: A4, both sides by the long edge, one copy, no scaling, 600 dpi, high quality, for text', () => {
    const bench = new IppBench().open();
    const create = requestsOf(bench, OPERATION.createJob);
    bench.send();
    bench.until('outcome');
    expect(create.names(GROUP.job)).toEqual([
      'copies',
      'sides',
      'media',
      'print-scaling',
      'print-color-mode',
      'print-content-optimize',
      'print-quality',
      'printer-resolution',
      'job-retain-until',
    ]);
    expect(create.text(GROUP.job, 'sides')).toBe('two-sided-long-edge');
    expect(create.text(GROUP.job, 'media')).toBe('iso_a4_210x297mm');
    expect(create.text(GROUP.job, 'print-scaling')).toBe('none');
    expect(create.text(GROUP.job, 'print-color-mode')).toBe('monochrome');
    expect(create.text(GROUP.operation, 'job-name')).toBe(ORDER.jobName);
  });

  it('rule 7: a page in a colour type asks a colour printer for colour', () => {
    const bench = new IppBench({ printer: { rasterTypes: ['black_1', 'cmyk_8'] } }).open();
    const create = requestsOf(bench, OPERATION.createJob);
    bench.send('colour', { ...ORDER, raster: 'cmyk_8' });
    bench.until('outcome');
    expect(create.text(GROUP.job, 'print-color-mode')).toBe('color');
  });

  it('rule 8: the format of the order is the one that is named, raster or the fallback', () => {
    const pdf = Buffer.from('%PDF-1.7\n/Type /Page\n/Type /Page\n');
    const bench = new IppBench({ printer: { rasterTypes: [] } }).open();
    const send = requestsOf(bench, OPERATION.sendDocument);
    bench.send('pdf', { ...ORDER, format: 'application/pdf' }, pdf);
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
    expect(send.text(GROUP.operation, 'document-format')).toBe('application/pdf');
  });
});

describe('rules 9 to 14: watching a job', () => {
  it('rule 9: job and printer are looked at in the same tick, several times a second', () => {
    const bench = new IppBench().open();
    bench.printer.setFaults({ slow: 4 });
    bench.send();
    const before = [OPERATION.getJobAttributes, OPERATION.getPrinterAttributes].map(
      (op) => bench.printer.seen.get(op) ?? 0,
    );
    bench.clock.advance(5_000);
    const after = [OPERATION.getJobAttributes, OPERATION.getPrinterAttributes].map(
      (op) => bench.printer.seen.get(op) ?? 0,
    );
    for (const at of [0, 1]) expect(after[at]! - before[at]!).toBeGreaterThanOrEqual(10);
  });

  it('rule 12: a cancel is a wish: the leaf ends when its job is terminal, and the wait is bounded', () => {
    const bench = new IppBench({ driver: { deadlines: { printer_cancels_ms: 3_000 } } }).open();
    bench.printer.setFaults({ slow: 20 });
    bench.send();
    bench.clock.advance(2_000);
    bench.command({ type: 'cancelPrint', intentId: 'intent-1' });
    const from = bench.clock.now_ms();
    expect(bench.until('outcome')).toMatchObject({ result: 'unknown', reason: { code: 'leafUnknown' } });
    expect(bench.clock.now_ms() - from).toBeLessThan(6_000);
  });

  it('rule 13: the whole leaf has a deadline: then it is cancelled, and told by what came out', () => {
    const bench = new IppBench({ driver: { deadlines: { printer_prints_leaf_ms: 10_000 } } }).open();
    bench.send();
    bench.until('printing');
    bench.printer.loadPaper(0);
    const from = bench.clock.now_ms();
    expect(bench.until('outcome').result).not.toBe('partly');
    expect(bench.clock.now_ms() - from).toBeLessThan(60_000);
  });

  it('rule 14: busy and not accepting are waited for with back-off, other errors are not asked twice', () => {
    const bench = new IppBench().open();
    bench.printer.failWire({ operation: OPERATION.createJob, kind: 'busy', times: 4 });
    bench.send();
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
    expect(bench.printer.seen.get(OPERATION.createJob)).toBe(1);

    const other = new IppBench().open();
    other.command({ type: 'prepare', intentId: 'x', order: ORDER });
    other.until('prepared');
    other.printer.accepting = false;
    other.command({ type: 'execute', intentId: 'x', material: sourceOf(tinyLeaf(2)) });
    other.clock.advance(3_000);
    other.printer.accepting = true;
    expect(other.until('outcome')).toMatchObject({ result: 'done' });
  });
});
