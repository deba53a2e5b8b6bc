import { describe, expect, it } from 'vitest';
import { OPERATION } from '../virtual/printer/attributes.ts';
import { JOB } from '../virtual/printer/jobs.ts';
import { read } from '../virtual/printer/wire.ts';
import { IppBench, ORDER } from './ipp-bench.ts';

const seen = (bench: IppBench, operation: number): number => bench.printer.seen.get(operation) ?? 0;
const template = (bench: IppBench, name: string): string | null =>
  read.text(bench.printer.jobs[0]?.template.find((item) => item.name === name) ?? null);

describe('erasing: jobs checked away', () => {
  it('R102: a job that is over is purged by its job-id and nothing else is', () => {
    const bench = new IppBench().open();
    const foreign = bench.printer.printForeign();
    bench.clock.advance(5_000);
    bench.send();
    bench.until('outcome');
    bench.clock.advance(10_000);
    expect(bench.printer.jobs.map(({ id }) => id)).toEqual([foreign.id]);
    expect(seen(bench, OPERATION.purgeJobs)).toBe(1);
    // Purged is purged: nobody asks again.
    const asked = seen(bench, OPERATION.getJobs);
    bench.clock.advance(200_000);
    expect(seen(bench, OPERATION.getJobs)).toBe(asked);
  });

  it('the leaves of a set go first: no purge stands between them', () => {
    const bench = new IppBench().open();
    for (const leaf of [1, 2, 3]) {
      const order = { ...ORDER, jobName: `leaf-${leaf}`, set: { setId: 's', leaf, of: 3 } };
      bench.send(`i${leaf}`, order);
      expect(bench.until('outcome')).toMatchObject({ result: 'done' });
      expect(seen(bench, OPERATION.purgeJobs)).toBe(0);
    }
    bench.clock.advance(10_000);
    expect(bench.printer.jobs).toEqual([]);
  });

  it('a printer without job-ids is never told to purge: it would take everybody’s jobs', () => {
    const bench = new IppBench({ printer: { jobIds: false } }).open();
    bench.send();
    bench.until('outcome');
    bench.clock.advance(200_000);
    expect(seen(bench, OPERATION.purgeJobs)).toBe(0);
    expect(bench.printer.jobs).toHaveLength(1);
    expect(bench.facts.filter(({ type }) => type === 'paperIncident')).toEqual([]);
  });

  it('one that lets an administrator purge only keeps its history, but no document: that is no reason', () => {
    const bench = new IppBench({ printer: { purge: 'administrator' } }).open();
    bench.send();
    bench.until('outcome');
    bench.clock.advance(30_000);
    expect(bench.printer.jobs).toHaveLength(1);
    expect(bench.facts.filter(({ type }) => type === 'paperIncident')).toEqual([]);
  });

  it('a job that stays restartable is an incident and a reason of the status, until it is gone', () => {
    const bench = new IppBench({ printer: { purge: 'administrator', retainsJobs: true } }).open();
    bench.send();
    bench.until('outcome');
    expect(bench.until('paperIncident', 20_000)).toMatchObject({
      kind: 'jobKept',
      intentId: 'intent-1',
      keywords: ['job-completed-successfully', 'job-restartable'],
    });
    expect(bench.until('status', 20_000)).toMatchObject({
      availability: 'attention',
      reasons: [{ code: 'printerJobKept', detail: 'job 1' }],
    });
    // Staff deletes it at the panel.
    bench.printer.forgetJobs();
    expect(bench.until('status', 100_000)).toMatchObject({ availability: 'online', reasons: [] });
  });

  it('a job of ours that hangs on is cancelled by its id', () => {
    for (const jobIds of [true, false]) {
      const bench = new IppBench({
        printer: { jobIds },
        driver: { deadlines: { printer_prints_leaf_ms: 10_000, printer_cancels_ms: 2_000 } },
      }).open();
      bench.printer.failWire({ operation: OPERATION.cancelJob, kind: 'dropRequest', times: 1 });
      bench.printer.setFaults({ paused: false, doorOpen: false });
      bench.send();
      bench.until('printing');
      bench.printer.setFaults({ doorOpen: true });
      expect(bench.until('outcome')).toMatchObject({ result: expect.stringMatching(/unknown|notDone/) });
      bench.clock.advance(20_000);
      bench.printer.setFaults({ doorOpen: false });
      bench.clock.advance(20_000);
      expect(bench.printer.sheets(), String(jobIds)).toEqual([]);
      expect(bench.printer.jobs.filter(({ state }) => state < JOB.canceled)).toEqual([]);
    }
  });

  it('asks the printer not to keep the job, where it can be asked; never stores or holds one', () => {
    const bench = new IppBench().open();
    bench.send();
    bench.clock.advance(500);
    expect(template(bench, 'job-retain-until')).toBe('none');
    const names = bench.printer.jobs[0]?.template.map(({ name }) => name) ?? [];
    expect(names.filter((name) => /^job-(save|storage|hold|password)/.test(name))).toEqual([]);
    const other = new IppBench({ printer: { retainsJobs: true } }).open();
    other.send();
    other.clock.advance(500);
    expect(template(other, 'job-retain-until')).toBeNull();
  });

  it('a printer that lets everybody read the names of jobs is told at a health check; one that hides them works as well', () => {
    for (const privacy of ['all', 'owner'] as const) {
      const bench = new IppBench({ printer: { privacy } }).open();
      bench.command({ type: 'checkHealth', level: 'internal' });
      const { details } = bench.until('health');
      expect(details.includes('job-privacy-scope=all')).toBe(privacy === 'all');
      bench.send('i1', { ...ORDER, set: { setId: 's', leaf: 1, of: 2 } });
      bench.until('outcome');
      // A job whose name is hidden is somebody else's all the same.
      bench.printer.printForeign();
      bench.clock.advance(4_000);
      bench.command({ type: 'prepare', intentId: 'i2', order: { ...ORDER, set: { setId: 's', leaf: 2, of: 2 } } });
      expect(bench.until('refused'), privacy).toMatchObject({ reason: { code: 'printerForeignJob' } });
    }
  });

  it('the jobs carry the kiosk as their user and a name of no person', () => {
    const bench = new IppBench({ driver: { userName: 'kiosk-7' } }).open();
    bench.send();
    bench.clock.advance(500);
    expect(bench.printer.jobs[0]).toMatchObject({ user: 'kiosk-7', name: ORDER.jobName });
  });
});
