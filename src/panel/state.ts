import type { Form, Intent, View } from '../api/messages.ts';
import { countsOf } from './staff-counts.ts';

/** What staff have typed on the form of the page now shown, not sent yet. Forms of citizens live in the daemon. */
export interface Draft {
  readonly page: number;
  /** Counted pieces as typed, by row; a row that is missing was not typed. */
  readonly counts: Readonly<Record<string, string>>;
  /** The row that is being typed into. */
  readonly row: string;
}

/** The draft a page begins with. */
export function draftOf(view: View): Draft {
  const form = view.form;
  if (form?.kind !== 'counts') return { page: view.page, counts: {}, row: '' };
  const preset = form.rows.flatMap((row) => (row.preset === null ? [] : [[row.id, String(row.preset)]]));
  return {
    page: view.page,
    counts: Object.fromEntries(preset),
    row: form.rows[0]?.id ?? '',
  };
}

/** The intent that counts are answered with, null while a row is missing. */
export function answerOf(form: Extract<Form, { kind: 'counts' }>, draft: Draft): Intent | null {
  const counts = countsOf(form, draft);
  return counts === null ? null : { type: form.answeredBy, counts };
}
