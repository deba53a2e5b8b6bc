/** Everything the keypad can stand on, in order: what is to be read, the question, the way on, the standing buttons. */
import { words } from '../words/words.ts';
import type { Action, View } from '../api/messages.ts';
import type { KeyDeed, Place, Saying } from './contract.ts';
import { formPlaces } from './form-places.ts';
import { overlayPlaces } from './overlay-places.ts';
import { readingsOf } from './readings.ts';
import { about, passing, sentences } from './say.ts';

type Standing = View['standing'][number];

function stateText(view: View, text: string): Saying {
  return { kind: 'passing', utteranceId: 'guide.state', text: sentences([text], view.locale), locale: view.locale };
}

/** A button of the screen; one that cannot be pressed now says so. */
export function buttonPlace(
  view: View,
  button: Action,
  over: { readonly id?: string; readonly label?: string } = {},
): Place {
  const said = words(view.locale);
  const refused = button.kind === 'refused' ? said.text('guide.refused') : null;
  const state = button.enabled ? refused : said.text('guide.unavailable');
  return {
    id: over.id ?? button.id,
    kind: button.kind === 'primary' ? 'go' : button.kind === 'plain' ? 'button' : 'choice',
    label: [over.label ?? button.label, button.detail].flatMap((text) => passing('guide.place', [text], view.locale)),
    state: state === null ? null : stateText(view, state),
    deed: button.enabled ? { type: 'intent', page: view.page, intent: button.intent } : null,
  };
}

/** The settings of the standing buttons in their round, as on the touch screen. */
const NEXT_SIZE = { 100: 150, 150: 200, 200: 100 } as const;
const NEXT_CONTRAST = { standard: 'high', high: 'dark', dark: 'standard' } as const;

/** What a standing button does: those with a state turn it on, the others open what lies over the screen. */
function standingDeed({ access }: View, { id, on }: Standing): KeyDeed {
  switch (id) {
    case 'language':
    case 'access':
    case 'help':
      return { type: 'overlay', kind: id };
    case 'speech':
      return { type: 'setAccess', access: { speech: on ? 'guidance' : 'detailed' } };
    case 'largeText':
      return { type: 'setAccess', access: { textSize_percent: NEXT_SIZE[access.textSize_percent] } };
    case 'contrast':
      return { type: 'setAccess', access: { contrast: NEXT_CONTRAST[access.contrast] } };
  }
}

/** Standing buttons that are on or off; the others open something. */
const SWITCHES: readonly Standing['id'][] = ['speech', 'largeText', 'contrast'];

/** Where a screen has no standing buttons, the other language alone. */
function languagePlace({ language }: View): Place {
  const label = passing('guide.place', [language.label], language.locale);
  return { id: 'language', kind: 'button', label, state: null, deed: { type: 'setLanguage', locale: language.locale } };
}

function standingPlaces(view: View): Place[] {
  const said = words(view.locale);
  if (view.standing.length === 0) return [languagePlace(view)];
  return view.standing.map((button) => ({
    id: button.id,
    kind: 'button',
    // Who does not understand the label understands the name of a language.
    label: [
      ...passing('guide.place', [button.label], view.locale),
      ...(button.id === 'language' ? languagePlace(view).label : []),
    ],
    state: SWITCHES.includes(button.id) ? stateText(view, said.text(button.on ? 'guide.on' : 'guide.off')) : null,
    deed: standingDeed(view, button),
  }));
}

function warningPlaces(view: View, { title, text, extend }: NonNullable<View['warning']>): Place[] {
  return [
    {
      id: 'read.warning',
      kind: 'text',
      label: passing('guide.title', [title, text], view.locale),
      state: null,
      deed: null,
    },
    // At the longest time of a session there is nothing to press for more.
    ...(extend.enabled ? [buttonPlace(view, extend)] : []),
    ...(view.cancel === null ? [] : [buttonPlace(view, view.cancel, { id: 'warning.cancel' })]),
  ];
}

/** The controls in the order in which the screen gives them the focus; what it does not give one comes last. */
function inFocusOrder(places: readonly Place[], focus: readonly string[]): Place[] {
  const rank = ({ id }: Place): number => {
    const at = focus.indexOf(id);
    return at < 0 ? focus.length : at;
  };
  return places.toSorted((a, b) => rank(a) - rank(b));
}

function controlsOf(view: View): Place[] {
  const removes = view.lines.flatMap(({ remove, label }) =>
    remove === null ? [] : [buttonPlace(view, remove, { label: about(label, remove.label, view.locale) })],
  );
  return [
    ...formPlaces(view),
    ...removes,
    ...view.actions.map((button) => buttonPlace(view, button)),
    ...[view.back, view.cancel].flatMap((button) => (button === null ? [] : [buttonPlace(view, button)])),
    ...standingPlaces(view),
  ];
}

/** All places of what lies on top: the warning, else the overlay, else the screen. Staff screens have none. */
export function placesOf(view: View): Place[] {
  if (view.staff !== null) return [];
  if (view.warning !== null) return warningPlaces(view, view.warning);
  if (view.overlay !== null) return overlayPlaces(view, view.overlay);
  return [...readingsOf(view), ...inFocusOrder(controlsOf(view), view.focus)];
}

/** What is said where the keypad stands: what it is, how it is set, which of how many. */
export function placeSaid(view: View, places: readonly Place[], id: string): Saying[] {
  const at = places.findIndex((place) => place.id === id);
  const place = places[at];
  if (place === undefined) return [];
  const which = words(view.locale).text('guide.place', { n: at + 1, total: places.length });
  return [
    ...place.label,
    ...(place.state === null ? [] : [place.state]),
    ...passing('guide.hint', [which], view.locale),
  ];
}

/** The way on of a screen, where there is one that can be taken: its main button, else the only choice. */
export function wayOn(places: readonly Place[]): Place | null {
  const open = places.filter(({ deed }) => deed !== null);
  const choices = open.filter(({ kind }) => kind === 'choice');
  return open.find(({ kind }) => kind === 'go') ?? (choices.length === 1 ? choices[0]! : null);
}
