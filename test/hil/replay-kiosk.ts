/**
 * The whole kiosk, `assemble` and all, in a machine room that answers from a trace. The citizen does what the story of the trace
 * says; money and paper move when the trace says so. The card is a virtual one: what a card says of its holder is in no trace.
 */
import { wiresOf, type Difference, type ReplayRoom } from '../../drivers/replay.ts';
import type { Trace } from '../../drivers/trace.ts';
import { playAct } from '../simulation/story-player.ts';
import { DEVICES } from '../simulation/hardware.ts';
import { createWorld, type World, type WorldOptions } from '../simulation/world.ts';
import { isPress } from './trace-story.ts';
import type { Act, Story } from '../stories/story.ts';

/** The kiosk starts so long before its trace. */
const LEAD_MS = 20_000;
/** Printing, refunds and time-outs are in it. */
const HOME_MS = 600_000;
/** Acts that are presses of the screen, each one record of the trace. */
const PRESSES: ReadonlySet<Act['act']> = new Set(['press', 'typePin', 'chooseItems', 'choosePersons', 'chooseCopies']);
/** Done by the machine room, which is the trace's. */
const BY_TRACE: ReadonlySet<Act['act']> = new Set(['takePaper', 'clerkClearsJam', 'paperJams']);

/** What came of a trace replayed into a whole kiosk. */
export interface KioskReplay {
  readonly world: World;
  /** What was asked otherwise while the visit lasted. */
  readonly differences: readonly Difference[];
  /** Why the story could not be played to its end; null when it was. */
  readonly failure: string | null;
}

/** The citizen's part; money comes by itself, and is waited for. */
function play(world: World, { acts }: Story, trace: Trace): void {
  const pressed_ms = trace.records.flatMap((record) =>
    record.k === 'act' && record.t >= 0 && isPress(record.act) ? [record.t] : [],
  );
  let put_yen = 0;
  for (const act of acts) {
    // At the pace of the trace: a kiosk that is faster than its devices were would not meet what they said.
    const at_ms = PRESSES.has(act.act) ? LEAD_MS + (pressed_ms.shift() ?? 0) : 0;
    if (at_ms > world.clock.now_ms()) world.clock.advance(at_ms - world.clock.now_ms());
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

/** The same trace as of a machine room whose lines have the names of the simulated one. */
function atHome(trace: Trace): Trace {
  const names = new Map<string, string>();
  for (const device of trace.header.devices) {
    const home = DEVICES.find((own) => own.class === device.class && own.driver === device.driver);
    if (home && 'port' in home && device.port !== undefined) names.set(device.port, home.port);
    if (home && 'uri' in home && device.uri !== undefined && device.role !== 'receipt') names.set(device.uri, home.uri);
  }
  const named = (line: string): string => names.get(line) ?? line;
  // A request names its printer, with a length before it (RFC 8010, section 3.1.4).
  const uris = [...names]
    .filter(([from]) => from.includes('://'))
    .map(([from, to]) => [field(from), field(to)] as const);
  const moved = (b: string): string => uris.reduce((text, [from, to]) => text.replaceAll(from, to), b);
  const { header, records } = trace;
  return {
    header: {
      ...header,
      devices: header.devices.map((device) => ({
        ...device,
        ...(device.port !== undefined && { port: named(device.port) }),
        ...(device.uri !== undefined && { uri: named(device.uri) }),
      })),
    },
    records: records.map((record) => {
      if (!('line' in record)) return record;
      const line = named(record.line);
      return record.k === 'w' || record.k === 'r' ? { ...record, line, b: moved(record.b) } : { ...record, line };
    }),
  };
}

function field(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]).toString('hex');
}

/** Plays the story before a kiosk whose cash devices and printer answer from the trace. */
export function replayIntoKiosk(given: Trace, story: Story, options: WorldOptions = {}): KioskReplay {
  const trace = atHome(given);
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
  let failure: string | null = null;
  try {
    play(world, story, trace);
  } catch (error) {
    failure = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  // What staff did after the visit is not in its story.
  const first_ms = trace.records.find(({ k, t }) => k === 'act' && t >= 0)?.t ?? 0;
  const end_ms = trace.records.find(
    (record) => record.k === 'screen' && record.t > first_ms && record.screen === 'idle',
  )?.t;
  const found = (room as ReplayRoom | null)?.differences().filter(({ line }) => !line.startsWith('card')) ?? [];
  return {
    world,
    failure,
    differences: found.filter(({ t_ms }) => t_ms < (end_ms ?? Infinity)),
  };
}
