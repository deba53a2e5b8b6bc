/**
 * The calibration sheet (R98, print.md section c): 「複写」 of the same message dots in eleven fields, the ladder of `settings.ts`. A person
 * or a scan finds the rung at which the word is least seen on the original.
 */
import { A4_DOTS, type CalibrationData } from '../contract.ts';
import type { BitPicture, DotBox } from '../code/contract.ts';
import { blackenBox, blankPicture, drawInto, strideOf } from './bits.ts';
import { CELL, type CellMap } from './clear.ts';
import { drawText, type Letters, widthOf } from './letters.ts';
import { CHARACTERS_SCALE, drawPattern } from './pattern.ts';
import { fieldOf, MESSAGE, RUNGS } from './settings.ts';

const MM = A4_DOTS.dpi / 25.4;
const POINT = A4_DOTS.dpi / 72;
const mm = (length: number): number => Math.round(length * MM);

/** The characters of the front: 30 mm, so that what is seen here is what is seen there. */
const WORD = '複写';
const EM = 709;
/** A field: so large that the word has field all around. */
export const FIELD_SIZE = { width: mm(78), height: mm(34) } as const;
const COLUMNS_X = [mm(22), mm(119)] as const;
const TOP = mm(62);
const ROW = mm(37);
const ROWS = Math.ceil(RUNGS.max / 2);

/** Where the field of a rung stands: down the left column, then down the right. */
export function fieldBox(rung: number): DotBox {
  const at = rung - RUNGS.min;
  return { x: COLUMNS_X[at < ROWS ? 0 : 1], y: TOP + (at % ROWS) * ROW, ...FIELD_SIZE };
}

/** Black squares at the corners, by which a scan is laid straight; their places are those of their middles. */
export const CORNERS = {
  side: mm(5),
  /** Upper left, upper right, lower right, lower left. */
  places: [
    { x: mm(12.5), y: mm(12.5) },
    { x: mm(197.5), y: mm(12.5) },
    { x: mm(197.5), y: mm(284.5) },
    { x: mm(12.5), y: mm(284.5) },
  ],
  /** One more beside the upper left one tells which way is up. */
  up: { x: mm(22.5), y: mm(12.5) },
} as const;

/** The word in a field, at the scale of `CHARACTERS_SCALE`. */
export function calibrationWord(letters: Letters): BitPicture {
  const { width, height } = FIELD_SIZE;
  const picture = blankPicture(Math.ceil(width / CHARACTERS_SCALE), Math.ceil(height / CHARACTERS_SCALE));
  drawText(picture, letters.bold, WORD, {
    x: (width - 2 * EM) / 2 / CHARACTERS_SCALE,
    y: (height / 2 + 0.38 * EM) / CHARACTERS_SCALE,
    size: EM / CHARACTERS_SCALE,
  });
  return picture;
}

/** Draws the sheet, one side. */
export function drawCalibrationSheet(letters: Letters, facts: CalibrationData): BitPicture {
  const { width, height } = A4_DOTS;
  const sheet = blankPicture(width, height);
  const characters = calibrationWord(letters);
  for (let rung: number = RUNGS.min; rung <= RUNGS.max; rung += 1) {
    const field = blankPicture(FIELD_SIZE.width, FIELD_SIZE.height);
    drawPattern(field, { field: fieldOf(rung), message: MESSAGE, characters }, nothingKept(field));
    const box = fieldBox(rung);
    drawInto(sheet, field, box);
    drawNumber(sheet, letters, rung, box);
  }
  drawCorners(sheet);
  drawTexts(sheet, letters, facts);
  return sheet;
}

const nothingKept = ({ width, height }: BitPicture): CellMap => {
  const [columns, rows] = [strideOf(width), Math.ceil(height / CELL)];
  return { columns, rows, cells: new Uint8Array(columns * rows) };
};

function drawNumber(sheet: BitPicture, { bold }: Letters, rung: number, box: DotBox): void {
  const size = 24 * POINT;
  const text = String(rung);
  const x = box.x - mm(2.5) - widthOf(bold, text, size);
  drawText(sheet, bold, text, { x, y: box.y + box.height / 2 + 0.38 * size, size });
}

function drawCorners(sheet: BitPicture): void {
  const { side, places, up } = CORNERS;
  for (const { x, y } of [...places, up])
    blackenBox(sheet, { x: x - (side >> 1), y: y - (side >> 1), width: side, height: side });
}

const STEPS = [
  '1 この用紙を腕の長さだけ離して見ます。「複写」の文字が最も目立たない欄を選びます。',
  '2 この用紙を複合機のふつうの濃度でコピーします。選んだ欄のコピーに「複写」がはっきり出ることを確かめます。',
  '3 選んだ欄の番号を設定します。 madoguchi paper calibrate --set 番号',
  '   原本を読み取って調べることもできます(グレー、300dpi)。 madoguchi paper calibrate --scan ファイル',
];

function drawTexts(sheet: BitPicture, { regular, bold }: Letters, { kioskName, time, rung }: CalibrationData): void {
  const x = mm(12.5);
  drawText(sheet, bold, 'けん制文字の調整', { x: mm(30), y: mm(15), size: 20 * POINT });
  STEPS.forEach((step, at) => drawText(sheet, regular, step, { x, y: mm(26 + at * 6.5), size: 9.5 * POINT }));
  const set = rung === null ? 'いまの設定: なし' : `いまの設定: ${rung}`;
  drawText(sheet, regular, `番号が大きいほど地の点が濃くなります。 ${set}`, { x, y: mm(54), size: 9.5 * POINT });
  const foot = `${kioskName} ${time} この用紙は証明書ではありません。`;
  drawText(sheet, regular, foot, { x: mm(22), y: mm(286), size: 9 * POINT });
}
