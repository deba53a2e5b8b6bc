/** The middle of the screen, put together from what the view holds. */
import type { Form, View } from '../api/messages.ts';
import { actionButton, button, disabled, type Model } from './controls.ts';
import { h, type Child, type ElementNode } from './dom.ts';
import { pictureOf } from './pictures.ts';
import { qr } from './qr.ts';
import { counts, staffParts } from './staff.ts';

/** Below the first nine digits: 11 clears, then the tenth digit, 10 deletes. */
const keysOf = (digits: readonly number[]): readonly number[] => [...digits.slice(0, 9), 11, ...digits.slice(9), 10];

export function bodyOf(model: Model): ElementNode {
  const { view } = model;
  const parts: (Child | null)[] = [
    ...(view.staff === null ? [] : [notices(view.notices)]),
    view.pin && pinPad(model, view.pin),
    view.money && money(view.money),
    view.progress && progress(view.progress),
    view.form && formOf(model, view.form),
    ...(view.staff === null ? [choices(model)] : staffParts(model, view.staff)),
    lines(model),
    slip(view.slip),
    ticks(view.ticks),
    view.staff === null ? notices(view.notices) : null,
    help(view.help),
  ];
  const content = h('div', { class: 'content' }, ...parts);
  const alone = content.children.length === 0;
  // Where there is something to read or press beside it, the picture stands at the left; alone it takes the middle.
  return h(
    'div',
    { class: `body ${view.picture === null ? 'body-plain' : alone ? 'body-picture' : 'body-both'}` },
    beside(view),
    alone ? null : content,
  );
}

/** The picture, and below it what the documents say of themselves. */
function beside({ picture, asides }: View): ElementNode | null {
  if (picture === null) return null;
  const drawn = h('div', { class: `picture picture-${picture}` }, pictureOf(picture));
  if (asides.length === 0) return drawn;
  const said = h('div', { class: 'asides' }, ...asides.map((text) => h('p', {}, text)));
  return h('div', { class: 'picture-side' }, drawn, said);
}

function notices(list: View['notices']): ElementNode | null {
  if (list.length === 0) return null;
  return h(
    'ul',
    { class: 'notices', tabindex: 0, 'aria-live': 'polite' },
    ...list.map(({ kind, text }) =>
      h('li', { class: `notice notice-${kind}` }, h('span', { class: 'notice-text' }, text)),
    ),
  );
}

function help(list: View['help']): ElementNode | null {
  if (list.length === 0) return null;
  return h(
    'div',
    { class: 'help' },
    ...list.map(({ label, phone }) =>
      h('div', { class: 'help-line' }, pictureOf('phone'), h('span', {}, label), h('strong', {}, phone)),
    ),
  );
}

/** One of several: big buttons, two in a row from three on. */
function choices(model: Model): ElementNode | null {
  const list = model.view.actions.filter(({ kind }) => kind === 'choice' || kind === 'refused');
  if (list.length === 0) return null;
  return h(
    'div',
    { class: list.length > 2 ? 'choices choices-many more' : 'choices' },
    ...list.map((action) =>
      actionButton(
        model,
        action,
        // Greyed, but not dead: a touch says why.
        action.kind === 'refused' ? 'choice choice-refused' : 'choice',
        h('span', { class: 'choice-icon' }, pictureOf(action.id === 'government' ? 'building' : 'document')),
        h(
          'span',
          { class: 'choice-words' },
          h('span', { class: 'choice-label' }, action.label),
          action.detail === null ? null : h('span', { class: 'choice-detail' }, action.detail),
        ),
        h(
          'span',
          { class: 'choice-go', 'aria-hidden': action.kind === 'refused' ? null : 'true' },
          action.kind === 'refused' ? '?' : '›',
        ),
      ),
    ),
  );
}

function formOf(model: Model, form: Form): ElementNode {
  switch (form.kind) {
    case 'items':
      return items(model, form);
    case 'persons':
      return persons(model, form);
    case 'copies':
      return copies(model, form);
    case 'counts':
      return counts(model, form);
  }
}

