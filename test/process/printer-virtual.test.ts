import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import type { ByteSource } from '../../drivers/contract.ts';
import type { PrintOrder } from '../../drivers/printer.ts';
import type { PieceSource } from '../../src/paper/contract.ts';
import { renderLeaf, testSealing } from '../virtual/paper/fixture.ts';
import { decodeRaster } from '../virtual/printer/raster.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { drippingSource, sourceOf, tinyLeaf } from '../protocol/ipp-bench.ts';
import { type HttpPrinterHost, serveHttpPrinter } from '../virtual/hosts/http-printer.ts';
import { VirtualPrinter, type VirtualPrinterOptions } from '../virtual/printer/printer.ts';
import { RealDriver } from './real-printer-driver.ts';
import { ipptool, prepareIpptool, samplePdf } from './printer-judges.ts';

const clock = new RealClock();

const leaf = (jobName: string): PrintOrder => ({
  type: 'print',
  jobName,
  format: 'image/pwg-raster',
  sides: 'two-sided-long-edge',
  sheets: 1,
});

/** A document that is made piece by piece, each when the wire has room for it; `kept` gets what went. */
function streamOf(document: PieceSource, kept: Uint8Array[]): ByteSource {
  let rest: Uint8Array = new Uint8Array();
  return {
    length_bytes: null,
    get broken() {
      return document.failed;
    },
    read(max_bytes) {
      if (rest.length === 0) {
        rest = document.next() ?? new Uint8Array();
        kept.push(Uint8Array.from(rest));
      }
      const piece = rest.subarray(0, max_bytes);
      rest = rest.subarray(piece.length);
      return piece;
    },
    onReadable: () => undefined,
    close: () => document.close(),
  };
}

describe('the virtual printer on HTTP', () => {
  let host: HttpPrinterHost;
  let folder: string;
  let printer: VirtualPrinter;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'madoguchi-ipp-'));
    await prepareIpptool(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (sheet_ms: number, habits: VirtualPrinterOptions = {}): Promise<void> => {
    printer = new VirtualPrinter({ clock, random: new SeededRandom(3) }, { sheet_ms, ...habits });
    host = await serveHttpPrinter(printer);
  };

  for (const [file, least] of [
    ['ipp-1.1.test', 25],
    ['ipp-2.0.test', 26],
    ['ipp-everywhere.test', 27],
  ] as const) {
    it(`passes CUPS's ${file}`, { timeout: 90_000 }, async () => {
      await start(200);
      try {
        const judged = await ipptool(folder, host.uri, file);
        expect(judged.failed, judged.output).toEqual([]);
        expect(judged.passed).toBeGreaterThanOrEqual(least);
      } finally {
        await host.close();
      }
    });
  }

  it(
    "a colour printer passes CUPS's ipp-everywhere.test too, whatever its duplex path wants",
    { timeout: 90_000 },
    async () => {
      await start(200, {
        rasterTypes: ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'],
        sheetBack: 'rotated',
        privacy: 'owner',
      });
      try {
        const judged = await ipptool(folder, host.uri, 'ipp-everywhere.test');
        expect(judged.failed, judged.output).toEqual([]);
        expect(judged.passed).toBeGreaterThanOrEqual(27);
      } finally {
        await host.close();
      }
    },
  );

  it(
    'R12, R89: a leaf goes out while it is drawn, in chunks, and both sides lie on paper dot for dot',
    { timeout: 30_000 },
    async () => {
      await start(100);
      const driver = new RealDriver(host.uri);
      try {
        const maker = await createPageMaker({ sealing: testSealing() });
        const pdf = await samplePdf(1);
        const made = await renderLeaf(maker, { pdf });
        if (!made.ok) throw new Error(made.code);
        await driver.until('status', ({ availability }) => availability === 'online');
        driver.command({ type: 'prepare', intentId: 'i1', order: leaf('leaf-real') });
        await driver.until('prepared');
        const kept: Uint8Array[] = [];
        driver.command({ type: 'execute', intentId: 'i1', material: streamOf(made.document, kept) });
        expect(await driver.until('outcome')).toMatchObject({ result: 'done', moved: { sheets: 1 }, reason: null });
        const [front, back] = printer.pages();
        const sent = decodeRaster(Buffer.concat(kept));
        for (const [at, page] of [front, back].entries()) {
          expect(page).toMatchObject({ width: 4960, height: 7016, dpi: 600, duplex: true, tumble: false });
          expect(Buffer.compare(page!.gray, sent![at]!.gray)).toBe(0);
        }
        for (const page of [front, back]) expect(page?.gray.some((dot) => dot === 0)).toBe(true);
      } finally {
        driver.close();
        await host.close();
      }
    },
  );

  it('a leaf that breaks off while it is drawn is cut, cancelled and not done', { timeout: 30_000 }, async () => {
    await start(50);
    const driver = new RealDriver(host.uri);
    try {
      await driver.until('status', ({ availability }) => availability === 'online');
      driver.command({ type: 'prepare', intentId: 'i1', order: leaf('leaf-broken') });
      await driver.until('prepared');
      const source = drippingSource();
      source.push(tinyLeaf(2).subarray(0, 2_500));
      driver.command({ type: 'execute', intentId: 'i1', material: source });
      setTimeout(() => source.breakOff(), 100);
      expect(await driver.until('outcome')).toMatchObject({ result: 'notDone', moved: { sheets: 0 } });
      expect(printer.sheets()).toEqual([]);
      expect(printer.jobs.every(({ state }) => state >= 7)).toBe(true);
    } finally {
      driver.close();
      await host.close();
    }
  });

  it('survives a printer that vanishes and comes back on the same port', { timeout: 30_000 }, async () => {
    await start(50);
    const driver = new RealDriver(host.uri);
    try {
      await driver.until('status', ({ availability }) => availability === 'online');
      await host.close();
      driver.facts.length = 0;
      driver.command({ type: 'checkReady' });
      // The first question may still meet the connection that just went down.
      expect((await driver.until('notReady')).keywords[0]).toMatch(/^(connect|reset)$/);
      host = await serveHttpPrinter(printer, { port: host.port });
      driver.command({ type: 'checkReady' });
      await driver.until('ready');
    } finally {
      driver.close();
      await host.close();
    }
  });

  it('lost answers on a real socket: one job, one sheet', { timeout: 30_000 }, async () => {
    await start(50);
    const driver = new RealDriver(host.uri);
    try {
      await driver.until('status', ({ availability }) => availability === 'online');
      printer.failWire({ operation: 0x0005, kind: 'loseAnswer', times: 1 });
      printer.failWire({ operation: 0x0006, kind: 'cutAnswer', times: 1 });
      driver.command({
        type: 'prepare',
        intentId: 'i1',
        order: leaf('leaf-lost'),
      });
      await driver.until('prepared');
      driver.command({ type: 'execute', intentId: 'i1', material: sourceOf(tinyLeaf(2)) });
      expect(await driver.until('outcome')).toMatchObject({ result: 'done' });
      expect(printer.sheets()).toHaveLength(1);
      expect(printer.jobs).toHaveLength(1);
    } finally {
      driver.close();
      await host.close();
    }
  });
});
