import type { LineDeviceInput } from '../line/device.ts';
import type { CashChangerCommand } from '../cash-changer.ts';
import type { DeviceReason } from '../contract.ts';
import { statusChange } from '../line/draft.ts';
import { isGone } from '../line/silence.ts';
import { OPC, RESULT, type OpcReply, type OpcRequest } from './opc-frame.ts';
import { booked } from './one-piece-events.ts';
import { proved } from './one-piece-counts.ts';
import { countsRead } from './one-piece-lent.ts';
import { answeredJob, command as orderCommand, isPayAmount, jobSilent } from './one-piece-orders.ts';
import {
  maskOf,
  faultReason,
  DEPOSIT_MODES,
  MODE,
  MOST_ASKED,
  onePieceStatus,
  readStatus,
  valuesOf,
  type Identity,
  type OnePieceContext,
  type OnePieceDraft,
} from './one-piece-state.ts';

const LOOK_FOR_MS = 1_000;
/** After RESET the unit comes up as after a power cycle. */
const RESET_REST_MS = 500;

/** One input of the unit: folds it into the draft. */
export function takeOnePiece(
  context: OnePieceContext,
  draft: OnePieceDraft,
  input: LineDeviceInput<OpcRequest, OpcReply, CashChangerCommand>,
): void {
  if (input.type === 'opened') draft.set({ opened: true });
  else if (input.type === 'lost') draft.set({ opened: false, offline: true });
  else if (input.type === 'command') {
    command(context, draft, input.command);
    draft.set({ poll_at_ms: Math.min(draft.state.poll_at_ms, draft.now_ms + context.options.poll_ms) });
  } else if (input.type === 'answer') {
    // 255 is followed by 1: 0 is only the first request after opening.
    draft.set({ seq: (draft.state.seq % 255) + 1 });
    if (input.answer.type === 'reply') replied(context, draft, input.request, input.answer.reply);
    else silence(draft, input.request);
  }
  settled(draft);
  fixed(draft);
  // Who hears that it is back pays what waited; who hears why it stops takes the reason, not the change that is short for it.
  payable(context, draft, true);
  const { availability, reasons } = onePieceStatus(context, draft.state);
  const { key, fact } = statusChange(draft.state.statusKey, availability, reasons);
  if (fact) {
    draft.set({ statusKey: key });
    draft.fact(fact);
  }
  payable(context, draft, false);
}

/** Tells that it pays, or does not, when that is news: with a fault it refuses each PAY, and what lies in it is no change. */
function payable(context: OnePieceContext, draft: OnePieceDraft, pays: boolean): void {
  const { status, pays: before } = draft.state;
  if (status === null || before === pays || (status.fault === 0 && status.mode !== MODE.fault) !== pays) return;
  draft.set({ pays });
  draft.fact({ type: 'unitPays', unitId: context.deviceId, pays });
}

function command(context: OnePieceContext, draft: OnePieceDraft, command: CashChangerCommand): void {
  switch (command.type) {
    case 'beginDeposit':
      return draft.set({ deposit: 'open', fixing: false, enabled_yen: [] });
    case 'canPay':
      return draft.set({ asks_yen: command.amounts_yen.filter(isPayAmount).slice(0, MOST_ASKED) });
    case 'enable':
      return draft.set({ enabled_yen: command.denominations_yen });
    case 'fixDeposit':
      return draft.set({
        deposit: 'fixed',
        fixing: true,
        enabled_yen: [],
        asks_yen: [],
        looked: false,
        poll_at_ms: draft.now_ms,
      });
    case 'endDeposit':
      // What is to be given back is paid by an order by amount, whatever the mode.
      return draft.set({ deposit: 'closed', fixing: false, enabled_yen: [], asks_yen: [] });
    case 'checkHealth':
      return draft.set({ health: command.level, healthResets: command.level !== 'internal' && !draft.state.job });
    case 'lend':
      if (draft.state.holder === 'claimed')
        draft.set({ holder: 'lending', deposit: 'closed', enabled_yen: [], asks_yen: [] });
      return;
    case 'claim':
      if (draft.state.holder !== 'claimed') draft.fact({ type: 'holder', holder: 'claimed' });
      return draft.set({ holder: 'claimed', status: null, looked: false });
    case 'stop':
      return draft.set({ stopping: draft.state.job !== null });
    case 'returnEscrow':
    case 'recorded':
      // The unit has no escrow and holds no facts.
      return;
    default:
      return orderCommand(context, draft, command);
  }
}

function silence(draft: OnePieceDraft, request: OpcRequest): void {
  const silences = draft.state.silences + 1;
  const silentSince_ms = silences === 1 ? draft.now_ms : draft.state.silentSince_ms;
  draft.set({ silences, silentSince_ms, looked: false, poll_at_ms: draft.now_ms });
  jobSilent(draft, request);
  if (!isGone(silences, silentSince_ms, draft.now_ms) && !draft.state.offline) return;
  // The unit may be another one when it comes back.
  draft.set({
    offline: true,
    notBefore_ms: draft.now_ms + LOOK_FOR_MS,
    identity: null,
    status: null,
    based: false,
    reading: null,
  });
}

