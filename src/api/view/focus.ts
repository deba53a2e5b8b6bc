import type { View } from '../messages.ts';

/** Order in which the parts of a view take the focus: the question first, the way on next, the standing buttons last. */
export function focusOrder(view: View): string[] {
  if (view.warning !== null) {
    const { extend } = view.warning;
    return [...(extend.enabled ? [extend.id] : []), ...(view.cancel === null ? [] : ['warning.cancel'])];
  }
  if (view.overlay !== null) return overlayIds(view.overlay);
  return [
    ...formIds(view.form),
    ...(view.pin === null
      ? []
      : [...view.pin.keys.slice(0, 9), 'clear', ...view.pin.keys.slice(9), 'delete'].map((key) => `key.${key}`)),
    ...(view.staff?.tables ?? []).flatMap(({ rows }) =>
      rows.flatMap((row) => (row.action === null ? [] : [row.action.id])),
    ),
    ...view.lines.flatMap(({ remove }) => (remove === null ? [] : [remove.id])),
    ...view.actions.filter(({ enabled }) => enabled).map(({ id }) => id),
    ...(view.back === null ? [] : [view.back.id]),
    ...(view.cancel === null ? [] : [view.cancel.id]),
    // In staff mode one button turns the language.
    ...(view.staff === null ? view.standing.map(({ id }) => id) : ['language']),
  ];
}

function overlayIds(overlay: NonNullable<View['overlay']>): string[] {
  switch (overlay.kind) {
    case 'language':
      return [...overlay.choices.map(({ id }) => id), 'overlay.close'];
    case 'access':
      return [...overlay.groups.flatMap(({ options }) => options.map(({ id }) => id)), 'overlay.close'];
    case 'help':
      return ['overlay.close'];
  }
}

function formIds(form: View['form']): string[] {
  switch (form?.kind) {
    case undefined:
      return [];
    case 'items':
      return [...form.toggles.map(({ id }) => `item.${id}`), 'submit'];
    case 'persons':
      return [...form.persons.map(({ person }) => `person.${person}`), 'holderOnly', 'everybody', 'submit'];
    case 'copies':
      return ['copies.less', 'copies.more', 'submit'];
    case 'counts':
      return [
        ...form.rows.map(({ id }) => `row.${id}`),
        ...['1', '2', '3', '4', '5', '6', '7', '8', '9', 'delete', '0', 'next'].map((key) => `count.${key}`),
        'submit',
      ];
  }
}
