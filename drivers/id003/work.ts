import type { LineDeviceInput } from '../line/device.ts';
import type { BillAcceptorCommand } from '../bill-acceptor.ts';
import { statusChange } from '../line/draft.ts';
import { isGone } from '../line/silence.ts';
import { COMMAND, STATUS, type Id003Reply, type Id003Request } from './frame.ts';
import { currencyTable, isIdle as restsIn, isPowerUp, stopReason, wantsReset } from './names.ts';
import { noteSeen, timePassed } from './notes.ts';
import { execute, prepare, recorded, resolve, returnEscrow } from './orders.ts';
import {
  billStatus,
  memoryOf,
  MOST_REFUSALS,
  MUTE_RESET_IN_DOUBT_AFTER_MS,
  MUTE_RESET_MS,
  REFUSED_REST_MS,
  RESET_EVERY_MS,
  type BillContext,
  type BillDraft,
} from './state.ts';

/** A silent unit is polled this often. */
const LOOK_FOR_MS = 500;

/** One input of the unit: folds it into the draft. */
export function takeBill(
  context: BillContext,
  draft: BillDraft,
  input: LineDeviceInput<Id003Request, Id003Reply, BillAcceptorCommand>,
): void {
  // No RESET before the unit was heard or is known to be mute.
  if (input.type === 'opened') {
    draft.set({ opened: true, reset_at_ms: Infinity });
    cameHome(context, draft);
  } else if (input.type === 'lost') draft.set({ opened: false, offline: true });
  else if (input.type === 'command') command(context, draft, input.command);
  else if (input.type === 'answer') {
    if (input.answer.type === 'reply') replied(context, draft, input.request, input.answer.reply);
    else if (input.answer.type === 'sent') draft.set({ ackDue: false, poll_at_ms: draft.now_ms });
    else silence(context, draft, input.request);
  }
  timePassed(context, draft);
  const { availability, reasons } = billStatus(context, draft.state);
  const { key, fact } = statusChange(draft.state.statusKey, availability, reasons);
  if (!fact) return;
  draft.set({ statusKey: key });
  draft.fact(fact);
}

/** Back from being lent: ID-003 counts nothing, so what lies in the box now only a count can tell. */
function cameHome(context: BillContext, draft: BillDraft): void {
  const { away, holder, lendings } = draft.state;
  if (!away || holder === 'lent') return;
  draft.set({ away: false });
  draft.fact({
    type: 'foreignCash',
    factId: `${context.deviceId}-lent-${lendings}`,
    piles: [],
    doubt: {
      least_yen: 0,
      most_yen: null,
      detail: `${context.deviceId} does not count: the notes it took while it was lent have to be counted`,
    },
    memory: memoryOf(draft.state),
  });
}

function command(context: BillContext, draft: BillDraft, command: BillAcceptorCommand): void {
  switch (command.type) {
    case 'enable':
      return draft.set({ enabled_yen: command.denominations_yen });
    case 'returnEscrow':
      return returnEscrow(context, draft, command.escrowId);
    case 'prepare':
      return prepare(context, draft, command.intentId, command.order.escrowId);
    case 'execute':
      return execute(context, draft, command.intentId);
    case 'forget':
      if (draft.state.prepared?.intentId === command.intentId) draft.set({ prepared: null });
      return;
    case 'resolve':
      return resolve(context, draft, command.intentId, command.order.escrowId);
    case 'recorded':
      return recorded(draft, command.factId);
    case 'checkHealth':
      return checkHealth(draft, command.level);
    case 'lend':
      if (draft.state.holder === 'claimed') draft.set({ holder: 'lending', enabled_yen: [] });
      return;
    case 'claim':
      if (draft.state.holder !== 'claimed') draft.fact({ type: 'holder', holder: 'claimed' });
      draft.set({ holder: 'claimed' });
      return cameHome(context, draft);
  }
}

/** A health check that may move things resets the unit, which also clears what staff have cleared. */
function checkHealth(draft: BillDraft, level: 'internal' | 'external' | 'interactive'): void {
  const { note, held, offline } = draft.state;
  const resets = level !== 'internal' && note === null && held === null && !offline;
  if (level !== 'internal') draft.set({ alarm: null });
  draft.set({ health: level, healthResets: resets, ...(resets ? { reset_at_ms: draft.now_ms } : {}) });
}

