import { describe, expect, it } from 'vitest';
import { OPERATION } from '../virtual/printer/attributes.ts';
import { IppBench, ORDER, sourceOf, tinyLeaf } from './ipp-bench.ts';

const creates = (bench: IppBench): number => bench.printer.seen.get(OPERATION.createJob) ?? 0;

describe('lost answers', () => {
  it('Create-Job done but its answer lost: the job is found by its name and printed once', () => {
    for (const kind of ['loseAnswer', 'cutAnswer', 'hang', 'garbage', 'wrongRequestId'] as const) {
      const bench = new IppBench().open();
      bench.printer.failWire({ operation: OPERATION.createJob, kind, times: 1 });
      bench.send();
      expect(bench.until('outcome'), kind).toMatchObject({ result: 'done' });
      expect(creates(bench), kind).toBe(1);
      expect(bench.printer.jobs, kind).toHaveLength(1);
      expect(bench.printer.sheets(), kind).toHaveLength(1);
    }
  });

  it('Create-Job never arrived: it is sent again only after two look-ups found nothing', () => {
    const bench = new IppBench().open();
    bench.printer.failWire({ operation: OPERATION.createJob, kind: 'dropRequest', times: 1 });
    bench.send();
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
    expect(bench.printer.seen.get(OPERATION.getJobs)).toBeGreaterThanOrEqual(2);
    expect(bench.printer.sheets()).toHaveLength(1);
  });

  it('a printer that stays busy gets no job and the leaf is not done', () => {
    const bench = new IppBench().open();
    bench.printer.failWire({ operation: OPERATION.createJob, kind: 'busy', times: 1000 });
    const { source } = bench.send();
    expect(bench.until('outcome', 60_000)).toMatchObject({ result: 'notDone', reason: { code: 'printerNotReady' } });
    expect(source.handedOut).toBe(0);
    expect(source.closed).toBe(true);
  });

  it('Send-Document done but its answer lost: the leaf is watched to its end, the document is not sent again', () => {
    for (const kind of ['loseAnswer', 'hang', 'garbage'] as const) {
      const bench = new IppBench().open();
      bench.printer.failWire({ operation: OPERATION.sendDocument, kind, times: 1 });
      bench.send();
      expect(bench.until('outcome'), kind).toMatchObject({ result: 'done' });
      expect(bench.printer.seen.get(OPERATION.sendDocument), kind).toBe(1);
      expect(bench.printer.sheets(), kind).toHaveLength(1);
    }
  });

  it('a document that never arrived ends as not done: the waiting job is cancelled', () => {
    const bench = new IppBench().open();
    bench.printer.failWire({ operation: OPERATION.sendDocument, kind: 'dropRequest', times: 1 });
    bench.send();
    expect(bench.until('outcome', 60_000)).toMatchObject({ result: 'notDone', moved: { sheets: 0 } });
    expect(bench.printer.sheets()).toHaveLength(0);
  });

  it('a printer that restarts under the job leaves the leaf unknown and prints nothing by itself', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.clock.advance(1_000);
    bench.printer.powerOff();
    bench.clock.advance(4_000);
    bench.printer.powerOn();
    expect(bench.until('outcome', 60_000)).toMatchObject({ result: 'unknown', reason: { code: 'leafUnknown' } });
    bench.clock.advance(60_000);
    expect(bench.printer.sheets()).toHaveLength(0);
    expect(creates(bench)).toBe(1);
  });

  it('a printer that stays silent leaves the leaf unknown', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.clock.advance(500);
    bench.printer.powerOff();
    expect(bench.until('outcome', 200_000)).toMatchObject({ result: 'unknown' });
  });

  it('a purge at the panel leaves the leaf unknown', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.clock.advance(500);
    bench.printer.forgetJobs();
    expect(bench.until('outcome')).toMatchObject({ result: 'unknown' });
  });
});

describe('after a restart of the daemon', () => {
  it('finds the leaf still printing and reports it done when it is out', () => {
    const bench = new IppBench().open();
    const { deviceBase } = bench.send();
    bench.clock.advance(600);
    bench.restartDriver();
    bench.command({ type: 'resolve', intentId: 'intent-1', order: ORDER, deviceBase });
    expect(bench.until('outcome')).toMatchObject({ result: 'done', moved: { sheets: 1 } });
    expect(creates(bench)).toBe(1);
  });

  it('finds the leaf finished', () => {
    const bench = new IppBench().open();
    const { deviceBase } = bench.send();
    bench.clock.advance(600);
    bench.restartDriver();
    bench.clock.advance(10_000);
    bench.command({ type: 'resolve', intentId: 'intent-1', order: ORDER, deviceBase });
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
  });

  it('an intent whose job never existed is not done: the life counter has not moved', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'prepare', intentId: 'intent-1', order: ORDER });
    const { deviceBase } = bench.until('prepared');
    bench.restartDriver();
    bench.command({ type: 'resolve', intentId: 'intent-1', order: ORDER, deviceBase });
    expect(bench.until('outcome')).toMatchObject({ result: 'notDone', reason: { code: 'leafFailed' } });
  });

  it('without life counters, or with a restarted printer, such an intent is unknown', () => {
    for (const restart of [false, true]) {
      const bench = new IppBench({ printer: { lifeCounters: restart } }).open();
      bench.command({ type: 'prepare', intentId: 'intent-1', order: ORDER });
      const { deviceBase } = bench.until('prepared');
      if (restart) {
        bench.printer.powerOff();
        bench.printer.powerOn();
      }
      bench.restartDriver();
      bench.command({ type: 'resolve', intentId: 'intent-1', order: ORDER, deviceBase });
      expect(bench.until('outcome'), String(restart)).toMatchObject({ result: 'unknown' });
    }
  });

  it('a job that was created but has no document is cancelled and not done', () => {
    const bench = new IppBench().open();
    bench.command({ type: 'prepare', intentId: 'intent-1', order: ORDER });
    const { deviceBase } = bench.until('prepared');
    bench.printer.failWire({ operation: OPERATION.sendDocument, kind: 'dropRequest', times: 1 });
    bench.command({ type: 'execute', intentId: 'intent-1', material: sourceOf(tinyLeaf(2)) });
    while (creates(bench) === 0) bench.clock.runNext();
    bench.restartDriver();
    bench.command({ type: 'resolve', intentId: 'intent-1', order: ORDER, deviceBase });
    expect(bench.until('outcome')).toMatchObject({ result: 'notDone' });
    expect(bench.printer.jobs[0]?.state).toBe(7);
  });
});
