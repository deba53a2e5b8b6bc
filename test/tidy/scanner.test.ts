import { expect, test } from 'vitest';
import { blank, parseSource } from './source.ts';

test('comments, strings, templates and regular expressions are not code', () => {
  const text =
    "a('Date.now') /* setTimeout */ + /[/'\"]Date.now/.test(b) // Math.random\n+ `x ${c({ d: 1 })} Date.now`;";
  const code = blank(text, true);
  expect(code).toHaveLength(text.length);
  expect(code).not.toMatch(/Date\.now|setTimeout|Math\.random/);
  expect(code).toContain('c({ d: 1 })');
  expect(code.split('\n')).toHaveLength(2);
});

test('a division is not the start of a regular expression', () => {
  expect(blank('const a = b / 2 + Date.now() / c;', true)).toContain('Date.now()');
});

test('static, type, side-effect, re-exported and dynamic imports are all seen', () => {
  const file = parseSource(
    'src/kiosk/x.ts',
    [
      "import type { A } from '../base/a.ts';",
      "import b, { c } from './b.ts';",
      "import * as d from '@scope/d/e';",
      "import 'node:fs';",
      "export { f } from '../../fsm/f.ts';",
      "export * from './g.ts';",
      "const h = await import('../cell/h.ts');",
      "import {\n  i,\n  type J,\n} from '../ledger/i.ts';",
      "// import k from './k.ts';",
    ].join('\n'),
  );
  expect(file.imports.map(({ to, isType }) => [to, isType])).toEqual([
    ['src/base/a.ts', true],
    ['src/kiosk/b.ts', false],
    ['@scope/d', false],
    ['node:fs', false],
    ['fsm/f.ts', false],
    ['src/kiosk/g.ts', false],
    ['src/cell/h.ts', false],
    ['src/ledger/i.ts', false],
  ]);
});
