/** A trace becomes a story, the story plays in a whole kiosk, and ends as the trace did. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parseTrace, type Trace } from '../../drivers/trace.ts';
import { expectAtRest } from '../simulation/checkers.ts';
import { playStory } from '../simulation/story-player.ts';
import { tracedWorld, type TracedWorld } from '../simulation/trace-world.ts';
import { createWorld } from '../simulation/world.ts';
import { readStory } from '../stories/story.ts';
import { replayIntoKiosk } from './replay-kiosk.ts';
import { storyOf, testOf } from './trace-story.ts';

const folders: (() => void)[] = [];

afterEach(() => {
  for (const forget of folders.splice(0)) forget();
});

function traceOf(name: string): Trace {
  const made: TracedWorld = tracedWorld();
  folders.push(() => made.forget());
  made.world.clock.advance(20_000);
  const recording = made.record();
  playStory(made.world, readStory(name));
  return parseTrace(recording.end());
}

test.each(['susono-juminhyo', 'fuchu-koseki', 'wrong-pin', 'cancel', 'jam'])(
  'a trace of %s becomes a story that pays, prints and earns the same',
  (name) => {
    const story = storyOf(traceOf(name), 'last-night');
    const world = createWorld();
    const played = playStory(world, story);
    expect(played).toEqual({ citizenPaid_yen: story.ends.citizenPaid_yen, sheets: story.ends.sheets });
    const { citizenPaid_yen, earned } = readStory(name).ends;
    expect(story.ends).toMatchObject({ citizenPaid_yen, earned });
    expectAtRest(world);
  },
);

test.each(['susono-juminhyo', 'fuchu-koseki', 'cancel', 'jam'])(
  'a trace of %s is replayed into a whole kiosk: the same is asked of the devices, the same is booked',
  (name) => {
    const trace = traceOf(name);
    const { world, differences, failure } = replayIntoKiosk(trace, storyOf(trace, 'last-night'));
    expect([differences, failure]).toEqual([[], null]);
    const earned = world.database
      .prepare("SELECT SUM(amount_yen) FROM transfer WHERE credit LIKE 'fees:%'")
      .pluck()
      .get();
    expect(earned ?? 0).toBe(readStory(name).ends.citizenPaid_yen);
    expect(world.deaths).toEqual([]);
  },
);

test('no act of the story tells who it was: card, PIN and choices are those of a resident of the stories', () => {
  const { acts } = storyOf(traceOf('susono-juminhyo'), 'last-night');
  expect(acts.find(({ act }) => act === 'setCard')).toEqual({ act: 'setCard', card: 'susono-taro' });
  expect(acts.find(({ act }) => act === 'typePin')).toEqual({ act: 'typePin', pin: '1234' });
});

test('the test that is written for it passes as it stands', () => {
  const root = join(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'mdg-story-'));
  folders.push(() => rmSync(folder, { recursive: true, force: true }));
  // A repository that is this one but for the two new files.
  for (const entry of readdirSync(root)) if (entry !== 'test') symlinkSync(join(root, entry), join(folder, entry));
  for (const part of ['test', 'test/stories', 'test/simulation']) {
    mkdirSync(join(folder, part));
    for (const entry of readdirSync(join(root, part)))
      if (!['stories', 'simulation'].includes(entry)) symlinkSync(join(root, part, entry), join(folder, part, entry));
  }
  const story = storyOf(traceOf('cancel'), 'last-night');
  writeFileSync(join(folder, 'test/stories/last-night.json'), JSON.stringify(story));
  writeFileSync(join(folder, 'test/simulation/last-night.test.ts'), testOf(story));
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_PRESERVE_SYMLINKS: '0' } } as const;
  const said = execFileSync(process.execPath, [vitest, 'run', 'test/simulation/last-night.test.ts'], options);
  expect(said).toContain('1 passed');
}, 60_000);
