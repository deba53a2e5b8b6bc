/** R96: the reference centre's pages as sheets. Each is printed, its back is read as it lies on the paper, and opens to its own front. */
import { beforeAll, expect, test } from 'vitest';
import type { RasterTarget, PageMaker } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { loadRenderer, type Renderer } from '../../src/paper/pdfium.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { testSealing } from '../virtual/paper/fixture.ts';
import { frontOf, printAndVerify, tourCards, tourLeaf, trustOf } from '../virtual/paper/tour.ts';

const authority = makeAuthority();
let maker: PageMaker;
let renderer: Renderer;
beforeAll(async () => {
  renderer = await loadRenderer();
  maker = await createPageMaker({ sealing: testSealing(authority.sheets) });
});

/** Reading a code takes seconds on a busy machine. */
const READS_MS = 90_000;
/** A few of all cards, each for another kind of printer (`npm run prove -- sheets` does all). */
const TARGETS: readonly Partial<RasterTarget>[] = [
  { type: 'black_1', sheetBack: 'normal' },
  { type: 'srgb_8', sheetBack: 'flipped' },
  { type: 'cmyk_8', sheetBack: 'rotated' },
];
const FEW = TARGETS.map((target, at) => [tourCards()[at * 13] ?? '', at * 13, target] as const);

test.each(FEW)(
  'the sheet of %s (%i) is authentic, and its back holds its own front: %j',
  { timeout: READS_MS },
  async (cn, number, target) => {
    const leaf = await tourLeaf(cn, number, authority);
    const verdict = await printAndVerify(maker, leaf, await trustOf(authority), target);
    expect(verdict.findings).toEqual([{ name: 'authentic', values: {} }]);
    const { uniqueNumber, leaf: page, of, serial, printedAt_epoch_ms } = leaf.sheet;
    expect(verdict.facts).toMatchObject({ uniqueNumber, leaf: page, of, serial, printedAt_epoch_ms });
    const front = await frontOf(renderer, leaf.pdf);
    expect(verdict.front).toMatchObject({ width: front.width, height: front.height, dpi: front.dpi });
    expect(Buffer.compare(verdict.front!.rows, front.rows)).toBe(0);
  },
);
