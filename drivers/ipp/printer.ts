/**
 * Driver of an IPP printer as a pure step machine (class `../printer.ts`). One exchange at a time is on the wire; its
 * number is also its request-id, so an answer to another request is recognised.
 */
import type { CommonInput, DriverMachine, ExchangeFailure, HttpInput, HttpOutput, Step } from '../contract.ts';
import type { PrinterCommand, PrinterFact } from '../printer.ts';
import { headOf } from './asks.ts';
import { capabilityOf } from './capability.ts';
import type { IppMessage } from './codec.ts';
import { obstacleOf, statusOf, tellStatus } from './fitness.ts';
import { cancelLeaf, executeLeaf, forgetLeaf, pollLeaf, prepareLeaf, resolveLeaf, retryLeaf } from './leaf.ts';
import { leafAnswered, leafFailed } from './leaf-answers.ts';
import { finishLeaf, lendWhenFree } from './leaf-steps.ts';
import { printerLook } from './look.ts';
import { isSuccess, readAnswer, textOf } from './messages.ts';
import type { IppPrinterOptions } from './options.ts';
import {
  type Ask,
  arm,
  ask,
  type Draft,
  type Failed,
  type Leaf,
  type PrinterOutput,
  type PrinterState,
  tell,
} from './state.ts';
import { again, mineKeptAnswered, mineOpenAnswered, mineOverAnswered, tidy } from './tidy.ts';
import { lookBehind, whoseAnswered } from './wake.ts';

export type { PrinterState } from './state.ts';

/** The machine of one printer. Every option is validated before (options.ts). */
export type IppPrinterMachine = DriverMachine<PrinterState, HttpInput, HttpOutput, PrinterCommand, PrinterFact>;

/** Makes the machine of one configured printer. */
export function ippPrinter(options: IppPrinterOptions): IppPrinterMachine {
  return {
    // Counters of the last life are of no use here: they ride on each order's own base.
    initial: () => ({
      holder: 'claimed',
      nextExchange: 1,
      onWire: null,
      waiting: [],
      fitness: null,
      look: null,
      silent: 0,
      barred: null,
      leaf: null,
      outcomes: [],
      wake: null,
      own: [],
      over: [],
      kept: [],
      lendWanted: false,
      toldStatus: '',
      toldToner: '',
    }),
    step: (state, input, now_ms) => step(options, state, input, now_ms),
  };
}

function step(
  options: IppPrinterOptions,
  state: PrinterState,
  input: HttpInput | CommonInput<PrinterCommand>,
  now_ms: number,
): Step<PrinterState, PrinterOutput> {
  const leaf = state.leaf ? { ...state.leaf } : null;
  const draft: Draft = { s: { ...state, leaf }, out: [], now_ms, options };
  switch (input.type) {
    case 'opened':
      tellStatus(draft);
      tell(draft, { type: 'holder', holder: draft.s.holder });
      ask(draft, { kind: 'identify' });
      arm(draft, 'heartbeat', options.deadlines.heartbeat_ms);
      break;
    case 'timer':
      onTimer(draft, input.timer);
      break;
    case 'command':
      onCommand(draft, input.command);
      break;
    case 'reply':
      onReply(draft, input.exchange, input.status, input.body);
      break;
    case 'exchangeFailed':
      onFailed(draft, input.exchange, {
        ok: false,
        acted: input.bodySent,
        error: `${input.failure}: ${input.message}`,
        failure: input.failure,
      });
      break;
    case 'progress':
      if (leaf && state.onWire?.exchange === input.exchange) leaf.progressAt_ms = now_ms;
      break;
    case 'lost':
      draft.s.silent = 2;
      draft.s.leaf?.document?.close();
      tellStatus(draft);
      break;
  }
  if (input.type !== 'lost') sendNext(draft);
  return { state: draft.s, outputs: draft.out };
}

function onTimer(draft: Draft, timer: string): void {
  if (timer === 'poll') pollLeaf(draft);
  else if (timer === 'retry') retryLeaf(draft);
  else if (timer === 'tidy') tidy(draft);
  else if (timer === 'heartbeat') {
    lendWhenFree(draft);
    arm(draft, 'heartbeat', draft.options.deadlines.heartbeat_ms);
    const watched = draft.s.leaf?.phase === 'watching' || draft.s.leaf?.phase === 'sending';
    if (!watched) ask(draft, { kind: draft.s.fitness ? 'heartbeat' : 'identify' });
  }
}

