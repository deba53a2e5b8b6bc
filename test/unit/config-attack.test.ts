/** Hostile files of configuration give an error with a code, in no time, and never a crash. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainKeys } from '../../config/effective.ts';
import { loadConfig, parseConfig } from '../../config/load.ts';
import { MadoguchiError } from '../../src/base/errors.ts';

/** Of the processor, so that a busy machine does not count; a reader that backtracks needs minutes. */
const CPU_MS = 4000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-attack-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(work: () => unknown): MadoguchiError {
  const start = process.cpuUsage();
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(MadoguchiError);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(CPU_MS);
    expect((error as MadoguchiError).message.length).toBeLessThan(12_000);
    return error as MadoguchiError;
  }
  throw new Error('was accepted');
}

const parsed = (text: string): MadoguchiError => refusal(() => parseConfig(text, '/site/madoguchi.toml'));

describe('a hostile text', () => {
  test.each([
    ['lists in lists', `a = ${'['.repeat(50_000)}`],
    ['tables in tables', `a = ${'{b='.repeat(50_000)}`],
    ['a key of thousands of parts', `${'a.'.repeat(100_000)}a = 1`],
    ['a header of thousands of parts', `[${'a.'.repeat(100_000)}a]`],
    ['tables some levels too deep', `[kiosk]\n${'a.'.repeat(20)}a = 1`],
    ['thousands of unknown keys', Array.from({ length: 3_900 }, (_, at) => `k${at} = 1`).join('\n')],
    ['more keys than there may be', Array.from({ length: 9_000 }, (_, at) => `k${at} = 1`).join('\n')],
    ['thousands of devices', '[[devices]]\nid = "a"\n'.repeat(1_900)],
    ['an endless key', `${'k'.repeat(200_000)} = 1`],
    ['an endless blank in a header', `[${' '.repeat(200_000)}a]`],
    ['an endless blank before a sign', `[kiosk]\na${' '.repeat(200_000)}= 1`],
    ['a list of braces', `a = "${'{,'.repeat(100_000)}"`],
    ['a number beyond all', '[kiosk]\ncopies_max = 99999999999999999999999'],
    ['no number', '[kiosk]\ncopies_max = nan'],
    ['a NUL', '[kiosk]\nname = "\u0000"'],
    ['the half of a pair', '[kiosk]\nname = "\ud800"'],
    ['a root that is a list of tables', '[[kiosk]]\n[[kiosk]]'],
    ['devices that are no tables', 'devices = [1, "a", [], {}]'],
    ['a date for a table', 'kiosk = 2027-04-01'],
  ])('%s', (_what, text) => {
    expect(parsed(text).action).toBe('configuration');
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    'a key of the language: %s',
    (name) => {
      for (const text of [
        `${name} = 1`,
        `[${name}]\npolluted = true`,
        `[kiosk]\n${name} = 1`,
        `[kiosk.${name}]\npolluted = true`,
        `[cash.capacities]\n${name} = 5`,
        `[[devices]]\nid = "x"\nclass = "printer"\n[devices.options.${name}]\npolluted = true`,
      ]) {
        expect(parsed(text).message).not.toMatch(/internal/);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      refusal(() => explainKeys(name, join(folder, 'none.toml')));
    },
  );

  test('text of no language at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['configSyntax', 'configUnknownKey', 'configValue']).toContain(parsed(text).codeName);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a hostile file', () => {
  const site = (): string => join(folder, 'madoguchi.toml');

  test('one without end, a pipe and a loop of links are refused, not read', () => {
    writeFileSync(site(), 'a'.repeat(300_000));
    expect(refusal(() => loadConfig(site())).message).toMatch(/has 300000 bytes; expected at most 262144 \(M1001\)/);
    expect(refusal(() => loadConfig('/dev/zero')).message).toMatch(/is no file \(M1001\)/);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(refusal(() => loadConfig(join(folder, 'pipe'))).message).toMatch(/is no file/);
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    expect(refusal(() => loadConfig(join(folder, 'loop'))).codeName).toBe('configUnreadable');
    expect(refusal(() => loadConfig(`/${'x'.repeat(10_000)}`)).message).toMatch(/name is too long/);
  });

  test('what everybody may write is not believed: the site file, a drop-in, or their folder', () => {
    const own = join(folder, 'open');
    const file = join(own, 'madoguchi.toml');
    const dropIn = join(own, 'madoguchi.d/10.toml');
    mkdirSync(join(own, 'madoguchi.d'), { recursive: true });
    writeFileSync(file, '');
    writeFileSync(dropIn, '');
    for (const [path, mode] of [
      [file, 0o644],
      [dropIn, 0o644],
      [join(own, 'madoguchi.d'), 0o755],
    ] as const) {
      chmodSync(path, mode | 0o022);
      expect(refusal(() => loadConfig(file)).message).toMatch(/can be written by everybody; .* \(M1001\)$/);
      chmodSync(path, mode);
    }
    expect(refusal(() => loadConfig(file)).message).not.toMatch(/everybody/);
  });

  test('drop-ins without end are refused, a folder among them is named', () => {
    writeFileSync(site(), '');
    const dropIns = join(folder, 'madoguchi.d');
    mkdirSync(join(dropIns, '00.toml'), { recursive: true });
    expect(refusal(() => loadConfig(site())).message).toMatch(/00\.toml: is a folder/);
    for (let at = 0; at < 101; at += 1) writeFileSync(join(dropIns, `${at}.toml`), '');
    expect(refusal(() => loadConfig(site())).message).toMatch(/has 102 files; expected at most 100/);
  });
});
