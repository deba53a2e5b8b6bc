/** One process of `npm run prove -- channel`: answers each seed with what became of its sheet. */
import { prepareLayers } from '../../../src/paper/layers/layers.ts';
import { wornSheet } from '../../../test/paper/worn-sheet.ts';

const layers = prepareLayers();
process.on('message', (seed: number) => process.send?.(wornSheet(seed, layers)));
process.on('disconnect', () => process.exit(0));
