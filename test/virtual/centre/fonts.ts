/**
 * What a font can print, read from its own character map (OpenType `cmap`, formats 12 and 14). A drawing library takes the plain
 * character when a font lacks a variation sequence: another glyph than the register's, silently. So the page asks here first.
 */

/** The characters and ideographic variation sequences of one font. */
export interface Coverage {
  /** True when each character, and each sequence of character and variation selector, has its own glyph. */
  has(text: string): boolean;
}

const FIRST_SELECTOR = 0xe0100;
const LAST_SELECTOR = 0xe01ef;
const isSelector = (code: number): boolean => code >= FIRST_SELECTOR && code <= LAST_SELECTOR;

type Range = readonly [from: number, to: number];

/** Offset of a table of a font file (OpenType 1.9, "Table directory"). */
function tableAt(font: DataView, tag: string): number {
  const tables = font.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + 16 * index;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((at) => font.getUint8(record + at)));
    if (name === tag) return font.getUint32(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

/** Subtables of `cmap` by format. */
function subtables(font: DataView): Map<number, number> {
  const cmap = tableAt(font, 'cmap');
  const found = new Map<number, number>();
  for (let index = 0; index < font.getUint16(cmap + 2); index += 1) {
    const at = cmap + font.getUint32(cmap + 4 + 8 * index + 4);
    found.set(font.getUint16(at), at);
  }
  return found;
}

/** Format 12: groups of characters. Format 4 holds the same for the first plane and is read when 12 is absent. */
function charactersOf(font: DataView, tables: ReadonlyMap<number, number>): Range[] {
  const format12 = tables.get(12);
  if (format12 !== undefined) {
    return Array.from({ length: font.getUint32(format12 + 12) }, (_, index): Range => {
      const group = format12 + 16 + 12 * index;
      return [font.getUint32(group), font.getUint32(group + 4)];
    });
  }
  const format4 = tables.get(4);
  if (format4 === undefined) throw new Error('the font has no Unicode character map');
  const doubled = font.getUint16(format4 + 6);
  return Array.from({ length: doubled / 2 }, (_, index): Range => {
    const end = format4 + 14 + 2 * index;
    return [font.getUint16(end + doubled + 2), font.getUint16(end)];
  }).filter(([from]) => from !== 0xffff);
}

/** Format 14: for each selector the characters that keep their usual glyph, and those with another one. */
function sequencesOf(font: DataView, at: number | undefined): Map<number, Range[]> {
  const found = new Map<number, Range[]>();
  if (at === undefined) return found;
  const uint24 = (offset: number): number => (font.getUint16(offset) << 8) | font.getUint8(offset + 2);
  for (let index = 0; index < font.getUint32(at + 6); index += 1) {
    const record = at + 10 + 11 * index;
    const ranges: Range[] = [];
    const usual = font.getUint32(record + 3);
    const other = font.getUint32(record + 7);
    for (let entry = 0; usual !== 0 && entry < font.getUint32(at + usual); entry += 1) {
      const from = uint24(at + usual + 4 + 4 * entry);
      ranges.push([from, from + font.getUint8(at + usual + 4 + 4 * entry + 3)]);
    }
    for (let entry = 0; other !== 0 && entry < font.getUint32(at + other); entry += 1) {
      const code = uint24(at + other + 4 + 5 * entry);
      ranges.push([code, code]);
    }
    found.set(uint24(record), ranges);
  }
  return found;
}

/** Reads the character map of a font file (TrueType or OpenType, one font). */
export function readCoverage(file: Uint8Array): Coverage {
  const font = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = subtables(font);
  const characters = charactersOf(font, tables);
  const sequences = sequencesOf(font, tables.get(14));
  const inside = (ranges: readonly Range[] | undefined, code: number): boolean =>
    ranges?.some(([from, to]) => code >= from && code <= to) ?? false;
  return {
    has: (text) => {
      const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      return codes.every((code, index) =>
        isSelector(code) ? inside(sequences.get(code), codes[index - 1] ?? 0) : inside(characters, code),
      );
    },
  };
}
