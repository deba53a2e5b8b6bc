/** Drawing of our own papers (receipt, slip) as a one-page PDF with embedded fonts. */
import { join } from 'node:path';
import PDFDocument from 'pdfkit';

/** Where Debian's fonts-morisawa-bizud-gothic (SIL OFL 1.1) puts BIZ UDPGothic. */
export const DEFAULT_FONT_FOLDER = '/usr/share/fonts/truetype/bizud-gothic';

/** Millimetres to points. */
function mm(value: number): number {
  return (value * 72) / 25.4;
}

/** A page being drawn; lengths in millimetres, sizes of text in points. */
export interface Page {
  text(text: string, at: { x: number; y: number; width: number }, style?: TextStyle): void;
  line(from: { x: number; y: number }, to: { x: number; y: number }, width?: number): void;
  box(at: { x: number; y: number; width: number; height: number }, width?: number): void;
  fill(at: { x: number; y: number; width: number; height: number }): void;
}
export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly spacing?: number;
}
export type Draw = (page: Page) => void;

/** Draws an A4 page; null when it cannot be drawn (a font is missing). `done` is called once, later. */
export function drawPdf(draw: Draw, fontFolder: string, done: (pdf: Buffer | null) => void): void {
  const parts: Buffer[] = [];
  let over = false;
  const finish = (pdf: Buffer | null): void => {
    if (over) return;
    over = true;
    done(pdf);
  };
  try {
    const document = new PDFDocument({
      size: 'A4',
      margin: 0,
      // The same data give the same bytes: no date of making.
      info: { Producer: 'Madoguchi', Creator: 'Madoguchi', CreationDate: new Date(0) },
    });
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('error', () => finish(null));
    document.on('end', () => {
      const pdf = Buffer.concat(parts);
      for (const part of parts) part.fill(0);
      finish(pdf);
    });
    document.registerFont('regular', join(fontFolder, 'BIZUDPGothic-Regular.ttf'));
    document.registerFont('bold', join(fontFolder, 'BIZUDPGothic-Bold.ttf'));
    draw(pageOf(document));
    document.end();
  } catch {
    queueMicrotask(() => finish(null));
  }
}

function pageOf(document: PDFKit.PDFDocument): Page {
  return {
    text(text, at, style = {}) {
      const { size = 10, bold = false, align = 'left', spacing = 0 } = style;
      document
        .font(bold ? 'bold' : 'regular')
        .fontSize(size)
        .fillColor('black')
        .text(text, mm(at.x), mm(at.y), {
          width: mm(at.width),
          align,
          characterSpacing: spacing,
          // Nothing of ours may run onto a second page.
          height: mm(297 - at.y),
        });
    },
    line(from, to, width = 0.5) {
      document.lineWidth(width).moveTo(mm(from.x), mm(from.y)).lineTo(mm(to.x), mm(to.y)).stroke('black');
    },
    box(at, width = 0.8) {
      document.lineWidth(width).rect(mm(at.x), mm(at.y), mm(at.width), mm(at.height)).stroke('black');
    },
    fill(at) {
      document.rect(mm(at.x), mm(at.y), mm(at.width), mm(at.height)).fill('black');
    },
  };
}

/** 1,500円. */
export function yenText(amount_yen: number): string {
  return `${String(amount_yen).replace(/\B(?=(\d{3})+$)/g, ',')}円`;
}
