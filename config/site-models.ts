/** Device models of the site itself: JSON files beside the configuration. A new model of a known kind needs no program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriverEntry } from './drivers.ts';

/** A model was found, or stands in the program under this name, or is not right: what was found and expected. */
export type FoundModel = { readonly model: unknown } | { readonly problem: string };

/** Names that are files and nothing else. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** The model of this name: a file of the folder, else the name of a model that comes with the program. */
export function findModel(name: string, models: NonNullable<DriverEntry['models']>, folder: string): FoundModel {
  const file = join(folder, `${name}.json`);
  const text = NAME.test(name) ? read(file) : { absent: true as const };
  if ('absent' in text) {
    if (models.names.includes(name)) return { model: name };
    return { problem: `is "${name}"; expected one of ${models.names.join(', ')}, or the name of a file in ${folder}` };
  }
  if ('fault' in text) return { problem: `is "${name}", but ${file} cannot be read (${text.fault})` };
  let content: unknown;
  try {
    content = JSON.parse(text.content);
  } catch (error) {
    return { problem: `is "${name}", but ${file} is not JSON: ${error instanceof Error ? error.message : 'unknown'}` };
  }
  const result = models.schema.safeParse(content);
  if (result.success) return { model: result.data };
  const told = result.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  return { problem: `is "${name}", but ${file} does not describe a model of this class: ${told.join('; ')}` };
}

function read(file: string): { content: string } | { fault: string } | { absent: true } {
  try {
    return { content: readFileSync(file, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { absent: true } : { fault: code ?? 'unknown' };
  }
}
