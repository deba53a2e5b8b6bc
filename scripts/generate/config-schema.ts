import { z } from 'zod';
import { DRIVERS } from '../../config/drivers.ts';
import { metaOf, type KeyMeta } from '../../config/meta.ts';
import { configSchema } from '../../config/schema.ts';
import type { GeneratedFile } from '../generate.ts';

type Json = Record<string, unknown>;

/** How a change comes into force, as an editor shows it beside a key. */
const LIVE = 'a change can hold from the next citizen on, without a restart';

/** What our schema carries beyond JSON Schema goes into the description. */
function withWords(made: Json, { description, unit, restart, example }: KeyMeta): void {
  for (const key of ['unit', 'restart', 'secret', 'path', 'example']) delete made[key];
  if (description === undefined) return;
  const words = [description, unit === undefined ? null : `unit: ${unit}`, restart === 'live' ? LIVE : null];
  made['description'] = words.filter((word) => word !== null).join(' · ');
  if (example !== undefined) made['examples'] = [example];
}

function jsonSchemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => withWords(jsonSchema as Json, metaOf(zodSchema as unknown as z.ZodType)),
  }) as Json;
}

/** Options of each driver, by what the device says it is. */
function optionRules(): readonly Json[] {
  return Object.entries(DRIVERS).flatMap(([driver, entries]) =>
    Object.entries(entries).map(([name, { options, address = {} }]) => {
      const { $schema: _, required, properties, ...rest } = jsonSchemaOf(options);
      const onDevice = Object.values(address);
      const own = Object.fromEntries(Object.entries(properties as Json).filter(([key]) => !onDevice.includes(key)));
      const wanted = ((required ?? []) as readonly string[]).filter((key) => !onDevice.includes(key));
      return {
        if: { properties: { class: { const: name }, driver: { const: driver } }, required: ['class', 'driver'] },
        then: { properties: { options: { ...rest, properties: own, required: wanted } } },
      };
    }),
  );
}

/** JSON Schema of the configuration file, for editors that check TOML while it is typed. A drop-in may leave out what another file says. */
export function generate(): readonly GeneratedFile[] {
  const schema = jsonSchemaOf(configSchema);
  const devices = (schema['properties'] as Record<string, Json>)['devices'];
  if (devices) devices['items'] = { ...(devices['items'] as Json), allOf: optionRules() };
  const text = JSON.stringify({ ...schema, title: 'Configuration of madoguchid' }, null, 2);
  return [{ path: 'config/madoguchi.schema.json', text: `${text}\n` }];
}
