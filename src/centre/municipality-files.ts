/** Reads the municipal data of a folder; the only file of this part that touches the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MadoguchiError } from '../base/errors.ts';
import { municipalitySchema, type Municipality } from './municipality.ts';

/** Every `*.json` of the folder, in order of name. Throws `configValue` naming the file and the key. */
export function loadMunicipalities(folder: string): Municipality[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    throw new MadoguchiError('configUnreadable', `the folder of municipal data ${folder} cannot be read`);
  }
  const all = names.toSorted().map((name) => readMunicipality(join(folder, name)));
  const ids = new Set(all.map(({ municipalityId }) => municipalityId));
  if (all.length === 0) throw new MadoguchiError('configValue', `no municipal data in ${folder}`);
  if (ids.size !== all.length) throw new MadoguchiError('configValue', `a municipality stands twice in ${folder}`);
  return all;
}

function readMunicipality(file: string): Municipality {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new MadoguchiError('configValue', `${file} is not readable JSON`);
  }
  const parsed = municipalitySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new MadoguchiError('configValue', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}
