/**
 * One leaf = one order = one print job (print.md, rules 5–14):
 *
 *     prepare: look (queue empty? counters) → within a set: whose job was the last? → Validate-Job → prepared
 *     execute: Create-Job → Get-Jobs (nobody else's?) → Send-Document → Get-Job-Attributes + look every poll_ms → outcome
 *
 * Until the document goes, a lost answer costs nothing: the job is looked up by its name. From then on only the printer's
 * own word with its counters makes the leaf done or not done; everything else is unknown, and nothing is sent twice.
 */
import type { ByteSource, DeviceMemory, DeviceReason } from '../contract.ts';
import type { PrintOrder } from '../printer.ts';
import { statusOf } from './fitness.ts';
import { create, finishLeaf, sendCancel, tellPrinting } from './leaf-steps.ts';
import { stopsSet } from './wake.ts';
import { ask, countersOf, type Draft, type Leaf, memoryOf, tell } from './state.ts';

function newLeaf(draft: Draft, intentId: string, order: PrintOrder): Leaf {
  return {
    intentId,
    order,
    phase: 'checking',
    document: null,
    base: null,
    jobId: null,
    jobUuid: null,
    ended: null,
    documentGone: false,
    sendFailedAt_ms: null,
    processingSeen: false,
    jamSeen: false,
    restartSeen: false,
    keywords: [],
    endedAt_ms: null,
    cancelWanted: false,
    cancelSentAt_ms: null,
    startedAt_ms: draft.now_ms,
    answeredAt_ms: draft.now_ms,
    progressAt_ms: draft.now_ms,
    progress: '',
    told: '',
    creates: 0,
    lookups: 0,
    waits: 0,
  };
}

// ----------------------------------------------------------------------------------------------------------- commands

export function prepareLeaf(draft: Draft, intentId: string, order: PrintOrder): void {
  const { s } = draft;
  const refuse = (reason: DeviceReason): void => tell(draft, { type: 'refused', intentId, reason });
  const { leaf } = s;
  if (leaf?.intentId === intentId) {
    if (leaf.phase === 'prepared') tell(draft, { type: 'prepared', intentId, deviceBase: memoryOf(leaf.base) });
    return;
  }
  if (leaf) return refuse({ code: 'printerNotReady', detail: 'another leaf is open' });
  if (s.holder === 'lent') return refuse({ code: 'printerNotReady', detail: 'the printer is lent' });
  const stopped = stopsSet(draft, order);
  if (stopped !== null) return refuse({ code: 'printerForeignJob', detail: stopped });
  const { availability, reasons } = statusOf(draft);
  if (availability !== 'online' && availability !== 'attention')
    return refuse(reasons[0] ?? { code: 'printerNotReady', detail: availability });
  s.leaf = newLeaf(draft, intentId, order);
  ask(draft, { kind: 'base', intentId });
}

export function executeLeaf(draft: Draft, intentId: string, document: ByteSource): void {
  const { leaf, outcomes } = draft.s;
  const known = outcomes.find((outcome) => outcome.intentId === intentId);
  if (known) {
    document.close();
    tell(draft, known);
  } else if (leaf?.intentId !== intentId) {
    document.close();
    tell(draft, {
      type: 'refused',
      intentId,
      reason: { code: 'printerNotReady', detail: 'the leaf was not prepared' },
    });
  } else if (leaf.phase === 'prepared') {
    leaf.document = document;
    leaf.phase = 'creating';
    leaf.startedAt_ms = draft.now_ms;
    leaf.answeredAt_ms = draft.now_ms;
    leaf.progressAt_ms = draft.now_ms;
    tellPrinting(draft, leaf, 'sending', null);
    create(draft, leaf);
  } else if (leaf.document !== document) document.close();
}

export function forgetLeaf(draft: Draft, intentId: string): void {
  const { leaf } = draft.s;
  if (leaf?.intentId !== intentId || (leaf.phase !== 'prepared' && leaf.phase !== 'checking')) return;
  leaf.document?.close();
  draft.s.leaf = null;
}

export function cancelLeaf(draft: Draft, intentId: string): void {
  const { leaf } = draft.s;
  if (leaf?.intentId !== intentId || leaf.phase === 'prepared' || leaf.phase === 'checking') return;
  leaf.cancelWanted = true;
  if (leaf.phase === 'watching') sendCancel(draft, leaf);
}

/** After a restart: what became of an intent that was open? */
export function resolveLeaf(draft: Draft, intentId: string, order: PrintOrder, deviceBase: DeviceMemory): void {
  const { leaf, outcomes } = draft.s;
  const known = outcomes.find((outcome) => outcome.intentId === intentId);
  if (known) return tell(draft, known);
  if (leaf) {
    if (leaf.intentId === intentId) return;
    const reason: DeviceReason = { code: 'printerNotReady', detail: 'another leaf is open' };
    return tell(draft, { type: 'refused', intentId, reason });
  }
  draft.s.leaf = {
    ...newLeaf(draft, intentId, order),
    phase: 'resolving',
    base: countersOf(deviceBase),
    documentGone: true,
  };
  if (draft.s.fitness?.rightPrinter === false)
    return finishLeaf(draft, draft.s.leaf, 'unknown', { code: 'printerOther', detail: 'another printer answers' });
  ask(draft, { kind: 'findOpen', intentId });
}

// ------------------------------------------------------------------------------------------------------------- timers

/** Timer `retry`: the same question again. */
export function retryLeaf(draft: Draft): void {
  const { leaf } = draft.s;
  if (!leaf) return;
  if (leaf.phase === 'creating') {
    if (leaf.jobId !== null) ask(draft, { kind: 'queue', intentId: leaf.intentId });
    else if (leaf.lookups > 0) ask(draft, { kind: 'findOpen', intentId: leaf.intentId });
    else ask(draft, { kind: 'create', intentId: leaf.intentId });
  } else if (leaf.phase === 'resolving') ask(draft, { kind: 'findOpen', intentId: leaf.intentId });
}

/** Timer `poll`: looks at the job and then at the printer; holds the deadlines of the whole leaf. */
export function pollLeaf(draft: Draft): void {
  const { leaf } = draft.s;
  if (leaf?.phase !== 'watching') return;
  const { deadlines } = draft.options;
  const unknown = (detail: string): void => finishLeaf(draft, leaf, 'unknown', { code: 'leafUnknown', detail });
  if (draft.now_ms - leaf.answeredAt_ms > deadlines.printer_answers_ms) return unknown('the printer fell silent');
  if (leaf.cancelSentAt_ms !== null && draft.now_ms - leaf.cancelSentAt_ms > deadlines.printer_cancels_ms)
    return unknown('the job did not end after Cancel-Job');
  if (draft.now_ms - leaf.startedAt_ms > deadlines.printer_prints_leaf_ms) sendCancel(draft, leaf);
  ask(draft, { kind: 'job', intentId: leaf.intentId });
}
