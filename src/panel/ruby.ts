/** Furigana of やさしい日本語, marked as Aozora Bunko does: `｜漢字《かんじ》` (src/words/ruby.ts writes and reads the same marks). */
const RUBY = /｜([^｜《》]+)《([^｜《》]+)》/g;

/** A piece of a text, with its reading where it has one. */
export type RubyPart = readonly [text: string, reading: string | null];

/** A text cut where readings begin and end. */
export function rubyParts(text: string): readonly RubyPart[] {
  const parts: RubyPart[] = [];
  let end = 0;
  for (const mark of text.matchAll(RUBY)) {
    if (mark.index > end) parts.push([text.slice(end, mark.index), null]);
    parts.push([mark[1] ?? '', mark[2] ?? '']);
    end = mark.index + mark[0].length;
  }
  if (end < text.length) parts.push([text.slice(end), null]);
  return parts;
}

/** A text for attributes, which have no place for readings. */
export const plain = (text: string): string => text.replace(RUBY, '$1');
