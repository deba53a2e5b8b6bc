/**
 * The statechart of a session: six regions side by side. Facts come in, commands go out (`emit`); nothing is invoked, awaited
 * or persisted here. See README.md for how to read it, and session.mmd for the picture.
 */
import type { SnapshotFrom } from 'xstate';
import { chart } from './chart.ts';
import { firstContext, type SessionContext } from './context.ts';
import type { SessionDelays } from './events.ts';
import { flow } from './flow/flow.ts';
import { card, cash, printer, reminder, service } from './regions.ts';

const session = chart.createMachine({
  id: 'session',
  type: 'parallel',
  context: ({ input }) => firstContext(input),
  // Only what no region knows arrives here: a late but legal fact is handled by the region that keeps it.
  on: { '*': { actions: 'reportUnexpected' } },
  states: { service, flow, card, cash, printer, reminder },
});

/** The machine with its time-outs; the citizen's are `slow_factor` as long while everything is read aloud. `kiosk` makes the actor: `createActor(machine, { clock: xstateClock(clock), input })`. */
export function createSessionMachine(delays: SessionDelays, slow_factor = 1) {
  const times = Object.entries(delays).map(([name, normal_ms]: [string, number]) => [
    name,
    ({ context }: { readonly context: SessionContext }) =>
      context.slow && CITIZENS_TIMES.test(name) ? normal_ms * slow_factor : normal_ms,
  ]);
  return session.provide({
    delays: Object.fromEntries(times) as Record<keyof SessionDelays, (asked: { context: SessionContext }) => number>,
  });
}

/** Times that wait for the citizen, and none of a device. */
const CITIZENS_TIMES = /^(citizen_|slip_shows_)/;

export type SessionMachine = ReturnType<typeof createSessionMachine>;
export type SessionSnapshot = SnapshotFrom<SessionMachine>;

export { xstateClock } from './clock.ts';
export { pictureOf, wouldAct } from './picture.ts';
