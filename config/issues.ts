import { z } from 'zod';
import type { CodeName } from '../src/base/codes.ts';
import { MadoguchiError } from '../src/base/errors.ts';
import type { Merged } from './merge.ts';
import { valueAt } from './value-at.ts';
import { metaOf, unwrapped } from './meta.ts';
import { keyText, nearest, type KeyPath } from './places.ts';

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
  /** File of the layer that said it; the site file where nobody did. */
  readonly file: string;
  /** Line in that file, from 1; null when not even its table stands there. */
  readonly line: number | null;
  /** With the line, without the name of the file. */
  readonly message: string;
}

/** Most problems named in one error; the rest is counted. */
const PROBLEMS_TOLD_MAX = 5;

/** Problems worked out at most: a hostile file has thousands. */
const PROBLEMS_MAX = 50;

/** What was read: the layers together, and the site file. */
export interface Read {
  readonly merged: Merged;
  readonly site: string;
}

/** One error for all problems. An unknown key comes first, because a misspelt key also makes the right one missing. */
export function configError(file: string, problems: readonly ConfigProblem[]): MadoguchiError {
  const sorted = problems.toSorted((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)));
  const [first] = sorted;
  const start = first?.file ?? file;
  const told = sorted
    .slice(0, PROBLEMS_TOLD_MAX)
    .map((problem) => (problem.file === start ? problem.message : `${problem.file}: ${problem.message}`));
  const more = sorted.length > PROBLEMS_TOLD_MAX ? ` (and ${sorted.length - PROBLEMS_TOLD_MAX} more)` : '';
  return new MadoguchiError(first?.code ?? 'configValue', `${start}: ${told.join('; ')}${more}`, {
    context: { key: first?.key ?? '' },
  });
}

function isUnknownKey({ code }: ConfigProblem): boolean {
  return code === 'configUnknownKey';
}

/** Everything a schema found wrong. What is only missing is left out where an unknown key stands: it is the misspelt one. */
export function problemsOf(read: Read, issues: readonly Issue[], applied: Applied): readonly ConfigProblem[] {
  const misspelt = issues.some((issue) => issue.code === 'unrecognized_keys');
  return issues.slice(0, PROBLEMS_MAX).flatMap((issue): readonly ConfigProblem[] => {
    const path = [...applied.path, ...issue.path];
    if (misspelt && issue.code !== 'unrecognized_keys' && valueAt(read.merged.root, path) === undefined) return [];
    if (issue.code === 'unrecognized_keys') return unknownKeys(read, issue, applied);
    return [problemAt(read, 'configValue', path, tell(read, issue, path, applied))];
  });
}

/** Each unknown key with its own place, and what it may have been meant to be. */
function unknownKeys(read: Read, issue: z.core.$ZodIssueUnrecognizedKeys, applied: Applied): readonly ConfigProblem[] {
  const table = [...applied.path, ...issue.path];
  const known = keysAt(applied.schema, issue.path, valueAt(read.merged.root, applied.path));
  return issue.keys.slice(0, PROBLEMS_MAX).map((key) => {
    const path = [...table, key];
    const hint = nearest(key, known);
    const help = hint ? `did you mean ${hint}?` : `known here: ${known.join(', ')}`;
    return problemAt(read, 'configUnknownKey', path, `unknown key ${keyText(path)}; ${help}`);
  });
}

function problemAt({ merged, site }: Read, code: CodeName, path: KeyPath, what: string): ConfigProblem {
  const place = merged.place(path);
  const line = place?.line ?? null;
  const message = `${line === null ? '' : `line ${line}: `}${what}`;
  return { code, key: keyText(path), file: place?.layer.file ?? site, line, message };
}

function tell({ merged }: Read, issue: Issue, path: KeyPath, { schema }: Applied): string {
  const found = valueAt(merged.root, path);
  const isSecret = found !== undefined && isSecretAt(schema, issue.path);
  const what = found === undefined ? 'is missing' : `is ${isSecret ? 'a value that is not shown' : short(found)}`;
  return `${keyText(path)} ${what}; expected ${expected(issue)}`;
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

/** Values as they may be shown; a message stays short. */
function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Schemas on the way to a path; of a union the branch whose tag stands there. Ends where the schema does. */
function schemasTo(schema: z.ZodType, path: KeyPath, value: unknown): readonly z.ZodType[] {
  const met: z.ZodType[] = [];
  let here: z.ZodType | undefined = schema;
  for (const [depth, key] of [...path, null].entries()) {
    if (here === undefined) break;
    met.push(here);
    const inner = branchOf(unwrapped(here), valueAt(value, path.slice(0, depth)));
    if (inner !== here) met.push(inner);
    if (inner instanceof z.ZodArray) here = inner.element as z.ZodType;
    else if (inner instanceof z.ZodRecord) here = inner.valueType as z.ZodType;
    else if (inner instanceof z.ZodObject && Object.hasOwn(inner.shape, String(key)))
      here = inner.shape[String(key)] as z.ZodType;
    else here = undefined;
  }
  return met;
}

function branchOf(schema: z.ZodType, value: unknown): z.ZodType {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const discriminator = schema.def.discriminator;
  const tag = valueAt(value, [discriminator]);
  const options = schema.options as z.ZodObject[];
  return options.find((option) => (option.shape[discriminator] as z.ZodLiteral).value === tag) ?? schema;
}

/** Keys that the schema knows at a path inside it. */
function keysAt(schema: z.ZodType, path: KeyPath, value: unknown): string[] {
  const here = schemasTo(schema, path, value).at(-1);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function isSecretAt(schema: z.ZodType, path: KeyPath): boolean {
  return schemasTo(schema, path, undefined).some((met) => metaOf(met).secret === true);
}
