import { URGENCY, sealDevice, type LineDevice, type Want } from '../line/device.ts';
import { lineMachine, soloMachine, type LineState, type SoloMachine } from '../line/line.ts';
import type { BillAcceptorCommand, BillAcceptorFact } from '../bill-acceptor.ts';
import { Draft } from '../line/draft.ts';
import { COMMAND, id003Codec, STATUS, type Id003Reply, type Id003Request } from './frame.ts';
import { billModelNamed } from './models.ts';
import { FIRST_NOTE, isPowerUp } from './names.ts';
import type { BillAcceptorOptions } from './options.ts';
import { enabledCodes, inDoubt, initialBill, MOST_HOLDS, type BillContext, type BillState } from './state.ts';
import { takeBill } from './work.ts';

/**
 * Driver of a bill acceptor with escrow, JCM ID-003 (cash.md section 3 and section 5, rules 14 to 18).
 *
 *     STATUS ─▶ (40/41/42 ─▶ RESET) ─▶ INITIALIZE ─▶ C0 C1 C2 C5 C3 ─▶ version, currency table ─▶ polling
 *     ESCROW ─▶ noteEscrowed ─▶ prepare ─▶ execute ─▶ STACK ─▶ VEND VALID ─▶ noteStacked … recorded ─▶ ACK
 */
export type BillMachine = SoloMachine<LineState<Id003Request>, BillAcceptorCommand, BillAcceptorFact>;

export function billAcceptor(deviceId: string, options: BillAcceptorOptions): BillMachine {
  const device = sealDevice(billDevice(deviceId, options));
  const line = lineMachine({ echo: false, gap_ms: GAP_MS, byte_ms: byteTime_ms(options) }, id003Codec, [device]);
  return soloMachine(deviceId, line);
}

/** USB adapters batch bytes, so a gap is never shorter than this. */
const GAP_MS = 50;
/** 8E1: 11 bits a byte. */
function byteTime_ms(options: BillAcceptorOptions): number {
  return 11_000 / billModelNamed(options.model).baudRate;
}

/** The unit as a device of a line. */
function billDevice(
  deviceId: string,
  options: BillAcceptorOptions,
): LineDevice<BillState, Id003Request, Id003Reply, BillAcceptorCommand, BillAcceptorFact> {
  const context: BillContext = { deviceId, options, model: billModelNamed(options.model) };
  return {
    deviceId,
    initial: initialBill,
    take: (state, input, now_ms) => {
      const draft = new Draft<BillState, BillAcceptorFact>(state, now_ms);
      takeBill(context, draft, input);
      return { state: draft.state, facts: draft.facts };
    },
    want: (state, now_ms) => wanted(context, state, now_ms),
  };
}

/** INITIALIZE may make an answer late by this much. */
const INITIALIZE_EXTRA_MS = 500;

function wanted(context: BillContext, state: BillState, now_ms: number): Want<Id003Request> {
  if (!state.opened || state.holder === 'lent') return { type: 'nothing' };
  if (state.ackDue && state.status === STATUS.vendValid) return ask(COMMAND.ack, [], 0);
  if (now_ms < state.notBefore_ms) return { type: 'until', at_ms: state.notBefore_ms };
  const answer_ms = context.model.answer_ms + (state.status === STATUS.initialize ? INITIALIZE_EXTRA_MS : 0);
  // Never a RESET over a VEND VALID that is not yet in the ledger.
  const booked = state.held === null || state.held.recorded;
  const resets = now_ms >= state.reset_at_ms && booked && (state.powerUpKept !== null || !inDoubt(state));
  const order = state.offline ? null : orderWanted(context, state, now_ms);
  const command = resets ? COMMAND.reset : order;
  if (command !== null) return ask(command, [], answer_ms);
  const setting = state.offline ? null : settingWanted(context, state);
  if (setting) return ask(setting.command, setting.data, answer_ms);
  if (now_ms >= state.poll_at_ms) return ask(COMMAND.status, [], answer_ms);
  const question = state.offline ? null : questionWanted(state);
  if (question !== null) return ask(question, [], answer_ms);
  return { type: 'until', at_ms: Math.min(state.poll_at_ms, state.reset_at_ms) };
}

function ask(command: number, data: readonly number[], answer_ms: number): Want<Id003Request> {
  return { type: 'exchange', urgency: URGENCY.money, request: { command, data: Uint8Array.from(data) }, answer_ms };
}

/** STACK, RETURN or HOLD, if the unit was just seen with a note in escrow. */
function orderWanted(context: BillContext, state: BillState, now_ms: number): number | null {
  const inEscrow = state.status === STATUS.escrow || state.status === STATUS.holding;
  if (!inEscrow || !state.looked) return null;
  if (state.wantReturn) return COMMAND.return;
  if (state.stack) return context.model.stack === 2 ? COMMAND.stack2 : COMMAND.stack1;
  if (now_ms - state.escrowSince_ms < context.model.decideWithin_ms) return null;
  return context.model.hold && state.holds < MOST_HOLDS ? COMMAND.hold : COMMAND.return;
}

/** The next setting to send: C0 and C3 follow what is wanted, the others are sent once after each INITIALIZE. */
function settingWanted(
  context: BillContext,
  state: BillState,
): { readonly command: number; readonly data: readonly number[] } | null {
  const { status } = state;
  if (status === null || isPowerUp(status)) return null;
  if (state.refusals > 0 && !state.looked) return null;
  const codes = enabledCodes(state);
  const mask = wantedMask(codes);
  if (codes.length === 0 && state.inhibit === false) return { command: COMMAND.inhibit, data: [1] };
  if (state.mask !== mask) return { command: COMMAND.denominations, data: [mask, 0] };
  const fixed = fixedSettings(context)[state.setting];
  if (fixed) return fixed;
  const inhibit = codes.length === 0;
  return state.inhibit === inhibit ? null : { command: COMMAND.inhibit, data: [inhibit ? 1 : 0] };
}

/** C0 for these escrow codes: bit 1 = off. */
function wantedMask(codes: readonly number[]): number {
  return codes.reduce((mask, code) => mask & ~(1 << (code - FIRST_NOTE)), 0xff);
}

/** Settings that never change while running. */
function fixedSettings(
  context: BillContext,
): readonly { readonly command: number; readonly data: readonly number[] }[] {
  const { communicationMode, powerRecovery, recoveryBits } = context.model;
  return [
    { command: COMMAND.security, data: [0, 0] },
    ...(communicationMode ? [{ command: COMMAND.communicationMode, data: [0] }] : []),
    { command: COMMAND.optionalFunction, data: powerRecovery ? recoveryBits : [0, 0] },
  ];
}

/** Identification, asked between two polls. */
function questionWanted(state: BillState): number | null {
  if (state.identified || state.status === null || isPowerUp(state.status)) return null;
  return state.firmware === null ? COMMAND.version : COMMAND.currencyTable;
}
