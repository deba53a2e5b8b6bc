/**
 * The face of a certificate as a municipality sends it: one A4 page, fonts embedded, seal drawn. Every page says 見本
 * over its whole width: nobody can take it for a real one.
 */
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { eraDate, type Row, type Sheet } from './papers.ts';

/** Font files. */
export interface CertificateFonts {
  /** Text and labels. */
  readonly text: string;
  /** Names and addresses: a font with the characters of the registers (Moji Joho). */
  readonly names: string;
}

const DEBIAN_FONTS: CertificateFonts = {
  text: '/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf',
  names: '/usr/share/fonts/truetype/ipamj/ipamjm.ttf',
};

const mm = (value: number): number => (value / 25.4) * 72;
const WIDTH_MM = 210;
const HEIGHT_MM = 297;
const LEFT_MM = 20;
const TABLE_MM = WIDTH_MM - 2 * LEFT_MM;
const LABEL_MM = 36;
const ROW_MM = 6.6;
const BLOCK_GAP_MM = 2;
const TEXT_PT = 10;
const SEAL_RED = '#b83a30';
const INK = '#111111';

type Document = InstanceType<typeof PDFDocument>;

/** Makes pages; the font files are read once. */
export function createPdfPages(fonts: CertificateFonts = DEBIAN_FONTS): (sheet: Sheet) => Promise<Uint8Array> {
  const text = readFileSync(fonts.text);
  const names = readFileSync(fonts.names);
  return (sheet) =>
    new Promise((resolve, reject) => {
      const document = new PDFDocument({
        size: [mm(WIDTH_MM), mm(HEIGHT_MM)],
        margin: 0,
        info: {
          Title: `見本 ${sheet.uniqueNumber} ${sheet.leaf}/${sheet.of}`,
          CreationDate: new Date(`${sheet.issued}T00:00:00+09:00`),
        },
      });
      const chunks: Buffer[] = [];
      document.on('data', (chunk: Buffer) => chunks.push(chunk));
      document.on('end', () => resolve(Buffer.concat(chunks)));
      document.on('error', reject);
      document.registerFont('text', text).registerFont('names', names);
      drawSheet(document, sheet);
      document.end();
    });
}

function drawSheet(document: Document, sheet: Sheet): void {
  drawSpecimenMark(document);
  centred(document, sheet.title, 19, 20);
  let y = 36;
  if (sheet.head.length > 0) y = drawTable(document, sheet.head, y) + BLOCK_GAP_MM;
  for (const block of sheet.blocks) y = drawTable(document, block, y) + BLOCK_GAP_MM;
  if (sheet.typeId === 'inkan') drawRegisteredSeal(document, y + 4);
  if (sheet.leaf === sheet.of) drawCertification(document, sheet);
  else rightAligned(document, '(次葉に続く)', 252, TEXT_PT);
  drawFoot(document, sheet);
}

/** 見本 in pale gray across the page. */
function drawSpecimenMark(document: Document): void {
  document.save();
  document.rotate(-35, { origin: [mm(WIDTH_MM / 2), mm(HEIGHT_MM / 2)] });
  document.font('text').fontSize(190).fillColor('#e4e4e4');
  const width = document.widthOfString('見本');
  document.text('見本', mm(WIDTH_MM / 2) - width / 2, mm(HEIGHT_MM / 2) - 105, { lineBreak: false });
  document.restore();
  document.fillColor(INK);
}

function centred(document: Document, text: string, size_pt: number, y_mm: number): void {
  document.font('text').fontSize(size_pt).fillColor(INK);
  document.text(text, mm((WIDTH_MM - 0) / 2) - document.widthOfString(text) / 2, mm(y_mm), { lineBreak: false });
}

function rightAligned(document: Document, text: string, y_mm: number, size_pt: number): void {
  document.font('text').fontSize(size_pt).fillColor(INK);
  document.text(text, mm(WIDTH_MM - LEFT_MM) - document.widthOfString(text), mm(y_mm), { lineBreak: false });
}

