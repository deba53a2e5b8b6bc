import type { Yen } from '../../src/base/yen.ts';
import type { CoinAcceptorFact } from '../coin-acceptor.ts';
import type { AcceptorState } from './coin-acceptor-state.ts';
import { coinMemoryText, type CoinMemory } from './coin-events.ts';

/** The facts of a coin acceptor, in words. */

/** Names a fact for ever: device, serial number, boot epoch, running number or what happened. */
function factId(deviceId: string, memory: CoinMemory, suffix: string): string {
  return `${deviceId}-${memory.serial}-${memory.epoch}-${suffix}`;
}

/** One coin as a credit, named for ever by its memory. */
export function coinFact(
  deviceId: string,
  memory: CoinMemory,
  denomination_yen: Yen,
  destination: string,
): Extract<CoinAcceptorFact, { type: 'coinAccepted' }> {
  return {
    type: 'coinAccepted',
    factId: factId(deviceId, memory, String(memory.number)),
    denomination_yen,
    destination,
    memory: coinMemoryText(memory),
  };
}

/** Coins nobody saw: between so many and so many yen may have come in, or a range that begins at nothing. */
export function uncertainFact(
  deviceId: string,
  memory: CoinMemory,
  suffix: string,
  range: { readonly least_yen: Yen; readonly most_yen: Yen },
  reason: 'cashReset' | 'cashEventsLost',
): CoinAcceptorFact {
  const id = factId(deviceId, memory, suffix);
  return { type: 'uncertain', factId: id, ...range, reason, memory: coinMemoryText(memory) };
}

/** Who the device says it is. */
export function identityFact(identity: AcceptorState['identity']): CoinAcceptorFact {
  const { maker, product, serial, software, build } = identity;
  return {
    type: 'identified',
    maker: maker ?? '',
    product: product ?? '',
    serial: serial ?? null,
    firmware: software === undefined ? null : build === undefined ? software : `${software} ${build}`,
  };
}