function onCommand(draft: Draft, command: PrinterCommand): void {
  switch (command.type) {
    case 'claim':
      draft.s.lendWanted = false;
      draft.s.holder = 'claimed';
      return tell(draft, { type: 'holder', holder: 'claimed' });
    case 'lend':
      draft.s.lendWanted = true;
      return lendWhenFree(draft);
    case 'recorded':
      return;
    case 'checkHealth':
      return ask(draft, { kind: 'health', level: command.level });
    case 'checkReady':
      return ask(draft, { kind: 'ready' });
    case 'prepare':
      return prepareLeaf(draft, command.intentId, command.order);
    case 'execute':
      return executeLeaf(draft, command.intentId, command.material);
    case 'forget':
      return forgetLeaf(draft, command.intentId);
    case 'cancelPrint':
      return cancelLeaf(draft, command.intentId);
    case 'resolve':
      return resolveLeaf(draft, command.intentId, command.order, command.deviceBase);
  }
}

// --------------------------------------------------------------------------------------------------------------- wire

/** Puts the next waiting request on the wire, if it is free. */
function sendNext(draft: Draft): void {
  const { s } = draft;
  while (!s.onWire && s.waiting.length > 0) {
    const [next, ...rest] = s.waiting;
    s.waiting = rest;
    const exchange = s.nextExchange;
    const head = next && headOf(draft, next, { options: draft.options, requestId: exchange });
    if (!next || !head) continue;
    // request-id is a positive 31-bit integer (RFC 8010, 3.4.1).
    s.nextExchange = exchange >= 0x7fffffff ? 1 : exchange + 1;
    s.onWire = { exchange, ask: next };
    let document = null;
    if (next.kind === 'send' && s.leaf) {
      ({ document } = s.leaf);
      s.leaf.document = null;
      s.leaf.documentGone = true;
    }
    draft.out.push({ type: 'post', exchange, head, document });
  }
}

function onReply(draft: Draft, exchange: number, httpStatus: number, body: Uint8Array): void {
  const { onWire } = draft.s;
  if (onWire?.exchange !== exchange)
    return tell(draft, { type: 'noise', what: `answer to closed exchange ${exchange}` });
  const answer = readAnswer(httpStatus, body, exchange);
  if (!answer.ok) {
    tell(draft, { type: 'noise', what: answer.error });
    return onFailed(draft, exchange, { ok: false, acted: true, error: answer.error, failure: 'reply' });
  }
  draft.s.onWire = null;
  draft.s.silent = 0;
  draft.s.barred = null;
  const { leaf } = draft.s;
  const question = onWire.ask;
  if (carriesLook(question) && isSuccess(answer.message.code)) takeLook(draft, answer.message, question.kind);
  if ('intentId' in question) {
    if (leaf?.intentId === question.intentId) leafAnswered(draft, leaf, question, answer.message);
  } else answered(draft, question, answer.message);
  tellStatus(draft);
}

function onFailed(draft: Draft, exchange: number, failed: Failed): void {
  const { onWire, leaf } = draft.s;
  if (onWire?.exchange !== exchange) return;
  draft.s.onWire = null;
  draft.s.silent += 1;
  if (failed.failure === 'foreignCertificate')
    draft.s.barred = { code: 'printerOther', detail: 'the certificate is not the pinned one' };
  const question = onWire.ask;
  if ('intentId' in question) {
    if (leaf?.intentId === question.intentId) leafFailed(draft, leaf, question, failed);
  } else unanswered(draft, question, failed.failure, failed.error);
  tellStatus(draft);
}

function carriesLook(question: Ask): boolean {
  return ['identify', 'heartbeat', 'ready', 'health', 'base', 'look'].includes(question.kind);
}

/** Keeps what the printer says of itself; a restart, a change of configuration or another uuid is examined at once. */
function takeLook(draft: Draft, message: IppMessage, kind: Ask['kind']): void {
  const { s, options } = draft;
  const before = s.look;
  const look = printerLook(message);
  s.look = look;
  const toner = JSON.stringify(look.toner);
  if (toner !== s.toldToner) {
    s.toldToner = toner;
    tell(draft, { type: 'toner', ...look.toner });
  }
  if (s.fitness && options.printerUuid !== undefined) {
    const rightPrinter = look.uuid?.toLowerCase() === options.printerUuid.toLowerCase();
    s.fitness = { ...s.fitness, rightPrinter };
    if (!rightPrinter && s.leaf?.documentGone === true) otherPrinter(draft, s.leaf);
  }
  const restarted = before?.upTime_s != null && look.upTime_s !== null && look.upTime_s < before.upTime_s;
  if (restarted) forgetIds(draft);
  const changed = before !== null && before.configChange_s !== look.configChange_s;
  if (kind !== 'identify' && (restarted || changed)) ask(draft, { kind: 'identify' });
  if (!s.leaf || s.leaf.phase === 'checking' || s.leaf.phase === 'prepared') lookBehind(draft);
}

