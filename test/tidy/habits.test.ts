import { expect, test } from 'vitest';
import { BANS } from './bans.ts';
import { lineAt, sourceFiles } from './source.ts';

const LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;

/** Files that may be longer, with the reason. */
const LONG_FILES: Readonly<Record<string, string>> = {};

const within = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder));

for (const ban of BANS) {
  test(`${ban.what}: only at home`, () => {
    const broken = sourceFiles()
      .filter(({ path }) => within(path, ban.within) && !within(path, ban.homes))
      .flatMap((file) =>
        [...file.code.matchAll(ban.pattern)].map(
          (match) => `${file.path}:${lineAt(file.code, match.index)} ${match[0]}`,
        ),
      );
    expect(broken).toEqual([]);
  });
}

test(`no file is longer than ${LINES_MAX} lines`, () => {
  const long = sourceFiles()
    .filter(({ path, text }) => text.split('\n').length > LINES_MAX + 1 && !(path in LONG_FILES))
    .map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`);
  expect(long).toEqual([]);
});

test(`no function of the product is longer than ${FUNCTION_LINES_MAX} lines`, () => {
  const long = sourceFiles()
    .filter(({ path }) => !path.startsWith('test/'))
    .flatMap((file) =>
      functionSpans(file.code)
        .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
        .map(({ line, lines }) => `${file.path}:${line}: ${lines}`),
    );
  expect(long).toEqual([]);
});

test('the measure of a function counts its lines and is not taken in by a long if', () => {
  const body = 'x();\n'.repeat(80);
  expect(functionSpans(`function a() {\n${body}}`).map(({ lines }) => lines)).toEqual([82]);
  expect(functionSpans(`const a = (b: C): D => {\n${body}};`).map(({ lines }) => lines)).toEqual([82]);
  const inner = `const b = () => {\n${body}};\n`;
  expect(functionSpans(`function a() {\n${inner}}`).map(({ lines }) => lines)).toEqual([2 + 1 - 1, 82]);
  expect(functionSpans(`if (a(b)) {\n${body}}`)).toEqual([]);
});

/**
 * Bodies of functions, methods and arrows, found by their opening brace. A function inside another counts for itself
 * alone: a factory of small functions is not long.
 */
function functionSpans(code: string): { line: number; lines: number }[] {
  const spans: { open: number; close: number; line: number; lines: number }[] = [];
  for (const match of code.matchAll(/(=>\s*|\)\s*(?::\s*[\w.<>[\]|\s,"']+)?)\{/g)) {
    const open = match.index + match[0].length - 1;
    const isControl = /\b(if|for|while|switch|catch|with)\s*$/;
    if (match[0].startsWith(')') && isControl.test(code.slice(0, openingOf(code, match.index)))) continue;
    const close = closingOf(code, open);
    const line = lineAt(code, match.index);
    spans.push({ open, close, line, lines: lineAt(code, close) - line + 1 });
  }
  return spans.map((span) => {
    const inside = spans.filter(({ open, close }) => open > span.open && close < span.close);
    const direct = inside.filter((a) => !inside.some((b) => b.open < a.open && b.close > a.close));
    return { line: span.line, lines: direct.reduce((left, { lines }) => left - lines, span.lines) };
  });
}

function closingOf(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    else if (code[at] === '}' && (depth -= 1) === 0) return at;
  }
  return code.length;
}

function openingOf(code: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    if (code[at] === ')') depth += 1;
    else if (code[at] === '(' && (depth -= 1) === 0) return at;
  }
  return 0;
}
