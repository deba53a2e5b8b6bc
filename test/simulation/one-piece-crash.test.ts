/** The same cuts with a one-piece changer, which takes and pays by itself. */
import { describe, expect, test } from 'vitest';
import { sampleCuts } from './crash-sample.ts';
import { CRASH_STORIES } from './crash-stories.ts';

const STORIES = Object.entries(CRASH_STORIES).filter(([, { world }]) => world?.cash === 'onePiece');
/** One moment of so many is cut. */
const EVERY = 17;

describe.each(STORIES)('%s', (name, { tells }) => {
  test(`R84, R85, R67: cut anywhere, books are what lies in the unit, and nobody loses a yen: ${tells}`, () => {
    const { moments, cuts, failures } = sampleCuts(name, EVERY);
    expect(failures).toEqual([]);
    console.info(`${name}: ${cuts} cuts of ${moments}`);
  }, 60_000);
});
