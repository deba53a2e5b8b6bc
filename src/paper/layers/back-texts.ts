/** Texts of the back (R92, R96): which sheet of which set this is, the secret of the sheet in letters, how to check it. */
import type { BitPicture, DotBox } from '../code/contract.ts';
import { BACK } from '../code/layout.ts';
import { drawText, type Letters, widthOf } from './letters.ts';

/** What the back says. Texts are ready to print; none of them names the citizen. */
export interface BackFacts {
  /** 固有番号 of the set (R92). */
  readonly uniqueNumber: string;
  /** Leaf i of n. */
  readonly leaf: number;
  readonly of: number;
  /** Number of this very print. */
  readonly serial: string;
  /** When it was printed, as in 「2025年4月16日 10:03」. */
  readonly time: string;
  /** The secret in letters, groups of four. */
  readonly secretText: string;
  /** How and where to check the sheet; broken into lines as it needs. */
  readonly enquiry: string;
}

/** Dots of a point. */
const POINT = 600 / 72;
const MARGIN = 12;

/** Draws the texts into their boxes. */
export function drawBackTexts(back: BitPicture, facts: BackFacts, letters: Letters): void {
  const { text } = BACK;
  const line = (row: number, label: string, value: string, size: number, right = text.x): void => {
    const y = text.y + MARGIN + row;
    const end = drawText(back, letters.regular, label, { x: right, y, size: 7.5 * POINT });
    drawText(back, letters.bold, value, { x: Math.max(end + 20, right + 330), y, size: size * POINT, spacing: 2 });
  };
  line(80, '確認用の鍵', facts.secretText, 11);
  const middle = text.x + 1900;
  line(190, '固有番号', facts.uniqueNumber, 9.5);
  line(190, 'ページ', `${facts.leaf}/${facts.of}`, 9.5, middle);
  line(300, '発行番号', facts.serial, 9.5);
  line(300, '発行日時', facts.time, 9.5, middle);
  drawParagraph(back, letters, facts.enquiry, BACK.enquiry);
}

/** Characters that do not begin a line (JIS X 4051, 行頭禁則). */
const NOT_FIRST = '、。，．）」』・ー)]:;?!,.';

/** What is not torn apart: a number or an address, or one letter. */
const PIECES = /[\x21-\x7e]+|[^]/gu;

/** A text broken into lines, set smaller until it fits its box. */
function drawParagraph(back: BitPicture, letters: Letters, text: string, box: DotBox): void {
  for (let points = 8.5; points >= 5; points -= 0.5) {
    const size = points * POINT;
    const lines = brokenLines(letters, text, size, box.width - 2 * MARGIN);
    const lead = size * 1.35;
    if (lines.length * lead > box.height && points > 5) continue;
    lines.forEach((words, at) => {
      const y = box.y + size + at * lead;
      if (y <= box.y + box.height) drawText(back, letters.regular, words, { x: box.x + MARGIN, y, size });
    });
    return;
  }
}

function brokenLines(letters: Letters, text: string, size: number, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let current = '';
    for (const [piece] of paragraph.matchAll(PIECES)) {
      const isFull = widthOf(letters.regular, current + piece, size) > width;
      if (isFull && current !== '' && !NOT_FIRST.includes(piece)) {
        lines.push(current);
        current = '';
      }
      current += piece;
    }
    return [...lines, current];
  });
}
