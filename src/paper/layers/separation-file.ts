/** The file of `paper.separation`. */
import { readFileSync, statSync } from 'node:fs';
import { MadoguchiError } from '../../base/errors.ts';
import { type Separation, separationSchema } from './separation.ts';

/** A separation has some 300 bytes. */
const BYTES_MAX = 16_384;

/** @throws MadoguchiError `configValue` when it cannot be read or is no separation */
export function readSeparation(file: string): Separation {
  let found: unknown;
  try {
    if (statSync(file).size > BYTES_MAX) throw new Error('too large');
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw wrong(`cannot be read as JSON: ${file}`);
  }
  const parsed = separationSchema.safeParse(found);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`${file} is no separation: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trimEnd());
}

function wrong(what: string): MadoguchiError {
  const detail = `paper.separation ${what}; expected a file as src/paper/models/cmyk.json`;
  return new MadoguchiError('configValue', detail, { context: { key: 'paper.separation' } });
}
