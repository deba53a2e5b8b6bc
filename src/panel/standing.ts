/** Buttons that every citizen's screen has at the same place, and what their press says to the daemon. */
import type { View } from '../api/messages.ts';
import { button, type Deeds, type Model } from './controls.ts';
import { h, type ElementNode } from './dom.ts';
import { pictureOf } from './pictures.ts';

type Standing = View['standing'][number];
type Message = Parameters<Deeds['say']>[0];

/** What a press does: it opens what lies over the screen, or turns a setting over. */
function messageOf({ access }: View, { id, on }: Standing): Message {
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

const NEXT_SIZE = { 100: 150, 150: 200, 200: 100 } as const;
const NEXT_CONTRAST = { standard: 'high', high: 'dark', dark: 'standard' } as const;

/** The row of standing buttons; staff mode has one that turns the language. */
export function standingBar(model: Model): ElementNode {
  const { view, deeds } = model;
  if (view.staff !== null) {
    return h(
      'div',
      { class: 'standing-bar' },
      button(
        model,
        'language',
        'tool',
        () => deeds.say({ type: 'setLanguage', locale: view.language.locale }),
        pictureOf('globe'),
        h('span', { class: 'tool-label' }, view.language.label),
      ),
    );
  }
  return h(
    'div',
    { class: 'standing-bar' },
    ...view.standing.map((one) => {
      const node = button(
        model,
        one.id,
        one.on ? 'tool tool-on' : 'tool',
        () => deeds.say(messageOf(view, one)),
        pictureOf(`tool.${one.id}`),
        h('span', { class: 'tool-label' }, one.label),
      );
      const isSwitch = one.id === 'speech' || one.id === 'largeText' || one.id === 'contrast';
      return isSwitch
        ? { ...node, attributes: { ...node.attributes, 'aria-pressed': one.on ? 'true' : 'false' } }
        : node;
    }),
  );
}
