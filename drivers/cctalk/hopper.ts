import { URGENCY, type Want } from '../line/device.ts';
import { Draft } from '../line/draft.ts';
import type { CoinDispenserFact } from '../coin-dispenser.ts';
import { exchange, type CctalkDevice } from './device.ts';
import { HEADER, type CctalkRequest } from './frame.ts';
import { lentHopper } from './hopper-lent.ts';
import { HOPPER_START, takeHopper } from './hopper-work.ts';
import type { CipherMoment, HopperCipher } from './ciphers.ts';
import { initialHopper, type HopperContext, type HopperState, type Question } from './hopper-state.ts';
import type { HopperModel } from './models.ts';
import type { HopperOptions } from './options.ts';

/**
 * A ccTalk hopper as a device of the bus: pays coins of one denomination (cash.md 2.5 and section 5, rules 10 to 13).
 *
 *     start:   identify ─▶ 166, 168 ─▶ reset ─▶ 163, 166, 168 ─▶ at rest (heartbeat 163, 217)
 *     payout:  prepare (163, 166, 168) ─▶ execute: 164 ─▶ 166 ─▶ [161] ─▶ 160 ─▶ 167 ─▶ 166 … ─▶ 168, 168, 163, 164 off ─▶ outcome
 *
 * The outcome is always the difference of two life counts (168): nothing else survives every reset and power dip.
 */
export function hopperDevice(
  deviceId: string,
  options: HopperOptions,
  model: HopperModel,
  cipher: HopperCipher,
): CctalkDevice<HopperState> {
  const to = { address: options.address, checksum: options.checksum, answer_ms: model.answer_ms };
  const context: HopperContext = { deviceId, options, model, to, cipher };
  return {
    deviceId,
    // The base of every order is read from the hopper itself: remembered is only what it had paid when it was lent.
    initial: (memory) => ({
      ...initialHopper(),
      hasLevel: model.hasLevel,
      lent: lentHopper(memory),
    }),
    take: (state, input, now_ms) => {
      const draft = new Draft<HopperState, CoinDispenserFact>(state, now_ms);
      takeHopper(context, draft, input);
      return { state: draft.state, facts: draft.facts };
    },
    want: (state, now_ms) => wanted(context, state, now_ms),
  };
}

const QUESTION_HEADER: Readonly<Record<Question, number>> = {
  counters: HEADER.requestHopperStatus,
  test: HEADER.testHopper,
  life: HEADER.requestDispensed,
  lifeAgain: HEADER.requestDispensed,
  level: HEADER.requestLevel,
  disable: HEADER.enableHopper,
  reset: HEADER.reset,
};
/** Data of header 164 that enables; any other value disables. */
const ENABLE_CODE = 165;

function wanted(context: HopperContext, state: HopperState, now_ms: number): Want<CctalkRequest> {
  const { to } = context;
  if (!state.opened || state.holder === 'lent') return { type: 'nothing' };
  const { job } = state;
  const stops = (job.type === 'pay' && job.phase === 'stop') || (state.stopping && !state.payout);
  if (stops) return exchange(to, URGENCY.stop, HEADER.emergencyStop);
  if (now_ms < state.notBefore_ms) return { type: 'until', at_ms: state.notBefore_ms };
  if (state.offline && !state.payout) return exchange(to, URGENCY.normal, HEADER.simplePoll);
  switch (job.type) {
    case 'idle':
      return { type: 'until', at_ms: state.heartbeat_at_ms };
    case 'start': {
      const request = HOPPER_START[job.at];
      return request ? exchange(to, URGENCY.normal, request.header) : { type: 'nothing' };
    }
    case 'read': {
      const question = job.questions[0];
      if (!question) return { type: 'nothing' };
      if (now_ms < state.ask_at_ms) return { type: 'until', at_ms: state.ask_at_ms };
      const urgency = job.purpose.type === 'heartbeat' ? URGENCY.normal : URGENCY.order;
      return exchange(to, urgency, QUESTION_HEADER[question], question === 'disable' ? [0] : []);
    }
    case 'pay':
      return wantedWhilePaying(context, state, now_ms);
  }
}

function wantedWhilePaying(context: HopperContext, state: HopperState, now_ms: number): Want<CctalkRequest> {
  const { to, cipher } = context;
  if (state.job.type !== 'pay') return { type: 'nothing' };
  switch (state.job.phase) {
    case 'enable':
      return exchange(to, URGENCY.order, HEADER.enableHopper, [ENABLE_CODE]);
    case 'before':
      return exchange(to, URGENCY.order, HEADER.requestHopperStatus);
    case 'pump':
      return exchange(to, URGENCY.order, HEADER.pumpRandom, cipher.pump(momentOf(state)) ?? []);
    case 'key':
      return exchange(to, URGENCY.order, HEADER.requestCipherKey);
    case 'dispense': {
      const data = cipher.payoutData(state.job.key, momentOf(state));
      return exchange(to, URGENCY.order, HEADER.dispense, data);
    }
    case 'polling':
      if (now_ms < state.ask_at_ms) return { type: 'until', at_ms: state.ask_at_ms };
      return exchange(to, URGENCY.order, HEADER.requestHopperStatus);
    case 'stop':
      return exchange(to, URGENCY.stop, HEADER.emergencyStop);
  }
}

function momentOf({ serialBytes, payout }: HopperState): CipherMoment {
  const { life } = payout?.base ?? { life: 0 };
  return { serial: serialBytes, life, attempt: payout?.sends ?? 0, count: payout?.count ?? 0 };
}
