/**
 * The face of a certificate as a municipality sends it: one A4 page in its own layout, fonts embedded as subsets, seal drawn. Every
 * page says 見本 over its whole width: nobody can take it for a real one. Equal sheets give equal bytes.
 */
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { readCoverage, type Coverage } from './fonts.ts';
import { layoutOf, type Layout } from './layouts.ts';
import type { Sheet } from './papers.ts';
import { eraDate, type Row } from './papers-content.ts';

/** Font files. */
export interface CertificateFonts {
  /** Text and labels. */
  readonly text: string;
  /** Names and addresses: a font with the characters and variation sequences of the registers (Moji Joho). */
  readonly names: string;
}

/** Where Debian's fonts-ipaexfont-mincho and fonts-ipamj-mincho put them. */
const DEBIAN_FONTS: CertificateFonts = {
  text: '/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf',
  names: '/usr/share/fonts/truetype/ipamj/ipamjm.ttf',
};

const mm = (value: number): number => (value / 25.4) * 72;
const toMm = (points: number): number => (points / 72) * 25.4;
const WIDTH_MM = 210;
const HEIGHT_MM = 297;
const INK = '#111111';
const LINE = '#444444';
const SHADE = '#ededed';

type Document = InstanceType<typeof PDFDocument>;
type Anchor = 'left' | 'centre' | 'right';

/** Makes pages; the font files are read once. A character without a glyph is an error: no page says 〓 for a name. */
export function createPdfPages(fonts: CertificateFonts = DEBIAN_FONTS): (sheet: Sheet) => Promise<Uint8Array> {
  const text = readFileSync(fonts.text);
  const names = readFileSync(fonts.names);
  const coverage = readCoverage(names);
  return (sheet) =>
    new Promise((resolve, reject) => {
      checkNames(sheet, coverage);
      const document = new PDFDocument({
        size: [mm(WIDTH_MM), mm(HEIGHT_MM)],
        margin: 0,
        info: {
          Title: `見本 ${sheet.uniqueNumber} ${sheet.pageNumber}`,
          CreationDate: new Date(`${sheet.issued}T00:00:00+09:00`),
        },
      });
      const chunks: Buffer[] = [];
      document.on('data', (chunk: Buffer) => chunks.push(chunk));
      document.on('end', () => resolve(Buffer.concat(chunks)));
      document.on('error', reject);
      document.registerFont('text', text).registerFont('names', names);
      drawSheet(document, sheet, layoutOf(sheet.municipalityId));
      document.end();
    });
}

function checkNames({ head, blocks }: Sheet, coverage: Coverage): void {
  const values = [...head, ...blocks.flat()].map(([, value]) => value);
  if (!values.every((value) => coverage.has(value))) {
    throw new Error('a character of the sheet is not in the font of names: it needs a font or a sequence that has it');
  }
}

function drawSheet(document: Document, sheet: Sheet, layout: Layout): void {
  const { y_mm, gap_mm } = layout.table;
  drawSpecimenMark(document);
  drawTitle(document, sheet.title, layout);
  let y = y_mm;
  if (sheet.head.length > 0) y = drawTable(document, sheet.head, y, layout.table) + gap_mm;
  for (const block of sheet.blocks) y = drawTable(document, block, y, layout.table) + gap_mm;
  if (sheet.typeId === 'inkan') drawRegisteredSeal(document, y + 4, layout.table.left_mm);
  if (sheet.leaf === sheet.of) {
    drawCertification(document, sheet, layout);
    drawOfficialSeal(document, layout.seal);
  } else {
    const right = layout.table.left_mm + layout.table.width_mm;
    write(document, '(次葉に続く)', right, layout.certification.y_mm, layout.table.text_pt, 'right');
  }
  drawFoot(document, sheet, layout);
}

