/**
 * The statechart of a session: six regions side by side. Facts come in, commands go out (`emit`); nothing is invoked, awaited
 * or persisted here. See README.md for how to read it, and session.mmd for the picture.
 */
import type { SnapshotFrom } from 'xstate';
import { chart } from './chart.ts';
import { firstContext } from './context.ts';
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

/** The machine with its time-outs. `kiosk` makes the actor: `createActor(machine, { clock: xstateClock(clock), input })`. */
export function createSessionMachine(delays: SessionDelays) {
  return session.provide({ delays: { ...delays } });
}

export type SessionMachine = ReturnType<typeof createSessionMachine>;
export type SessionSnapshot = SnapshotFrom<SessionMachine>;

export { xstateClock } from './clock.ts';
export { pictureOf, wouldAct } from './picture.ts';
