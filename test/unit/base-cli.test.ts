import { expect, test } from 'vitest';
import type { Terminal } from '../../src/base/console.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { connectError } from '../../src/cli/client.ts';
import { DaemonRefusal, failureOf } from '../../src/cli/exit.ts';
import { columns, renderStatus, widthOf } from '../../src/cli/render.ts';
import { cliWords } from '../../src/cli/words.ts';
import { MODULES, wrongRuntime } from '../../scripts/launch/runtime.js';

const plain: Terminal = { out: () => undefined, err: () => undefined, tint: (_tint, text) => text };

test('a socket that may not be opened ends with 77 and says who may', () => {
  const error = connectError('/run/x.sock', Object.assign(new Error('denied'), { code: 'EACCES' }));
  expect(failureOf(error)).toMatchObject({ code: 'M1010', exit: 77 });
  expect(failureOf(error).message).toContain('group madoguchi');
});

test('a refusal of the daemon that may pass ends with 75, any other with 1', () => {
  expect(failureOf(new DaemonRefusal('M5001', 'retry', 'x')).exit).toBe(75);
  expect(failureOf(new DaemonRefusal('M9001', 'call', 'x')).exit).toBe(1);
  expect(failureOf(new MadoguchiError('configValue', 'x')).exit).toBe(1);
  expect(failureOf(new RangeError('x'))).toMatchObject({ code: 'M9001', exit: 1 });
});

test('columns line up in Japanese too, whose letters are twice as wide', () => {
  expect(widthOf('機器a')).toBe(5);
  expect(
    columns([
      ['機器', 'x'],
      ['ab', 'y'],
      ['abcdef', 'z'],
    ]),
  ).toEqual(['機器    x', 'ab      y', 'abcdef  z']);
});

test('the text follows the language of the terminal', () => {
  const status = { version: '0', service: { state: 'open' as const, reasons: [] }, session: null, devices: [] };
  expect(renderStatus(status, cliWords('ja_JP.UTF-8'), plain)).toContain('取扱中');
  expect(renderStatus(status, cliWords('de_DE.UTF-8'), plain)).toContain('in service');
});

test('a foreign Node.js is refused before anything is loaded, with code and remedy', () => {
  expect(wrongRuntime(MODULES, '24.0.0', 'madoguchid')).toBeNull();
  expect(process.versions.modules).toBe(MODULES);
  expect(wrongRuntime('115', '20.20.2', 'madoguchid')).toMatch(/Node\.js 20\.20\.2.*M1005.*node_modules\/\.bin\/node/s);
});