function items(model: Model, form: Extract<Form, { kind: 'items' }>): ElementNode {
  const { deeds } = model;
  const cautions = form.toggles.filter(({ caution, chosen }) => caution !== null && chosen);
  return h(
    'div',
    { class: 'items more' },
    ...form.toggles.map((toggle) => {
      const on = toggle.chosen;
      const press = (): void => deeds.edit({ kind: 'item', optionId: toggle.id, on: !on });
      const node = button(
        model,
        `item.${toggle.id}`,
        on ? 'item item-on' : 'item',
        press,
        h(
          'span',
          { class: 'item-words' },
          h('span', { class: 'item-label' }, toggle.label),
          toggle.detail === null ? null : h('span', { class: 'item-detail' }, toggle.detail),
        ),
        h(
          'span',
          { class: 'switch' },
          h('span', { class: on ? 'side' : 'side side-now' }, toggle.off),
          h('span', { class: on ? 'side side-now' : 'side' }, toggle.on),
        ),
      );
      return { ...node, attributes: { ...node.attributes, role: 'switch', 'aria-checked': on ? 'true' : 'false' } };
    }),
    ...cautions.map(({ caution }) =>
      h('p', { class: 'notice notice-caution' }, h('span', { class: 'notice-text' }, caution ?? '')),
    ),
  );
}

function persons(model: Model, form: Extract<Form, { kind: 'persons' }>): ElementNode {
  const { deeds, names } = model;
  return h(
    'div',
    { class: 'persons' },
    h(
      'div',
      { class: 'person-list more' },
      ...form.persons.map(({ person, handle, label, chosen }) => {
        const node = button(
          model,
          `person.${person}`,
          chosen ? 'person person-on' : 'person',
          () => deeds.edit({ kind: 'person', person, on: !chosen }),
          h('span', { class: 'box', 'aria-hidden': 'true' }, chosen ? '✓' : ''),
          h('span', { class: 'person-name' }, names.get(handle) ?? label),
        );
        return {
          ...node,
          attributes: { ...node.attributes, role: 'checkbox', 'aria-checked': chosen ? 'true' : 'false' },
        };
      }),
    ),
    form.persons.length > 1
      ? h(
          'div',
          { class: 'person-sets' },
          button(model, 'holderOnly', 'everybody', () => deeds.edit({ kind: 'holderOnly' }), form.holder),
          button(model, 'everybody', 'everybody', () => deeds.edit({ kind: 'everybody' }), form.all),
        )
      : null,
  );
}

function copies(model: Model, form: Extract<Form, { kind: 'copies' }>): ElementNode {
  const { deeds } = model;
  const step = (id: string, sign: string, name: string, by: number): ElementNode => {
    const next = form.copies + by;
    const plainNode = button(model, id, 'stepper', () => deeds.edit({ kind: 'copies', copies: next }), sign);
    const node = { ...plainNode, attributes: { ...plainNode.attributes, 'aria-label': name } };
    return next < form.min || next > form.max ? disabled(node) : node;
  };
  return h(
    'div',
    { class: 'copies' },
    step('copies.less', '−', form.fewer, -1),
    h('output', { class: 'count' }, form.counts[form.copies - form.min] ?? String(form.copies)),
    step('copies.more', '+', form.more, 1),
  );
}

function lines({ view, names, ...model }: Model): ElementNode | null {
  if (view.lines.length === 0) return null;
  const who = ({ handle, label }: { handle: string; label: string }): string => names.get(handle) ?? label;
  return h(
    'div',
    { class: 'lines' },
    h(
      'div',
      { class: 'line-list', tabindex: 0 },
      ...view.lines.map((line) =>
        h(
          'div',
          { class: 'line' },
          h(
            'div',
            { class: 'line-words' },
            h('div', { class: 'line-label' }, line.label),
            line.official === null ? null : h('div', { class: 'line-official' }, line.official),
            line.year === null ? null : h('div', { class: 'line-year' }, line.year),
            line.persons.length === 0 ? null : h('div', { class: 'line-persons' }, line.persons.map(who).join(' · ')),
            line.details.length === 0 ? null : h('div', { class: 'line-details' }, line.details.join('  /  ')),
          ),
          h('div', { class: 'line-copies' }, h('div', {}, line.copies), h('div', { class: 'line-each' }, line.each)),
          h('div', { class: 'line-amount' }, line.amount),
          line.remove && actionButton({ view, names, ...model }, line.remove, 'remove', line.remove.label),
        ),
      ),
    ),
    h(
      'div',
      { class: 'total' },
      view.accepts && accepts(view.accepts),
      view.total && h('span', { class: 'total-label' }, view.total.label),
      view.total && h('strong', {}, view.total.text),
    ),
  );
}

