import { expect, test } from 'vitest';
import { prepareLayers } from '../../src/paper/layers/layers.ts';
import { wornSheet } from './worn-sheet.ts';

/** `npm run prove -- channel` takes a thousand. */
test(
  'R96: the composed back of a folded, stained and skewed sheet, also without a corner, gives every byte',
  { timeout: 120_000 },
  () => {
    const layers = prepareLayers();
    for (const seed of [4, 10]) expect(wornSheet(seed, layers)).toMatchObject({ failure: null, secretRead: true });
  },
);
