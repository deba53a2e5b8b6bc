import type { DeviceReason } from '../contract.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';
import {
  baseText,
  MOST_SENDS,
  NO_PROGRESS_MS,
  OUTCOMES_KEPT,
  paidBetween,
  SILENT_PAYOUT_MS,
  TEST,
  testReason,
  type HopperBase,
  type HopperContext,
  type HopperDraft,
  type HopperState,
  type Outcome,
  type Payout,
  type Purpose,
  type Question,
} from './hopper-state.ts';
import { isGone } from '../line/silence.ts';
import { cameHome } from './hopper-lent.ts';

/** Payouts and readings of a hopper: what follows when one ends. */

const QUESTIONS: Readonly<Record<Purpose['type'], readonly Question[]>> = {
  // 166 and 168 before the reset: it clears the power-up flag and so turns it into a detector of power loss (rule 10).
  start: ['counters', 'life', 'reset', 'test', 'counters', 'life', 'level'],
  heartbeat: ['test', 'level'],
  recover: ['reset', 'test', 'counters', 'life', 'level'],
  health: ['test', 'counters', 'life', 'level'],
  // Twice without a rest: what the books rest on is not taken from an answer that came late to another question.
  prepare: ['test', 'counters', 'life', 'lifeAgain'],
  heard: ['counters', 'test', 'life', 'lifeAgain'],
  ended: ['counters', 'life', 'lifeAgain', 'test', 'disable', 'level'],
  resolve: ['counters', 'life', 'lifeAgain', 'test'],
};

/** Begins a reading. */
export function readPurpose(draft: HopperDraft, purpose: Purpose): void {
  const clears =
    (purpose.type === 'prepare' && purpose.again) || (purpose.type === 'health' && purpose.level !== 'internal');
  const questions = [...(clears ? (['reset'] as const) : []), ...QUESTIONS[purpose.type]];
  const asked = draft.state.hasLevel ? questions : questions.filter((question) => question !== 'level');
  draft.set({ job: { type: 'read', purpose, questions: asked }, ask_at_ms: draft.now_ms });
}

/** Between jobs: begins the payout that was executed, or the reading that waits longest. */
export function nextJob(draft: HopperDraft): void {
  const { payout, waiting } = draft.state;
  if (payout) return draft.set({ job: { type: 'pay', phase: 'enable', key: NO_KEY } });
  const [first, ...rest] = waiting;
  if (!first) return;
  draft.set({ waiting: rest });
  readPurpose(draft, first);
}

const NO_KEY = new Uint8Array(0);

// --------------------------------------------------------------------------------------------------------------- paying

/** An answer, or silence (null), while paying. True when the silence needs no further care. */
export function payAnswered(
  context: HopperContext,
  draft: HopperDraft,
  request: CctalkRequest,
  reply: CctalkReply | null,
): boolean {
  const { job, payout } = draft.state;
  if (job.type !== 'pay' || !payout) return false;
  // A stop that came while a poll was under way: the answer to that poll is none to the stop, which is still to be sent.
  if (job.phase === 'stop' && request.header !== HEADER.emergencyStop) return reply !== null;
  const good = reply?.header === ANSWER.done;
  if (job.phase === 'dispense') {
    draft.set({ payout: { ...payout, sends: payout.sends + 1, progress_at_ms: draft.now_ms } });
    afterDispense(context, draft, reply);
    return true;
  }
  if (!reply && job.phase !== 'polling' && job.phase !== 'stop') {
    // Nothing was ordered yet: given up, the reading tells that nothing moved.
    if (!isGone(draft.state.silences, draft.state.silentSince_ms ?? draft.now_ms, draft.now_ms)) return false;
    ended(draft, { code: 'cashOffline', detail: `${context.deviceId} does not answer` });
    return false;
  }
  if (!reply) return false;
  if (draft.state.stopping && payout.sends === 0) ended(draft, stopped(context));
  else if (job.phase === 'polling') polled(context, draft, payout, reply);
  else if (job.phase === 'stop') {
    draft.set({ stopping: false, job: { ...job, phase: 'polling' }, ask_at_ms: draft.now_ms });
  } else if (!good) ended(draft, { code: 'cashFault', detail: `${context.deviceId} refuses ${job.phase}` });
  else if (job.phase === 'enable') draft.set({ job: { ...job, phase: 'before' } });
  else if (job.phase === 'before') {
    before(context, draft, payout, reply.data);
  } else if (job.phase === 'pump') draft.set({ job: { ...job, phase: 'key' } });
  else draft.set({ job: { type: 'pay', phase: 'dispense', key: reply.data.slice() } });
  return true;
}

