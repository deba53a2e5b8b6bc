/**
 * R96: every card of the reference centre's registers, one sheet each, on every kind of printer in turn: printed, read back from the paper,
 * authentic, and with its own front in its code. `--count N`: so many cards.
 */
import type { RasterTarget } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { loadRenderer } from '../../src/paper/pdfium.ts';
import { makeAuthority } from '../../test/virtual/centre/make-authority.ts';
import { testSealing } from '../../test/virtual/paper/fixture.ts';
import { frontOf, printAndVerify, tourCards, tourLeaf, trustOf } from '../../test/virtual/paper/tour.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const TYPES: readonly RasterTarget['type'][] = ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'];
const BACKS: readonly RasterTarget['sheetBack'][] = ['normal', 'flipped', 'rotated', 'manual-tumble'];

export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const authority = makeAuthority();
  const trust = await trustOf(authority);
  const renderer = await loadRenderer();
  const maker = await createPageMaker({ sealing: testSealing(authority.sheets) });
  const cards = tourCards().slice(0, count ?? Infinity);
  const failures: string[] = [];
  for (const [number, subjectCn] of cards.entries()) {
    const type = TYPES[number % TYPES.length]!;
    const sheetBack = BACKS[Math.floor(number / TYPES.length) % BACKS.length]!;
    const leaf = await tourLeaf(subjectCn, number, authority);
    const { findings, front } = await printAndVerify(maker, leaf, trust, { type, sheetBack });
    const named = findings.map(({ name }) => name).join();
    const own = await frontOf(renderer, leaf.pdf);
    const isOwn = front !== null && Buffer.compare(front.rows, own.rows) === 0;
    if (named !== 'authentic' || !isOwn)
      failures.push(`${subjectCn} (${type}, ${sheetBack}): ${named}, own front ${isOwn}`);
  }
  return { counts: { cards: cards.length }, failures };
}
