/** What the printer's answers, and their absence, mean to the open leaf. */
import type { DeviceReason } from '../contract.ts';
import type { IppMessage } from './codec.ts';
import { conclude, type Verdict } from './conclude.ts';
import { obstacleOf, reasonOf } from './fitness.ts';
import { meaningOf } from './keywords.ts';
import { create, finishLeaf, giveUp, refuse, retry, sendCancel, tellPrinting } from './leaf-steps.ts';
import { JOB_STATE, type JobLook, jobLooks, type PrinterLook, printerLook } from './look.ts';
import { isSuccess, numberOf, STATUS, textOf, unsupportedNames } from './messages.ts';
import { continuesSet, stopsSet } from './wake.ts';
import { arm, ask, countersIn, type Draft, type Failed, type Leaf, type LeafAsk, memoryOf, tell } from './state.ts';
import { TROUBLE_CODE } from '../printer.ts';

/** Create-Job is sent at most so often, and only after a look-up found no such job. */
const CREATES_MAX = 2;
/** A job that shows no document so long after a broken Send-Document will never get one. */
const DOCUMENT_MISSING_MS = 10_000;
/** Between two looks at a printer that should be at rest; a sheet takes a few seconds through the path. */
const SETTLE_MS = 5_000;
/** printer-state (RFC 8011 5.4.11). */
const PRINTER_IDLE = 3;
/** A printer that cuts job names short leaves at least so much of them. */
const NAME_CUT_MIN = 20;
/** Attributes whose substitution makes another certificate of it. */
const ESSENTIAL: readonly string[] = ['sides', 'media', 'print-scaling', 'printer-resolution', 'copies'];

const silence = (error: string): DeviceReason => ({ code: 'printerOffline', detail: error });
const status = (code: number): DeviceReason => ({
  code: code === STATUS.attributesNotSupported ? 'printerCannot' : 'printerReply',
  detail: `status 0x${code.toString(16).padStart(4, '0')}`,
});

/** An answer to one of the leaf's own requests. */
export function leafAnswered(draft: Draft, leaf: Leaf, question: LeafAsk, message: IppMessage): void {
  leaf.answeredAt_ms = draft.now_ms;
  switch (question.kind) {
    case 'base':
      return baseAnswered(draft, leaf, message);
    case 'validate':
      return validateAnswered(draft, leaf, message);
    case 'create':
      return createAnswered(draft, leaf, message);
    case 'queue':
      return queueAnswered(draft, leaf, message);
    case 'findOpen':
    case 'findDone':
      return findAnswered(draft, leaf, question.kind, message);
    case 'send':
      return sendAnswered(draft, leaf, message);
    case 'job':
      return jobAnswered(draft, leaf, message);
    case 'look':
      return lookAnswered(draft, leaf, message);
    case 'cancel':
      // Not-possible means the job is already ending: the polls tell.
      return;
  }
}

/** One of the leaf's own requests got no usable answer. */
export function leafFailed(draft: Draft, leaf: Leaf, question: LeafAsk, failed: Failed): void {
  const reason = silence(failed.error);
  switch (question.kind) {
    case 'base':
    case 'validate':
      return refuse(draft, leaf, reason);
    case 'create':
      if (failed.acted) return lookUp(draft, leaf);
      return retry(draft, leaf, reason);
    case 'queue':
      return retry(draft, leaf, reason);
    case 'findOpen':
    case 'findDone':
      if (leaf.phase === 'creating') return retry(draft, leaf, reason);
      return askAgain(draft, leaf, reason);
    case 'send':
      leaf.sendFailedAt_ms = draft.now_ms;
      return watch(draft, leaf);
    case 'job':
      return arm(draft, 'poll', draft.options.deadlines.poll_ms);
    case 'look':
      if (leaf.phase === 'resolving') return askAgain(draft, leaf, reason);
      // What the counters said before the job ended says nothing of its sheet: both are asked again.
      return arm(draft, 'poll', draft.options.deadlines.poll_ms);
    case 'cancel':
      leaf.cancelSentAt_ms = failed.acted ? leaf.cancelSentAt_ms : null;
      return;
  }
}

/** After a restart: the same questions again, until the printer answers or is silent too long. */
function askAgain(draft: Draft, leaf: Leaf, reason: DeviceReason): void {
  leaf.lookups = 0;
  if (draft.now_ms - leaf.answeredAt_ms > draft.options.deadlines.printer_answers_ms)
    return finishLeaf(draft, leaf, 'unknown', reason);
  arm(draft, 'retry', 2_000);
}

function baseAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  if (!isSuccess(message.code)) return refuse(draft, leaf, status(message.code));
  const look = printerLook(message);
  const obstacle = obstacleOf(look, draft.options, false);
  if (obstacle) return refuse(draft, leaf, reasonOf(obstacle));
  leaf.base = countersIn(look);
  if (continuesSet(draft, leaf.order)) ask(draft, { kind: 'whose' });
  ask(draft, { kind: 'validate', intentId: leaf.intentId });
}

