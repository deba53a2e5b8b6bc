/** What each key of the tactile keypad does on a view: where it goes, what is said, the one message it stands for. */
import type { View } from '../api/messages.ts';
import { NOBODY, surfaceOf } from './changes.ts';
import type { GuideKey, GuideState, KeyDeed, KeyStep, Place, Saying } from './contract.ts';
import { placeSaid, placesOf, wayOn } from './places.ts';
import { fixed } from './say.ts';
import { spokenScreen, warningSaid } from './screen.ts';
import type { UtteranceId } from '../words/contract.ts';

const VOLUME_MAX = 2;
const VOLUME_MIN = -2;

/** Keys that only somebody who listens has a use for: they switch everything on. */
const LISTENS: readonly GuideKey[] = ['next', 'previous', 'select', 'repeat', 'help'];
/** Whoever has switched speech off gets it back with these. */
const ASKS: readonly GuideKey[] = ['repeat', 'help'];

/** A keypad that nobody has touched. */
export const UNTOUCHED: GuideState = { cursor: null, surface: '' };

/** The state on this view: a place that is no longer there, or of another surface, is left. */
export function settled(state: GuideState, view: View): GuideState {
  const surface = surfaceOf(view);
  if (state.surface !== surface) {
    if (state.below?.surface === surface) return state.below;
    return { cursor: null, surface, ...(view.warning === null ? {} : { below: state.below ?? state }) };
  }
  if (state.cursor === null || placesOf(view).some(({ id }) => id === state.cursor)) return state;
  return { ...state, cursor: null };
}

function stays(state: GuideState, say: readonly Saying[]): KeyStep {
  return { state, say, deed: null, tone: 'key' };
}

function rejects(state: GuideState, view: View, utteranceId: UtteranceId): KeyStep {
  return { state, say: [fixed(utteranceId, view.locale)], deed: null, tone: 'reject' };
}

function does(state: GuideState, deed: KeyDeed, say: readonly Saying[] = []): KeyStep {
  return { state, say, deed, tone: 'key' };
}

/** Puts the keypad on a place and says it. */
function goes(
  state: GuideState,
  view: View,
  places: readonly Place[],
  place: Place,
  say: readonly Saying[] = [],
): KeyStep {
  return stays({ ...state, cursor: place.id }, [...placeSaid(view, places, place.id), ...say]);
}

function move(state: GuideState, view: View, by: 1 | -1): KeyStep {
  const places = placesOf(view);
  const at = places.findIndex(({ id }) => id === state.cursor);
  // The title was said as the screen appeared: the first step goes past it.
  const title = places[0]?.id === 'read.title' ? 0 : -1;
  const from = at >= 0 ? at : by > 0 ? title : 0;
  const place = places[(from + by + places.length) % places.length];
  return place === undefined ? rejects(state, view, 'speak.noKey') : goes(state, view, places, place);
}

/** To the way on, which is said and not done yet; a full PIN goes at once. */
function towardsWayOn(state: GuideState, view: View, places: readonly Place[]): KeyStep {
  const go = wayOn(places);
  if (go === null) return stays(state, spokenScreen(view, view.access));
  if (view.pin !== null && go.deed !== null) return does(state, go.deed);
  return goes(state, view, places, go);
}

/** Does what the place says. With no place yet, or on a text, it goes to the way on, so that nothing is done unheard. */
function select(state: GuideState, view: View): KeyStep {
  const places = placesOf(view);
  const place = places.find(({ id }) => id === state.cursor);
  if (place === undefined || place.kind === 'text') return towardsWayOn(state, view, places);
  if (place.deed !== null) return does(state, place.deed);
  return rejects(state, view, 'speak.notNow');
}

function back(state: GuideState, view: View): KeyStep {
  if (view.overlay !== null) return does(state, { type: 'overlay', kind: null });
  if (view.back === null) return rejects(state, view, 'speak.noBack');
  return does(state, { type: 'intent', page: view.page, intent: view.back.intent });
}

