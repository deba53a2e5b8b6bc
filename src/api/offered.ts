import type { Form, Intent, View } from './messages.ts';

/**
 * True when the citizen can mean this on the screen now shown: an enabled button, or an answer within what the form
 * allows. The statechart decides; this keeps out what no finger can do.
 */
export function isOffered(view: View, intent: Intent): boolean {
  const buttons = [
    ...view.actions,
    view.back,
    view.cancel,
    view.warning?.extend ?? null,
    ...view.lines.map(({ remove }) => remove),
  ];
  if (buttons.some((button) => button !== null && button.enabled && same(button.intent, intent))) return true;
  return view.form !== null && answers(view.form, intent);
}

function same(a: Intent, b: Intent): boolean {
  if (a.type !== b.type) return false;
  if (a.type === 'citizen.chooseCertificate' && b.type === a.type) return a.typeId === b.typeId;
  if (a.type === 'citizen.removeCertificate' && b.type === a.type) return a.index === b.index;
  return true;
}

function answers(form: Form, intent: Intent): boolean {
  switch (form.kind) {
    case 'items':
      return (
        intent.type === form.answeredBy &&
        Object.keys(intent.options).every((optionId) => form.toggles.some(({ id }) => id === optionId))
      );
    case 'persons':
      return (
        intent.type === form.answeredBy &&
        new Set(intent.persons).size === intent.persons.length &&
        intent.persons.every((chosen) => form.persons.some(({ person }) => person === chosen))
      );
    case 'copies':
      return intent.type === form.answeredBy && intent.copies >= form.min && intent.copies <= form.max;
  }
}
