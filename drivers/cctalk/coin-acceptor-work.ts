import type { Answer, LineDeviceInput } from '../line/device.ts';
import { Draft, statusChange } from '../line/draft.ts';
import { isGone } from '../line/silence.ts';
import type { CoinAcceptorFact } from '../coin-acceptor.ts';
import { asked, block, fault, remember, shutNow, type AcceptorDraft } from './coin-acceptor-credit.ts';
import { credits, inquire, lookedAt } from './coin-acceptor-proof.ts';
import { nextSetup, setup } from './coin-acceptor-start.ts';
import {
  acceptorStatus,
  dearestOf,
  isDone,
  maskToOpen,
  restMask,
  SELF_CHECK_ENDS,
  SELF_CHECK_MS,
  SETTLE_MS,
  VERIFY_MS,
  wantsOpen,
  wantsProbe,
  type AcceptorContext,
  type AcceptorState,
} from './coin-acceptor-state.ts';
import { CREDIT_BYTES, selfCheckFaultName } from './coin-events.ts';
import { BUSY_REST_MS, littleEndian, LOOK_FOR_MS, SILENCES_UNTIL_SKIPPED, type CctalkCommand } from './device.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';
import { sorterSteps } from './sorter.ts';

/** One step of a coin acceptor: an input becomes the next state and facts. */
export function takeAcceptor(
  context: AcceptorContext,
  state: AcceptorState,
  input: LineDeviceInput<CctalkRequest, CctalkReply, CctalkCommand>,
  now_ms: number,
): { readonly state: AcceptorState; readonly facts: readonly CoinAcceptorFact[] } {
  const draft: AcceptorDraft = new Draft(state, now_ms);
  if (input.type === 'opened') draft.set({ opened: true });
  else if (input.type === 'lost') lost(context, draft);
  else if (input.type === 'command') command(draft, input.command);
  else if (input.type === 'answer') answered(context, draft, input.request, input.answer);
  timePassed(context, draft);
  forgetMark(context, draft);
  rememberGate(context, draft);
  const { availability, reasons } = acceptorStatus(context, draft.state);
  const { key, fact } = statusChange(draft.state.statusKey, availability, reasons);
  if (fact) {
    draft.set({ statusKey: key });
    draft.fact(fact);
  }
  return { state: draft.state, facts: draft.facts };
}

/** The line is gone: an order to open may be on it still, and what was asked last may be answered when it is back. */
function lost(context: AcceptorContext, draft: AcceptorDraft): void {
  const mayTake = draft.state.mayTake || wantsOpen(context, draft.state);
  draft.set({ opened: false, offline: true, inquiry: null, mayTake, silence_ms: draft.now_ms });
}

/** Journal first, gate second; and back when nothing can fall any more. */
function rememberGate(context: AcceptorContext, draft: AcceptorDraft): void {
  const { state } = draft;
  const { memory, shutSince_ms, quietSince_ms, counterRead, proved_ms } = state;
  // While the device is silent or in doubt nothing is opened, and what is remembered stays.
  if (!memory || !counterRead || state.offline || state.silences > 0 || state.inquiry !== null) return;
  const toOpen = maskToOpen(context, state);
  const dearest_yen = Math.max(memory.open ? memory.dearest_yen : 0, dearestOf(state, toOpen));
  if (toOpen !== 0 && (!memory.open || dearest_yen > memory.dearest_yen))
    return remember(draft, { ...memory, open: true, dearest_yen });
  if (toOpen !== 0 || !memory.open || shutSince_ms === null || state.settling) return;
  const rest_ms = Math.max(shutSince_ms, quietSince_ms) + SETTLE_MS;
  if (draft.now_ms < rest_ms) return;
  // A reset while the last coins fell, which a counter of 0 hides, is only found as long as the gate is not called shut.
  if (proved_ms < rest_ms && state.holder !== 'lent') return inquire(draft, 'rest');
  remember(draft, { ...memory, open: false, dearest_yen: 0 });
}

/**
 * The mask is about to be cleared by this driver (no mark to leave in it): from then on, and over a restart, a mask of 0
 * proves no reset. Remembered before 231 goes out, or the coins shown since then would be taken for new ones.
 */
function forgetMark(context: AcceptorContext, draft: AcceptorDraft): void {
  const { state } = draft;
  const { memory, setup: at, inquiry, offline } = state;
  if (!memory?.marked || at !== null || inquiry !== null || offline || state.mask === 0) return;
  if (wantsOpen(context, state) || restMask(context, state) !== 0) return;
  draft.set({ marked: false });
  remember(draft, { ...memory, marked: false });
}