/** A printer that started anew numbers its jobs anew: an id of before may be anybody's. */
function forgetIds({ s }: Draft): void {
  s.own = [];
  s.over = [];
  s.kept = [];
  if (s.wake) s.wake = { ...s.wake, jobId: null };
  if (s.leaf) s.leaf.restartSeen = true;
}

function otherPrinter(draft: Draft, leaf: Leaf): void {
  finishLeaf(draft, leaf, 'unknown', { code: 'printerOther', detail: 'another printer answers' });
}

// ------------------------------------------------------------------------------------------------------------ answers

function answered(draft: Draft, question: Exclude<Ask, { intentId: string }>, message: IppMessage): void {
  switch (question.kind) {
    case 'identify':
      return identified(draft, message);
    case 'ready':
      return ready(draft);
    case 'health':
      return healthLook(draft, question.level);
    case 'blink':
      return tellHealth(draft, question.level, isSuccess(message.code), ['Identify-Printer']);
    case 'whose':
      return whoseAnswered(draft, message);
    case 'mineOpen':
      return mineOpenAnswered(draft, message);
    case 'mineOver':
      return mineOverAnswered(draft, message);
    case 'mineKept':
      return mineKeptAnswered(draft, message);
    case 'heartbeat':
    case 'tidy':
    case 'purge':
    case 'cancelMine':
      return;
  }
}

function unanswered(
  draft: Draft,
  question: Exclude<Ask, { intentId: string }>,
  failure: ExchangeFailure | 'reply',
  error: string,
): void {
  if (question.kind === 'ready') tell(draft, { type: 'notReady', trouble: 'control', keywords: [failure] });
  else if (question.kind === 'health' || question.kind === 'blink') tellHealth(draft, question.level, false, [error]);
  else if (question.kind === 'whose') whoseAnswered(draft, null);
  else if (['mineOpen', 'mineOver', 'mineKept'].includes(question.kind)) again(draft);
}

function identified(draft: Draft, message: IppMessage): void {
  const { s, options } = draft;
  if (!isSuccess(message.code)) return;
  const capability = capabilityOf(message, options);
  const { printer } = capability;
  const uuid = s.look?.uuid?.toLowerCase() ?? null;
  const rightPrinter = options.printerUuid === undefined || options.printerUuid.toLowerCase() === uuid;
  const before = s.fitness;
  s.fitness = { ...capability, rightPrinter };
  if (rightPrinter && JSON.stringify(before?.rightPrinter === true ? before.printer : null) !== JSON.stringify(printer))
    tell(draft, { type: 'traits', traits: printer });
  if (!rightPrinter && s.leaf?.phase === 'resolving') otherPrinter(draft, s.leaf);
  if (before) return;
  const model = textOf(message, 'printer', 'printer-make-and-model') ?? '';
  tell(draft, {
    type: 'identified',
    maker: /MFG:([^;]*);/.exec(textOf(message, 'printer', 'printer-device-id') ?? '')?.[1] ?? model.split(' ')[0] ?? '',
    product: model,
    serial: textOf(message, 'printer', 'printer-serial-number'),
    firmware: textOf(message, 'printer', 'printer-firmware-string-version'),
  });
}

/** The ready gate, before money (print.md, rule 3). */
function ready(draft: Draft): void {
  const { s, options } = draft;
  const { availability, reasons } = statusOf(draft);
  const obstacle = s.look ? obstacleOf(s.look, options, true) : null;
  if (obstacle) {
    const { trouble, keywords, onlyNew } = obstacle;
    tell(draft, { type: 'notReady', trouble, keywords, ...(onlyNew ? { onlyNew } : {}) });
  } else if (s.holder === 'lent') tell(draft, { type: 'notReady', trouble: 'control', keywords: ['lent'] });
  else if (availability === 'online' || availability === 'attention') tell(draft, { type: 'ready' });
  else {
    const keywords = reasons.map(({ detail }) => detail);
    tell(draft, { type: 'notReady', trouble: 'control', keywords: keywords.length > 0 ? keywords : [availability] });
  }
}

function healthLook(draft: Draft, level: 'internal' | 'external' | 'interactive'): void {
  const { availability, reasons } = statusOf(draft);
  const fit = availability === 'online' || availability === 'attention';
  // The upper levels let the printer show itself; a printed sheet is an order, not a health check.
  if (fit && level !== 'internal' && draft.s.fitness?.identify) return ask(draft, { kind: 'blink', level });
  const open = draft.s.fitness?.jobsAreOpen === true ? ['job-privacy-scope=all'] : [];
  tellHealth(draft, level, fit, [availability, ...reasons.map(({ code, detail }) => `${code}: ${detail}`), ...open]);
}

function tellHealth(
  draft: Draft,
  level: 'internal' | 'external' | 'interactive',
  passed: boolean,
  details: string[],
): void {
  tell(draft, { type: 'health', level, passed, details });
}
