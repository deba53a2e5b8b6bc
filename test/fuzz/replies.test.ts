import { expect, test } from 'vitest';
import { createCellWorld } from '../virtual/centre/fixture.ts';
import { judgeReplies } from './reply-judge.ts';
import { MUTATIONS } from './reply-mutations.ts';

test('D1–D6, D13: of all the ways in which a reply can be wrong none is sold, each is named, and the exact one passes', () => {
  const { counts, failures } = judgeReplies(2_500, 20_261_122, createCellWorld().municipalities);
  expect(failures).toEqual([]);
  expect([...counts.keys()].toSorted()).toEqual(['exact', ...MUTATIONS.map(({ name }) => name)].toSorted());
});