function command(draft: AcceptorDraft, command: CctalkCommand): void {
  const { state } = draft;
  switch (command.type) {
    case 'enable': {
      const warnings = state.warnings.filter((reason) => reason.code !== 'cashEventsLost');
      return draft.set({ enabled_yen: command.denominations_yen, settling: false, warnings });
    }
    case 'settle':
      return draft.set({ settling: true, quietSince_ms: draft.now_ms });
    case 'divert':
      return draft.set({ diverted: command.destinations, sorted: 0 });
    case 'checkHealth':
      return draft.set({ health: command.level });
    case 'lend':
      if (state.holder === 'claimed') draft.set({ holder: 'lending', enabled_yen: [] });
      return;
    case 'claim':
      if (state.holder === 'lent') draft.set({ ...restarted(draft.now_ms), rebase: true, mayTake: true });
      if (state.holder !== 'claimed') draft.fact({ type: 'holder', holder: 'claimed' });
      return draft.set({ holder: 'claimed' });
    default:
      // Orders belong to hoppers; `recorded` is not needed, the wire wants no acknowledgement.
      return;
  }
}

/** What becomes true by time alone. */
function timePassed(context: AcceptorContext, draft: AcceptorDraft): void {
  const { state } = draft;
  const shut = state.master === false && state.setup === null && state.mask === restMask(context, state);
  if (!shut) {
    if (state.shutSince_ms !== null) draft.set({ shutSince_ms: null });
    return;
  }
  if (state.shutSince_ms === null) draft.set({ shutSince_ms: draft.now_ms });
  if (state.holder !== 'lending' || !state.counterRead || state.inquiry !== null) return;
  if (state.memory) remember(draft, { ...state.memory, lent: true });
  draft.set({ holder: 'lent' });
  draft.fact({ type: 'holder', holder: 'lent' });
}

/** Closes the settling after a look that showed nothing new, a second after the gate was shut and the last coin fell. */
function settled(draft: AcceptorDraft): void {
  const { settling, shutSince_ms, quietSince_ms, inquiry, proved_ms } = draft.state;
  if (!settling || shutSince_ms === null || inquiry !== null) return;
  const quiet_ms = Math.max(shutSince_ms, quietSince_ms);
  if (draft.now_ms - quiet_ms < SETTLE_MS) return;
  if (proved_ms < quiet_ms + SETTLE_MS) return inquire(draft, 'rest');
  draft.set({ settling: false, enabled_yen: [] });
  draft.fact({ type: 'settled' });
}

function answered(
  context: AcceptorContext,
  draft: AcceptorDraft,
  request: CctalkRequest,
  answer: Answer<CctalkReply>,
): void {
  if (answer.type !== 'reply') return silence(context, draft, request, answer.type === 'silence' && answer.damaged);
  const { reply } = answer;
  const { offline, silences, setup: at } = draft.state;
  const step = at === null ? undefined : context.setup[at];
  const alive = step !== undefined && !offline && wantsProbe(step, draft.state);
  if (silences > 0) draft.set({ silences: 0, damages: 0 });
  if (offline) return draft.set({ ...restarted(draft.now_ms), offline: false });
  if (reply.header === ANSWER.busy) return draft.set({ notBefore_ms: draft.now_ms + BUSY_REST_MS });
  if (alive) draft.set({ probed: true });
  else if (at !== null) setup(context, draft, at, reply);
  else running(context, draft, request, reply);
}

/** No answer, or none that can be believed: the device may have heard, may have been reset, may answer late. */
function silence(context: AcceptorContext, draft: AcceptorDraft, request: CctalkRequest, damaged: boolean): void {
  const silences = draft.state.silences + 1;
  const damages = damaged ? draft.state.damages + 1 : 0;
  const silentSince_ms = silences === 1 ? draft.now_ms : draft.state.silentSince_ms;
  draft.set({ silences, damages, silentSince_ms, silence_ms: draft.now_ms, verify_at_ms: draft.now_ms });
  if (request.header === HEADER.readCredit) asked(context, draft);
  if (request.header === HEADER.setInhibit) draft.set({ mask: null });
  if (request.header === HEADER.setMasterInhibit)
    draft.set({ master: null, ...(request.data[0] === 1 ? { mayTake: true } : {}) });
  const { offline, setup: at, counterRead } = draft.state;
  if (offline) return draft.set({ notBefore_ms: draft.now_ms + LOOK_FOR_MS });
  const optional = at !== null && context.setup[at]?.optional;
  // Damaged answers are answers: two devices at one address may differ in just this one.
  if (optional && !damaged && draft.state.probed && silences >= SILENCES_UNTIL_SKIPPED)
    return nextSetup(context, draft, { silences: 0 });
  if (isGone(silences, silentSince_ms, draft.now_ms))
    return draft.set({
      offline: true,
      inquiry: null,
      notBefore_ms: draft.now_ms + LOOK_FOR_MS,
      mask: null,
      master: null,
    });
  if (at === null) inquire(draft, counterRead ? 'doubt' : 'start');
}

