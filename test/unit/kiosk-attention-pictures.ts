import type { ReminderItem, Screen, SessionPicture } from '../../fsm/events.ts';
import { createActor } from 'xstate';
import { createSessionMachine, pictureOf } from '../../fsm/session.ts';
import { DELAYS, PROFILES } from './fsm-stage.ts';

const actor = createActor(createSessionMachine(DELAYS), { input: { profile: PROFILES.cardOff, copies_max: 3 } });
const FIRST: SessionPicture = pictureOf(actor.getSnapshot());

/** Pictures of a session as the chart makes them, put onto a screen by hand. */
export const atPictures = {
  screen: (screen: Screen): SessionPicture => ({ ...FIRST, reasons: [], screen }),
  left: (items: readonly ReminderItem[]): SessionPicture => ({
    ...FIRST,
    reasons: [],
    screen: 'takeItems',
    items: items.map((item) => ({ item, gone: false })),
  }),
};
