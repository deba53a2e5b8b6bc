import { z } from 'zod';
import { municipalitySchema } from '../../src/centre/municipality.ts';
import type { GeneratedFile } from '../generate.ts';

/** JSON Schema of a municipality's file, for editors that check it while it is typed. */
export function generate(): readonly GeneratedFile[] {
  const schema = z.toJSONSchema(municipalitySchema, { io: 'input' });
  const text = JSON.stringify({ ...schema, title: 'Data of a municipality' }, null, 2);
  return [{ path: 'config/municipality.schema.json', text: `${text}\n` }];
}
