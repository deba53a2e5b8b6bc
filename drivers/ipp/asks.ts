/** What each question is asked with. */
import { CAPABILITY_ATTRIBUTES, type JobTraits, type RequestContext, requests, STATE_ATTRIBUTES } from './messages.ts';
import type { Ask, Draft } from './state.ts';

const NO_TRAITS: JobTraits = {
  printScaling: false,
  colourModes: [],
  printContentOptimize: false,
  printQuality: false,
  printerResolution: false,
  retainNone: false,
};

/** Bytes of a request; null when it has lost its purpose while waiting. */
export function headOf(draft: Draft, next: Ask, context: RequestContext): Uint8Array | null {
  const { leaf, fitness } = draft.s;
  const traits = fitness?.job ?? NO_TRAITS;
  if ('intentId' in next) {
    if (leaf?.intentId !== next.intentId) return null;
    switch (next.kind) {
      case 'base':
      case 'look':
        return requests.printerAttributes(context, STATE_ATTRIBUTES);
      case 'validate':
        return requests.validateJob(context, leaf.order, traits);
      case 'create':
        return requests.createJob(context, leaf.order, traits);
      case 'findOpen':
        return requests.jobs(context, 'not-completed', true);
      case 'findDone':
        return requests.jobs(context, 'completed', true);
      case 'queue':
        return requests.jobs(context, 'not-completed', false);
      case 'send':
        return leaf.document && leaf.jobId !== null ? requests.sendDocument(context, leaf.jobId, leaf.order) : null;
      case 'job':
        return leaf.jobId === null ? null : requests.jobAttributes(context, leaf.jobId);
      case 'cancel':
        return leaf.jobId === null ? null : requests.cancelJob(context, leaf.jobId);
    }
  }
  switch (next.kind) {
    case 'identify':
      return requests.printerAttributes(context, [...STATE_ATTRIBUTES, ...CAPABILITY_ATTRIBUTES]);
    case 'heartbeat':
    case 'ready':
    case 'health':
      return requests.printerAttributes(context, STATE_ATTRIBUTES);
    case 'blink':
      return requests.identifyPrinter(context);
    case 'tidy':
      return requests.cancelJob(context, next.jobId);
    case 'whose':
      return draft.s.wake ? requests.jobs(context, 'completed', false) : null;
    case 'mineOpen':
      return requests.jobs(context, 'not-completed', true);
    case 'mineOver':
    case 'mineKept':
      return requests.jobs(context, 'completed', true);
    case 'purge':
      return requests.purgeJobs(context, next.jobIds);
    case 'cancelMine':
      return requests.cancelMyJobs(context, next.jobIds);
  }
}
