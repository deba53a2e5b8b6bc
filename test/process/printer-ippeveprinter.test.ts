import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrinterTraits, PrintOrder } from '../../drivers/printer.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { A4_DOTS, type SheetBack } from '../../src/paper/contract.ts';
import { pwgRaster, wholeOf } from '../../src/paper/pwg-raster.ts';
import { backTransform, turnBack } from '../../src/paper/sheet-back.ts';
import { blackSide } from '../../src/paper/sides.ts';
import { drippingSource, sourceOf, tinyLeaf } from '../protocol/ipp-bench.ts';
import { canRunIppeveprinter, type Ippeveprinter, startIppeveprinter } from './ippeveprinter.ts';
import { RealDriver } from './real-printer-driver.ts';

const order = (jobName: string): PrintOrder => ({
  type: 'print',
  jobName,
  format: 'image/pwg-raster',
  sides: 'two-sided-long-edge',
  sheets: 1,
});

/** Both sides of a sheet at full size, with a frame of dots. */
function blankLeaf(sheetBack: SheetBack): Uint8Array {
  const { width, height, dpi } = A4_DOTS;
  const side = () => {
    const rows = new SeededRandom(3).bytes((width / 8) * 1000);
    const black = { width, height, rows: new Uint8Array((width / 8) * height) };
    black.rows.set(rows, (width / 8) * 3000);
    return blackSide(black);
  };
  const options = { type: 'black_1', dpi, mediaName: 'iso_a4_210x297mm', quality: 5 } as const;
  const sides = [side(), turnBack(side(), sheetBack)];
  return wholeOf(pwgRaster(sides, { ...options, back: backTransform(sheetBack) })) ?? new Uint8Array();
}

/** Jams for two seconds when the job is called so, then reports two impressions, as a duplex leaf has. */
const COMMAND = `case "$1" in *jam*) echo "STATE: +media-jam-error" >&2; sleep 2; echo "STATE: -media-jam-error" >&2;; esac
echo "ATTR: job-impressions=2" >&2
echo "ATTR: job-impressions-completed=2" >&2
sleep 0.3`;

describe.skipIf(!canRunIppeveprinter)('a printer that nobody here wrote: ippeveprinter of CUPS', () => {
  let printer: Ippeveprinter;
  let driver: RealDriver;
  let traits: PrinterTraits;
  beforeAll(async () => {
    printer = await startIppeveprinter(COMMAND);
    await printer.setTrays(50);
    driver = new RealDriver(printer.uri);
    await driver.until('status', ({ availability }) => availability === 'online');
    ({ traits } = await driver.until('traits'));
  }, 30_000);
  afterAll(async () => {
    driver?.close();
    await printer?.stop();
  }, 30_000);

  const print = async (jobName: string) => {
    driver.facts.length = 0;
    driver.command({ type: 'prepare', intentId: jobName, order: order(jobName) });
    await driver.until('prepared');
    driver.command({ type: 'execute', intentId: jobName, material: sourceOf(tinyLeaf(2)) });
    return driver.until('outcome');
  };

  it('is identified and ready', async () => {
    expect(await driver.until('identified')).toMatchObject({ maker: 'Example', product: 'Example Printer' });
    driver.command({ type: 'checkReady' });
    await driver.until('ready');
  });

  it('R12: prints a leaf; the document arrives whole', { timeout: 60_000 }, async () => {
    expect(await print('leaf-plain')).toMatchObject({ result: 'done', moved: { sheets: 1 } });
    const file = readdirSync(printer.spool).find((name) => name.endsWith('leaf-plain.pwg'));
    expect(readFileSync(join(printer.spool, file ?? ''))).toEqual(tinyLeaf(2));
  });

  it('R12, R89: takes a two-sided raster of A4 at 600 dpi in chunks, and prints it', { timeout: 60_000 }, async () => {
    expect(traits.rasterTypes).toContain('black_1');
    const document = blankLeaf(traits.sheetBack);
    driver.facts.length = 0;
    driver.command({ type: 'prepare', intentId: 'leaf-a4', order: order('leaf-a4') });
    await driver.until('prepared');
    const source = drippingSource();
    driver.command({ type: 'execute', intentId: 'leaf-a4', material: source });
    for (let at = 0; at < document.length; at += 20_000) source.push(document.subarray(at, at + 20_000));
    source.end();
    expect(await driver.until('outcome')).toMatchObject({ result: 'done', moved: { sheets: 1 } });
    const file = readdirSync(printer.spool).find((name) => name.endsWith('leaf-a4.pwg'));
    expect(readFileSync(join(printer.spool, file ?? '')).equals(document)).toBe(true);
  });

  it('R95: a jam is told by keyword although its state stays processing', { timeout: 60_000 }, async () => {
    const outcome = print('leaf-jam');
    await driver.until('printing', ({ phase, trouble }) => phase === 'held' && trouble === 'jam');
    expect(await outcome).toMatchObject({ result: 'done' });
  });

  it('empty trays are seen before money', async () => {
    await printer.setTrays(0);
    driver.facts.length = 0;
    driver.command({ type: 'checkReady' });
    expect(await driver.until('notReady')).toMatchObject({ trouble: 'paper' });
    await printer.setTrays(50);
  });
});
