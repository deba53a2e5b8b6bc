import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Folders whose TypeScript the house rules hold. */
const FOLDERS = ['src', 'drivers', 'fsm', 'config', 'scripts', 'test'];

/** One import of a file. `to` is a path inside the repository, or the bare name of a package. */
export interface Import {
  readonly to: string;
  readonly isPackage: boolean;
  readonly isType: boolean;
  readonly line: number;
}

/** One TypeScript file. `code` is the text with comments, strings and regular expressions blanked; lines are kept. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

let cache: readonly SourceFile[] | null = null;

/** Every TypeScript file of the house, read once. */
export function sourceFiles(): readonly SourceFile[] {
  cache ??= FOLDERS.flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => readSource(relative(ROOT, path).split(sep).join('/')))
    .toSorted((a, b) => a.path.localeCompare(b.path));
  return cache;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'out') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [path] : [];
  });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return parseSource(path, text);
}

/** A file as the rules see it; exported for the tests of the scanner itself. */
export function parseSource(path: string, text: string): SourceFile {
  return { path, text, code: blank(text, true), imports: findImports(path, blank(text, false)) };
}

const IMPORT =
  /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s*)?(['"])([^'"\n]+)\2|\bimport\s*\(\s*(['"])([^'"\n]+)\4/g;

function findImports(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const to = match[3] ?? match[5] ?? '';
    const isPackage = !to.startsWith('.');
    return {
      to: isPackage
        ? packageName(to)
        : normalize(join(dirname(path), to))
            .split(sep)
            .join('/'),
      isPackage,
      isType: match[1] !== undefined,
      line: lineAt(text, match.index),
    };
  });
}

/** `@scope/name/part` → `@scope/name`; `node:fs/promises` stays whole. */
function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Number of the line at an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * Replaces what is not code by spaces, keeping every line break and offset. With `strings` also the contents of string
 * literals, templates (their `${}` stays) and regular expressions.
 */
export function blank(text: string, strings: boolean): string {
  const out = text.split('');
  const erase = (from: number, to: number): void => {
    for (let i = from; i < to; i += 1) if (out[i] !== '\n') out[i] = ' ';
  };
  /** For each template that is open around us: the depth of braces inside its `${}`. */
  const templates: number[] = [];
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const one = text[at]!;
    if (two === '//' || two === '/*') {
      const end = two === '//' ? indexOrEnd(text, '\n', at) : indexOrEnd(text, '*/', at + 2) + 2;
      erase(at, end);
      at = end;
    } else if (one === "'" || one === '"') {
      const end = endOfQuoted(text, at, one);
      if (strings) erase(at + 1, end - 1);
      at = end;
    } else if (one === '/' && startsRegExp(out, at)) {
      const end = endOfRegExp(text, at);
      if (strings) erase(at + 1, end - 1);
      at = end;
    } else if (one === '`' || (one === '}' && templates.at(-1) === 0)) {
      if (one === '}') templates.pop();
      const end = endOfTemplatePart(text, at + 1);
      if (strings) erase(at + 1, end - 1);
      if (text[end - 1] === '{') templates.push(0);
      at = end;
    } else {
      if (templates.length > 0 && one === '{') templates[templates.length - 1]! += 1;
      if (templates.length > 0 && one === '}') templates[templates.length - 1]! -= 1;
      at += 1;
    }
  }
  return out.join('');
}

function indexOrEnd(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** From behind a backquote (or a closing brace) to behind the next `${` or backquote. */
function endOfTemplatePart(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '`') return at + 1;
    else if (text[at] === '$' && text[at + 1] === '{') return at + 2;
    else at += 1;
  }
  return at;
}

/** A slash begins a regular expression when no value stands before it. */
function startsRegExp(out: readonly string[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(out[before]!)) before -= 1;
  if (before < 0) return true;
  const word = out
    .slice(Math.max(0, before - 9), before + 1)
    .join('')
    .match(/[\w$]+$/)?.[0];
  if (word) return ['return', 'typeof', 'case', 'in', 'of', 'await', 'yield', 'void'].includes(word);
  return !/[)\]}'"`]/.test(out[before]!);
}

function endOfRegExp(text: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const one = text[at]!;
    if (one === '\\') at += 1;
    else if (one === '[') inClass = true;
    else if (one === ']') inClass = false;
    else if ((one === '/' && !inClass) || one === '\n') return at + 1;
  }
  return text.length;
}
