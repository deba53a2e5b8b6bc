/** Tiny pages for simulation: the sheet as text behind a PDF's first bytes. Nobody renders them. */
import { TINY_MAGIC } from './bad-pdfs.ts';
import type { Sheet } from './papers.ts';

export function tinyPdf(sheet: Sheet): Uint8Array {
  return Buffer.from(TINY_MAGIC + JSON.stringify(sheet), 'utf8');
}

/** The sheet of a tiny page: for checkers that ask whose paper lies in the tray. */
export function readTinyPdf(pdf: Uint8Array): Sheet | null {
  const text = Buffer.from(pdf).toString('utf8');
  if (!text.startsWith(TINY_MAGIC)) return null;
  const sheet: Sheet = JSON.parse(text.slice(TINY_MAGIC.length));
  return sheet;
}
