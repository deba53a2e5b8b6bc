import { describe, expect, it } from 'vitest';
import { meaningOf, splitReason } from '../../drivers/ipp/keywords.ts';
import type { PrinterTrouble } from '../../drivers/printer.ts';
import { IppBench, ORDER } from './ipp-bench.ts';

/** The keywords of print.md, group by group. */
const GROUPS: Readonly<Record<PrinterTrouble, string>> = {
  paper:
    'media-empty media-needed input-tray-missing input-media-tray-failure input-media-tray-feed-error input-cannot-feed-size-selected input-media-size-change input-manual-input-request media-path-input-empty',
  jam: 'media-jam input-media-tray-jam media-path-jam media-path-input-jam media-path-output-jam output-media-tray-jam media-path-failure media-path-cannot-duplex-media-selected',
  door: 'door-open cover-open interlock-open',
  output: 'output-area-full output-tray-missing media-path-output-full',
  supplies:
    'toner-empty marker-supply-empty marker-toner-missing marker-waste-full marker-waste-toner-receptacle-full opc-life-over developer-empty',
  engine:
    'fuser-over-temp fuser-under-temp motor-failure laser-failure marker-fuser-thermistor-failure marker-adjusting-print-quality media-path-pick-roller-failure interpreter-resource-unavailable',
  control:
    'paused moving-to-paused resuming shutdown power-down deactivated offline connecting-to-device timed-out stopped-partly spool-area-full hold-new-jobs printer-manual-reset configuration-change other',
};
const HARMLESS = 'none warming-up hibernate standby identify-printer-requested printer-ready-to-print';

describe('rule 4 and the keywords that matter', () => {
  for (const [trouble, words] of Object.entries(GROUPS)) {
    it(`${trouble}: each keyword holds a leaf, with any severity but a report`, () => {
      for (const word of words.split(' ')) {
        for (const suffix of ['', '-error', '-warning'])
          expect(meaningOf([word + suffix]), word + suffix).toMatchObject({ trouble, keywords: [word + suffix] });
        const report = meaningOf([`${word}-report`]);
        expect(report.trouble, word).toBeNull();
        if (!/fuser-thermistor|pick-roller-failure/.test(word)) expect(report.reported, word).toBe(trouble);
      }
    });
  }

  it('what only warns bars nothing but new certificates, and the harmless nothing at all', () => {
    for (const [word, group] of [
      ['media-low', 'paper'],
      ['output-area-almost-full', 'output'],
      ['toner-low', 'supplies'],
      ['marker-supply-low', 'supplies'],
    ] as const) {
      expect(meaningOf([`${word}-warning`]), word).toMatchObject({ trouble: null, warnings: [group] });
    }
    for (const word of HARMLESS.split(' '))
      expect(meaningOf([word]), word).toMatchObject({ trouble: null, warnings: [] });
  });

  it('an unknown keyword wants the attendant: an error blocks, a warning tells, a report is nothing', () => {
    expect(meaningOf(['stapler-on-fire'])).toMatchObject({ trouble: 'control' });
    expect(meaningOf(['stapler-on-fire-warning'])).toMatchObject({ trouble: null, warnings: ['control'] });
    expect(meaningOf(['stapler-on-fire-report'])).toMatchObject({ trouble: null, warnings: [] });
  });

  it('the worst comes first: what a person must do first at the machine', () => {
    expect(meaningOf(['toner-empty', 'media-empty-error', 'door-open', 'media-jam']).trouble).toBe('jam');
  });

  it('the suffix is split off once; none means error (RFC 8011, 5.4.12)', () => {
    expect(splitReason('media-empty')).toEqual({ word: 'media-empty', severity: 'error' });
    expect(splitReason('media-empty-report')).toEqual({ word: 'media-empty', severity: 'report' });
  });
});

describe('each group at a real printer', () => {
  it('R95: names its trouble and its keywords while a leaf is held, and the leaf goes on afterwards', () => {
    for (const [trouble, words] of Object.entries(GROUPS)) {
      const bench = new IppBench().open();
      bench.send();
      bench.clock.advance(200);
      const word = `${words.split(' ')[0]}-error`;
      bench.printer.setFaults({ extraReason: word });
      let printing = bench.until('printing');
      while (printing.phase !== 'held') printing = bench.until('printing');
      expect(printing, word).toMatchObject({ trouble, keywords: [word] });
      bench.printer.setFaults({ extraReason: null });
      // A jam may have taken the sheet: then nothing is claimed of it.
      expect(bench.until('outcome'), word).toMatchObject({ result: 'done' });
    }
  });
});

describe('toner', () => {
  it('R98: its level is told, at the start and at changes', () => {
    const bench = new IppBench().open();
    expect(bench.until('toner')).toEqual({ type: 'toner', level_percent: 90, low: false });
    bench.printer.setFaults({ tonerLevel_percent: 42 });
    expect(bench.until('toner', 20_000)).toEqual({ type: 'toner', level_percent: 42, low: false });
    bench.clock.advance(60_000);
    expect(bench.facts.filter(({ type }) => type === 'toner')).toEqual([]);
  });

  it('R98: below the threshold new certificates are barred, the leaves of a paid one and the copier are not', () => {
    const bench = new IppBench({ driver: { tonerLevel_min_percent: 30 } }).open();
    bench.printer.setFaults({ tonerLevel_percent: 29 });
    bench.command({ type: 'checkReady' });
    expect(bench.until('notReady')).toMatchObject({ trouble: 'supplies', keywords: ['marker-levels=29'] });
    expect(bench.until('status', 20_000)).toMatchObject({
      availability: 'attention',
      reasons: [{ code: 'printerSuppliesLow', detail: 'marker-levels=29' }],
    });
    bench.send('paid', ORDER);
    expect(bench.until('outcome')).toMatchObject({ result: 'done' });
    bench.command({ type: 'lend' });
    expect(bench.until('holder')).toMatchObject({ holder: 'lent' });
    bench.command({ type: 'claim' });
    bench.printer.setFaults({ tonerLevel_percent: 30 });
    bench.command({ type: 'checkReady' });
    bench.until('ready');
  });

  it("the printer's own low level bars too, unless the site says that it may print on", () => {
    for (const printWhenTonerLow of [false, true]) {
      const bench = new IppBench({ driver: { printWhenTonerLow } }).open();
      bench.printer.setFaults({ tonerLevel_percent: 10 });
      bench.command({ type: 'checkReady' });
      if (printWhenTonerLow) bench.until('ready');
      else expect(bench.until('notReady')).toMatchObject({ keywords: ['marker-low-levels>=10'] });
    }
  });

  it('a colour engine is as full as its emptiest toner; a waste box is no toner', () => {
    const bench = new IppBench({ printer: { rasterTypes: ['black_1', 'srgb_8', 'cmyk_8'] } }).open();
    expect(bench.until('toner')).toEqual({ type: 'toner', level_percent: 80, low: false });
  });
});