/** The counter just before 167. If it has moved since the last 167 that one was heard after all, and is not sent again. */
function before(context: HopperContext, draft: HopperDraft, payout: Payout, data: Uint8Array): void {
  const { job } = draft.state;
  if (job.type !== 'pay' || data.length !== 4) return;
  const [counter = 0, remaining = 0] = data;
  if (payout.sends > 0 && (counter !== payout.counterBefore || remaining > 0)) return polling(draft);
  draft.set({ payout: { ...payout, counterBefore: counter } });
  const { serialBytes } = draft.state;
  const moment = { serial: serialBytes, life: payout.base.life, attempt: payout.sends, count: payout.count };
  draft.set({ job: { ...job, phase: context.cipher.pump(moment) === null ? 'key' : 'pump' } });
}

/** 167 was sent. Only a clear answer is believed; every doubt is read from the device, 167 is not sent again on doubt. */
function afterDispense(context: HopperContext, draft: HopperDraft, reply: CctalkReply | null): void {
  if (reply?.header === ANSWER.done) return polling(draft);
  if (reply?.header === ANSWER.nak)
    return ended(draft, { code: 'cashFault', detail: `${context.deviceId} refuses the payout` });
  readPurpose(draft, { type: 'heard' });
}

function polling(draft: HopperDraft): void {
  const phase = draft.state.stopping ? 'stop' : 'polling';
  draft.set({ job: { type: 'pay', phase, key: NO_KEY }, ask_at_ms: draft.now_ms });
}

function polled(context: HopperContext, draft: HopperDraft, payout: Payout, reply: CctalkReply): void {
  draft.set({ ask_at_ms: draft.now_ms + context.options.poll_ms });
  if (reply.header !== ANSWER.done || reply.data.length !== 4) return;
  const [counter = 0, remaining = 0, paid = 0, unpaid = 0] = reply.data;
  draft.set({ counters: { counter, remaining, paid, unpaid } });
  const ours = counter === nextCounter(payout.counterBefore);
  if (remaining === 0 || !ours) return ended(draft, null);
  if (paid > payout.paid) {
    draft.set({ payout: { ...payout, paid, progress_at_ms: draft.now_ms } });
    draft.fact({ type: 'dispensing', intentId: payout.intentId, paid, remaining });
  } else if (draft.now_ms - payout.progress_at_ms > NO_PROGRESS_MS) {
    draft.set({ payout: { ...payout, progress_at_ms: draft.now_ms } });
    draft.set({ job: { type: 'pay', phase: 'stop', key: NO_KEY } });
  }
}

/** Counter after one more order that arrived whole: 255 is followed by 1. */
function nextCounter(counter: number): number {
  return counter === 255 ? 1 : counter + 1;
}

function stopped(context: HopperContext): DeviceReason {
  return { code: 'cashFault', detail: `${context.deviceId}: stopped` };
}

function ended(draft: HopperDraft, reason: DeviceReason | null): void {
  readPurpose(draft, { type: 'ended', reason });
}

/** The hopper is silent, or cannot say what fell: unknown, with what it said last as the least. */
export function payoutLost(context: HopperContext, draft: HopperDraft): void {
  const { payout } = draft.state;
  if (!payout) return;
  const detail = `${context.deviceId} has not answered for ${SILENT_PAYOUT_MS / 1000} s while paying`;
  draft.set({ payout: null, job: { type: 'start', at: 0 } });
  // As long as no 167 was sent nothing can have moved.
  if (payout.sends === 0) {
    const reason: DeviceReason = { code: 'cashOffline', detail: `${context.deviceId} does not answer` };
    return tell(draft, outcome(payout.intentId, 'notDone', 0, payout.base, reason));
  }
  tell(draft, outcome(payout.intentId, 'unknown', payout.paid, payout.base, { code: 'payoutUnknown', detail }));
}

