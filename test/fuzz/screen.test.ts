/** A quick look at the screen's door; `npm run prove -- screen` takes hundreds of walks, and storms on the daemon itself. */
import { expect, test } from 'vitest';
import { screenWalk } from './screen-walk.ts';

const WALKS = [12, 14, 23];
const STEPS = 130;

test('bad input: two screens, foreign pages, stale tokens, a key mashed fifty times, a child who presses everything: the session stays right', async () => {
  const screens = new Set<string>();
  let refused = 0;
  for (const seed of WALKS) {
    const walk = await screenWalk(seed, STEPS);
    expect(walk.failure, `seed ${seed}`).toBeNull();
    for (const screen of walk.screens) screens.add(screen);
    refused += walk.refused;
  }
  expect(refused).toBeGreaterThan(50);
  for (const screen of ['pin', 'certificate', 'copies', 'check', 'pay']) expect(screens).toContain(screen);
}, 60_000);