/** One line of text. */
function write(document: Document, text: string, x_mm: number, y_mm: number, size_pt: number, anchor: Anchor): void {
  document.font('text').fontSize(size_pt).fillColor(INK);
  const width = document.widthOfString(text);
  const shift = anchor === 'left' ? 0 : anchor === 'right' ? width : width / 2;
  document.text(text, mm(x_mm) - shift, mm(y_mm), { lineBreak: false });
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

function drawTitle(document: Document, title: string, { title: { y_mm, size_pt, align }, table }: Layout): void {
  if (align === 'left') return write(document, title, table.left_mm, y_mm, size_pt, 'left');
  write(document, title, WIDTH_MM / 2, y_mm, size_pt, 'centre');
  if (align === 'centre') return;
  const width = document.widthOfString(title) + mm(14);
  document.lineWidth(1).strokeColor(INK);
  document.rect(mm(WIDTH_MM / 2) - width / 2, mm(y_mm - 2.5), width, mm(toMm(size_pt) + 5)).stroke();
}

/** A table of two columns; returns the y below it, in mm. */
function drawTable(document: Document, rows: readonly Row[], top_mm: number, table: Layout['table']): number {
  const { style, left_mm, width_mm, label_mm, row_mm, text_pt, label_pt } = table;
  const [left, right, middle] = [mm(left_mm), mm(left_mm + width_mm), mm(left_mm + label_mm)];
  const valueWidth = right - middle - mm(4);
  let y = mm(top_mm);
  const top = y;
  for (const [label, value] of rows) {
    document.font('names').fontSize(text_pt);
    const lines_pt = document.heightOfString(value, { width: valueWidth });
    const height = Math.max(mm(row_mm), lines_pt + mm(2));
    const from = (content_pt: number): number => y + (height - content_pt) / 2;
    if (style === 'shaded') {
      document
        .rect(left, y, middle - left, height)
        .fillOpacity(0.6)
        .fill(SHADE)
        .fillOpacity(1);
    }
    document.fillColor(INK).text(value, middle + mm(2), from(lines_pt), { width: valueWidth });
    document.font('text').fontSize(label_pt);
    document.text(label, left + mm(2), from(document.currentLineHeight()), { lineBreak: false });
    y += height;
    document.lineWidth(style === 'lines' ? 0.3 : 0.5).strokeColor(LINE);
    document.moveTo(left, y).lineTo(right, y).stroke();
  }
  if (style === 'lines') {
    document.lineWidth(1).moveTo(left, top).lineTo(right, top).stroke();
  } else {
    document.rect(left, top, right - left, y - top).stroke();
    document.moveTo(middle, top).lineTo(middle, y).stroke();
  }
  return toMm(y);
}

/** 印影: a round seal of nobody. */
function drawRegisteredSeal(document: Document, y_mm: number, left_mm: number): void {
  write(document, '印影', left_mm + 2, y_mm, 10, 'left');
  const [x, y] = [mm(WIDTH_MM / 2), mm(y_mm + 14)];
  document.lineWidth(1.2).strokeColor(INK).circle(x, y, mm(7)).stroke();
  document
    .fontSize(15)
    .text('見', x - 7.5, y - 16, { lineBreak: false })
    .text('本', x - 7.5, y, { lineBreak: false });
}

/** Certification, date and mayor. */
function drawCertification(document: Document, sheet: Sheet, { certification, seal, table }: Layout): void {
  const { y_mm, size_pt, mayor } = certification;
  write(document, sheet.certification, table.left_mm, y_mm, size_pt, 'left');
  write(document, eraDate(sheet.issued), table.left_mm + 8, y_mm + 9, size_pt, 'left');
  const x_mm = mayor === 'right' ? seal.x_mm - seal.half_mm - 4 : table.left_mm + 30;
  write(document, sheet.mayor, x_mm, seal.y_mm - 2, size_pt + 2, mayor);
}

/** 公印 as lines and letters: 見本 and 印章. */
function drawOfficialSeal(document: Document, { shape, colour, x_mm, y_mm, half_mm }: Layout['seal']): void {
  const [x, y, half] = [mm(x_mm), mm(y_mm), mm(half_mm)];
  const frame = (inset: number, width: number): void => {
    const reach = half - inset;
    document.lineWidth(width);
    if (shape === 'round') document.circle(x, y, reach).stroke();
    else document.rect(x - reach, y - reach, 2 * reach, 2 * reach).stroke();
  };
  document.save().strokeColor(colour);
  frame(0, 2.2);
  frame(mm(3.5), 0.7);
  document.font('text').fillColor(colour).fontSize(16);
  document.text('見', x - 8, y - 18, { lineBreak: false }).text('本', x - 8, y, { lineBreak: false });
  document.fontSize(5);
  document.text('印', x - half + mm(0.9), y - 2.5, { lineBreak: false });
  document.text('章', x + half - mm(0.9) - 5, y - 2.5, { lineBreak: false });
  document.restore();
}

/** Page number and 固有番号 on every sheet (R92). */
function drawFoot(document: Document, sheet: Sheet, { foot: { style, y_mm, size_pt }, table }: Layout): void {
  const right_mm = table.left_mm + table.width_mm;
  const number = `固有番号 ${sheet.uniqueNumber}`;
  switch (style) {
    case 'line':
      document.lineWidth(0.4).strokeColor(LINE);
      document
        .moveTo(mm(table.left_mm), mm(y_mm - 1))
        .lineTo(mm(right_mm), mm(y_mm - 1))
        .stroke();
      write(document, number, table.left_mm, y_mm, size_pt, 'left');
      write(document, `${sheet.pageNumber} 頁`, WIDTH_MM / 2, y_mm, size_pt, 'centre');
      return write(document, `${sheet.municipality} 見本`, right_mm, y_mm, size_pt, 'right');
    case 'corners':
      write(document, number, right_mm, 14, size_pt, 'right');
      write(document, `${sheet.municipality}(見本)`, table.left_mm, 14, size_pt, 'left');
      return write(document, `${sheet.pageNumber} ページ`, right_mm, y_mm, size_pt, 'right');
    case 'centred':
      return write(document, `${number}  ${sheet.pageNumber}  見本`, WIDTH_MM / 2, y_mm, size_pt, 'centre');
  }
}
