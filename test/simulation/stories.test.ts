import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BY_EAR, readStory, type Story } from '../stories/story.ts';
import { BlindCitizen } from './blind.ts';
import { expectAtRest } from './checkers.ts';
import { playStory, type Played } from './story-player.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const NAMES = readdirSync(join(import.meta.dirname, '../stories'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

function play(story: Story, options: WorldOptions = {}): { readonly world: World; readonly played: Played } {
  const citizen = story.acts.some(({ act }) => BY_EAR.includes(act)) ? new BlindCitizen(options) : null;
  const world = citizen?.world ?? createWorld(options);
  return { world, played: playStory(world, story, citizen) };
}

/** Earned fees by municipality, from the raw rows. */
function earned(world: World): Readonly<Record<string, number>> {
  const rows = world.database
    .prepare<[], { municipality: string; sum_yen: number }>(
      `SELECT substr(credit, 6) AS municipality, SUM(amount_yen) AS sum_yen FROM transfer
       WHERE credit LIKE 'fees:%' GROUP BY credit`,
    )
    .all();
  return Object.fromEntries(rows.map((row) => [row.municipality, row.sum_yen]));
}

describe.each(NAMES)('the story %s', (name) => {
  const story = readStory(name);

  test.each(['frames', 'bytes', 'joined', 'random'] as const)('ends as it tells, with bytes coming as %s', (chunks) => {
    const { world, played } = play(story, { chunks });
    expect({ ...played, earned: earned(world) }).toEqual(story.ends);
    expect(world.hardware.printer.sheets()).toEqual([]);
    expect(world.deaths).toEqual([]);
    expectAtRest(world);
  });

  test('twice gives the same trace to the letter', () => {
    expect(play(story).world.trace).toEqual(play(story).world.trace);
  });
});
