import { expect, test } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';
import { warmUp, warmUpComposing } from '../../src/cell/warm-up.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { testSealing } from '../virtual/paper/fixture.ts';

const clock = new RealClock();

test('a spare cell is ready when it can decrypt a page and look at it, and not when it cannot', async () => {
  const maker = await createPageMaker();
  expect(await warmUp(maker)).toBe(true);
  expect(await warmUp({ ...maker, inspect: (_, done) => done({ ok: false, code: 'documentNotPdf' }) })).toBe(false);
});

test('a spare composes a sheet of nobody, in colour and turned; one that cannot is not used', async () => {
  const maker = await createPageMaker({ sealing: testSealing() });
  expect(await warmUpComposing(maker, clock)).toBe(true);
  // Without keys it makes no sheets at all, and is of use for slips.
  expect(await warmUpComposing(await createPageMaker(), clock)).toBe(true);
  expect(await warmUpComposing({ ...maker, render: (_, done) => done({ ok: false, code: 'pageRender' }) }, clock)).toBe(
    false,
  );
});
