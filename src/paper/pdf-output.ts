/**
 * The fallback for a printer that takes no raster: a PDF of one-bit pictures, one page a side, whose boxes are exactly 4960 and 7016
 * dots of 1/600 inch (print.md, pixel exactness). Whether its renderer keeps every dot is the printer's affair.
 */
import { deflateSync } from 'node:zlib';
import { A4_DOTS, type PieceSource } from './contract.ts';
import { type Side, wipeSide } from './sides.ts';

/** 595.2 × 841.92 points. */
const POINTS = { width: (A4_DOTS.width / A4_DOTS.dpi) * 72, height: (A4_DOTS.height / A4_DOTS.dpi) * 72 } as const;
/** Fast: a back is noise and hardly packs. */
const LEVEL = 1;

/** An object is given in pieces of so many bytes. */
const PIECE_BYTES = 128 * 1024;

/** The document of these sides; black alone. Each object is made when it is read. Wipes the sides when it is closed. */
export function pdfDocument(sides: readonly Side[]): PieceSource {
  return new PdfSource(sides);
}

class PdfSource implements PieceSource {
  readonly failed = false;
  readonly #sides: readonly Side[];
  readonly #objects: readonly (() => Uint8Array)[];
  readonly #places: number[] = [];
  /** What is being given, and how much of it was. */
  #part: Uint8Array = new Uint8Array();
  #given = 0;
  #written = 0;
  #step = -1;
  #isOver = false;

  constructor(sides: readonly Side[]) {
    this.#sides = sides;
    this.#objects = objectsOf(sides);
  }

  next(): Uint8Array | null {
    if (this.#isOver) return null;
    if (this.#given >= this.#part.length) {
      const part = this.#nextPart();
      if (part === null) {
        this.close();
        return null;
      }
      this.#part.fill(0);
      this.#part = part;
      this.#given = 0;
      this.#written += part.length;
    }
    const piece = Uint8Array.from(this.#part.subarray(this.#given, this.#given + PIECE_BYTES));
    this.#given += piece.length;
    return piece;
  }

  close(): void {
    this.#isOver = true;
    this.#part.fill(0);
    this.#sides.forEach(wipeSide);
  }

  #nextPart(): Uint8Array | null {
    this.#step += 1;
    // The four bytes above 127 tell that the file is not text (ISO 32000-1, 7.5.2).
    if (this.#step === 0) return Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1');
    const make = this.#objects[this.#step - 1];
    if (make === undefined) return this.#step === this.#objects.length + 1 ? endOf(this.#places, this.#written) : null;
    this.#places.push(this.#written);
    return make();
  }
}

/** Objects from 1 on: catalogue, pages, then page, content and picture of each side. */
function objectsOf(sides: readonly Side[]): readonly (() => Uint8Array)[] {
  const first = 3;
  const kids = sides.map((_, at) => `${first + at * 3} 0 R`).join(' ');
  const object = (number: number, body: string): Buffer => Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1');
  return [
    () => object(1, '<< /Type /Catalog /Pages 2 0 R >>'),
    () => object(2, `<< /Type /Pages /Kids [${kids}] /Count ${sides.length} >>`),
    ...sides.flatMap((side, at) => {
      const number = first + at * 3;
      const { width, height } = POINTS;
      const resources = `<< /XObject << /Side ${number + 2} 0 R >> >>`;
      const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources ${resources} /Contents ${number + 1} 0 R >>`;
      const content = `q ${width} 0 0 ${height} 0 0 cm /Side Do Q`;
      return [
        () => object(number, page),
        () => object(number + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
        () => pictureObject(number + 2, side),
      ];
    }),
  ];
}

/** 1 = black, as our dots are. */
function pictureObject(number: number, { black }: Side): Uint8Array {
  const packed = deflateSync(black.rows, { level: LEVEL });
  const dictionary =
    `<< /Type /XObject /Subtype /Image /Width ${black.width} /Height ${black.height} /BitsPerComponent 1 ` +
    `/ColorSpace /DeviceGray /Decode [1 0] /Filter /FlateDecode /Length ${packed.length} >>`;
  const begin = Buffer.from(`${number} 0 obj\n${dictionary}\nstream\n`, 'latin1');
  const whole = Buffer.concat([begin, packed, Buffer.from('\nendstream\nendobj\n', 'latin1')]);
  packed.fill(0);
  return whole;
}

/** Cross-reference table and trailer (ISO 32000-1, 7.5.4 and 7.5.5). */
function endOf(places: readonly number[], start: number): Uint8Array {
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = places.length + 1;
  return Buffer.from(
    `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}