/** Back to the first request of the start; memory, orders of the kiosk and the open settling stay. */
function restarted(now_ms: number): Partial<AcceptorState> {
  return {
    setup: 0,
    probed: false,
    silences: 0,
    notBefore_ms: 0,
    identity: {},
    coins_yen: [],
    free: 0,
    readsMask: false,
    countsAccepted: false,
    frauds: null,
    askFrauds: false,
    counterRead: false,
    inquiry: null,
    reading: null,
    marked: false,
    markRefused: false,
    sorted: 0,
    mask: null,
    master: null,
    blocked: [],
    poll_at_ms: now_ms,
    selfCheck_at_ms: Infinity,
  };
}

// ------------------------------------------------------------------------------------------------------------- running

function running(context: AcceptorContext, draft: AcceptorDraft, request: CctalkRequest, reply: CctalkReply): void {
  const good = isDone(reply);
  const looking = draft.state.inquiry !== null;
  switch (request.header) {
    case HEADER.readCredit:
      return polled(context, draft, reply);
    case HEADER.setInhibit:
      if (!good) return refused(context, draft, 'inhibit mask');
      // Read back once after the start and after each reset: only then a mask of 0 proves the next reset.
      if (!draft.state.marked) draft.set({ verify_at_ms: draft.now_ms, verify: 'mask' });
      return draft.set({ mask: (request.data[0] ?? 0) | ((request.data[1] ?? 0) << 8) });
    case HEADER.setMasterInhibit:
      if (!good) return refused(context, draft, 'master inhibit');
      if (request.data[0] === 1) draft.set({ mayTake: true });
      else shutNow(context, draft);
      return draft.set({
        master: request.data[0] === 1,
        poll_at_ms: Math.min(draft.state.poll_at_ms, draft.now_ms + context.options.poll_ms),
      });
    case HEADER.getInhibit: {
      const mask = isDone(reply, 2) ? word(reply.data) : null;
      if (looking) return look(context, draft, { mask });
      draft.set({ verify: 'master' });
      return mask === null ? undefined : verifyMask(context, draft, mask);
    }
    case HEADER.requestAccepted:
      return look(context, draft, { accepted: isDone(reply, 1) ? littleEndian(reply.data) : null });
    case HEADER.getMasterInhibit:
      draft.set({ verify: 'mask', verify_at_ms: draft.now_ms + VERIFY_MS });
      if (!isDone(reply, 1) || ((reply.data[0] ?? 0) & 1) === (draft.state.master ? 1 : 0)) return;
      draft.set({ master: null, mayTake: true });
      return inquire(draft, 'doubt');
    case HEADER.requestFrauds:
      return frauds(context, draft, reply);
    case HEADER.selfCheck:
      if (isDone(reply, 1)) draft.set(selfCheck(context, draft, reply.data[0] ?? 0));
      return healthReport(draft, isDone(reply, 1) ? (reply.data[0] ?? 0) : null);
    default:
      return sorter(context, draft, request, reply);
  }
}

/** Answers in a row that are none to this question: some can be late, many over a long time are another device. */
const MOST_MISFITS = 5;
const MISFIT_MS = 5_000;
/** After one nothing is asked for this long, so that what is late is not taken for the answer to the next question (rule 3). */
const MISFIT_REST_MS = 100;

const word = (data: Uint8Array): number => (data[0] ?? 0) | ((data[1] ?? 0) << 8);

/** No coin can be on its way: the gate has been shut for longer than any coin takes, and nobody waits for an answer. */
function isShutForLong(draft: AcceptorDraft): boolean {
  const { shutSince_ms, quietSince_ms, settling, inquiry, memory } = draft.state;
  if (shutSince_ms === null || settling || inquiry !== null || memory?.open !== false) return false;
  return draft.now_ms - Math.max(shutSince_ms, quietSince_ms) >= SETTLE_MS;
}

