/** Faults of the shape of a municipal file, each as one sentence: where, what was found, what is expected. Pure. */
import type { z } from 'zod';

/** One thing that is wrong with the data of a municipality. */
export interface DataFault {
  /** As in `types[0].fees[1].from`. */
  readonly path: string;
  /** What was found and what was expected. */
  readonly message: string;
}

/** The place of a value as people write it: `types[0].fees[1].from`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '');
}

/** A value in a message: short, as it stands in the file. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Everything a schema found wrong with a value. */
export function shapeFaults(root: unknown, issues: readonly z.core.$ZodIssue[]): readonly DataFault[] {
  return issues.flatMap((issue): readonly DataFault[] => {
    const path = pathText(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        message: 'is not a known key; expected only the keys of the schema',
      }));
    }
    const found = issue.path.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
      root,
    );
    const what = found === undefined ? 'is missing' : `is ${shown(found)}`;
    return [{ path, message: `${what}; expected ${expected(issue)}` }];
  });
}

/** What should stand there, in words. */
function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return (
        ({ array: 'a list', object: 'a table', string: 'a text' } as Readonly<Record<string, string>>)[
          issue.expected
        ] ?? own(issue)
      );
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string' ? `at least ${issue.minimum}` : own(issue);
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string' ? `at most ${issue.maximum}` : own(issue);
    case 'invalid_value':
      return `one of ${issue.values.map(shown).join(', ')}`;
    case 'invalid_union':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return own(issue);
  }
}

/** The schema's own words; the library's begin in their own way. */
const own = (issue: z.core.$ZodIssue): string =>
  issue.message.replace(/^(Invalid input: expected|Too small: expected|Too big: expected) |, received .*$/g, '');
