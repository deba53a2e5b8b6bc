/** Staff screens: steps for the hands, tables, devices, and the form in which counted pieces are typed. */
import type { Form, View } from '../api/messages.ts';
import { actionButton, button, type Model } from './controls.ts';
import { h, type ElementNode } from './dom.ts';
import { staffIcon } from './staff-pictures.ts';
import { typeCount, type CountKey } from './staff-counts.ts';

type StaffView = NonNullable<View['staff']>;
/** The form in which pieces are typed. */
export type CountsForm = Extract<Form, { kind: 'counts' }>;

/** What a staff screen shows beside notices and form. */
export function staffParts(model: Model, staff: StaffView): readonly (ElementNode | null)[] {
  return [
    staff.result && h('p', { class: `staff-result tone-${staff.result.tone}`, role: 'status' }, staff.result.text),
    staff.devices.length === 0 ? null : devices(staff),
    staff.guide.length === 0 ? null : guide(staff),
    // What is chosen comes after what has to be done first.
    menu(model),
    staff.tables.length === 0
      ? null
      : // Several tables move together: each by itself would show a row or two.
        h('div', { class: 'staff-tables more', tabindex: 0 }, ...staff.tables.map((one) => tableOf(model, one))),
  ];
}

/** Tasks and units: two in a row, with what waits there. */
function menu(model: Model): ElementNode | null {
  const list = model.view.actions.filter(({ kind }) => kind === 'choice');
  if (list.length === 0) return null;
  return h(
    'div',
    { class: 'staff-menu' },
    ...list.map((action) =>
      actionButton(
        model,
        action,
        'choice staff-choice',
        h('span', { class: 'choice-icon' }, staffIcon(action.id)),
        h(
          'span',
          { class: 'choice-words' },
          h('span', { class: 'choice-label' }, action.label),
          action.detail === null ? null : h('span', { class: 'choice-detail' }, action.detail),
        ),
      ),
    ),
  );
}

function guide({ guide: steps }: StaffView): ElementNode {
  return h(
    'ol',
    { class: 'staff-guide' },
    ...steps.map(({ id, text }, at) =>
      h(
        'li',
        { class: 'staff-step', key: id },
        h('span', { class: 'staff-step-picture' }, staffIcon(`step.${id}`)),
        h('span', { class: 'staff-step-mark' }, String(at + 1)),
        h('span', { class: 'staff-step-text' }, text),
      ),
    ),
  );
}

function devices({ devices: list }: StaffView): ElementNode {
  return h(
    'div',
    { class: 'staff-devices' },
    ...list.map(({ id, label, state, tone, detail }) =>
      h(
        'div',
        { class: `staff-device tone-${tone}`, key: id },
        h('span', { class: 'staff-device-label' }, label),
        h('strong', { class: 'staff-device-state', role: 'status' }, state),
        detail === null ? null : h('span', { class: 'staff-device-detail' }, detail),
      ),
    ),
  );
}

function tableOf(model: Model, { id, head, rows, empty }: StaffView['tables'][number]): ElementNode {
  if (rows.length === 0) return h('p', { class: 'staff-empty', key: id }, empty);
  const hasActions = rows.some(({ action }) => action !== null);
  const side = (at: number): string => (head[at]?.number === true ? 'cell number' : 'cell');
  return h(
    'div',
    { class: 'staff-sheet', key: id },
    h(
      'table',
      { class: 'staff-table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...head.map(({ label }, at) => h('th', { class: side(at), scope: 'col' }, label)),
          // A head without words would be read as an empty one.
          hasActions && h('td', { class: 'cell' }),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map((row) =>
          h(
            'tr',
            { key: row.id, class: `tone-${row.tone}` },
            ...row.cells.map((cell, at) => h('td', { class: side(at) }, cell)),
            hasActions &&
              h(
                'td',
                { class: 'cell cell-action' },
                row.action && actionButton(model, row.action, 'standing staff-row-button', row.action.label),
              ),
          ),
        ),
      ),
    ),
  );
}

const KEYS: readonly CountKey[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 'delete', 0, 'next'];

/** Rows at the left, the pad at the right: one row is being typed into. */
export function counts(model: Model, form: CountsForm): ElementNode {
  const { draft, deeds } = model;
  const word = (key: CountKey): string =>
    key === 'delete' ? form.delete : key === 'next' ? form.nextRow : String(key);
  return h(
    'div',
    { class: 'counts' },
    h(
      'div',
      { class: 'count-rows' },
      ...form.rows.map((row) => {
        const now = row.id === draft.row;
        const typed = draft.counts[row.id] ?? '';
        const node = button(
          model,
          `row.${row.id}`,
          now ? 'count-row count-row-now' : 'count-row',
          () => deeds.type({ ...draft, row: row.id }),
          h(
            'span',
            { class: 'count-words' },
            h('span', { class: 'count-place' }, row.place),
            h('span', { class: 'count-kind' }, row.label),
            row.room === null ? null : h('span', { class: 'count-room' }, row.room),
          ),
          h('span', { class: typed === '' ? 'count-typed count-blank' : 'count-typed' }, typed === '' ? '―' : typed),
          h('span', { class: 'count-pieces' }, form.pieces),
        );
        return { ...node, key: row.id, attributes: { ...node.attributes, 'aria-pressed': now ? 'true' : 'false' } };
      }),
    ),
    h(
      'div',
      { class: 'pad count-pad' },
      ...KEYS.map((key) =>
        button(
          model,
          `count.${key}`,
          typeof key === 'string' ? 'key key-word' : 'key',
          () => deeds.type(typeCount(form, draft, key)),
          word(key),
        ),
      ),
    ),
  );
}
