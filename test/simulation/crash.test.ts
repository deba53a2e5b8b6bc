/**
 * The kiosk is killed right before and right after each of its commits, one run for each: whatever the devices have done
 * and the books say at that moment, the next start must make sense of it.
 */
import { describe, expect, test } from 'vitest';
import { readStory, type Story } from '../stories/story.ts';
import { balance_yen } from './checkers.ts';
import { KioskKilled } from './mortal-ledger.ts';
import { playStory, takeMoney } from './story-player.ts';
import { expectWalkAtRest } from './walk-checks.ts';
import { createWorld, type World } from './world.ts';

/** Nobody starts a process at once. */
const DEAD_MS = 3_000;
const SETTLE_MS = 180_000;
/** So long at rest is settled. */
const CALM_MS = 20_000;
/** At least so many commits lie in a whole sale. */
const CUTS_MIN = 40;

interface Cut {
  readonly world: World;
  readonly call: string | null;
  readonly sheets: readonly string[];
}

/** Plays the story and kills the kiosk at the `at`-th moment; the citizen goes away with what there is. */
function playCut(story: Story, at: number): Cut {
  let moments = 0;
  let call: string | null = null;
  const world = createWorld({
    atCommit: (moment) => {
      moments += 1;
      if (moments !== at) return;
      call = `${moment.when} ${moment.call}`;
      world.kill();
    },
  });
  const sheets: string[] = [];
  const takePaper = (): void => {
    sheets.push(...world.hardware.printer.takeOutput().map(({ jobName }) => jobName));
  };
  try {
    // The player takes paper too, so it is noted as it falls.
    playStory(watched(world, takePaper), story);
  } catch (error) {
    if (!(error instanceof KioskKilled) && world.alive()) throw error;
  }
  if (call !== null) {
    world.hardware.reader.remove();
    world.clock.advance(DEAD_MS);
    world.start();
    settle(world);
  }
  takeMoney(world);
  takePaper();
  return { world, call, sheets };
}

/** The same world; every sheet is noted the moment somebody takes it. */
function watched(world: World, note: () => void): World {
  const { printer } = world.hardware;
  printer.onChange(() => {
    if (printer.sheets().length > 0 && !printer.engine.busy) world.clock.after(0, note);
  });
  return world;
}

function settle(world: World): void {
  const end_ms = world.clock.now_ms() + SETTLE_MS;
  let calm_ms = 0;
  while (world.clock.now_ms() < end_ms && calm_ms < CALM_MS) {
    world.clock.advance(1_000);
    if (world.view().screen === 'slip') world.press({ type: 'citizen.acknowledge' });
    calm_ms = world.view().screen === 'idle' ? calm_ms + 1_000 : 0;
  }
}

/** Every yen the citizen has not got back is earned, on a slip, or stands as a dispute. */
function expectNothingLost(world: World): void {
  const gone_yen = -world.hardware.places.total_yen('citizen');
  const claims = world.database.prepare('SELECT DISTINCT credit FROM transfer').pluck().all() as string[];
  const held = claims.filter((name) => /^(fees:|slip:)/.test(name) || ['disputed', 'unclaimed'].includes(name));
  const booked_yen = held.reduce((sum, name) => sum - balance_yen(world, name), 0);
  const uncertain = world.database.prepare('SELECT COALESCE(SUM(most_yen), 0) FROM uncertain').pluck().get();
  expect(booked_yen, 'claims of what the citizen has not got back').toBeLessThanOrEqual(gone_yen);
  expect(booked_yen + Number(uncertain), 'claims of what the citizen has not got back').toBeGreaterThanOrEqual(
    gone_yen,
  );
}

describe.each(['susono-juminhyo', 'fuchu-koseki'])('the kiosk is killed before and after each commit of %s', (name) => {
  test(
    'R84, R85, D10: books, cash and paper agree after the next start; nobody is resumed',
    { timeout: 60_000 },
    () => {
      const story = readStory(name);
      const failed: string[] = [];
      let at = 0;
      for (;;) {
        at += 1;
        let cut: Cut | null = null;
        try {
          cut = playCut(story, at);
          if (cut.call === null) break;
          expect(cut.world.deaths).toEqual([]);
          expectWalkAtRest(cut.world, cut.sheets);
          expectNothingLost(cut.world);
        } catch (error) {
          failed.push(`cut ${at} ${cut?.call ?? '?'}: ${error instanceof Error ? error.message : String(error)}`);
          if (!cut) break;
        }
      }
      expect(failed.join('\n\n')).toBe('');
      expect(at - 1).toBeGreaterThan(CUTS_MIN);
      console.info(`${name}: ${at - 1} cuts`);
    },
  );
});