function silence(context: BillContext, draft: BillDraft, request: Id003Request): void {
  orderSent(draft, request.command);
  const { now_ms } = draft;
  const silences = draft.state.silences + 1;
  const silentSince_ms = silences === 1 ? now_ms : draft.state.silentSince_ms;
  draft.set({ silences, silentSince_ms, poll_at_ms: now_ms, looked: false });
  // Only a RESET that was sent puts the next one off: a poll that is under way when it falls due must not.
  if (request.command === COMMAND.reset) resetSent(draft);
  if (!isGone(silences, silentSince_ms, now_ms)) return;
  draft.set({ notBefore_ms: now_ms + LOOK_FOR_MS });
  if (draft.state.offline) return;
  // A unit whose VEND VALID nobody acknowledged goes mute until RESET. Later with a note in doubt: RESET moves it.
  const free = draft.state.note === null && draft.state.held === null;
  draft.set({
    offline: true,
    offlineSince_ms: now_ms,
    reset_at_ms: now_ms + (free ? MUTE_RESET_MS : context.model.muteAfter_ms + MUTE_RESET_IN_DOUBT_AFTER_MS),
    ...SETTINGS_UNKNOWN,
    identified: false,
    firmware: null,
  });
}

const SETTINGS_UNKNOWN = { mask: null, inhibit: null, setting: 0 } as const;

function replied(context: BillContext, draft: BillDraft, request: Id003Request, reply: Id003Reply): void {
  if (draft.state.offline) draft.set({ offline: false, reset_at_ms: Infinity, notBefore_ms: 0 });
  draft.set({ silences: 0 });
  const { command } = request;
  if (command === COMMAND.status) return statusRead(context, draft, reply);
  if (command === COMMAND.version || command === COMMAND.currencyTable)
    return identification(context, draft, request, reply);
  if (command >= COMMAND.denominations && command <= 0xc7) return setting(context, draft, request, reply);
  orderAnswered(draft, command, reply);
}

/** An order was answered. ACK or not, the next thing is a look at the status: 4B is no failure (cash.md 3.5). */
function orderAnswered(draft: BillDraft, command: number, reply: Id003Reply): void {
  const { now_ms } = draft;
  orderSent(draft, command);
  draft.set({ looked: false, poll_at_ms: now_ms });
  if (reply.code !== STATUS.ack) draft.fact({ type: 'noise', what: `order ${command.toString(16)} not acknowledged` });
  if (command === COMMAND.reset) {
    resetSent(draft);
    draft.set({ healthResets: false, ...SETTINGS_UNKNOWN });
  } else if (command === COMMAND.hold) draft.set({ holds: draft.state.holds + 1, escrowSince_ms: now_ms });
}

/** A RESET is on the wire, heard or not. It moves a note in doubt like a power-up does, and may lose its VEND VALID. */
function resetSent(draft: BillDraft): void {
  const { note, powerUp } = draft.state;
  draft.set({ reset_at_ms: draft.now_ms + RESET_EVERY_MS });
  if (note !== null && note.phase !== 'credited') draft.set({ powerUp: powerUp ?? STATUS.powerUp });
}

/** Counts a STACK that is on the wire, heard or not. */
function orderSent(draft: BillDraft, command: number): void {
  const { stack } = draft.state;
  if ((command === COMMAND.stack1 || command === COMMAND.stack2) && stack)
    draft.set({ stack: { ...stack, sends: stack.sends + 1 } });
}

function statusRead(context: BillContext, draft: BillDraft, reply: Id003Reply): void {
  const { now_ms } = draft;
  draft.set({ poll_at_ms: now_ms + context.options.poll_ms });
  const { code, data } = reply;
  if (code === STATUS.communicationError || code === STATUS.invalidCommand || code === STATUS.ack)
    return draft.fact({ type: 'noise', what: `status ${code.toString(16)}` });
  const before = draft.state.status;
  draft.set({ status: code, statusData: data, looked: true, stop: stopReason(context.deviceId, code, data) });
  if (code === STATUS.initialize && before !== STATUS.initialize) draft.set(SETTINGS_UNKNOWN);
  // Whether settings outlive an open stacker is not settled (cash.md 9): they are sent again.
  if (before === STATUS.stackerOpen && code !== STATUS.stackerOpen) draft.set(SETTINGS_UNKNOWN);
  boxLevel(draft, code);
  if (isPowerUp(code)) {
    draft.set({ powerUp: Math.max(code, draft.state.powerUp ?? 0), ...SETTINGS_UNKNOWN });
    if (before !== code || draft.state.reset_at_ms === Infinity) draft.set({ reset_at_ms: now_ms });
  } else if (wantsReset(code)) {
    // After a silence in between nothing is planned any more, although the status is the same as before.
    if (before !== code || draft.state.reset_at_ms === Infinity) draft.set({ reset_at_ms: now_ms + RESET_EVERY_MS });
  } else if (!draft.state.healthResets) draft.set({ reset_at_ms: Infinity });
  noteSeen(context, draft, code, data, before);
  healthReport(draft);
  if (isIdle(draft.state)) draft.set({ poll_at_ms: now_ms + context.model.idlePoll_ms });
}