/** A framed table of two columns; returns the y below it, in mm. */
function drawTable(document: Document, rows: readonly Row[], top_mm: number): number {
  const valueWidth = mm(TABLE_MM - LABEL_MM - 4);
  let y = mm(top_mm);
  const top = y;
  document.lineWidth(0.5).strokeColor('#444444');
  for (const [label, value] of rows) {
    document.font('names').fontSize(TEXT_PT);
    const lines_pt = document.heightOfString(value, { width: valueWidth });
    const height = Math.max(mm(ROW_MM), lines_pt + mm(2));
    const middle = (content_pt: number): number => y + (height - content_pt) / 2;
    document.fillColor(INK).text(value, mm(LEFT_MM + LABEL_MM + 2), middle(lines_pt), { width: valueWidth });
    document.font('text').fontSize(9);
    document.text(label, mm(LEFT_MM + 2), middle(document.currentLineHeight()), { lineBreak: false });
    y += height;
    document
      .moveTo(mm(LEFT_MM), y)
      .lineTo(mm(LEFT_MM + TABLE_MM), y)
      .stroke();
  }
  document.rect(mm(LEFT_MM), top, mm(TABLE_MM), y - top).stroke();
  document
    .moveTo(mm(LEFT_MM + LABEL_MM), top)
    .lineTo(mm(LEFT_MM + LABEL_MM), y)
    .stroke();
  return (y / 72) * 25.4;
}

/** 印影: a round seal of nobody. */
function drawRegisteredSeal(document: Document, y_mm: number): void {
  document
    .font('text')
    .fontSize(TEXT_PT)
    .fillColor(INK)
    .text('印影', mm(LEFT_MM + 2), mm(y_mm), { lineBreak: false });
  const [x, y] = [mm(WIDTH_MM / 2), mm(y_mm + 14)];
  document.lineWidth(1.2).strokeColor(INK).circle(x, y, mm(7)).stroke();
  document
    .fontSize(15)
    .text('見', x - 7.5, y - 16, { lineBreak: false })
    .text('本', x - 7.5, y, { lineBreak: false });
}

/** Certification, date, mayor and the official seal. */
function drawCertification(document: Document, sheet: Sheet): void {
  document.font('text').fontSize(11).fillColor(INK);
  document.text(sheet.certification, mm(LEFT_MM), mm(253), { lineBreak: false });
  document.text(eraDate(sheet.issued), mm(LEFT_MM + 8), mm(262), { lineBreak: false });
  document.fontSize(13);
  const right = mm(WIDTH_MM - LEFT_MM - 26);
  document.text(sheet.mayor, right - document.widthOfString(sheet.mayor), mm(268), { lineBreak: false });
  const [x, y, radius] = [mm(WIDTH_MM - LEFT_MM - 11), mm(268), mm(10.5)];
  document.save().strokeColor(SEAL_RED).fillColor(SEAL_RED);
  document.lineWidth(2.2).circle(x, y, radius).stroke();
  document
    .lineWidth(0.7)
    .circle(x, y, radius - 3.5)
    .stroke();
  document
    .fontSize(16)
    .text('見', x - 8, y - 18, { lineBreak: false })
    .text('本', x - 8, y, { lineBreak: false });
  document.fontSize(5);
  document.text('印', x - 22, y - 2.5, { lineBreak: false }).text('章', x + 17, y - 2.5, { lineBreak: false });
  document.restore();
}

/** Page number and 固有番号 on every sheet (R92). */
function drawFoot(document: Document, sheet: Sheet): void {
  document.lineWidth(0.4).strokeColor('#444444');
  document
    .moveTo(mm(LEFT_MM), mm(283))
    .lineTo(mm(WIDTH_MM - LEFT_MM), mm(283))
    .stroke();
  document.font('text').fontSize(9).fillColor(INK);
  document.text(`固有番号 ${sheet.uniqueNumber}`, mm(LEFT_MM), mm(285), { lineBreak: false });
  centred(document, `${sheet.leaf} / ${sheet.of} 頁`, 9, 285);
  rightAligned(document, `${sheet.municipality} 見本`, 285, 9);
}
