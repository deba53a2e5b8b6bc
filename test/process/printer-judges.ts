/** Programs of CUPS that judge our IPP: ipptool as client, ippeveprinter as printer (package cups-ipp-utils). */
import { type ChildProcess, execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { tinyLeaf } from '../protocol/ipp-bench.ts';

const CUPS_TESTS = '/usr/share/cups/ipptool';

/** A PDF of some A4 pages. */
export function samplePdf(pages: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    for (let page = 1; page <= pages; page += 1) document.addPage().text(`Sample page ${page}`);
    document.end();
  });
}

/** Copies CUPS's test files into `folder` and makes every document that they name. */
export async function prepareIpptool(folder: string): Promise<void> {
  for (const file of readdirSync(CUPS_TESTS)) copyFileSync(join(CUPS_TESTS, file), join(folder, file));
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9]);
  const pdf = await samplePdf(2);
  const raster = tinyLeaf(1);
  const text = ['ipp-1.1.test', 'ipp-everywhere.test']
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('\n');
  for (const [, name] of text.matchAll(/^\s*FILE (?!\$)(\S+)$/gm)) {
    const path = join(folder, name!);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name!.endsWith('.pwg') ? raster : name!.endsWith('.jpg') ? jpeg : pdf);
  }
}

/** What ipptool found. */
export interface Judgement {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly output: string;
}

/** Runs one of CUPS's test files against a printer, going on after failures. */
export function ipptool(
  folder: string,
  uri: string,
  testFile: string,
  more: readonly string[] = [],
): Promise<Judgement> {
  const pdf = join(folder, 'document-a4.pdf');
  const args = ['-tI', '-V', '2.0', '-f', pdf, '-d', 'filetype=application/pdf', ...more, uri, testFile];
  return new Promise((resolve) => {
    execFile(
      'ipptool',
      args,
      { cwd: folder, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        const output = stdout + stderr;
        const failed = output
          .split('\n')
          .filter((line) => /\[FAIL\]|cannot be read|Unable|error/i.test(line) && !/\[(PASS|SKIP)\]/.test(line));
        resolve({ passed: output.split('[PASS]').length - 1, failed, output });
      },
    );
  });
}

/** Ends a child by its own id and waits for it. */
export function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