// ----------------------------------------------------------------------------------------------------- ends of readings

/** All questions of a reading are answered. */
export function concluded(context: HopperContext, draft: HopperDraft, purpose: Purpose): void {
  levels(context, draft);
  const fault = testReason(context, draft.state.test);
  switch (purpose.type) {
    case 'start':
      cameHome(context, draft);
      return judged(draft, fault);
    case 'recover':
      return judged(draft, fault);
    case 'heartbeat':
      judged(draft, fault);
      return freed(draft);
    case 'health':
      judged(draft, fault);
      return draft.fact({
        type: 'health',
        level: purpose.level,
        passed: fault === null && draft.state.blocked.length === 0,
        details: [...draft.state.blocked.map((reason) => reason.detail), ...(fault ? [fault.detail] : [])],
      });
    case 'prepare':
      return prepared(context, draft, purpose, fault);
    case 'heard':
      return heard(context, draft);
    case 'ended':
      return paidOut(context, draft, purpose.reason, fault);
    case 'resolve':
      return resolved(context, draft, purpose);
  }
}

/** A jam or a fault stops the hopper, an empty one only calls for somebody. A wrong device stays a wrong device. */
function judged(draft: HopperDraft, fault: DeviceReason | null): void {
  const others = draft.state.blocked.filter((reason) => reason.code === 'cashIdentity');
  const empty = fault?.code === 'hopperEmpty';
  draft.set({
    blocked: fault && !empty ? [...others, fault] : others,
    warnings: fault && empty ? [fault] : [],
  });
}

function prepared(
  context: HopperContext,
  draft: HopperDraft,
  purpose: Extract<Purpose, { type: 'prepare' }>,
  fault: DeviceReason | null,
): void {
  const { test, life, counters } = draft.state;
  judged(draft, fault);
  // Power came back since the last reset: reset once more, so that the flag shows the next loss.
  if (test && test.first & TEST.powerUp && !purpose.again) return readPurpose(draft, { ...purpose, again: true });
  const { intentId, count } = purpose;
  // An order that was prepared before and is executed now goes first; two do not fit into one hopper.
  const busy: DeviceReason = { code: 'cashFault', detail: `${context.deviceId} is still paying` };
  const reason = draft.state.blocked[0] ?? (draft.state.payout ? busy : null);
  if (reason) return draft.fact({ type: 'refused', intentId, reason });
  const base: HopperBase = { life: life ?? 0, counter: counters?.counter ?? 0 };
  draft.set({ prepared: { intentId, count, base } });
  draft.fact({ type: 'prepared', intentId, deviceBase: baseText(base) });
}

/** Was the 167 heard (rule 10)? Not heard needs all of: counter unmoved, no power loss, life count unmoved, at rest. */
function heard(context: HopperContext, draft: HopperDraft): void {
  const { payout, counters, test, life } = draft.state;
  if (!payout || !counters) return;
  if (counters.counter === nextCounter(payout.counterBefore) || counters.remaining > 0) return polling(draft);
  const powerLost = ((test?.first ?? 0) & TEST.powerUp) !== 0;
  const notHeard = counters.counter === payout.counterBefore && !powerLost && life === payout.base.life;
  if (notHeard && payout.sends < MOST_SENDS && !draft.state.stopping)
    return draft.set({ job: { type: 'pay', phase: 'enable', key: NO_KEY } });
  ended(draft, { code: 'cashFault', detail: `${context.deviceId}: the order to pay had no clear answer` });
}

