import type { LineDeviceInput } from '../line/device.ts';
import { statusChange } from '../line/draft.ts';
import { isGone } from '../line/silence.ts';
import type { DeviceReason } from '../contract.ts';
import {
  asciiText,
  categoryDifference,
  BUSY_REST_MS,
  littleEndian,
  LOOK_FOR_MS,
  ANSWERS_UNTIL_WRONG,
  SILENCES_UNTIL_SKIPPED,
  type CctalkCommand,
} from './device.ts';
import { ANSWER, HEADER, type CctalkReply, type CctalkRequest } from './frame.ts';
import { lentAway } from './hopper-lent.ts';
import { concluded, nextJob, payAnswered, payoutLost, readPurpose } from './hopper-pay.ts';
import {
  HEARTBEAT_MS,
  hopperStatus,
  LIFE_REST_MS,
  MOST_COINS,
  MOST_WAITING,
  readBase,
  SILENT_PAYOUT_MS,
  type HopperContext,
  type HopperDraft,
  type HopperState,
  type Purpose,
  type Question,
} from './hopper-state.ts';

/** Identification at the start, by the names under which the answers are kept. */
export const HOPPER_START = [
  { name: 'presence', header: HEADER.simplePoll, optional: false },
  { name: 'category', header: HEADER.requestCategory, optional: false },
  { name: 'maker', header: HEADER.requestManufacturer, optional: true },
  { name: 'product', header: HEADER.requestProduct, optional: true },
  { name: 'serial', header: HEADER.requestSerial, optional: true },
  { name: 'software', header: HEADER.requestSoftware, optional: true },
] as const;

/** One input of a hopper: folds it into the draft. */
export function takeHopper(
  context: HopperContext,
  draft: HopperDraft,
  input: LineDeviceInput<CctalkRequest, CctalkReply, CctalkCommand>,
): void {
  if (input.type === 'opened') draft.set({ opened: true });
  else if (input.type === 'lost') draft.set({ opened: false, offline: true });
  else if (input.type === 'command') command(context, draft, input.command);
  else if (input.type === 'answer') {
    if (input.answer.type === 'reply') replied(context, draft, input.request, input.answer.reply);
    else silence(context, draft, input.request, input.answer.type === 'silence' && input.answer.damaged);
  }
  if (draft.state.job.type === 'idle') atRest(draft);
  const { availability, reasons } = hopperStatus(context, draft.state);
  const { key, fact } = statusChange(draft.state.statusKey, availability, reasons);
  if (!fact) return;
  draft.set({ statusKey: key });
  draft.fact(fact);
}

/** Between jobs: what waits goes first, then lending, then the heartbeat. */
function atRest(draft: HopperDraft): void {
  nextJob(draft);
  const { job, holder, heartbeat_at_ms } = draft.state;
  if (job.type !== 'idle') return;
  if (holder === 'lending') lentAway(draft);
  else if (holder === 'claimed' && draft.now_ms >= heartbeat_at_ms) readPurpose(draft, { type: 'heartbeat' });
}

// ------------------------------------------------------------------------------------------------------------- commands

function command(context: HopperContext, draft: HopperDraft, command: CctalkCommand): void {
  const { state } = draft;
  switch (command.type) {
    case 'prepare': {
      const order: { readonly type: string } = command.order;
      const count = 'count' in command.order ? command.order.count : 0;
      const reason = order.type === 'dispense' ? refusal(context, state, count) : notMine(context);
      if (reason) return draft.fact({ type: 'refused', intentId: command.intentId, reason });
      return wait(context, draft, { type: 'prepare', intentId: command.intentId, count, again: false });
    }
    case 'execute':
      return execute(context, draft, command.intentId);
    case 'forget':
      if (state.prepared?.intentId === command.intentId) draft.set({ prepared: null });
      return draft.set({
        waiting: state.waiting.filter((one) => one.type !== 'prepare' || one.intentId !== command.intentId),
      });
    case 'resolve': {
      const told = state.outcomes.find((outcome) => outcome.intentId === command.intentId);
      if (told) return draft.fact(told);
      if (state.payout?.intentId === command.intentId || isAsked(state, command.intentId)) return;
      const count = 'count' in command.order ? command.order.count : 0;
      const base = readBase(command.deviceBase);
      return wait(context, draft, { type: 'resolve', intentId: command.intentId, count, base });
    }
    case 'stop':
      return stop(draft);
    case 'checkHealth':
      return wait(context, draft, { type: 'health', level: command.level });
    case 'lend':
      if (state.holder === 'claimed') draft.set({ holder: 'lending' });
      return;
    case 'claim':
      if (state.holder === 'lent') draft.set({ job: { type: 'start', at: 0 }, silences: 0 });
      if (state.holder !== 'claimed') draft.fact({ type: 'holder', holder: 'claimed' });
      return draft.set({ holder: 'claimed' });
    default:
      // The rest belongs to coin acceptors.
      return;
  }
}