/** Asks by going there first: a second press, or 「決定」, ends it. */
function cancel(state: GuideState, view: View): KeyStep {
  if (view.overlay !== null && view.warning === null) return does(state, { type: 'overlay', kind: null });
  if (view.cancel === null) return rejects(state, view, 'speak.noCancel');
  const places = placesOf(view);
  const place = places.find(({ id }) => id === 'cancel' || id === 'warning.cancel');
  if (place === undefined) return rejects(state, view, 'speak.noCancel');
  if (state.cursor === place.id && place.deed !== null) return does(state, place.deed);
  return goes(state, view, places, place, [fixed('speak.cancelAsk', view.locale)]);
}

function volume(state: GuideState, view: View, by: 1 | -1): KeyStep {
  const next = view.access.volume + by;
  if (next > VOLUME_MAX) return rejects(state, view, 'speak.loudest');
  if (next < VOLUME_MIN) return rejects(state, view, 'speak.quietest');
  return does(state, { type: 'setAccess', access: { volume: next } });
}

/** Figures go to the PIN pad, or are the number of copies. What they are is never said back by this: the view tells how many. */
function figure(state: GuideState, view: View, digit: Extract<GuideKey, number>): KeyStep {
  if (view.pin !== null && view.overlay === null)
    return does({ ...state, cursor: null }, { type: 'pinKey', key: digit });
  const { form } = view;
  if (form?.kind === 'copies' && view.overlay === null && digit >= form.min && digit <= form.max) {
    return does(state, { type: 'edit', page: view.page, edit: { kind: 'copies', copies: digit } });
  }
  return rejects(state, view, 'speak.noKey');
}

function erase(state: GuideState, view: View, key: 'delete' | 'clear'): KeyStep {
  if (view.pin === null || view.overlay !== null || view.pin.digits === 0) return rejects(state, view, 'speak.noKey');
  return does({ ...state, cursor: null }, { type: 'pinKey', key });
}

/** The whole screen with its amounts, and the place again. */
function repeat(state: GuideState, view: View): KeyStep {
  const here = state.cursor === null ? [] : placeSaid(view, placesOf(view), state.cursor);
  return stays(state, [...here, ...spokenScreen(view, view.access)]);
}

/** While a warning is up every key but those of leaving says that somebody is there. */
function answerWarning(state: GuideState, key: GuideKey, view: View, warning: NonNullable<View['warning']>): KeyStep {
  if (key === 'cancel') return cancel(state, view);
  if (key === 'select' && state.cursor === 'warning.cancel') return select(state, view);
  // At the longest time of a session nothing extends it any more: the time is told instead.
  if (key === 'repeat' || !warning.extend.enabled) return stays(state, warningSaid(view, warning));
  return does(state, { type: 'intent', page: view.page, intent: warning.extend.intent });
}

/** True when this press first of all switches everything on. */
function switchesOn(key: GuideKey, view: View): boolean {
  const { speech } = view.access;
  if (speech === 'detailed') return false;
  // Nobody has begun: whatever key it is.
  if (NOBODY.includes(view.screen)) return true;
  return (speech === 'off' ? ASKS : LISTENS).includes(key);
}

/** The first use: everything is said from now on, without anything to be found first (EN 301 549, 5.2). */
export function switchOn(state: GuideState, view: View): KeyStep {
  return does(state, { type: 'setAccess', access: { speech: 'detailed' } }, [fixed('speak.keypad', view.locale)]);
}

/** What a key press comes to on this view. Pure; the caller performs the deed and says the rest by `spokenChange`. */
export function keyStep(before: GuideState, key: GuideKey, view: View): KeyStep {
  const state = settled(before, view);
  // Staff count with their hands on the screen; a figure there could be of their code.
  if (view.staff !== null) return { state, say: [], deed: null, tone: 'reject' };
  if (switchesOn(key, view)) return switchOn(state, view);
  if (view.warning !== null) return answerWarning(state, key, view, view.warning);
  if (typeof key === 'number') return figure(state, view, key);
  switch (key) {
    case 'next':
      return move(state, view, 1);
    case 'previous':
      return move(state, view, -1);
    case 'select':
      return select(state, view);
    case 'back':
      return back(state, view);
    case 'cancel':
      return cancel(state, view);
    case 'repeat':
      return repeat(state, view);
    case 'help':
      return view.overlay?.kind === 'help' ? repeat(state, view) : does(state, { type: 'overlay', kind: 'help' });
    case 'louder':
      return volume(state, view, 1);
    case 'quieter':
      return volume(state, view, -1);
    case 'delete':
    case 'clear':
      return erase(state, view, key);
  }
}