function polled(context: AcceptorContext, draft: AcceptorDraft, reply: CctalkReply): void {
  const { poll_ms } = context.options;
  const { pollLimit_ms, inquiry, misfits: before, counterRead } = draft.state;
  asked(context, draft);
  const every_ms = isShutForLong(draft)
    ? Math.max(poll_ms, context.model.idlePoll_ms)
    : Math.min(poll_ms, pollLimit_ms);
  draft.set({ poll_at_ms: draft.now_ms + every_ms });
  if (!isDone(reply) || reply.data.length !== CREDIT_BYTES) {
    draft.fact({ type: 'noise', what: 'answer to "read credit" is not 11 bytes' });
    const misfits = draft.state.misfits + 1;
    const misfitSince_ms = draft.state.misfitSince_ms ?? draft.now_ms;
    const notBefore_ms = draft.now_ms + MISFIT_REST_MS;
    draft.set({ misfits, misfitSince_ms, silence_ms: draft.now_ms, notBefore_ms });
    if (misfits >= MOST_MISFITS && draft.now_ms - misfitSince_ms >= MISFIT_MS)
      block(draft, { code: 'cashIdentity', detail: `${context.deviceId} answers "read credit" in no known way` });
    return inquire(draft, counterRead ? 'doubt' : 'start');
  }
  if (before > 0) draft.set({ misfits: 0, misfitSince_ms: null });
  if (inquiry !== null) return look(context, draft, { credit: reply.data.slice() });
  credits(context, draft, reply.data);
  settled(draft);
}

function look(context: AcceptorContext, draft: AcceptorDraft, part: Parameters<typeof lookedAt>[2]): void {
  lookedAt(context, draft, part);
  settled(draft);
}

/** A mask that is not ours any more: reset, or an answer from before. The first read-back also shows if the mark is kept. */
function verifyMask(context: AcceptorContext, draft: AcceptorDraft, mask: number): void {
  const { state } = draft;
  if (state.mask === null) return;
  const { memory } = state;
  if (mask === state.mask) {
    draft.set({ widest_ms: 0, marked: mask !== 0 });
    if (memory && memory.marked !== (mask !== 0)) remember(draft, { ...memory, marked: mask !== 0 });
    return;
  }
  const mark = restMask(context, state);
  if (!state.marked && !memory?.marked && mark !== 0 && (state.mask & ~mark) === mask)
    return draft.set({ markRefused: true, mask });
  inquire(draft, 'doubt');
}

function refused(context: AcceptorContext, draft: AcceptorDraft, what: string): void {
  block(draft, { code: 'cashFault', detail: `${context.deviceId} refuses the ${what}` });
  // Not asked again before the next look at the inhibits, or it would be asked without end.
  draft.set({ notBefore_ms: draft.now_ms + BUSY_REST_MS });
}

/** An answer to a setting of the sorter, or to its read-back. */
function sorter(context: AcceptorContext, draft: AcceptorDraft, request: CctalkRequest, reply: CctalkReply): void {
  const { sorted } = draft.state;
  const step = sorterSteps(context, draft.state)[sorted];
  if (!step || step.header !== request.header) return;
  const found = reply.data[0] ?? null;
  if (isDone(reply) && (step.expect === null || found === step.expect)) return draft.set({ sorted: sorted + 1 });
  const detail =
    step.expect === null || !isDone(reply)
      ? `${context.deviceId} refuses the ${step.name}`
      : `${context.deviceId}: ${step.name} is ${found ?? 'nothing'} after it was set to ${step.expect}`;
  block(draft, { code: 'cashFault', detail });
}

/** Fraud attempts that went by among lost events. */
function frauds(context: AcceptorContext, draft: AcceptorDraft, reply: CctalkReply): void {
  const known = draft.state.frauds;
  draft.set({ askFrauds: false });
  if (!isDone(reply, 1)) return;
  const count = littleEndian(reply.data);
  draft.set({ frauds: count });
  if (known === null || count <= known) return;
  fault(draft, {
    code: 'cashFraud',
    detail: `${context.deviceId} counts ${count - known} fraud attempts it did not tell`,
  });
}

function selfCheck(context: AcceptorContext, draft: AcceptorDraft, code: number): Partial<AcceptorState> {
  const others = draft.state.blocked.filter((reason) => !SELF_CHECK_ENDS.has(reason.code));
  if (code === 0) return { blocked: others, selfCheck_at_ms: Infinity };
  const detail = `${context.deviceId}: self-check ${code}, ${selfCheckFaultName(code)}`;
  return { blocked: [...others, { code: 'cashFault', detail }], selfCheck_at_ms: draft.now_ms + SELF_CHECK_MS };
}

function healthReport(draft: AcceptorDraft, code: number | null): void {
  const { health: level, coins_yen, memory } = draft.state;
  if (level === null) return;
  draft.set({ health: null });
  const table = coins_yen.map((value, i) => `position ${i + 1}: ${value ?? 'none'}`);
  const check = code === null ? 'self-check refused' : code === 0 ? 'self-check clean' : selfCheckFaultName(code);
  const counted = `accepted in all: ${memory?.accepted ?? 'not counted'}`;
  draft.fact({ type: 'health', level, passed: code === 0, details: [check, counted, ...table] });
}
