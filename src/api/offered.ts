import { isDeepStrictEqual } from 'node:util';
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
    ...(view.staff?.tables ?? []).flatMap(({ rows }) => rows.map((row) => row.action)),
  ];
  if (intent.type === 'staff.knock') return view.door;
  // Sent while numbers are typed: says that somebody is there.
  if (intent.type === 'staff.touch') return view.form?.kind === 'counts';
  if (buttons.some((button) => button !== null && button.enabled && isDeepStrictEqual(button.intent, intent)))
    return true;
  return view.form !== null && answers(view.form, intent);
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
    case 'counts':
      // Each row once, in order: a box that was not counted is not the same as an empty one.
      return (
        intent.type === form.answeredBy &&
        intent.counts.length === form.rows.length &&
        form.rows.every((row, at) => {
          const counted = intent.counts[at];
          return (
            counted !== undefined &&
            counted.unitId === row.unitId &&
            counted.denomination_yen === row.denomination_yen &&
            counted.count <= row.max
          );
        })
      );
  }
}
