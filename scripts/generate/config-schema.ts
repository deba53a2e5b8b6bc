import { z } from 'zod';
import { configSchema } from '../../config/schema.ts';
import type { GeneratedFile } from '../generate.ts';

/** JSON Schema of the configuration file, for editors that check TOML while it is typed. */
export function generate(): readonly GeneratedFile[] {
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  const text = JSON.stringify({ ...schema, title: 'Configuration of madoguchid' }, null, 2);
  return [{ path: 'config/madoguchi.schema.json', text: `${text}\n` }];
}
