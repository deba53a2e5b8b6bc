/**
 * Furigana as Aozora Bunko writes it (青空文庫 注記一覧, ルビ): `｜漢字《かんじ》`. The bar is always written, so that a text shows by
 * itself where the base begins. A mark that is not whole stays as it is: a text never loses characters.
 */
const RUBY = /｜([^｜《》]+)《([^｜《》]+)》/g;

/** A piece of a text: what is written, and its reading in kana where it has one. */
export interface RubyPart {
  readonly text: string;
  readonly reading: string | null;
}

/** The text as it is without readings: for the voice, paper and attributes, which have no place for them. */
export function withoutRuby(text: string): string {
  return text.replace(RUBY, '$1');
}

/** The text in the order of reading, cut where furigana begin and end; no piece is empty. */
export function rubyParts(text: string): readonly RubyPart[] {
  const parts: RubyPart[] = [];
  let end = 0;
  for (const mark of text.matchAll(RUBY)) {
    const [whole, base = '', reading = ''] = mark;
    if (mark.index > end) parts.push({ text: text.slice(end, mark.index), reading: null });
    parts.push({ text: base, reading });
    end = mark.index + whole.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), reading: null });
  return parts;
}
