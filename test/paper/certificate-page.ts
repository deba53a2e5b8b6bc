/** A page with 20 lines of 10.5-point text in two fonts, as dots; one digit may be another one. Fictional persons, 見本. */
import PDFDocument from 'pdfkit';
import { toDots } from '../../src/paper/dots.ts';
import { loadRenderer, type Renderer } from '../../src/paper/pdfium.ts';
import type { BitPicture } from '../../src/paper/code/contract.ts';

const MINCHO = '/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf';
const GOTHIC = '/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf';

/** Lines 0 … 9 are 明朝, 10 … 19 ゴシック; line i has the digit i % 10 in its month. */
export interface PageChange {
  readonly line?: number;
  readonly digit?: string;
  /** Text of every line, instead of the usual one. */
  readonly text?: string;
  /** Only these lines, and nothing else: the last page of a certificate. */
  readonly only?: readonly string[];
}

export function certificatePdf({ line, digit, text, only }: PageChange = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 0 });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    if (only !== undefined) {
      document.font(MINCHO).fontSize(10.5);
      for (const [at, words] of only.entries()) document.text(words, 60, 80 + at * 40);
      document.end();
      return;
    }
    document.font(MINCHO).fontSize(16).text('住民票の写し(見本)', 180, 60);
    document.fontSize(10.5).rect(60, 110, 475, 620).lineWidth(0.5).stroke();
    for (let at = 0; at < 20; at += 1) {
      const y = 120 + at * 30;
      document
        .moveTo(60, y + 22)
        .lineTo(535, y + 22)
        .stroke();
      const month = at === line ? digit : String(at % 10);
      const usual = `平成${at % 10}年${month}月${((at * 7) % 28) + 1}日 見本市見本町${at}丁目${at + 3}番${at + 1}号 見本 花子`;
      document.font(at < 10 ? MINCHO : GOTHIC).text(text ?? usual, 70, y);
    }
    document.end();
  });
}

let renderer: Promise<Renderer> | null = null;

/** The page's dots before any background. */
export async function certificatePage(change: PageChange = {}): Promise<BitPicture> {
  renderer ??= loadRenderer();
  const opened = (await renderer).openPage(await certificatePdf(change));
  if (!opened.ok) throw new Error(opened.refusal);
  const rows = opened.value.gray((gray) => toDots(gray, 4960, 7016));
  opened.value.close();
  return { width: 4960, height: 7016, rows: rows! };
}
