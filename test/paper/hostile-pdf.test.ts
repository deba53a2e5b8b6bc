/** A scan as PDF that somebody made to be drawn for ever: an end in time, no crash. */
import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import { pdfPages } from '../../src/cli/scan-pdf-file.ts';

/** A4 with so many thick lines across it. */
function linesPdf(count: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 0 });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.lineWidth(30);
    for (let at = 0; at < count; at += 1)
      document
        .moveTo((at * 37) % 595, (at * 91) % 842)
        .lineTo((at * 53) % 595, (at * 17) % 842)
        .stroke();
    document.end();
  });
}

test('R96: a PDF of lines without end is given up at its deadline, and the next one is drawn', async () => {
  const started = performance.now();
  expect(await pdfPages(await linesPdf(100_000), 1_000)).toBeNull();
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(await pdfPages(Buffer.from('%PDF-1.7 nothing'))).toBeNull();
  const [page] = (await pdfPages(await linesPdf(3)))!;
  expect(page).toMatchObject({ width: 2479, height: 3504 });
  expect(page!.pixels.some((pixel) => pixel === 0)).toBe(true);
}, 90_000);
