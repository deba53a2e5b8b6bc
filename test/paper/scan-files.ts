/** Scans as files, as office machines write them. */
import { writeFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { GrayPicture } from '../../src/paper/code/contract.ts';

/** A gray picture in the hands of sharp. */
export const image = ({ width, height, pixels }: GrayPicture): ReturnType<typeof sharp> =>
  sharp(pixels, { raw: { width, height, channels: 1 } });

/** The pages of a scanned PDF, as an office machine makes it: one JPEG a page. */
export async function saveScannedPdf(file: string, pages: readonly GrayPicture[]): Promise<void> {
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const page of pages) {
    document
      .addPage()
      .image(await image(page).jpeg({ quality: 80 }).toBuffer(), 0, 0, { width: 595.28, height: 841.89 });
  }
  document.end();
  await ended;
  writeFileSync(file, Buffer.concat(parts));
}
