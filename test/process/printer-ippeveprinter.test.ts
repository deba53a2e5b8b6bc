import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrintOrder } from '../../drivers/printer.ts';
import { sourceOf, tinyLeaf } from '../protocol/ipp-bench.ts';
import { canRunIppeveprinter, type Ippeveprinter, startIppeveprinter } from './ippeveprinter.ts';
import { RealDriver } from './real-printer-driver.ts';

const order = (jobName: string): PrintOrder => ({
  type: 'print',
  jobName,
  format: 'image/pwg-raster',
  sides: 'two-sided-long-edge',
  sheets: 1,
});

/** Jams for two seconds when the job is called so, then reports two impressions, as a duplex leaf has. */
const COMMAND = `case "$1" in *jam*) echo "STATE: +media-jam-error" >&2; sleep 2; echo "STATE: -media-jam-error" >&2;; esac
echo "ATTR: job-impressions=2" >&2
echo "ATTR: job-impressions-completed=2" >&2
sleep 0.3`;

describe.skipIf(!canRunIppeveprinter)('a printer that nobody here wrote: ippeveprinter of CUPS', () => {
  let printer: Ippeveprinter;
  let driver: RealDriver;
  beforeAll(async () => {
    printer = await startIppeveprinter(COMMAND);
    await printer.setTrays(50);
    driver = new RealDriver(printer.uri);
    await driver.until('status', ({ availability }) => availability === 'online');
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
