/** A world whose devices are listened to: story in, trace out. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfiguredDevice } from '../../drivers/configured.ts';
import type { TraceDesk } from '../../drivers/trace-desk.ts';
import { createRecorder } from '../../drivers/transport/trace-recorder.ts';
import { TraceTap } from '../../drivers/transport/trace-tap.ts';
import type { Clock } from '../../src/base/clock.ts';
import { TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** A world with a desk for traces, whose files lie in a folder of its own. */
export interface TracedWorld {
  readonly world: World;
  readonly folder: string;
  desk(): TraceDesk;
  tap(): TraceTap;
  /** Begins a trace of everything; `end` gives its text. */
  record(name?: string): { end(): string };
  /** Removes the folder. */
  forget(): void;
}

/** @param options as those of any world */
export function tracedWorld(options: WorldOptions = {}): TracedWorld {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-trace-'));
  let desk: TraceDesk | null = null;
  let tap: TraceTap | null = null;
  const listenTo = (clock: Clock, devices: readonly ConfiguredDevice[]): TraceTap => {
    tap = new TraceTap(clock, devices);
    desk = createRecorder({
      ...{ tap, folder: join(folder, 'traces'), program: 'test', devices, lines: [] },
      clock: {
        now_ms: () => clock.now_ms(),
        after: (delay_ms, run) => clock.after(delay_ms, run),
        systemTime_epoch_ms: () => TEST_DAY_EPOCH_MS + clock.now_ms(),
      },
      memoryOf: () => null,
    });
    return tap;
  };
  const world = createWorld({ ...options, tap: listenTo });
  const theDesk = (): TraceDesk => desk!;
  return {
    world,
    folder,
    desk: theDesk,
    tap: () => tap!,
    record: (name = 'test') => {
      const { file } = theDesk().begin({ by: 'tester', name, only: null, span_ms: 3_600_000, bytes_max: 1e9 });
      return {
        end: () => {
          theDesk().end('enough');
          return readFileSync(file, 'utf8');
        },
      };
    },
    forget: () => rmSync(folder, { recursive: true, force: true }),
  };
}