function paidOut(
  context: HopperContext,
  draft: HopperDraft,
  reason: DeviceReason | null,
  fault: DeviceReason | null,
): void {
  const { payout, life } = draft.state;
  if (!payout) return;
  draft.set({ payout: null, stopping: false });
  judged(draft, fault);
  tell(draft, outcomeByLife(context, payout.intentId, payout.count, payout.base, life, reason ?? fault));
  freed(draft);
}

/**
 * A motor that drew too much current, and an exit that was covered while paying, stay noted until a reset; its own test
 * shows whether it helped. While the exit is still covered it would not.
 */
function freed(draft: HopperDraft): void {
  const first = draft.state.test?.first ?? 0;
  if ((first & (TEST.overCurrent | TEST.blockedWhilePaying)) === 0) return;
  if ((first & (TEST.blockedAtRest | TEST.shortedAtRest)) === 0) readPurpose(draft, { type: 'recover' });
}

function resolved(context: HopperContext, draft: HopperDraft, purpose: Extract<Purpose, { type: 'resolve' }>): void {
  const { intentId, count, base } = purpose;
  const fault = testReason(context, draft.state.test);
  if (base) return tell(draft, outcomeByLife(context, intentId, count, base, draft.state.life, fault));
  const reason: DeviceReason = {
    code: 'payoutUnknown',
    detail: `${context.deviceId}: no life count from before the order`,
  };
  tell(draft, outcome(intentId, 'unknown', 0, { life: draft.state.life ?? 0, counter: 0 }, reason));
}

/** More coins than this beyond the order are no over-payment but a life count of another device. */
const OVERPAID_MOST = 3;

function outcomeByLife(
  context: HopperContext,
  intentId: string,
  count: number,
  base: HopperBase,
  life: number | null,
  reason: DeviceReason | null,
): Outcome {
  const id = context.deviceId;
  const after = { life: life ?? base.life, counter: 0 };
  const paid = life === null ? null : paidBetween(base.life, life);
  if (paid === null || paid > count + OVERPAID_MOST) {
    const detail = `${id}: life count ${life ?? 'unread'}, before the order ${base.life}, ordered ${count}`;
    return outcome(intentId, 'unknown', 0, after, { code: 'payoutUnknown', detail });
  }
  if (paid > count) {
    const detail = `${id} paid ${paid} coins; ${count} were ordered`;
    return outcome(intentId, 'done', paid, after, { code: 'cashFault', detail });
  }
  if (paid === count) return outcome(intentId, 'done', paid, after, null);
  const why = reason ?? { code: 'hopperEmpty', detail: `${id} paid ${paid} of ${count} coins` };
  return outcome(intentId, paid === 0 ? 'notDone' : 'partly', paid, after, why);
}

function outcome(
  intentId: string,
  result: Outcome['result'],
  count: number,
  after: HopperBase,
  reason: DeviceReason | null,
): Outcome {
  return { type: 'outcome', intentId, result, moved: { count }, deviceAfter: baseText(after), reason };
}

function tell(draft: HopperDraft, told: Outcome): void {
  draft.set({ outcomes: [...draft.state.outcomes, told].slice(-OUTCOMES_KEPT) });
  draft.fact(told);
}

/** Bits of the answer to 217: the level is below the low mark, above the high mark; the sensor is there. */
const LEVEL = { low: 1, high: 2, hasLow: 16, hasHigh: 32 } as const;

/** Tells the level when it changed. Without sensors only "empty" can be seen, and its end after a reset. */
function levels(context: HopperContext, draft: HopperDraft): void {
  const level = levelNow(draft.state);
  if (level === draft.state.level) return;
  draft.set({ level });
  draft.fact({ type: 'level', level, denomination_yen: context.options.denomination_yen });
}

function levelNow(state: HopperState): 'empty' | 'low' | 'ok' | 'full' {
  if ((state.test?.first ?? 0) & TEST.payoutTimeout) return 'empty';
  const bits = state.levelBits;
  if (bits & LEVEL.hasLow && bits & LEVEL.low) return 'low';
  if (bits & LEVEL.hasHigh && bits & LEVEL.high) return 'full';
  return 'ok';
}