/** True while a resolve of this intent waits or runs: the kiosk asks at each return of a device. */
function isAsked(state: HopperState, intentId: string): boolean {
  const running = state.job.type === 'read' ? [state.job.purpose] : [];
  return [...running, ...state.waiting].some((one) => one.type === 'resolve' && one.intentId === intentId);
}

function notMine(context: HopperContext): DeviceReason {
  return { code: 'cashFault', detail: `${context.deviceId} can only dispense` };
}

/** Why an order cannot be taken now, or null. An empty hopper may be asked: the level may have changed. */
function refusal(context: HopperContext, state: HopperState, count: number): DeviceReason | null {
  const id = context.deviceId;
  if (!Number.isInteger(count) || count < 1 || count > MOST_COINS)
    return { code: 'amountInvalid', detail: `${id}: ${count} coins ordered; 1 to ${MOST_COINS} are possible` };
  if (state.offline || !state.opened) return { code: 'cashOffline', detail: `hopper ${id} does not answer` };
  if (state.holder !== 'claimed') return { code: 'cashFault', detail: `${id} is lent` };
  if (state.payout) return { code: 'cashFault', detail: `${id} is still paying` };
  return state.blocked[0] ?? null;
}

/** Puts a reading behind the job that runs. What finds no room is refused; a resolve can be asked again. */
function wait(context: HopperContext, draft: HopperDraft, purpose: Purpose): void {
  if (draft.state.waiting.length < MOST_WAITING) return draft.set({ waiting: [...draft.state.waiting, purpose] });
  const reason: DeviceReason = { code: 'cashFault', detail: `${context.deviceId} has too many orders waiting` };
  if (purpose.type === 'prepare') draft.fact({ type: 'refused', intentId: purpose.intentId, reason });
  else draft.fact({ type: 'noise', what: `no room for another ${purpose.type}` });
}

function execute(context: HopperContext, draft: HopperDraft, intentId: string): void {
  const { outcomes, payout, prepared } = draft.state;
  const told = outcomes.find((outcome) => outcome.intentId === intentId);
  if (told) return draft.fact(told);
  if (payout?.intentId === intentId) return;
  if (payout || prepared?.intentId !== intentId) {
    const reason: DeviceReason = { code: 'cashFault', detail: `${context.deviceId}: order was not prepared` };
    return draft.fact({ type: 'refused', intentId, reason });
  }
  draft.set({
    prepared: null,
    payout: {
      ...prepared,
      counterBefore: prepared.base.counter,
      sends: 0,
      paid: 0,
      progress_at_ms: draft.now_ms,
    },
    stopping: false,
  });
}

/** Also a payout of an earlier life that still runs is stopped; at rest there is nothing to stop. */
function stop(draft: HopperDraft): void {
  if (!draft.state.payout && !draft.state.counters?.remaining) return;
  draft.set({ stopping: true });
  const { job } = draft.state;
  if (job.type === 'pay' && job.phase === 'polling') draft.set({ job: { ...job, phase: 'stop' } });
}

// -------------------------------------------------------------------------------------------------------------- answers

function silence(context: HopperContext, draft: HopperDraft, request: CctalkRequest, damaged: boolean): void {
  const silences = draft.state.silences + 1;
  const damages = damaged ? draft.state.damages + 1 : 0;
  const { job, payout } = draft.state;
  const silentSince_ms = draft.state.silentSince_ms ?? draft.now_ms;
  draft.set({ silences, damages, silentSince_ms });
  if (job.type === 'pay' && payAnswered(context, draft, request, null)) return;
  if (payout) {
    if (isGone(silences, silentSince_ms, draft.now_ms))
      draft.set({ offline: true, notBefore_ms: draft.now_ms + BUSY_REST_MS });
    if (draft.now_ms - silentSince_ms >= SILENT_PAYOUT_MS) payoutLost(context, draft);
    return;
  }
  if (draft.state.offline) return draft.set({ notBefore_ms: draft.now_ms + LOOK_FOR_MS });
  if (!damaged && silences >= SILENCES_UNTIL_SKIPPED && skipped(context, draft)) return;
  if (!isGone(silences, silentSince_ms, draft.now_ms)) return;
  draft.set({ offline: true, notBefore_ms: draft.now_ms + LOOK_FOR_MS });
  requeued(draft);
}

