/** The sheet of staff mode (回収・補充・初期在高・締めの控え): what was counted, what the books said, who signs. It names no citizen. */
import type { SheetData } from './contract.ts';
import type { Page } from './drawing.ts';

const LEFT = 20;
const WIDTH = 170;
const RIGHT = LEFT + WIDTH;
/** Rows of one page; what comes after is told to be on the screen. More kinds in more units than this no kiosk has. */
const ROWS_MAX = 26;
const ROW_MM = 7;

/** Draws a staff sheet (締め, collection, refill) on one A4 page; lengths in millimetres. */
export function drawSheet(page: Page, data: SheetData): void {
  page.text(data.title, { x: LEFT, y: 20, width: WIDTH }, { size: 22, bold: true, align: 'center', spacing: 4 });
  page.text(data.number, { x: LEFT, y: 34, width: WIDTH }, { size: 10.5, align: 'right' });
  page.text(data.time, { x: LEFT, y: 40, width: WIDTH }, { size: 10.5, align: 'right' });
  page.text(data.kioskName, { x: LEFT, y: 34, width: 110 }, { size: 12, bold: true });
  if (data.result !== null) {
    page.box({ x: LEFT, y: 50, width: WIDTH, height: 14 }, 1.2);
    page.text(data.result, { x: LEFT, y: 53, width: WIDTH }, { size: 17, bold: true, align: 'center' });
  }
  const end = drawRows(page, data, 72);
  drawNotes(page, data, end + 6);
}

/** Widths by the columns: the first is a name, the others are figures. */
function columns(count: number): readonly { readonly x: number; readonly width: number }[] {
  const first = 66;
  const width = (WIDTH - first) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, at) =>
    at === 0 ? { x: LEFT + 2, width: first - 4 } : { x: LEFT + first + (at - 1) * width, width: width - 2 },
  );
}

function drawRows(page: Page, data: SheetData, top: number): number {
  const places = columns(data.head.length);
  const row = (y: number, cells: readonly string[], bold: boolean): void => {
    cells.forEach((cell, at) => {
      const place = places[at];
      if (place !== undefined)
        page.text(cell, { ...place, y }, { size: 10.5, bold, align: at === 0 ? 'left' : 'right' });
    });
  };
  if (data.head.length === 0) return top;
  row(top, data.head, true);
  page.line({ x: LEFT, y: top + 6 }, { x: RIGHT, y: top + 6 }, 0.8);
  let y = top + 8;
  for (const { cells, bold } of data.rows.slice(0, ROWS_MAX)) {
    row(y, cells, bold);
    y += ROW_MM;
  }
  page.line({ x: LEFT, y }, { x: RIGHT, y }, 0.8);
  return y;
}

function drawNotes(page: Page, data: SheetData, top: number): void {
  let y = top;
  for (const note of data.notes) {
    page.text(note, { x: LEFT, y, width: WIDTH }, { size: 9.5 });
    y += 6;
  }
  page.text(data.signature, { x: 105, y: 268, width: 22 }, { size: 11 });
  page.line({ x: 128, y: 274 }, { x: RIGHT, y: 274 }, 0.8);
}
