/** The guide is true: its example is taken out of it as it stands, and judged by its one command. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from './judge.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'drivers/GUIDE.md'), 'utf8');

test('the example of the guide holds every rule of its class', () => {
  const [driver, bench] = [...GUIDE.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code ?? '');
  const json = /```json\n([^]*?)```/.exec(GUIDE)?.[1];
  const folder = mkdtempSync(join(tmpdir(), 'mdg-guide-'));
  try {
    const files = { 'driver.ts': driver, 'bench.ts': bench, 'bench.json': json, 'package.json': '{"type":"module"}' };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), (text ?? '').replaceAll('MADOGUCHI/', `${ROOT}/`));
    const args = [
      '--class',
      'coin-dispenser',
      '--driver',
      join(folder, 'driver.ts'),
      '--bench',
      join(folder, 'bench.json'),
    ];
    const said = execFileSync(process.execPath, [join(ROOT, 'scripts/driver-check.ts'), ...args, '--json'], {
      encoding: 'utf8',
    });
    const { rules } = JSON.parse(said) as {
      readonly rules: readonly { readonly rule: string; readonly result: string }[];
    };
    expect(rules.filter(({ result }) => result !== 'held')).toEqual([]);
    expect(rules.length).toBeGreaterThan(12);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('every rule that the guide names is there', () => {
  const named = [...GUIDE.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  const known = RULES.map(({ id }) => id);
  expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  expect(named.length).toBeGreaterThan(5);
});
