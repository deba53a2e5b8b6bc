/**
 * Did the sheet come out? IPP cannot prove it (print.md, "Knowing which sheets came out"); this is the one place where the
 * printer's words become an outcome. In doubt it is unknown.
 */
import type { CodeName } from '../../src/base/codes.ts';
import type { PrintOrder } from '../printer.ts';
import { JOB_STATE, type JobLook } from './look.ts';
import type { Counters, Leaf } from './state.ts';

export interface Verdict {
  readonly result: 'done' | 'notDone' | 'unknown';
  readonly code: CodeName | null;
  readonly detail: string;
  /** The job says that a sheet came out, the life counter does not yet: it may lag. */
  readonly contradicted?: boolean;
}

const DONE: Verdict = { result: 'done', code: null, detail: '' };
const unknown = (detail: string): Verdict => ({ result: 'unknown', code: 'leafUnknown', detail });
const notDone = (detail: string): Verdict => ({ result: 'notDone', code: 'leafFailed', detail });

type Seen = Pick<Leaf, 'order' | 'base' | 'documentGone' | 'processingSeen' | 'jamSeen'>;

/** Which of its counters this printer really counts (options). */
export interface Witnesses {
  readonly impressions: boolean;
  readonly life: boolean;
}

/** Impressions of one whole leaf: a back is one of its own (RFC 8011 5.3.18.2). */
export function impressionsOf(order: PrintOrder): 1 | 2 {
  return order.sides === 'one-sided' ? 1 : 2;
}

/**
 * @param told its last look, null when the printer has no such job
 * @param after life counters now
 * @param counts which counters are worth reading
 */
export function conclude(leaf: Seen, told: JobLook | null, after: Counters | null, counts: Witnesses): Verdict {
  if (!leaf.documentGone) return notDone('the document was not sent');
  if (!told) return missingJob(leaf, after);
  const job = counts.impressions ? told : { ...told, impressions: null };
  if (job.state === JOB_STATE.completed) return contradicted(completed(leaf, job), leaf, after, counts);
  // Cancelled or aborted: one stacked sheet is our one sheet, but a printer may count the one that jammed.
  if (leaf.jamSeen && job.sheets !== 0) return unknown('ended after a jam');
  if (job.sheets === 1) return contradicted(DONE, leaf, after, counts);
  if (job.sheets !== null && job.sheets > 1) return unknown(`ended with ${job.sheets} sheets`);
  if (job.impressions !== null && job.impressions > 0) return unknown(`ended with ${job.impressions} impressions`);
  if (leaf.jamSeen) return unknown('ended after a jam');
  const life = lifeMoved(leaf.base, after);
  if (job.sheets === 0 || job.impressions === 0)
    return life === true ? unknown('the life counter moved') : notDone('ended before a sheet came out');
  if (!leaf.processingSeen && life === false) return notDone('ended before it was printed');
  return unknown('ended without counters');
}

function completed(leaf: Seen, job: JobLook): Verdict {
  if (job.reasons.includes('job-completed-with-errors')) return unknown('completed with errors');
  if (job.sheets !== null && job.sheets !== 1) return unknown(`completed with ${job.sheets} sheets instead of 1`);
  const whole = impressionsOf(leaf.order);
  // Some count sheets only and say 0 impressions of every job: then the sheet is the word that counts.
  if (job.impressions === null || (job.impressions === 0 && job.sheets !== null)) return DONE;
  if (job.impressions !== whole) return unknown(`completed with ${job.impressions} impressions instead of ${whole}`);
  return DONE;
}

/** The second witness: a sheet that came out moves the printer's life counter. */
function contradicted(verdict: Verdict, leaf: Seen, after: Counters | null, counts: Witnesses): Verdict {
  if (verdict.result !== 'done' || !counts.life || lifeMoved(leaf.base, after) !== false) return verdict;
  return { ...unknown('a sheet by its job, but the life counter has not moved'), contradicted: true };
}

/** No such job after a restart of ours: only an unmoved life counter of the same boot tells that nothing was printed. */
function missingJob(leaf: Seen, after: Counters | null): Verdict {
  const before = leaf.base;
  const sameBoot =
    before !== null &&
    after !== null &&
    before.upTime_s !== null &&
    after.upTime_s !== null &&
    after.upTime_s >= before.upTime_s;
  if (sameBoot && lifeMoved(before, after) === false) return notDone('no such job, the life counter has not moved');
  return unknown('the printer has no such job');
}

/** Null when the printer has no life counters. */
function lifeMoved(before: Counters | null, after: Counters | null): boolean | null {
  if (!before || !after) return null;
  if (before.sheets !== null && after.sheets !== null) return after.sheets !== before.sheets;
  if (before.impressions !== null && after.impressions !== null) return after.impressions !== before.impressions;
  return null;
}

/** Sheets between two readings of the life counters; null when they do not tell (none, or counted anew). */
export function sheetsBetween(before: Counters, after: Counters, sides: 1 | 2): number | null {
  const moved = (from: number | null, to: number | null): number | null =>
    from === null || to === null || to < from ? null : to - from;
  const sheets = moved(before.sheets, after.sheets);
  if (sheets !== null) return sheets;
  const impressions = moved(before.impressions, after.impressions);
  return impressions === null ? null : Math.ceil(impressions / sides);
}
