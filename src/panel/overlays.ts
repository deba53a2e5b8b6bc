/** What lies over the screen: the time-out warning, and languages, settings or help when they were asked for. */
import type { View } from '../api/messages.ts';
import { actionButton, button, type Model } from './controls.ts';
import { h, type ElementNode, type MaybeChild } from './dom.ts';
import { pictureOf } from './pictures.ts';
import { qr } from './qr.ts';

type Overlay = NonNullable<View['overlay']>;

/** The time-out warning, over everything. */
export function warning(model: Model, content: NonNullable<View['warning']>): ElementNode {
  const { view } = model;
  return h(
    'div',
    { class: 'veil', role: 'alertdialog', 'aria-labelledby': 'warning-title' },
    h(
      'div',
      { class: 'warning' },
      h('h2', { id: 'warning-title', tabindex: -1 }, content.title),
      content.timeLeft_s === null ? null : h('div', { class: 'seconds', role: 'timer' }, String(content.timeLeft_s)),
      h('p', {}, content.text),
      h(
        'div',
        { class: 'warning-buttons' },
        view.cancel && actionButton(model, { ...view.cancel, id: 'warning.cancel' }, 'standing', view.cancel.label),
        // At the longest time of a session there is no more of it to be had.
        content.extend.enabled && actionButton(model, content.extend, 'go', content.extend.label),
      ),
    ),
  );
}

/** Languages, settings or help. */
export function overlay(model: Model, content: Overlay): ElementNode {
  const close = button(
    model,
    'overlay.close',
    'go overlay-close',
    () => model.deeds.say({ type: 'overlay', kind: null }),
    content.close,
  );
  return h(
    'div',
    {
      class: `veil overlay overlay-${content.kind}`,
      role: 'dialog',
      'aria-labelledby': 'overlay-title',
      key: content.kind,
    },
    h(
      'div',
      { class: 'sheet-over' },
      h('h2', { id: 'overlay-title', tabindex: -1 }, content.title),
      h('div', { class: 'overlay-inner', tabindex: 0 }, ...inside(model, content)),
      h('div', { class: 'overlay-foot' }, close),
    ),
  );
}

function inside(model: Model, content: Overlay): MaybeChild[] {
  switch (content.kind) {
    case 'language':
      return languages(model, content);
    case 'access':
      return settings(model, content);
    case 'help':
      return help(content);
  }
}

/** One of several answers, as a radio button is one of its group. */
function answer(
  model: Model,
  id: string,
  chosen: boolean,
  lang: string | null,
  label: string,
  press: () => void,
): ElementNode {
  const node = button(
    model,
    id,
    chosen ? 'answer answer-on' : 'answer',
    press,
    h('span', { class: 'answer-mark', 'aria-hidden': 'true' }, chosen ? '✓' : ''),
    label,
  );
  return {
    ...node,
    attributes: { ...node.attributes, role: 'radio', 'aria-checked': chosen ? 'true' : 'false', lang },
  };
}

function languages(model: Model, { lead, choices }: Extract<Overlay, { kind: 'language' }>): MaybeChild[] {
  return [
    ...lead.map((text) => h('p', { class: 'overlay-lead' }, text)),
    h(
      'div',
      { class: 'language-list', role: 'radiogroup', 'aria-labelledby': 'overlay-title' },
      ...choices.map(({ id, locale, label, chosen }) =>
        answer(model, id, chosen, locale, label, () => model.deeds.say({ type: 'setLanguage', locale })),
      ),
    ),
  ];
}

function settings(model: Model, { groups }: Extract<Overlay, { kind: 'access' }>): MaybeChild[] {
  return groups.map(({ label, options }) =>
    h(
      'div',
      { class: 'setting', role: 'radiogroup', 'aria-label': label },
      h('div', { class: 'setting-label' }, label),
      h(
        'div',
        { class: 'setting-answers' },
        ...options.map(({ id, label: name, chosen, access }) =>
          answer(model, id, chosen, null, name, () => model.deeds.say({ type: 'setAccess', access })),
        ),
      ),
    ),
  );
}

function help({ steps, contacts, staff, guide }: Extract<Overlay, { kind: 'help' }>): MaybeChild[] {
  return [
    h(
      'ol',
      { class: 'help-steps' },
      ...steps.map(({ picture, text }) =>
        h('li', { class: 'help-step' }, h('div', { class: 'help-picture' }, pictureOf(picture)), h('p', {}, text)),
      ),
    ),
    h('ul', { class: 'help-staff' }, ...staff.map((text) => h('li', {}, text))),
    h(
      'div',
      { class: 'help-calls' },
      h(
        'div',
        { class: 'help' },
        ...contacts.map(({ label, phone }) =>
          h('div', { class: 'help-line' }, pictureOf('phone'), h('span', {}, label), h('strong', {}, phone)),
        ),
      ),
      guide === null ? null : h('div', { class: 'help-guide' }, qr(guide.qr), h('p', {}, guide.label)),
    ),
  ];
}
