import { URGENCY, sealDevice, type LineDevice, type Urgency, type Want } from '../line/device.ts';
import { lineMachine, soloMachine, type LineState, type SoloMachine } from '../line/line.ts';
import type { CashChangerCommand, CashChangerFact } from '../cash-changer.ts';
import { Draft } from '../line/draft.ts';
import { OPC, opcCodec, u32, type OpcReply, type OpcRequest } from './opc-frame.ts';
import type { OnePieceOptions } from './options.ts';
import {
  DEPOSIT_MODES,
  initialOnePiece,
  maskOf,
  MODE,
  orderId,
  type OnePieceContext,
  type OnePieceState,
} from './one-piece-state.ts';
import { wantsReading } from './one-piece-counts.ts';
import { isAtRest, wantsCounts } from './one-piece-lent.ts';
import { takeOnePiece } from './one-piece-work.ts';

/**
 * Driver of a one-piece cash changer, which counts and chooses pieces itself and is ordered by amount (OPC-1,
 * `test/virtual/one-piece/PROTOCOL.md`).
 *
 *     IDENTIFY ─▶ STATUS … lastEvent moved ─▶ EVENTS ─▶ cashAccepted (serial, number)
 *     events lost ─▶ COUNTS ─▶ STATUS ─▶ cashAccepted, as many as its own counts tell
 *     canPay ─▶ CAN_PAY ─▶ payable (promise of change)
 *     prepare ─▶ CAN_PAY ─▶ prepared ─▶ execute ─▶ PAY (id, amount) ─▶ ORDER … ─▶ outcome
 *
 * An order is known to the unit by its id for ever, so PAY never pays twice; after a doubt ORDER is asked first.
 */
export type OnePieceMachine = SoloMachine<LineState<OpcRequest>, CashChangerCommand, CashChangerFact>;

export function onePieceChanger(deviceId: string, options: OnePieceOptions): OnePieceMachine {
  const device = sealDevice(onePieceDevice(deviceId, options));
  return soloMachine(deviceId, lineMachine({ echo: false, gap_ms: GAP_MS, byte_ms: BYTE_MS }, opcCodec, [device]));
}

const GAP_MS = 50;
/** 19 200 baud, 10 bits a byte. */
const BYTE_MS = 10_000 / 19_200;
/** The unit begins within 50 ms; a busy USB adapter and event loop get their share. */
const ANSWER_MS = 300;

function onePieceDevice(
  deviceId: string,
  options: OnePieceOptions,
): LineDevice<OnePieceState, OpcRequest, OpcReply, CashChangerCommand, CashChangerFact> {
  const context: OnePieceContext = { deviceId, options };
  return {
    deviceId,
    initial: initialOnePiece,
    take: (state, input, now_ms) => {
      const draft = new Draft<OnePieceState, CashChangerFact>(state, now_ms);
      takeOnePiece(context, draft, input);
      return { state: draft.state, facts: draft.facts };
    },
    want: wanted,
  };
}

function wanted(state: OnePieceState, now_ms: number): Want<OpcRequest> {
  const ask = (urgency: Urgency, command: number, data: readonly number[] = []): Want<OpcRequest> => ({
    type: 'exchange',
    urgency,
    request: { seq: state.seq, command, data: Uint8Array.from(data) },
    answer_ms: ANSWER_MS,
  });
  if (!state.opened || state.holder === 'lent') return { type: 'nothing' };
  if (now_ms < state.notBefore_ms) return { type: 'until', at_ms: state.notBefore_ms };
  if (state.offline) return ask(URGENCY.normal, OPC.status);
  if (!state.identity) return ask(URGENCY.normal, OPC.identify);
  if (state.stopping) return ask(URGENCY.stop, OPC.stop);
  const { status } = state;
  if (!status || now_ms >= state.poll_at_ms) return ask(URGENCY.money, OPC.status);
  if (!state.based) return ask(URGENCY.money, OPC.events, u32(Math.max(0, status.lastEvent - EVENTS_LOOKED_BACK)));
  const { memory } = state;
  if (wantsCounts({ state }) && (memory?.lent !== undefined || isAtRest(state))) return ask(URGENCY.money, OPC.counts);
  // What happened while it was lent is told by its counts, not credited event by event.
  if (memory && memory.lent === undefined && status.lastEvent > memory.event)
    return ask(URGENCY.money, OPC.events, u32(memory.event));
  if (wantsReading(state) && now_ms >= state.counts_at_ms) return ask(URGENCY.money, OPC.counts);
  const { job } = state;
  const deposit = depositWanted(state);
  const [amount_yen] = job === null ? state.asks_yen : [];
  // Before anything is taken its own word is heard; later what is to be shut is shut first.
  const heardFirst = deposit?.command === OPC.enable && status.mask === 0;
  if (deposit && !(heardFirst && amount_yen !== undefined)) return ask(URGENCY.money, deposit.command, deposit.data);
  // A payout waits until the deposit that is to be closed is closed: the unit pays only then.
  const closing = state.deposit === 'closed' && DEPOSIT_MODES.has(status.mode);
  const held = job?.type === 'pay' && (closing || !state.looked);
  if (job && !held && now_ms >= state.ask_at_ms) {
    if (job.type === 'canPay') return ask(URGENCY.order, OPC.canPay, u32(job.amount_yen));
    if (job.type === 'pay') return ask(URGENCY.order, OPC.pay, [...orderId(job.intentId), ...u32(job.amount_yen)]);
    return ask(URGENCY.order, OPC.order, orderId(job.intentId));
  }
  if (amount_yen !== undefined) return ask(URGENCY.order, OPC.canPay, u32(amount_yen));
  if (state.health !== null) return ask(URGENCY.normal, state.healthResets ? OPC.reset : OPC.selfTest);
  return { type: 'until', at_ms: job && !held ? Math.min(state.poll_at_ms, state.ask_at_ms) : state.poll_at_ms };
}

/** Newest events read to find the last power-up: as many as one answer holds. */
const EVENTS_LOOKED_BACK = 16;

/** The next command that brings the deposit where it should be, after a look at where it is. */
function depositWanted(state: OnePieceState): { readonly command: number; readonly data: readonly number[] } | null {
  const { status, deposit, looked } = state;
  if (!status || !looked) return null;
  const taking = state.blocked.length === 0 && state.holder === 'claimed' ? state.enabled_yen : [];
  const mask = deposit === 'open' ? maskOf(taking) : 0;
  switch (status.mode) {
    case MODE.idle:
      return deposit === 'open' ? { command: OPC.begin, data: [] } : null;
    case MODE.deposit:
      if (deposit !== 'open') return { command: OPC.fix, data: [] };
      return status.mask === mask ? null : { command: OPC.enable, data: [mask] };
    case MODE.fixed:
      // A new deposit begins only after the old one is ended.
      return deposit === 'fixed' ? null : { command: OPC.end, data: [] };
    default:
      return null;
  }
}