function pinPad(model: Model, pin: NonNullable<View['pin']>): ElementNode {
  const label = (key: number): string => (key === 11 ? pin.clear : key === 10 ? pin.delete : String(key));
  const id = (key: number): string => (key === 11 ? 'key.clear' : key === 10 ? 'key.delete' : `key.${key}`);
  return h(
    'div',
    { class: 'pin' },
    h(
      'div',
      { class: 'pin-side' },
      h(
        'div',
        { class: 'dots', role: 'img', 'aria-label': `${pin.label} ${pin.digits}/${pin.length}` },
        ...Array.from({ length: pin.length }, (_, at) =>
          h('span', { class: at < pin.digits ? 'dot dot-full' : 'dot' }),
        ),
      ),
      // The same as the dots, told when it changes: how many, never which.
      h('p', { class: 'unseen', role: 'status' }, `${pin.label} ${pin.digits}/${pin.length}`),
      pin.tries === null ? null : h('p', { class: pin.warn ? 'tries tries-few' : 'tries' }, pin.tries),
    ),
    h(
      'div',
      { class: 'pad' },
      ...keysOf(pin.keys).map((key) =>
        button(model, id(key), key > 9 ? 'key key-word' : 'key', () => model.deeds.pinKey(key), label(key)),
      ),
    ),
  );
}

function money(block: NonNullable<View['money']>): ElementNode {
  const row = (name: string, { label, text }: { label: string; text: string }): ElementNode =>
    h(
      'div',
      { class: `sum sum-${name}` },
      h('span', { class: 'sum-label' }, label),
      h('strong', { class: 'sum-text' }, text),
    );
  return h(
    'div',
    { class: block.enough ? 'money money-enough' : 'money', role: 'status' },
    row('due', block.due),
    row('inserted', block.inserted),
    block.enough ? row('owed', block.owed) : row('needed', block.needed),
    accepts(block.accepts),
  );
}

/** Coins and notes in one row; those not taken now are crossed out, and a line says why. */
function accepts(block: NonNullable<View['accepts']>): ElementNode | null {
  if (block.pieces.length === 0) return null;
  return h(
    'div',
    { class: 'accepts' },
    h('span', { class: 'accepts-label' }, block.label),
    ...block.pieces.map(({ kind, amount_yen, text, taken }) =>
      h(
        // Crossed out for the eye and for whoever has it read.
        taken ? 'span' : 's',
        { class: `piece ${kind} ${kind}-${amount_yen}${taken ? '' : ' piece-off'}` },
        kind === 'coin' ? String(amount_yen) : text,
      ),
    ),
    block.notice === null ? null : h('p', { class: 'accepts-notice', role: 'status' }, block.notice),
  );
}

/** Sheets as they come out. Above this many a bar says it better. */
const SHEETS_DRAWN_MAX = 12;

function progress({ done, total, text, detail, timeLeft }: NonNullable<View['progress']>): ElementNode {
  const sheets =
    total > SHEETS_DRAWN_MAX
      ? h('progress', { max: total, value: done, 'aria-label': text })
      : h(
          'div',
          { class: 'sheets' },
          ...Array.from({ length: total }, (_, at) =>
            h(
              'span',
              { class: at < done ? 'sheet sheet-done' : at === done ? 'sheet sheet-now' : 'sheet' },
              String(at + 1),
            ),
          ),
        );
  return h(
    'div',
    { class: 'progress' },
    sheets,
    h('p', { class: 'progress-text', role: 'status' }, text),
    detail === '' ? null : h('p', { class: 'progress-detail' }, detail),
    timeLeft === null ? null : h('p', { class: 'progress-time' }, timeLeft),
  );
}

function ticks(list: View['ticks']): ElementNode | null {
  if (list.length === 0) return null;
  return h(
    'div',
    { class: 'ticks', 'aria-live': 'polite' },
    ...list.map(({ item, label, gone, text }) =>
      h(
        'div',
        { class: gone ? `tick tick-${item} tick-gone` : `tick tick-${item}` },
        h('span', { class: 'tick-picture' }, pictureOf(item === 'phone' ? 'phoneItem' : item)),
        h(
          'span',
          { class: 'tick-words' },
          h('span', { class: 'tick-label' }, label),
          h('span', { class: 'tick-text' }, text),
        ),
        h('span', { class: 'tick-mark', 'aria-hidden': 'true' }, gone ? '✓' : ''),
      ),
    ),
  );
}

function slip(content: View['slip']): ElementNode | null {
  if (content === null) return null;
  const row = (label: string, text: string): ElementNode =>
    h('div', { class: 'slip-row' }, h('span', {}, label), h('strong', {}, text));
  return h(
    'div',
    { class: 'slip' },
    h(
      'div',
      { class: 'slip-words' },
      row(content.label, content.claimNumber),
      row(content.amountLabel, content.amount),
      row(content.phoneLabel, content.phone),
    ),
    qr(content.qr),
  );
}