/** Inhibited, told so, and nothing under way: nothing can happen but a fault, which stays until it is looked at. */
function isIdle(state: BillDraft['state']): boolean {
  const { status, inhibit, note, held, stack, health } = state;
  return status === STATUS.disable && inhibit === true && !note && !held && !stack && health === null;
}

/** Tells when the note box is full, and when it is not any more. */
function boxLevel(draft: BillDraft, code: number): void {
  const full = code === STATUS.stackerFull;
  if (full === draft.state.boxFull || (!full && !restsIn(code))) return;
  draft.set({ boxFull: full });
  draft.fact({ type: 'level', level: full ? 'full' : 'ok' });
}

function identification(context: BillContext, draft: BillDraft, request: Id003Request, reply: Id003Reply): void {
  const known = reply.code === request.command;
  if (request.command === COMMAND.version) {
    const text = String.fromCharCode(...reply.data.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x3f))).trim();
    return draft.set({ firmware: known ? text : '' });
  }
  const table = known ? currencyTable(reply.data, context.model.country) : new Map<number, number>();
  const firmware = draft.state.firmware ?? '';
  const configured = context.options.denominations_yen;
  const values = [...table.values()];
  // Notes that the unit knows and this site does not take stay inhibited; a missing one is a wrong table.
  const detail = `the note table of ${context.deviceId} has ${values.join(', ') || 'nothing'}; configured are ${configured.join(', ')}`;
  const fits = configured.every((value) => values.includes(value));
  draft.set({ table, identified: true, blocked: fits ? [] : [{ code: 'cashTable', detail }] });
  draft.fact({ type: 'identified', maker: context.model.maker, product: firmware, serial: null, firmware });
}

/** A setting is answered by its echo. C0 and C3 must be taken; the fixed ones are left out by models without them. */
function setting(context: BillContext, draft: BillDraft, request: Id003Request, reply: Id003Reply): void {
  const [first = 0] = request.data;
  const { now_ms } = draft;
  const { poll_at_ms } = draft.state;
  if (reply.code === request.command) {
    draft.set({ refusals: 0 });
    if (request.command === COMMAND.denominations) draft.set({ mask: first });
    else if (request.command === COMMAND.inhibit)
      draft.set({ inhibit: first === 1, poll_at_ms: Math.min(poll_at_ms, now_ms + context.options.poll_ms) });
    else draft.set({ setting: draft.state.setting + 1 });
    return;
  }
  draft.fact({ type: 'noise', what: `setting ${request.command.toString(16)} refused` });
  if (request.command !== COMMAND.denominations && request.command !== COMMAND.inhibit)
    return draft.set({ setting: draft.state.setting + 1 });
  const refusals = draft.state.refusals + 1;
  // It may have lost its power for so short a time that no poll saw it: looked at before it is asked again.
  draft.set({ refusals, looked: false, notBefore_ms: draft.now_ms + REFUSED_REST_MS, poll_at_ms: draft.now_ms });
  if (refusals !== MOST_REFUSALS) return;
  const detail = `${context.deviceId} refuses setting ${request.command.toString(16)}`;
  draft.set({ blocked: [...draft.state.blocked, { code: 'cashFault', detail }] });
}

/** Answers a health check once the unit has come to rest again. */
function healthReport(draft: BillDraft): void {
  const { health, healthResets, status, stop, blocked, identified } = draft.state;
  if (health === null || healthResets || !identified || isPowerUp(status) || status === STATUS.initialize) return;
  const reasons = [...blocked, ...(stop ? [stop] : [])];
  draft.set({ health: null });
  draft.fact({
    type: 'health',
    level: health,
    passed: reasons.length === 0,
    details: reasons.length > 0 ? reasons.map((reason) => reason.detail) : [`status ${(status ?? 0).toString(16)}`],
  });
}
