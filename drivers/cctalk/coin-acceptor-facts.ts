import type { Yen } from '../../src/base/yen.ts';
import type { CoinAcceptorFact } from '../coin-acceptor.ts';
import type { DeviceReason } from '../contract.ts';
import type { AcceptorContext, AcceptorState } from './coin-acceptor-state.ts';
import { coinMemoryText, type CoinMemory } from './coin-events.ts';

/** The facts of a coin acceptor, in words. */

/** Names a fact for ever: device, serial number, boot epoch, running number or what happened. */
function factId(deviceId: string, memory: CoinMemory, suffix: string): string {
  return `${deviceId}-${memory.serial}-${memory.epoch}-${suffix}`;
}

export function coinFact(
  deviceId: string,
  memory: CoinMemory,
  denomination_yen: Yen,
  destination: string,
): CoinAcceptorFact {
  return {
    type: 'coinAccepted',
    factId: factId(deviceId, memory, String(memory.number)),
    denomination_yen,
    destination,
    memory: coinMemoryText(memory),
  };
}

/** Up to `coins` coins of the table may have come in unseen: from nothing to all of them the dearest. */
export function uncertainFact(
  deviceId: string,
  memory: CoinMemory,
  suffix: string,
  coins: number,
  table_yen: AcceptorState['coins_yen'],
  reason: 'cashReset' | 'cashEventsLost',
): CoinAcceptorFact {
  const dearest = Math.max(0, ...table_yen.map((value) => value ?? 0));
  return {
    type: 'uncertain',
    factId: factId(deviceId, memory, suffix),
    least_yen: 0,
    most_yen: coins * dearest,
    reason,
    memory: coinMemoryText(memory),
  };
}

export function identityFact(identity: AcceptorState['identity']): CoinAcceptorFact {
  const { maker, product, serial, software } = identity;
  return {
    type: 'identified',
    maker: maker ?? '',
    product: product ?? '',
    serial: serial ?? null,
    firmware: software ?? null,
  };
}

/** Why this is not the device it should be, or null. */
export function identityDifference(context: AcceptorContext, identity: AcceptorState['identity']): DeviceReason | null {
  const found = identity['category'] ?? '';
  const expected = context.model.category;
  if (found.toLowerCase() === expected.toLowerCase()) return null;
  return { code: 'cashIdentity', detail: `${context.deviceId} says it is a "${found}"; expected is "${expected}"` };
}
