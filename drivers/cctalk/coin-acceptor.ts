import { takeAcceptor } from './coin-acceptor-work.ts';
import { checkRoutes } from './sorter.ts';
import {
  acceptorSetup,
  initialState,
  wanted,
  type AcceptorContext,
  type AcceptorState,
} from './coin-acceptor-state.ts';
import type { CctalkDevice } from './device.ts';
import type { AcceptorModel } from './models.ts';
import type { CoinAcceptorOptions } from './options.ts';

/**
 * A ccTalk coin acceptor as a device of the bus (cash.md 2.4 and section 5, rules 1 to 9).
 *
 *     opened ─▶ inhibit ─▶ identify ─▶ coin table ─▶ inquiry (229, 230, 225) ─▶ sorter ─▶ polling ─▶ … silent for 1.5 s ─▶ look for it …
 */
export function coinAcceptorDevice(
  deviceId: string,
  options: CoinAcceptorOptions,
  model: AcceptorModel,
): CctalkDevice<AcceptorState> {
  checkRoutes(deviceId, options, model.hasSorter);
  const to = { address: options.address, checksum: options.checksum, answer_ms: model.answer_ms };
  const context: AcceptorContext = { deviceId, options, model, to, setup: acceptorSetup(model) };
  return {
    deviceId,
    initial: initialState,
    take: (state, input, now_ms) => takeAcceptor(context, state, input, now_ms),
    want: (state, now_ms) => wanted(context, state, now_ms),
  };
}