/** Leaves out what a model may not know; true when it did. An unknown header is not answered at all (cash.md 2.1). */
function skipped(context: HopperContext, draft: HopperDraft): boolean {
  const { job } = draft.state;
  if (job.type === 'start' && HOPPER_START[job.at]?.optional) {
    startNext(context, draft, job.at, null);
    return true;
  }
  if (job.type !== 'read' || job.questions[0] !== 'level') return false;
  draft.set({ hasLevel: false, silences: 0 });
  answered(context, draft, job.questions);
  return true;
}

/** A reading that was broken off by silence is asked again after the device is back; a heartbeat comes by itself. */
function requeued(draft: HopperDraft): void {
  const { job, waiting } = draft.state;
  if (job.type === 'read' && ['prepare', 'resolve', 'health'].includes(job.purpose.type))
    draft.set({ waiting: [job.purpose, ...waiting] });
  draft.set({ job: { type: 'start', at: 0 } });
}

function replied(context: HopperContext, draft: HopperDraft, request: CctalkRequest, reply: CctalkReply): void {
  const { offline, payout, job } = draft.state;
  if (request.header === HEADER.emergencyStop && !payout)
    return draft.set({ silences: 0, damages: 0, stopping: false });
  if (
    job.type === 'read' &&
    !offline &&
    reply.header === ANSWER.done &&
    misfit(context, draft, job.questions, request, reply)
  )
    return;
  draft.set({ silences: 0, damages: 0, silentSince_ms: null, offline: false });
  if (offline && !payout) return draft.set({ job: { type: 'start', at: 0 }, notBefore_ms: 0 });
  if (reply.header === ANSWER.busy && !(job.type === 'pay' && job.phase === 'dispense'))
    return draft.set({ notBefore_ms: draft.now_ms + BUSY_REST_MS });
  if (job.type === 'start') startNext(context, draft, job.at, reply);
  else if (job.type === 'read') readNext(context, draft, job.questions, reply);
  else if (job.type === 'pay') payAnswered(context, draft, request, reply);
}

function startNext(context: HopperContext, draft: HopperDraft, at: number, reply: CctalkReply | null): void {
  const step = HOPPER_START[at];
  draft.set({ silences: 0 });
  if (step && reply?.header === ANSWER.done) {
    if (step.name === 'serial') draft.set({ serialBytes: reply.data.slice(0, 3) });
    const text = step.name === 'serial' ? String(littleEndian(reply.data)) : asciiText(reply.data);
    draft.set({ identity: { ...draft.state.identity, [step.name]: text } });
  }
  if (step?.name === 'category' && isWrongDevice(context, draft)) return;
  if (at + 1 < HOPPER_START.length) return draft.set({ job: { type: 'start', at: at + 1 } });
  const { maker, product, serial, software } = draft.state.identity;
  draft.fact({
    type: 'identified',
    maker: maker ?? '',
    product: product ?? '',
    serial: serial ?? null,
    firmware: software ?? null,
  });
  draft.set({ ask_at_ms: draft.now_ms });
  readPurpose(draft, { type: 'start' });
}

/** Another kind of device at this address is told no more than its name: it is asked again until the right one is there. */
function isWrongDevice(context: HopperContext, draft: HopperDraft): boolean {
  const reason = categoryDifference(context.deviceId, context.model.category, draft.state.identity);
  draft.set({ blocked: reason ? [reason] : [] });
  if (!reason) return false;
  draft.set({ job: { type: 'start', at: 0 }, identity: {}, notBefore_ms: draft.now_ms + LOOK_FOR_MS });
  for (const one of draft.state.waiting)
    if (one.type === 'health')
      draft.fact({ type: 'health', level: one.level, passed: false, details: [reason.detail] });
    else if (one.type === 'prepare') draft.fact({ type: 'refused', intentId: one.intentId, reason });
  draft.set({ waiting: draft.state.waiting.filter((one) => one.type === 'resolve') });
  return true;
}

