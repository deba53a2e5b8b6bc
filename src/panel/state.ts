import type { Form, Intent, View } from '../api/messages.ts';
import { countsOf } from './staff-counts.ts';

/** What the citizen has set on the form of the page now shown, not sent yet. */
export interface Draft {
  readonly page: number;
  readonly items: Readonly<Record<string, boolean>>;
  readonly persons: readonly number[];
  readonly copies: number;
  /** Counted pieces as typed, by row; a row that is missing was not typed. */
  readonly counts: Readonly<Record<string, string>>;
  /** The row that is being typed into. */
  readonly row: string;
}

/** The draft a page begins with. */
export function draftOf(view: View): Draft {
  const form = view.form;
  return {
    page: view.page,
    items: form?.kind === 'items' ? Object.fromEntries(form.toggles.map(({ id, preset }) => [id, preset])) : {},
    persons: form?.kind === 'persons' ? form.persons.filter(({ preset }) => preset).map(({ person }) => person) : [],
    copies: form?.kind === 'copies' ? form.preset : 1,
    counts:
      form?.kind === 'counts'
        ? Object.fromEntries(form.rows.flatMap(({ id, preset }) => (preset === null ? [] : [[id, String(preset)]])))
        : {},
    row: form?.kind === 'counts' ? (form.rows[0]?.id ?? '') : '',
  };
}

/** The intent a form is answered with, null while something is missing. */
export function answerOf(form: Form, draft: Draft): Intent | null {
  switch (form.kind) {
    case 'items':
      return { type: form.answeredBy, options: { ...draft.items } };
    case 'persons':
      return draft.persons.length === 0 ? null : { type: form.answeredBy, persons: [...draft.persons] };
    case 'copies':
      return { type: form.answeredBy, copies: draft.copies };
    case 'counts': {
      const counts = countsOf(form, draft);
      return counts === null ? null : { type: form.answeredBy, counts };
    }
  }
}

/** Chooses a person, or takes the choice back. */
export function withPerson(draft: Draft, person: number): Draft {
  const persons = draft.persons.includes(person)
    ? draft.persons.filter((other) => other !== person)
    : [...draft.persons, person].toSorted((a, b) => a - b);
  return { ...draft, persons };
}
