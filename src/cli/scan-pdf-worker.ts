/** Thread that draws the pages of a scanned PDF: PDFium cannot be stopped from outside while it draws, a thread can. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { scansOfPdf } from '../paper/code/scan-pdf.ts';

const pages = await scansOfPdf(await PDFiumLibrary.init(), workerData as Uint8Array);
parentPort?.postMessage(pages);
