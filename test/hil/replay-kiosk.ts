/**
 * The whole kiosk, `assemble` and all, in a machine room that answers from a trace. The citizen does what the story of the trace
 * says; money and paper move when the trace says so. The card is a virtual one: what a card says of its holder is in no trace.
 */
import { wiresOf, type Difference, type ReplayRoom } from '../../drivers/replay.ts';
import type { Trace } from '../../drivers/trace.ts';
import { playAct } from '../simulation/story-player.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';
import type { Act, Story } from '../stories/story.ts';

/** The kiosk starts so long before its trace. */
const LEAD_MS = 20_000;
/** Printing, refunds and time-outs are in it. */
const HOME_MS = 600_000;
/** Done by the machine room, which is the trace's. */
const BY_TRACE: ReadonlySet<Act['act']> = new Set(['takePaper', 'clerkClearsJam', 'paperJams']);

export interface KioskReplay {
  readonly world: World;
  /** What was asked otherwise while the visit lasted. */
  readonly differences: readonly Difference[];
  /** Settings that were written once more: lines of their own go on at their own pace, and what is set twice is set. */
  readonly again: readonly Difference[];
}

/** The citizen's part; money comes by itself, and is waited for. */
function play(world: World, { acts }: Story): void {
  let put_yen = 0;
  for (const act of acts) {
    if (act.act === 'coin' || act.act === 'note') {
      put_yen += act.denomination_yen;
      world.until(() => world.kiosk().picture().totals.credit_yen >= put_yen);
    } else if (!BY_TRACE.has(act.act)) playAct(world, act, null);
  }
  world.hardware.reader.remove();
  world.until(() => {
    const { screen } = world.view();
    if (screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
    return screen === 'idle';
  }, HOME_MS);
}

/** Plays the story before a kiosk whose cash devices and printer answer from the trace. */
export function replayIntoKiosk(trace: Trace, story: Story, options: WorldOptions = {}): KioskReplay {
  let room: ReplayRoom | null = null;
  const world = createWorld({
    ...options,
    wires: (inner, kiosk) => {
      room = wiresOf(trace, kiosk, LEAD_MS);
      const { openBytes, openHttp } = room.wires;
      return { ...inner, openBytes, openHttp };
    },
  });
  world.clock.advance(LEAD_MS);
  play(world, story);
  // What staff did after the visit is not in its story.
  const end_ms = trace.records.find((record) => record.k === 'screen' && record.t > 0 && record.screen === 'idle')?.t;
  const found = (room as ReplayRoom | null)?.differences().filter(({ line }) => !line.startsWith('card')) ?? [];
  return {
    world,
    differences: found.filter(({ kind, t_ms }) => kind !== 'again' && t_ms < (end_ms ?? Infinity)),
    again: found.filter(({ kind }) => kind === 'again'),
  };
}