/** Any attribute that matters and was ignored or substituted, also in a successful answer (rule 5). */
function substituted(message: IppMessage): DeviceReason | null {
  const names = unsupportedNames(message).filter((name) => ESSENTIAL.includes(name));
  return names.length > 0 ? { code: 'printerCannot', detail: `substituted: ${names.join(', ')}` } : null;
}

function validateAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  const reason = isSuccess(message.code) ? substituted(message) : status(message.code);
  if (reason) return refuse(draft, leaf, withNames(reason, message));
  const stopped = stopsSet(draft, leaf.order);
  if (stopped !== null) return refuse(draft, leaf, { code: 'printerForeignJob', detail: stopped });
  leaf.phase = 'prepared';
  tell(draft, { type: 'prepared', intentId: leaf.intentId, deviceBase: memoryOf(leaf.base) });
}

function withNames(reason: DeviceReason, message: IppMessage): DeviceReason {
  const names = unsupportedNames(message);
  return names.length > 0 ? { ...reason, detail: `${reason.detail} (${names.slice(0, 8).join(', ')})` } : reason;
}

function createAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  if (message.code === STATUS.busy || message.code === STATUS.notAccepting)
    return retry(draft, leaf, { code: 'printerNotReady', detail: status(message.code).detail });
  if (!isSuccess(message.code)) return giveUp(draft, leaf, withNames(status(message.code), message));
  const jobId = numberOf(message, 'job', 'job-id');
  if (jobId !== null) takeJob(draft, leaf, jobId, textOf(message, 'job', 'job-uuid'));
  const reason = substituted(message);
  if (reason) return giveUp(draft, leaf, reason);
  if (jobId === null) return lookUp(draft, leaf);
  ask(draft, { kind: 'queue', intentId: leaf.intentId });
}

/** Jobs of ours that are remembered: more than the history of a set. */
const OWN_MAX = 64;

function takeJob(draft: Draft, leaf: Leaf, jobId: number, uuid: string | null): void {
  leaf.jobId = jobId;
  leaf.jobUuid = uuid;
  draft.s.own = [...draft.s.own.filter((id) => id !== jobId), jobId].slice(-OWN_MAX);
}

/**
 * The last look before the document goes: our job stands in the queue already, so nobody slips in before it unseen. Whoever does
 * would lie between the leaves of a set.
 */
function queueAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  if (!isSuccess(message.code)) return retry(draft, leaf, status(message.code));
  const stopped = stopsSet(draft, leaf.order);
  const foreign = jobLooks(message).find(({ id }) => !draft.s.own.includes(id));
  if (stopped === null && !foreign) return send(draft, leaf);
  const detail = stopped ?? `job ${foreign?.id} of somebody else waits in the printer`;
  giveUp(draft, leaf, { code: 'printerForeignJob', detail });
}

/** The answer to Create-Job is lost: does the job exist? */
function lookUp(draft: Draft, leaf: Leaf): void {
  leaf.lookups += 1;
  ask(draft, { kind: 'findOpen', intentId: leaf.intentId });
}

function send(draft: Draft, leaf: Leaf): void {
  if (leaf.cancelWanted) return giveUp(draft, leaf, { code: 'leafFailed', detail: 'cancelled before sending' });
  leaf.phase = 'sending';
  ask(draft, { kind: 'send', intentId: leaf.intentId });
}

function findAnswered(draft: Draft, leaf: Leaf, which: 'findOpen' | 'findDone', message: IppMessage): void {
  const job = jobLooks(message).find(({ name }) => name === leaf.order.jobName) ?? null;
  const usable = isSuccess(message.code);
  if (leaf.phase === 'creating') {
    if (job) {
      takeJob(draft, leaf, job.id, job.uuid);
      return ask(draft, { kind: 'queue', intentId: leaf.intentId });
    }
    if (!usable || leaf.lookups < 2) {
      leaf.lookups += 1;
      return retry(draft, leaf, { code: 'printerReply', detail: 'Create-Job unanswered' });
    }
    if (leaf.creates >= CREATES_MAX)
      return giveUp(draft, leaf, { code: 'leafFailed', detail: 'Create-Job unanswered' });
    leaf.lookups = 0;
    return create(draft, leaf);
  }
  if (leaf.phase !== 'resolving') return;
  if (job) {
    takeJob(draft, leaf, job.id, job.uuid);
    // A job that was found waiting may never get its document.
    leaf.sendFailedAt_ms = draft.now_ms;
    return watch(draft, leaf);
  }
  if (which === 'findOpen') return ask(draft, { kind: 'findDone', intentId: leaf.intentId });
  return ask(draft, { kind: 'look', intentId: leaf.intentId });
}

function sendAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  if (!isSuccess(message.code)) {
    leaf.sendFailedAt_ms = draft.now_ms;
    leaf.cancelWanted = true;
  }
  watch(draft, leaf);
}

function watch(draft: Draft, leaf: Leaf): void {
  leaf.phase = 'watching';
  leaf.progressAt_ms = draft.now_ms;
  if (leaf.cancelWanted) sendCancel(draft, leaf);
  ask(draft, { kind: 'job', intentId: leaf.intentId });
}

function jobAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  if (message.code === STATUS.notFound || message.code === STATUS.gone)
    return finishLeaf(draft, leaf, 'unknown', {
      code: 'leafUnknown',
      detail: 'the printer does not know the job any more',
    });
  const job = jobLooks(message)[0];
  if (isSuccess(message.code) && job && !isOurs(leaf, job))
    return finishLeaf(draft, leaf, 'unknown', { code: 'leafUnknown', detail: 'the job-id is another job now' });
  if (!isSuccess(message.code) || !job) return arm(draft, 'poll', draft.options.deadlines.poll_ms);
  if (job.state === JOB_STATE.processing || job.state === JOB_STATE.stopped) leaf.processingSeen = true;
  if (job.state >= JOB_STATE.canceled) leaf.ended = job;
  else cancelWithoutDocument(draft, leaf, job);
  const progress = `${job.state} ${job.impressions} ${job.sheets}`;
  if (progress !== leaf.progress) leaf.progressAt_ms = draft.now_ms;
  leaf.progress = progress;
  ask(draft, { kind: 'look', intentId: leaf.intentId });
}

/** After a restart a printer may give the same job-id to somebody else. Names may be hidden (privacy) or cut short. */
function isOurs(leaf: Leaf, { name, uuid }: JobLook): boolean {
  if (uuid !== null && leaf.jobUuid !== null) return uuid === leaf.jobUuid;
  if (name === null) return !leaf.restartSeen;
  return name === leaf.order.jobName || (name.length >= NAME_CUT_MIN && leaf.order.jobName.startsWith(name));
}

/** After a broken Send-Document the job may wait for a document that never comes. */
function cancelWithoutDocument(draft: Draft, leaf: Leaf, job: JobLook): void {
  if (leaf.sendFailedAt_ms === null || job.state > JOB_STATE.held) return;
  const waits = job.reasons.some((word) => word === 'job-incoming' || word === 'job-data-insufficient');
  if (waits || draft.now_ms - leaf.sendFailedAt_ms > DOCUMENT_MISSING_MS) sendCancel(draft, leaf);
}

function lookAnswered(draft: Draft, leaf: Leaf, message: IppMessage): void {
  const look = printerLook(message);
  const { deadlines } = draft.options;
  const meaning = meaningOf(look.reasons);
  if (meaning.trouble === 'jam') leaf.jamSeen = true;
  if (meaning.keywords.length > 0) leaf.keywords = [...new Set([...leaf.keywords, ...meaning.keywords])].slice(0, 16);
  if (leaf.ended) return ended(draft, leaf, leaf.ended);
  if (leaf.phase === 'resolving') return settle(draft, leaf, look);
  const idle_ms = draft.now_ms - leaf.progressAt_ms;
  const stuck = idle_ms > deadlines.printer_progresses_ms;
  const held = meaning.trouble !== null || stuck;
  const trouble = meaning.trouble ?? (stuck ? 'control' : null);
  tellPrinting(draft, leaf, held ? 'held' : 'processing', trouble, meaning.keywords);
  arm(draft, 'poll', deadlines.poll_ms);
}

/** A life counter may lag: one that has not moved yet is looked at again before it contradicts a job that printed. */
function ended(draft: Draft, leaf: Leaf, job: JobLook): void {
  const { deadlines } = draft.options;
  leaf.endedAt_ms ??= draft.now_ms;
  const mayLag = draft.now_ms - leaf.endedAt_ms < deadlines.printer_counts_ms;
  if (mayLag && judge(draft, leaf, job).contradicted === true) arm(draft, 'poll', deadlines.poll_ms);
  else end(draft, leaf, job);
}

function judge(draft: Draft, leaf: Leaf, job: JobLook | null): Verdict {
  const { countsImpressions, countsLife } = draft.options;
  return conclude(leaf, job, countersIn(draft.s.look), { impressions: countsImpressions, life: countsLife });
}

/**
 * After a restart no such job is known, but a purged job's sheet may still be in the path, not yet counted: the printer must be
 * idle twice, `SETTLE_MS` apart.
 */
function settle(draft: Draft, leaf: Leaf, look: PrinterLook): void {
  if (draft.now_ms - leaf.startedAt_ms > draft.options.deadlines.printer_answers_ms)
    return finishLeaf(draft, leaf, 'unknown', { code: 'leafUnknown', detail: 'the printer does not come to rest' });
  const idle = look.state === PRINTER_IDLE && meaningOf(look.reasons).trouble === null;
  leaf.lookups = idle ? leaf.lookups + 1 : 0;
  if (leaf.lookups >= 2) return end(draft, leaf, null);
  arm(draft, 'retry', SETTLE_MS);
}

/** The job is terminal, or cannot be found after a restart. */
function end(draft: Draft, leaf: Leaf, job: JobLook | null): void {
  const verdict = judge(draft, leaf, job);
  const trouble = draft.s.look ? meaningOf(draft.s.look.reasons).trouble : null;
  const code = verdict.result === 'notDone' && trouble !== null ? TROUBLE_CODE[trouble] : verdict.code;
  finishLeaf(draft, leaf, verdict.result, code === null ? null : { code, detail: verdict.detail });
}
