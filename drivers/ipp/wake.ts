/**
 * The paper path behind a leaf. A printer may print a sheet again by itself (after a jam, a door, a cancel), and somebody
 * else's job may slip between two leaves: both move the life counters by more than was ordered, and are told, never silent.
 */
import type { PaperIncident, PrintOrder } from '../printer.ts';
import { impressionsOf, sheetsBetween } from './conclude.ts';
import type { IppMessage } from './codec.ts';
import { meaningOf } from './keywords.ts';
import { JOB_STATE, type JobLook, jobLooks } from './look.ts';
import { isSuccess } from './messages.ts';
import { ask, countersIn, type Draft, type Leaf, tell, type Wake } from './state.ts';

/** A leaf that met no trouble is watched so long: counters may lag a little. */
const QUIET_MS = 60_000;
/** Between two leaves of a set the printer stays with it so long at most. */
const SET_PAUSE_MS = 120_000;

/** Begins with the outcome of a leaf whose document went. */
export function openWake(draft: Draft, leaf: Leaf, result: Wake['result']): void {
  const { s, now_ms, options } = draft;
  if (!leaf.documentGone || !leaf.base) return;
  const trouble = result !== 'done' || leaf.jamSeen || leaf.keywords.length > 0 || leaf.cancelWanted;
  s.wake = {
    intentId: leaf.intentId,
    set: leaf.order.set ?? null,
    result,
    jobId: leaf.restartSeen ? null : leaf.jobId,
    sides: impressionsOf(leaf.order),
    base: leaf.base,
    since_ms: now_ms,
    until_ms: now_ms + (trouble ? options.deadlines.printer_reprints_ms : QUIET_MS),
    extra: 0,
    told: 0,
    lostTold: leaf.jamSeen,
    foreignJob: null,
  };
  if (leaf.jamSeen) tellLost(draft, leaf.intentId, leaf.keywords, `the leaf ended as ${result}`);
  lookBehind(draft);
}

/** Holds what the printer says now against what was ordered. Called with every look while no leaf is on its way. */
export function lookBehind(draft: Draft): void {
  const { s } = draft;
  const { wake, look } = s;
  const now = countersIn(look);
  if (!wake || !look || !now) return;
  const meaning = meaningOf(look.reasons);
  if (meaning.trouble === 'jam' && !wake.lostTold && wake.result !== 'done') {
    s.wake = { ...wake, lostTold: true };
    tellLost(draft, wake.intentId, meaning.keywords, `a jam after the leaf ended as ${wake.result}`);
  }
  if (draft.now_ms > wake.until_ms && !setIsOpen(draft)) {
    s.wake = null;
    return;
  }
  const came = sheetsBetween(wake.base, now, wake.sides);
  // An unknown leaf may still come out; one that was told as not done may not.
  const extra = came === null ? 0 : came - (wake.result === 'notDone' ? 0 : 1);
  if (extra <= wake.extra) return;
  s.wake = { ...(s.wake ?? wake), extra };
  ask(draft, { kind: 'whose' });
}

/** The jobs that are over, everybody's, newest first; null when the printer does not say. */
export function whoseAnswered(draft: Draft, message: IppMessage | null): void {
  const { s } = draft;
  const { wake } = s;
  if (!wake) return;
  const jobs = message && isSuccess(message.code) ? jobLooks(message) : [];
  const foreign = wake.jobId === null ? undefined : jobs.find((job) => isForeign(draft, wake, job));
  const sheets = wake.extra - wake.told;
  if (foreign && foreign.id !== wake.foreignJob) {
    s.wake = { ...wake, foreignJob: foreign.id, told: wake.extra };
    const detail = `job ${foreign.id} of somebody else printed after the leaf`;
    tellIncident(draft, 'foreignSheets', wake.intentId, sheets > 0 ? sheets : null, detail);
  } else if (sheets > 0) {
    s.wake = { ...wake, told: wake.extra };
    const ordered = wake.result === 'notDone' ? 'not done' : wake.result;
    const detail = `${sheets} sheet(s) beside the leaf (${ordered})${wake.lostTold ? '; one may be the jammed one' : ''}`;
    const kind = wake.foreignJob === null ? 'moreSheets' : 'foreignSheets';
    tellIncident(draft, kind, wake.intentId, sheets, detail);
  }
}

/** It printed, and it is newer than ours. */
function isForeign({ s }: Draft, wake: Wake, job: JobLook): boolean {
  if (wake.jobId === null || job.id <= wake.jobId || s.own.includes(job.id)) return false;
  return job.state === JOB_STATE.completed || (job.impressions ?? 0) > 0 || (job.sheets ?? 0) > 0;
}

/** Why the next leaf of this set must not be printed; null when it may. */
export function stopsSet(draft: Draft, order: PrintOrder): string | null {
  const { wake } = draft.s;
  if (!order.set || wake?.set?.setId !== order.set.setId || wake.foreignJob === null) return null;
  return `job ${wake.foreignJob} of somebody else printed between the leaves of the set`;
}

/** Is it a further leaf of the set whose leaf was printed last? */
export function continuesSet(draft: Draft, order: PrintOrder): boolean {
  const set = draft.s.wake?.set;
  return order.set !== undefined && set?.setId === order.set.setId;
}

/** The set's next leaf is still to come: the printer is not given away meanwhile. */
export function setIsOpen({ s, now_ms }: Draft): boolean {
  const { wake } = s;
  if (!wake?.set || wake.result !== 'done' || wake.foreignJob !== null) return false;
  return wake.set.leaf < wake.set.of && now_ms < wake.since_ms + SET_PAUSE_MS;
}

function tellLost(draft: Draft, intentId: string, keywords: readonly string[], detail: string): void {
  const { look } = draft.s;
  const counted = look ? `, ${look.sheets ?? 'no'} sheets counted in its life` : '';
  tell(draft, { type: 'paperIncident', kind: 'sheetLost', intentId, sheets: null, keywords, detail: detail + counted });
}

function tellIncident(
  draft: Draft,
  kind: PaperIncident['kind'],
  intentId: string,
  sheets: number | null,
  detail: string,
): void {
  const keywords = draft.s.look?.reasons ?? [];
  tell(draft, { type: 'paperIncident', kind, intentId, sheets, keywords, detail });
}
