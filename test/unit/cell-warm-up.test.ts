import { expect, test } from 'vitest';
import { warmUp } from '../../src/cell/warm-up.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';

test('a spare cell is ready when it can decrypt a page and look at it, and not when it cannot', async () => {
  const maker = await createPageMaker();
  expect(await warmUp(maker)).toBe(true);
  expect(await warmUp({ ...maker, inspect: (_, done) => done({ ok: false, code: 'documentNotPdf' }) })).toBe(false);
});
