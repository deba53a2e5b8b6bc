/**
 * Jobs checked away (print.md, "Erasing"). Nothing of ours may stay at the printer in a form that anybody could print again:
 * jobs that are over are cancelled if they still wait, purged by their job-ids where the printer allows it, and looked up once
 * more. What stays restartable or saved then is a reason of the printer's status.
 */
import type { IppMessage } from './codec.ts';
import { JOB_STATE, type JobLook, jobLooks } from './look.ts';
import { isSuccess } from './messages.ts';
import { arm, ask, type Draft, type Leaf, tell } from './state.ts';

/** After an outcome, so that the next leaf of a set goes first. */
const TIDY_MS = 2_000;
/** While something of ours stays. */
const TIDY_AGAIN_MS = 60_000;
/** Jobs remembered at most: a printer with a longer backlog of ours is told by `kept`. */
const JOBS_MAX = 32;

/** job-state-reasons of a job whose document the printer still holds (RFC 8011 5.3.8, PWG 5100.11). */
const KEPT = /^(job-restartable|job-saved-successfully|job-saving|job-retained|job-stored.*)$/;

/** The job of a leaf whose outcome is told. */
export function checkAway(draft: Draft, leaf: Leaf): void {
  if (leaf.jobId === null || leaf.restartSeen) return;
  const { jobId, intentId } = leaf;
  const others = draft.s.over.filter((job) => job.jobId !== jobId);
  draft.s.over = [...others, { jobId, intentId, open: false }].slice(-JOBS_MAX);
  arm(draft, 'tidy', TIDY_MS);
}

/** Timer `tidy`. A leaf on its way goes first. */
export function tidy(draft: Draft): void {
  const { leaf, over, holder } = draft.s;
  if (over.length === 0) return;
  if (leaf || holder === 'lent') return arm(draft, 'tidy', TIDY_MS);
  ask(draft, { kind: 'mineOpen' });
  ask(draft, { kind: 'mineOver' });
}

/** Jobs of ours that still wait or print, though their leaves are told: somebody may have let them go on. */
export function mineOpenAnswered(draft: Draft, message: IppMessage): void {
  if (!isSuccess(message.code)) return;
  const { s } = draft;
  const open = new Set(jobLooks(message).map(({ id }) => id));
  s.over = s.over.map((job) => ({ ...job, open: open.has(job.jobId) }));
  const jobIds = s.over.filter((job) => job.open).map(({ jobId }) => jobId);
  if (jobIds.length === 0) return;
  if (s.fitness?.cancelMine === true) return ask(draft, { kind: 'cancelMine', jobIds });
  for (const jobId of jobIds) ask(draft, { kind: 'tidy', jobId });
}

/** Jobs of ours in the history. */
export function mineOverAnswered(draft: Draft, message: IppMessage): void {
  if (!isSuccess(message.code)) return again(draft);
  const jobs = ours(draft, message);
  if (jobs.length === 0) return settle(draft, []);
  if (draft.s.fitness?.purge !== true) return settle(draft, jobs);
  ask(draft, { kind: 'purge', jobIds: jobs.map(({ id }) => id) });
  ask(draft, { kind: 'mineKept' });
}

/** What the purge left. One that may not purge answers with an error: then the history stays, but must hold no document. */
export function mineKeptAnswered(draft: Draft, message: IppMessage): void {
  if (isSuccess(message.code)) settle(draft, ours(draft, message));
  else again(draft);
}

/** Asked once more while something of ours may be there: soon for one that still waits. */
export function again(draft: Draft): void {
  const { over } = draft.s;
  if (over.length > 0) arm(draft, 'tidy', over.some(({ open }) => open) ? TIDY_MS : TIDY_AGAIN_MS);
}

function ours({ s }: Draft, message: IppMessage): JobLook[] {
  return jobLooks(message).filter(
    ({ id, state }) => state >= JOB_STATE.canceled && s.over.some(({ jobId }) => jobId === id),
  );
}

function settle(draft: Draft, left: readonly JobLook[]): void {
  const { s } = draft;
  const held = left.filter(({ reasons }) => reasons.some((reason) => KEPT.test(reason)));
  for (const job of held) {
    if (s.kept.includes(job.id)) continue;
    tell(draft, {
      type: 'paperIncident',
      kind: 'jobKept',
      intentId: s.over.find(({ jobId }) => jobId === job.id)?.intentId ?? '',
      sheets: null,
      keywords: job.reasons,
      detail: `job ${job.id} can be printed again at the printer`,
    });
  }
  s.kept = held.map(({ id }) => id);
  s.over = s.over.filter(({ jobId, open }) => open || s.kept.includes(jobId));
  again(draft);
}
