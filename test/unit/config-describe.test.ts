/** Every key says what it is: editors, the annotated file, `config explain` and the man page have it from here. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeConfig } from '../../config/describe.ts';
import { parseConfig } from '../../config/load.ts';

const rows = describeConfig();
const named = rows.map((row) => ({ ...row, name: `${row.key} ${row.of ?? ''}` }));

test('no key lacks its meaning', () => {
  expect(named.filter(({ meaning }) => meaning.length < 5).map(({ name }) => name)).toEqual([]);
});

test('no number lacks its unit and its range', () => {
  const numbers = named.filter(({ type }) => /number/.test(type));
  expect(numbers.length).toBeGreaterThan(50);
  expect(numbers.filter(({ unit }) => unit === null).map(({ name }) => name)).toEqual([]);
  expect(numbers.filter(({ range }) => range === null).map(({ name }) => name)).toEqual([]);
});

test('every key has a type, a restart need, and either a default, or must stand, or may be left out', () => {
  for (const { name, type, restart, required, default: normal } of named) {
    expect(type, name).not.toBe('');
    expect(['live', 'restart'], name).toContain(restart);
    if (normal !== null) expect(required, name).toBe(false);
  }
});

test('a key that may be left out without a default says what that means', () => {
  const silent = named.filter(
    ({ required, default: normal, meaning, key, type }) =>
      !required && normal === null && !key.includes('options.') && type !== 'table' && !/left out/.test(meaning),
  );
  // These stand beside a key that says it for them.
  expect(silent.map(({ key }) => key).filter((key) => !/^(interface|fleet|store|paper)\./.test(key))).toEqual([]);
});

test('each key stands once for what it belongs to', () => {
  expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
});

test('what may change live is a small set, and nothing of money, devices or keys', () => {
  const live = named.filter(({ restart }) => restart === 'live').map(({ key }) => key);
  expect(live.filter((key) => !/^(kiosk|service|store|sound|access)\./.test(key))).toEqual([]);
  expect(live).toContain('sound.quiet[].loudness');
  expect(live).toContain('service.logLevel');
  expect(live).not.toContain('kiosk.copies_max');
});

test('the JSON Schema tells meaning, unit and the options of a driver, and nothing that it does not know', () => {
  const file = fileURLToPath(new URL('../../config/madoguchi.schema.json', import.meta.url));
  const text = readFileSync(file, 'utf8');
  const schema = JSON.parse(text) as {
    properties: {
      kiosk: { properties: Record<string, { description: string }> };
      devices: { items: { allOf: { if: unknown; then: { properties: { options: { properties: object } } } }[] } };
    };
  };
  expect(schema.properties.kiosk.properties['copies_max']?.description).toMatch(/most copies.*unit: copies/);
  expect(schema.properties.kiosk.properties['phone']?.description).toMatch(/without a restart/);
  const coins = schema.properties.devices.items.allOf.find(({ if: when }) => /coinAcceptor/.test(JSON.stringify(when)));
  expect(Object.keys(coins?.then.properties.options.properties ?? {})).toContain('sorterPaths');
  expect(text).not.toMatch(/"(restart|secret|unit)":/);
});

test('each default that is told is the one that holds', () => {
  const file = fileURLToPath(new URL('../../config/madoguchi.toml', import.meta.url));
  const config = parseConfig(readFileSync(file, 'utf8'), '/madoguchi.toml') as unknown as Record<string, never>;
  for (const { key, default: normal } of rows) {
    if (normal === null || key.includes('[]') || normal.startsWith('{') || /Folder|Anchor/.test(key)) continue;
    const [table = '', name = ''] = key.split('.');
    if (name !== '') expect(JSON.stringify(config[table]?.[name]).replaceAll(',', ', '), key).toBe(normal);
  }
});
