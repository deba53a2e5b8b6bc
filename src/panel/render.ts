/** The frame of every screen: head, where-you-are strip, question, standing buttons, warning. Pure: view in, tree out. */
import type { View } from '../api/messages.ts';
import { actionButton, button, disabled, type Model } from './controls.ts';
import { h, type Child, type ElementNode } from './dom.ts';
import { overlay, warning } from './overlays.ts';
import { pictureOf } from './pictures.ts';
import { bodyOf } from './screens.ts';
import { standingBar } from './standing.ts';
import { answerOf } from './state.ts';

/** The whole screen. */
export function render(model: Model): Child[] {
  const { view } = model;
  return [
    header(model),
    steps(view),
    h(
      'main',
      { key: `page-${view.page}`, class: `page page-${view.screen}`, 'data-emphasis': view.emphasis },
      h(
        'div',
        { class: 'question' },
        h('h1', { tabindex: -1, id: 'title' }, view.title),
        view.lead.length === 0 ? null : h('div', { class: 'lead' }, ...view.lead.map((text) => h('p', {}, text))),
      ),
      bodyOf(model),
    ),
    footer(model),
    ...(view.overlay === null ? [] : [overlay(model, view.overlay)]),
    ...(view.warning === null ? [] : [warning(model, view.warning)]),
  ];
}

function header(model: Model): ElementNode {
  const { view } = model;
  return h(
    'header',
    { class: 'head' },
    pictureOf('logo'),
    h(
      'div',
      { class: 'head-words' },
      h('span', { class: 'head-place' }, view.staff?.citizens ?? view.municipality ?? view.kioskName),
      h('span', { class: 'head-clock' }, view.clock),
    ),
    standingBar(model),
  );
}

function steps(view: View): ElementNode {
  return h(
    'nav',
    { class: view.steps.length === 0 ? 'steps steps-none' : 'steps' },
    ...view.steps.map(({ label, state }, at) =>
      h(
        'div',
        { class: `step step-${state}`, 'aria-current': state === 'now' ? 'step' : null },
        h(
          'span',
          { class: 'step-mark', 'aria-hidden': state === 'done' ? null : 'true' },
          state === 'done' ? '✓' : String(at + 1),
        ),
        h('span', { class: 'step-label' }, label),
      ),
    ),
  );
}

/** A sign beside a word that says the same. */
const SIGN = { class: 'sign', 'aria-hidden': 'true' } as const;

/** Buttons that never move: leave and back at the left, the way on at the right. */
function footer(model: Model): ElementNode {
  const { view } = model;
  const form = view.form;
  return h(
    'footer',
    { class: 'foot' },
    view.cancel && actionButton(model, view.cancel, 'standing cancel', h('span', SIGN, '×'), view.cancel.label),
    view.back && actionButton(model, view.back, 'standing back', h('span', SIGN, '‹'), view.back.label),
    h('div', { class: 'foot-space' }, view.code && h('span', { class: 'code' }, view.code.text)),
    ...view.actions
      .filter(({ kind }) => kind === 'plain')
      .map((action) => actionButton(model, action, 'standing plain', action.label)),
    ...view.actions
      .filter(({ kind }) => kind === 'primary')
      .map((action) => actionButton(model, action, 'go', action.label)),
    form && submit(model, form.submit),
  );
}

function submit(model: Model, label: string): ElementNode {
  const { view, draft, deeds } = model;
  const { form } = view;
  const complete = form?.kind === 'counts' ? answerOf(form, draft) !== null : form?.complete === true;
  const node = button(model, 'submit', 'go', () => deeds.submit(), label);
  return complete ? node : disabled(node);
}
