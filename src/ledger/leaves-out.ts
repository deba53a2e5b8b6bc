/**
 * What the centre is told of the leaves of a transaction with each commit point: handles and counts, nothing personal. The journal
 * of print intents is the evidence, so that what is told after a power cut is what was told before it.
 */
import type { OutboxPoint } from './contract.ts';
import type { Books } from './statements.ts';

/** What the journal says of the leaves of one set. */
export interface SetEvidence {
  readonly leaves: number;
  /** Results of the print intents of this set's leaves, one per leaf that was ordered. */
  readonly results: readonly string[];
}

/** The evidence of one set; an order without an outcome counts as `unknown`. */
export function evidenceOf(books: Books, sessionId: string, set: number): SetEvidence {
  const leaves = books
    .statement('SELECT leaves FROM certificate_set WHERE session_id = ? AND set_index = ?')
    .pluck()
    .get(sessionId, set);
  const results = books
    .statement<[string, number], { result: string }>(
      `SELECT COALESCE(o.result, 'unknown') AS result FROM intent i LEFT JOIN outcome o USING (intent_id)
       WHERE i.session_id = ? AND json_extract(i.about, '$.kind') = 'printLeaf' AND json_extract(i.about, '$.set') = ?`,
    )
    .all(sessionId, set);
  return { leaves: typeof leaves === 'number' ? leaves : 0, results: results.map((row) => row.result) };
}

/**
 * The detail of a commit point, from the books.
 *
 *     printing     sets: all of them                     leaves: how many each has
 *     delivered,   sets: those whose every leaf is out   leaves: how many each has
 *     abandoned    partSets, partLeaves: sets of which only some leaves are out, and how many
 *                  unknownSets: sets with a leaf of which nobody knows
 *
 * Fields without a set are left out but `sets` and `leaves`; a transaction without sets has none of it.
 */
export function detailOf(books: Books, sessionId: string, point: OutboxPoint['point']): OutboxPoint['detail'] {
  const all = books
    .statement<[string], { set_index: number }>(
      'SELECT set_index FROM certificate_set WHERE session_id = ? ORDER BY set_index',
    )
    .all(sessionId)
    .map(({ set_index }) => {
      const { leaves, results } = evidenceOf(books, sessionId, set_index);
      const out = results.filter((result) => result === 'done').length;
      return { set: set_index, leaves, out, isUnknown: results.includes('unknown') };
    });
  if (all.length === 0) return {};
  const whole = point === 'printing' ? all : all.filter(({ leaves, out, isUnknown }) => !isUnknown && out >= leaves);
  const told = { sets: whole.map(({ set }) => set), leaves: whole.map(({ leaves }) => leaves) };
  if (point === 'printing') return told;
  const part = all.filter((entry) => entry.out > 0 && !whole.includes(entry));
  const unknown = all.filter(({ isUnknown }) => isUnknown);
  return {
    ...told,
    ...(part.length > 0 ? { partSets: part.map(({ set }) => set), partLeaves: part.map(({ out }) => out) } : {}),
    ...(unknown.length > 0 ? { unknownSets: unknown.map(({ set }) => set) } : {}),
  };
}
