/** Columns of a terminal: Japanese letters take two, and lines are broken where their language allows it. */

/** Help is no wider than this, however wide the terminal is. */
const WIDEST = 100;
/** Where no terminal says how wide it is. */
const USUAL = 80;
/** A terminal that says that it is narrower is not believed. */
const NARROWEST = 40;

/** Width on a terminal: Japanese letters take two columns. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0)! >= 0x1100 && letter !== '’' && letter !== '→' ? 2 : 1;
  return width;
}

/** Columns to write in. */
export function columnsOf(terminal: { readonly columns?: number | null }): number {
  return Math.min(WIDEST, Math.max(NARROWEST, terminal.columns ?? USUAL));
}

/** Letters that do not begin a line (kinsoku). */
const NOT_FIRST = /^[、。・)」』〉,.:;!?ー]/;

/** Words that may stand on different lines: Latin ones by spaces, Japanese letters each by itself. */
function pieces(text: string): readonly string[] {
  const found = text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+|\s+/g) ?? [];
  const joined: string[] = [];
  for (const piece of found) {
    if (NOT_FIRST.test(piece) && joined.length > 0) joined[joined.length - 1] += piece;
    else joined.push(piece);
  }
  return joined;
}

/** A text as lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** `  name   text`, the text broken and hanging below itself. */
export function hanging(rows: readonly (readonly [name: string, text: string])[], width: number): readonly string[] {
  const left = Math.min(28, Math.max(0, ...rows.map(([name]) => widthOf(name)))) + 4;
  return rows.flatMap(([name, text]) => {
    const [first = '', ...rest] = wrap(text, Math.max(20, width - left));
    const indent = ' '.repeat(left);
    const head = `  ${name}`;
    const fits = widthOf(head) + 2 <= left;
    const start = fits ? [head + ' '.repeat(left - widthOf(head)) + first] : [head, indent + first];
    return [...start.map((line) => line.trimEnd()), ...rest.map((line) => indent + line)];
  });
}
