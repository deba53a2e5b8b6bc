/** The virtual printer as a process of its own, so that neither side of the bench pays for it. Prints its address. */
import { SeededRandom } from '../../../src/base/random.ts';
import { RealClock } from '../../../src/base/real-clock.ts';
import { serveHttpPrinter } from '../../../test/virtual/hosts/http-printer.ts';
import { VirtualPrinter } from '../../../test/virtual/printer/printer.ts';

const printer = new VirtualPrinter({ clock: new RealClock(), random: new SeededRandom(1) }, { sheet_ms: 1 });
printer.onChange(() => {
  if (printer.sheets().length > 100) printer.takeOutput();
  if (printer.engine.paperInTray < 100) printer.engine.paperInTray = 500;
});
const host = await serveHttpPrinter(printer);
process.stdout.write(`${host.uri}\n`);
// Ends with the bench, whatever happens to it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