function replied(context: OnePieceContext, draft: OnePieceDraft, request: OpcRequest, reply: OpcReply): void {
  const { now_ms } = draft;
  draft.set({ silences: 0, offline: false });
  switch (request.command) {
    case OPC.identify:
      return identified(context, draft, reply);
    case OPC.status:
      return statusRead(context, draft, reply);
    case OPC.events:
      return booked(context, draft, reply);
    case OPC.begin:
    case OPC.enable:
    case OPC.fix:
    case OPC.end:
      // Done or "not now": the status tells where the deposit is.
      return draft.set({ looked: false, poll_at_ms: now_ms });
    case OPC.stop:
      return draft.set({ stopping: false, ask_at_ms: now_ms });
    case OPC.reset:
      return draft.set({
        healthResets: false,
        notBefore_ms: now_ms + RESET_REST_MS,
        looked: false,
        poll_at_ms: now_ms,
      });
    case OPC.selfTest:
      return healthReport(context, draft, reply);
    case OPC.counts:
      return countsRead(context, draft, reply);
    default:
      return answeredJob(context, draft, request, reply);
  }
}

/** Reads a text field: length and ASCII. */
function texts(data: Uint8Array, from: number): readonly string[] {
  const found: string[] = [];
  for (let at = from; at < data.length;) {
    const length = data[at] ?? 0;
    const field = data.subarray(at + 1, at + 1 + length);
    found.push(String.fromCharCode(...field.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x3f))));
    at += 1 + length;
  }
  return found;
}

function identified(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const [version = 0, acceptsMask = 0, paysMask = 0] = reply.data;
  const [maker = '', product = '', serial = '', firmware = ''] = texts(reply.data, 3);
  // A damaged answer would make another unit of this one, and all its events of before would be booked a second time.
  const { memory, newSerial } = draft.state;
  if (memory?.serial !== serial && newSerial !== serial) return draft.set({ newSerial: serial });
  draft.set({ newSerial: null });
  const identity: Identity = { acceptsMask, paysMask, serial };
  const configured = context.options.denominations_yen;
  const accepts_yen = valuesOf(acceptsMask);
  const blocked: DeviceReason[] = [];
  if (reply.result !== RESULT.ok || version !== 1)
    blocked.push({ code: 'cashIdentity', detail: `${context.deviceId} speaks OPC version ${version}; expected is 1` });
  else if (!configured.every((value) => accepts_yen.includes(value)))
    blocked.push({
      code: 'cashTable',
      detail: `${context.deviceId} takes ${accepts_yen.join(', ')}; configured are ${configured.join(', ')}`,
    });
  draft.set({ identity, blocked, poll_at_ms: draft.now_ms });
  draft.fact({ type: 'identified', maker, product, serial, firmware });
  draft.fact({
    type: 'capabilities',
    capabilities: {
      paysByPlan: false,
      escrow: false,
      accepts_yen: configured,
      pays: valuesOf(paysMask).map((denomination_yen) => ({ unitId: context.deviceId, denomination_yen })),
      lands: configured.map((denomination_yen) => ({
        unitId: paysMask & maskOf([denomination_yen]) ? context.deviceId : context.options.cashbox,
        denomination_yen,
      })),
    },
  });
}

/** It takes nothing, nothing is under way, and nobody waits for a word: only a fault can come. */
function isIdle({ status, deposit, job, fixing, health, memory }: OnePieceDraft['state']): boolean {
  if (status?.mode !== MODE.idle || status.fault !== 0 || job || fixing || health !== null) return false;
  return deposit === 'closed' && memory !== null && status.lastEvent <= memory.event;
}

function statusRead(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const { poll_ms, idlePoll_ms } = context.options;
  draft.set({ poll_at_ms: draft.now_ms + poll_ms });
  const status = readStatus(reply.data);
  if (reply.result !== RESULT.ok || !status) return draft.fact({ type: 'noise', what: 'status cannot be read' });
  draft.set({ status, looked: true });
  proved(context, draft);
  if (isIdle(draft.state)) draft.set({ poll_at_ms: draft.now_ms + Math.max(poll_ms, idlePoll_ms) });
  const level = status.nearlyEmpty === 0 ? 'ok' : 'low';
  if (level !== draft.state.level) {
    draft.set({ level });
    draft.fact({ type: 'unitLevel', unitId: context.deviceId, level });
  }
}

/** A deposit that a stop left open is over, and every event of it is booked: from here on the unit takes for us alone. */
function settled(draft: OnePieceDraft): void {
  const { settled: before, status, memory, based, identity } = draft.state;
  if (before || !status || !memory || !based || !identity) return;
  if (DEPOSIT_MODES.has(status.mode) || status.lastEvent > memory.event || memory.gap !== undefined) return;
  draft.set({ settled: true });
}

/** The deposit is fixed when the unit says so, or has none any more, and every event is booked. */
function fixed(draft: OnePieceDraft): void {
  const { fixing, status, memory, looked } = draft.state;
  if (!fixing || !status || !looked || !memory || status.lastEvent > memory.event || memory.gap !== undefined) return;
  if (status.mode !== MODE.fixed && status.mode !== MODE.idle) return;
  draft.set({ fixing: false });
  draft.fact({ type: 'depositFixed' });
}

function healthReport(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const { health, blocked } = draft.state;
  if (health === null) return;
  const fault = faultReason(context.deviceId, reply.data[0] ?? 0);
  const details = [...blocked, ...(fault ? [fault] : [])].map((reason) => reason.detail);
  draft.set({ health: null });
  draft.fact({ type: 'health', level: health, passed: details.length === 0, details });
}
