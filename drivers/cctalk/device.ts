import type { LineDevice, SealedDevice, Urgency, Want } from '../line/device.ts';
import type { CoinAcceptorCommand, CoinAcceptorFact } from '../coin-acceptor.ts';
import type { CoinDispenserCommand, CoinDispenserFact } from '../coin-dispenser.ts';
import type { DeviceReason } from '../contract.ts';
import { LINE_LIMITS } from '../limits.ts';
import type { Checksum, CctalkReply, CctalkRequest } from './frame.ts';

/** What every device of a ccTalk bus shares. */

/** All that can be said to, and heard from, a device of the bus: each takes its own class and leaves the rest. */
export type CctalkCommand = CoinAcceptorCommand | CoinDispenserCommand;
export type CctalkFact = CoinAcceptorFact | CoinDispenserFact;
export type CctalkDevice<State> = LineDevice<State, CctalkRequest, CctalkReply, CctalkCommand, CctalkFact>;
export type SealedCctalkDevice = SealedDevice<CctalkRequest, CctalkReply, CctalkCommand, CctalkFact>;

/** Where a device is and how it is spoken to. */
export interface BusAddress {
  readonly address: number;
  readonly checksum: Checksum;
  readonly answer_ms: number;
}

/** This many answers in a row that make no sense, and the device is not what it should be: a single damaged frame is not. */
export const ANSWERS_UNTIL_WRONG = LINE_LIMITS.silences_until_offline;
/** An absent device is looked for this often: rarely enough not to take the line from the others. */
export const LOOK_FOR_MS = 2_000;
/** Silences after which an optional request of the start is left out. */
export const SILENCES_UNTIL_SKIPPED = 2;
/** Rest after BUSY before the same is asked again (TerminalClient uses 1 s; a poll must come sooner, cash.md 2.2). */
export const BUSY_REST_MS = 300;

/** Damaged answers in a row that are no chance any more. */
const DAMAGES_TOLD = ANSWERS_UNTIL_WRONG;

/** Why a device is offline: what was found on the wire, what was expected, where to look. */
export function absence(deviceId: string, to: BusAddress, isOpen: boolean, damages: number): DeviceReason {
  const at = `${deviceId} at ccTalk address ${to.address}`;
  if (!isOpen) return { code: 'cashOffline', detail: `${at}: the line is not open` };
  if (damages >= DAMAGES_TOLD)
    return {
      code: 'cashLineDisturbed',
      detail: `${at}: every answer is damaged; expected are ${to.checksum} frames of one device`,
    };
  return { code: 'cashOffline', detail: `${at}: no answer` };
}

/** Why this is not the kind of device it should be, or null. */
export function categoryDifference(
  deviceId: string,
  expected: string,
  identity: Readonly<Record<string, string>>,
): DeviceReason | null {
  const found = identity['category'] ?? '';
  if (found.toLowerCase() === expected.toLowerCase()) return null;
  return { code: 'cashIdentity', detail: `${deviceId} says it is a "${found}"; expected is "${expected}"` };
}

/** An exchange with this device. */
export function exchange(
  to: BusAddress,
  urgency: Urgency,
  header: number,
  data: readonly number[] = [],
  answer_ms: number = to.answer_ms,
): Want<CctalkRequest> {
  return {
    type: 'exchange',
    urgency,
    request: { address: to.address, checksum: to.checksum, header, data: Uint8Array.from(data) },
    answer_ms,
  };
}

/** Text of an identification answer; anything but printable ASCII becomes a question mark. */
export function asciiText(data: Uint8Array): string {
  return String.fromCharCode(...data.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x3f))).trim();
}

/** Integer of up to three bytes, least significant first. */
export function littleEndian(data: Uint8Array): number {
  return (data[0] ?? 0) | ((data[1] ?? 0) << 8) | ((data[2] ?? 0) << 16);
}
