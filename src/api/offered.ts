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
  if (buttons.some((button) => button !== null && button.enabled && same(button.intent, intent))) return true;
  return view.form !== null && answers(view.form, intent);
}

function same(a: Intent, b: Intent): boolean {
  if (a.type !== b.type) return false;
  if (a.type === 'citizen.chooseCertificate' && b.type === a.type) return a.typeId === b.typeId;
  if (a.type === 'citizen.askWhy' && b.type === a.type) return a.typeId === b.typeId;
  if (a.type === 'citizen.removeCertificate' && b.type === a.type) return a.index === b.index;
  if (a.type === 'staff.choose' && b.type === a.type) return a.task === b.task;
  if (a.type === 'staff.chooseUnit' && b.type === a.type) return a.unitId === b.unitId;
  if (a.type === 'staff.resume' && b.type === a.type) return a.task === b.task && a.unitId === b.unitId;
  if (a.type === 'staff.chooseSlip' && b.type === a.type) return a.claimNumber === b.claimNumber;
  if (a.type === 'staff.chooseDoubt' && b.type === a.type) return a.questionId === b.questionId;
  if (a.type === 'staff.decide' && b.type === a.type) return a.answer === b.answer;
  if (a.type === 'staff.chooseIncident' && b.type === a.type) return a.incident === b.incident;
  if (a.type === 'staff.giveReason' && b.type === a.type) return a.reason === b.reason;
  if (a.type === 'staff.resolve' && b.type === a.type) return a.incident === b.incident;
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
