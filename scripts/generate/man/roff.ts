/** mdoc(7), the macro language of man pages, as far as these pages need it. */

/** Text in a paragraph: nothing in it is read as a request or an escape. */
export function text(words: string): string {
  const escaped = words
    .replaceAll('\\', '\\e')
    .replaceAll('’', '\\(cq')
    .replaceAll('–', '\\(en')
    .replaceAll('…', '\\&...')
    .replaceAll(/-(?=-)/g, '\\-');
  // A new sentence begins on a line of its own; a dot or quote does not begin one.
  return escaped
    .replaceAll(/([.;:!?]) +(?=[A-Z(])/g, '$1\n')
    .split('\n')
    .map((line) => (/^[.']/.test(line) ? `\\&${line}` : line))
    .join('\n');
}

/** Words as arguments of a macro: each would be a macro itself where it looks like one. */
export function words(line: string): string {
  return line
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const safe = word.replaceAll('\\', '\\e').replaceAll('"', '\\(dq').replaceAll('-', '\\-');
      return /^(?:[A-Z][a-z]|[a-z][a-z]|[.,:;()[\]?!|]|%[A-Z])$/.test(safe) || /^[.']/.test(safe) ? `\\&${safe}` : safe;
    })
    .join(' ');
}

export interface Page {
  readonly name: string;
  readonly section: 1 | 5 | 8;
  readonly about: string;
  readonly language?: 'en' | 'ja';
  readonly body: readonly string[];
}

/** A date would make the page another one each day: it is that of the first version. */
const DATE = 'April 16, 2025';

export function page({ name, section, about, body }: Page): string {
  const lines = [
    '.\\" Made by scripts/generate/man.ts: do not edit.',
    `.Dd ${DATE}`,
    `.Dt ${name.toUpperCase()} ${section}`,
    '.Os Madoguchi',
    '.Sh NAME',
    `.Nm ${name}`,
    `.Nd ${about}`,
    ...body,
  ];
  return `${lines.join('\n')}\n`;
}

/** A list of terms, each with its text below. */
export function list(rows: readonly (readonly [term: string, below: string])[], width = '10n'): readonly string[] {
  if (rows.length === 0) return [];
  return [`.Bl -tag -width ${width}`, ...rows.flatMap(([term, below]) => [`.It ${term}`, below]), '.El'];
}

/** An option: `--most <number>` as `.Fl \-most Ar number`. */
export function option(flags: string): string {
  const [flag = '', value] = flags.split(' ');
  const shown = `Fl \\-${flag.replace(/^--/, '').replaceAll('-', '\\-')}`;
  return value === undefined ? shown : `${shown} Ar ${words(value.replace(/[<>]/g, ''))}`;
}
