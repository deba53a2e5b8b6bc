/** Places of what lies over a screen: languages, settings, help. */
import type { View } from '../api/messages.ts';
import { isJapanese } from '../words/locales.ts';
import { words } from '../words/words.ts';
import type { Place, Saying, Topic } from './contract.ts';
import { about, passing, phoneOf, sentences } from './say.ts';

type Overlay = NonNullable<View['overlay']>;

function chosenSaid(view: View, chosen: boolean): Saying | null {
  if (!chosen) return null;
  const { locale } = view;
  const text = sentences([words(locale).text('guide.chosen')], locale);
  return { kind: 'passing', utteranceId: 'guide.state', text, locale };
}

function text(id: string, topic: Topic, texts: readonly (string | null)[], view: View): Place[] {
  const label = passing(topic, texts, view.locale);
  return label.length === 0 ? [] : [{ id: `read.${id}`, kind: 'text', label, state: null, deed: null }];
}

/** Each language by its own name, in its own voice: who needs it understands it. */
function languagePlaces(view: View, { choices }: Extract<Overlay, { kind: 'language' }>): Place[] {
  return choices.map(({ id, label, locale, chosen }) => ({
    id,
    kind: 'choice',
    label: passing('guide.place', [label], isJapanese(locale) ? 'ja' : locale),
    state: chosenSaid(view, chosen),
    deed: { type: 'setLanguage', locale },
  }));
}

function accessPlaces(view: View, { groups }: Extract<Overlay, { kind: 'access' }>): Place[] {
  return groups.flatMap(({ label: group, options }) =>
    options.map(({ id, label, chosen, access }): Place => ({
      id,
      kind: 'choice',
      label: passing('guide.place', [about(group, label, view.locale)], view.locale),
      state: chosenSaid(view, chosen),
      deed: { type: 'setAccess', access },
    })),
  );
}

function helpPlaces(view: View, { steps, contacts, staff, guide }: Extract<Overlay, { kind: 'help' }>): Place[] {
  return [
    ...steps.flatMap((step, at) => text(`step.${at}`, 'guide.help', [step.text], view)),
    ...contacts.flatMap((contact, at) => text(`contact.${at}`, 'guide.help', [phoneOf(contact, view.locale)], view)),
    ...staff.flatMap((line, at) => text(`staff.${at}`, 'guide.help', [line], view)),
    ...(guide === null ? [] : text('guide', 'guide.help', [about(guide.label, guide.address, view.locale)], view)),
  ];
}

function inner(view: View, overlay: Overlay): Place[] {
  switch (overlay.kind) {
    case 'language':
      return [
        ...overlay.lead.flatMap((line, at) => text(`lead.${at}`, 'guide.lead', [line], view)),
        ...languagePlaces(view, overlay),
      ];
    case 'access':
      return accessPlaces(view, overlay);
    case 'help':
      return helpPlaces(view, overlay);
  }
}

/** Places of the overlay, closing it last. */
export function overlayPlaces(view: View, overlay: Overlay): Place[] {
  const close: Place = {
    id: 'overlay.close',
    kind: 'button',
    label: passing('guide.place', [overlay.close], view.locale),
    state: null,
    deed: { type: 'overlay', kind: null },
  };
  return [...inner(view, overlay), close];
}
