/** A hundred thousand mutated replies of the centre: only the exact right document passes, and each refusal names its reason (D13). */
import { judgeReplies } from '../../test/fuzz/reply-judge.ts';
import { createCellWorld } from '../../test/virtual/centre/fixture.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const REPLIES = 110_000;

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const { counts, failures } = judgeReplies(count ?? REPLIES, seed, createCellWorld().municipalities);
  const exact = counts.get('exact') ?? 0;
  const all = [...counts.values()].reduce((sum, number) => sum + number, 0);
  return { counts: { 'mutated replies': all - exact, 'exact replies': exact, mutations: counts.size - 1 }, failures };
}
