/** Typing counted pieces: pure, so that it can be tried without a screen. A row that was not typed is not a zero. */
import type { Form } from '../api/messages.ts';
import type { Draft } from './state.ts';

type CountsForm = Extract<Form, { kind: 'counts' }>;

/** A key of the counting pad: a digit, or what moves and deletes. */
export type CountKey = number | 'delete' | 'next';

/** The draft after a key. A digit that would go beyond what fits is not taken. */
export function typeCount(form: CountsForm, draft: Draft, key: CountKey): Draft {
  const at = form.rows.findIndex(({ id }) => id === draft.row);
  const row = form.rows[at];
  if (row === undefined) return draft;
  const typed = draft.counts[row.id] ?? '';
  if (key === 'next') return { ...draft, row: (form.rows[at + 1] ?? form.rows[0] ?? row).id };
  const next = key === 'delete' ? typed.slice(0, -1) : String(Number(`${typed}${key}`));
  if (key !== 'delete' && Number(next) > row.max) return draft;
  return { ...draft, counts: { ...draft.counts, [row.id]: next } };
}

/** The numbers in the order of the rows; null while one is missing. */
export function countsOf(
  form: CountsForm,
  draft: Draft,
): { unitId: string; denomination_yen: number; count: number }[] | null {
  const counts = form.rows.map(({ id, unitId, denomination_yen }) => {
    const typed = draft.counts[id] ?? '';
    return { unitId, denomination_yen, count: typed === '' ? Number.NaN : Number(typed) };
  });
  return counts.every(({ count }) => Number.isInteger(count)) ? counts : null;
}
