/** The code under which each trouble of a printer is told, from its own keywords on (R95). The codes stand here in words of their own. */
import { expect, test } from 'vitest';
import type { VirtualPrinter } from '../virtual/printer/printer.ts';
import { IppBench } from './ipp-bench.ts';

/** So long the printer is asked again at the latest, at rest. */
const LOOK_MS = 30_000;

/** What somebody or something does to a printer that prints, and the code of the reason for which it stops. */
const TROUBLES: readonly (readonly [string, string, (printer: VirtualPrinter) => void])[] = [
  ['a sheet jams', 'printerJam', (printer) => printer.setFaults({ jamNextSheet: true })],
  ['the tray is empty', 'printerPaper', (printer) => printer.loadPaper(0)],
  ['a cover stands open', 'printerDoor', (printer) => printer.setFaults({ doorOpen: true })],
  ['the output is full', 'printerOutputFull', (printer) => printer.setFaults({ outputFull: true })],
  ['the toner is empty', 'printerSupplies', (printer) => printer.setFaults({ toner: 'empty' })],
  ['somebody paused it', 'printerNotReady', (printer) => printer.setFaults({ paused: true })],
  ['a motor failed', 'printerNotReady', (printer) => printer.setFaults({ extraReason: 'motor-failure-error' })],
];

test.each(TROUBLES)('R95: while %s, the printer is out of order with %s', (_what, code, happens) => {
  const bench = new IppBench().open();
  if (code === 'printerJam') {
    happens(bench.printer);
    bench.send();
  } else happens(bench.printer);
  bench.clock.advance(LOOK_MS);
  const stop = bench.facts.findLast((fact) => fact.type === 'status');
  expect(stop).toMatchObject({ availability: 'stop', reasons: [{ code }] });
});