/** Takes the answer to the first question; a question may put itself back to be asked again. */
function readNext(
  context: HopperContext,
  draft: HopperDraft,
  questions: readonly Question[],
  reply: CctalkReply,
): void {
  const [question] = questions;
  const { data } = reply;
  const good = reply.header === ANSWER.done;
  const byte = (at: number): number => data[at] ?? 0;
  switch (question) {
    case 'counters': {
      if (!good) return unreadable(context, draft, 'status (166)');
      const counters = { counter: byte(0), remaining: byte(1), paid: byte(2), unpaid: byte(3) };
      draft.set({ counters });
      // Coins of an order are still falling, also of one from before a restart: wait, nothing may be added or reset.
      if (counters.remaining > 0 && waitsForEnd(draft))
        return draft.set({ ask_at_ms: draft.now_ms + context.options.poll_ms });
      return answered(context, draft, questions);
    }
    case 'test':
      if (!good) return unreadable(context, draft, 'test (163)');
      draft.set({ test: { first: byte(0), second: byte(1) } });
      return answered(context, draft, questions);
    case 'life':
    case 'lifeAgain': {
      if (!good) return unreadable(context, draft, 'life count (168)');
      const life = littleEndian(data);
      const same = life === draft.state.life;
      draft.set({ life });
      const rests = mayStillFall(draft) || (question === 'lifeAgain' && !same);
      if (rests) draft.set({ ask_at_ms: draft.now_ms + LIFE_REST_MS });
      if (question === 'lifeAgain' && !same) return;
      return answered(context, draft, questions);
    }
    case 'level':
      if (good && data.length > 0) draft.set({ levelBits: byte(0) });
      return answered(context, draft, questions);
    case 'reset':
      draft.set({ notBefore_ms: draft.now_ms + context.model.resetWait_ms });
      return answered(context, draft, questions);
    default:
      return answered(context, draft, questions);
  }
}

/**
 * True for an answer that cannot be one to this question: it is a late one to another, and as good as none. A device that
 * answers so again and again is not the device it should be.
 */
function misfit(
  context: HopperContext,
  draft: HopperDraft,
  questions: readonly Question[],
  request: CctalkRequest,
  { data }: CctalkReply,
): boolean {
  const [question] = questions;
  if (question === undefined || fits(question, data.length)) return false;
  draft.fact({ type: 'noise', what: `answer of ${data.length} bytes to the question for ${question}` });
  if (draft.state.silences + 1 >= ANSWERS_UNTIL_WRONG) unreadable(context, draft, `answer to ${question}`);
  else silence(context, draft, request, true);
  return true;
}

/** Bytes of the answer to each question; the test has one to three by model. */
function fits(question: Question, length: number): boolean {
  if (question === 'counters') return length === 4;
  if (question === 'life' || question === 'lifeAgain') return length === 3;
  return question === 'test' ? length >= 1 && length <= 3 : true;
}

/** After an order one more coin may fall although the motor stands; two life counts a rest apart must agree. */
function mayStillFall(draft: HopperDraft): boolean {
  const { job } = draft.state;
  return job.type === 'read' && (job.purpose.type === 'ended' || job.purpose.type === 'resolve');
}

function waitsForEnd(draft: HopperDraft): boolean {
  const { job } = draft.state;
  return job.type === 'read' && job.purpose.type !== 'heartbeat' && job.purpose.type !== 'heard';
}

function answered(context: HopperContext, draft: HopperDraft, questions: readonly Question[]): void {
  const { job } = draft.state;
  if (job.type !== 'read') return;
  const rest = questions.slice(1);
  if (rest.length > 0) return draft.set({ job: { ...job, questions: rest } });
  draft.set({ job: { type: 'idle' }, heartbeat_at_ms: draft.now_ms + HEARTBEAT_MS });
  concluded(context, draft, job.purpose);
}

/** The device refuses a reading no order can do without: it is not the device it should be. */
function unreadable(context: HopperContext, draft: HopperDraft, what: string): void {
  const reason: DeviceReason = { code: 'cashIdentity', detail: `${context.deviceId} refuses its ${what}` };
  if (draft.state.payout) payoutLost(context, draft);
  const { job } = draft.state;
  draft.set({ blocked: [reason], job: { type: 'idle' }, heartbeat_at_ms: draft.now_ms + HEARTBEAT_MS });
  if (job.type === 'read' && job.purpose.type === 'prepare')
    draft.fact({ type: 'refused', intentId: job.purpose.intentId, reason });
}
