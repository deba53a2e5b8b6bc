import { z } from 'zod';
import type { CodeName } from '../src/base/codes.ts';
import { MadoguchiError } from '../src/base/errors.ts';
import { keyText, lineOf, nearest, type KeyPath } from './places.ts';

type Issue = z.core.$ZodIssue;

/** A place where a schema was applied: `schema` to the value that stands at `path` of the whole file. */
export interface Applied {
  readonly schema: z.ZodType;
  readonly path: KeyPath;
}

/** One thing that is wrong with a configuration: where it stands, what was found and what was expected. */
export interface ConfigProblem {
  readonly code: CodeName;
  readonly key: string;
  /** Line in the file, from 1; null when not even its table stands there. */
  readonly line: number | null;
  /** With the line, without the name of the file. */
  readonly message: string;
}

/** Most problems named in one error; the rest is counted. */
const PROBLEMS_TOLD_MAX = 5;

/** One error for all problems. An unknown key comes first, because a misspelt key also makes the right one missing. */
export function configError(file: string, problems: readonly ConfigProblem[]): MadoguchiError {
  const sorted = problems.toSorted((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)));
  const told = sorted.slice(0, PROBLEMS_TOLD_MAX).map(({ message }) => message);
  const more = sorted.length > PROBLEMS_TOLD_MAX ? ` (and ${sorted.length - PROBLEMS_TOLD_MAX} more)` : '';
  const [first] = sorted;
  return new MadoguchiError(first?.code ?? 'configValue', `${file}: ${told.join('; ')}${more}`, {
    context: { key: first?.key ?? '' },
  });
}

function isUnknownKey({ code }: ConfigProblem): boolean {
  return code === 'configUnknownKey';
}

/** Everything a schema found wrong. What is only missing is left out where an unknown key stands: it is the misspelt one. */
export function problemsOf(
  text: string,
  root: unknown,
  issues: readonly Issue[],
  applied: Applied,
): readonly ConfigProblem[] {
  const misspelt = issues.some((issue) => issue.code === 'unrecognized_keys');
  return issues.flatMap((issue): readonly ConfigProblem[] => {
    const path = [...applied.path, ...issue.path];
    if (misspelt && issue.code !== 'unrecognized_keys' && valueAt(root, path) === undefined) return [];
    if (issue.code === 'unrecognized_keys') return unknownKeys(text, root, issue, applied);
    const line = lineOf(text, path);
    return [{ code: 'configValue', key: keyText(path), line, message: tell(text, root, issue, path) }];
  });
}

/** Each unknown key with its own place, and what it may have been meant to be. */
function unknownKeys(
  text: string,
  root: unknown,
  issue: z.core.$ZodIssueUnrecognizedKeys,
  applied: Applied,
): readonly ConfigProblem[] {
  const table = [...applied.path, ...issue.path];
  const known = keysAt(applied.schema, issue.path, valueAt(root, table));
  return issue.keys.map((key) => {
    const path = [...table, key];
    const hint = nearest(key, known);
    const help = hint ? `did you mean ${hint}?` : `known here: ${known.join(', ')}`;
    const message = `${place(text, path)}unknown key ${keyText(path)}; ${help}`;
    return { code: 'configUnknownKey', key: keyText(path), line: lineOf(text, path), message };
  });
}

function tell(text: string, root: unknown, issue: Issue, path: KeyPath): string {
  const found = valueAt(root, path);
  return `${place(text, path)}${keyText(path)} ${found === undefined ? 'is missing' : `is ${short(found)}`}; expected ${expected(issue)}`;
}

function place(text: string, path: KeyPath): string {
  const line = lineOf(text, path);
  return line === null ? '' : `line ${line}: `;
}

/** What should stand there, in words. */
function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return (
        { int: 'a whole number', array: 'a list', object: 'a table' }[issue.expected as string] ?? `a ${issue.expected}`
      );
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return choice(issue.values);
    case 'invalid_union':
      return choice(unionValues(issue));
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return issue.message;
  }
}

function choice(values: readonly unknown[]): string {
  if (values.length === 0) return 'another kind of value';
  return `${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

/** Values a union would take: the tags of a tagged one, else the literals of its branches. */
function unionValues(issue: z.core.$ZodIssueInvalidUnion): readonly unknown[] {
  const tags = (issue as { options?: unknown }).options;
  if (Array.isArray(tags)) return tags;
  return issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** Values as they may be shown: the file holds no secret, but a message stays short. */
function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** Keys that the schema knows at a path inside it; of a union those of the branch whose `class` stands there. */
function keysAt(schema: z.ZodType, path: KeyPath, value: unknown): string[] {
  let here: z.ZodType = schema;
  for (const key of path) {
    here = unwrap(here);
    if (here instanceof z.ZodArray) here = here.element as z.ZodType;
    else if (here instanceof z.ZodObject) here = here.shape[String(key)] as z.ZodType;
    else break;
  }
  here = unwrap(here);
  if (here instanceof z.ZodDiscriminatedUnion) {
    const discriminator = here.def.discriminator;
    const tag = valueAt(value, [discriminator]);
    const options = here.options as z.ZodObject[];
    here = options.find((option) => (option.shape[discriminator] as z.ZodLiteral).value === tag) ?? here;
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: z.ZodType): z.ZodType {
  let here = schema;
  while (here instanceof z.ZodDefault || here instanceof z.ZodPrefault || here instanceof z.ZodOptional) {
    here = here.unwrap() as z.ZodType;
  }
  return here;
}
