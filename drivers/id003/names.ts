import type { DeviceReason } from '../contract.ts';
import type { Yen } from '../../src/base/yen.ts';
import { STATUS } from './frame.ts';

/** Meanings of the codes of cash.md 3.2. */

const REJECT_REASONS: Readonly<Record<number, string>> = {
  0x71: 'insertion',
  0x72: 'magnetic',
  0x73: 'billLeftIn',
  0x74: 'compensation',
  0x75: 'conveying',
  0x76: 'denomination',
  0x77: 'pattern',
  0x78: 'level',
  0x79: 'inhibited',
  0x7b: 'operation',
  0x7c: 'billInStacker',
  0x7d: 'length',
  0x7e: 'secondPattern',
};

const FAILURES: Readonly<Record<number, string>> = {
  0xa2: 'stack motor',
  0xa5: 'transport motor speed',
  0xa6: 'transport motor',
  0xa7: 'aligning',
  0xab: 'box not ready',
  0xaf: 'head removed',
  0xb0: 'boot ROM',
  0xb1: 'external ROM',
  0xb2: 'RAM',
  0xb3: 'writing the external ROM',
};

export function rejectReasonName(code: number | undefined): string {
  if (code === undefined) return 'unspecified';
  return REJECT_REASONS[code] ?? `reason${code.toString(16)}`;
}

/** True for statuses in which no note is in the path. */
export function isIdle(status: number | null): boolean {
  return (
    status === STATUS.enable ||
    status === STATUS.disable ||
    status === STATUS.accepting ||
    status === STATUS.stackerFull
  );
}

/** True for the three power-up statuses, in which only STATUS and RESET are understood. */
export function isPowerUp(status: number | null): boolean {
  return status !== null && status >= STATUS.powerUp && status <= STATUS.powerUpInStacker;
}

/** True for statuses that want a RESET once somebody has cleared the cause. */
export function wantsReset(status: number | null): boolean {
  return (
    status === STATUS.jamAcceptor ||
    status === STATUS.jamStacker ||
    status === STATUS.failure ||
    status === STATUS.cheated
  );
}

const ORDINARY: ReadonlySet<number> = new Set([
  STATUS.enable,
  STATUS.accepting,
  STATUS.escrow,
  STATUS.stacking,
  STATUS.vendValid,
  STATUS.stacked,
  STATUS.rejecting,
  STATUS.returning,
  STATUS.holding,
  STATUS.disable,
  STATUS.initialize,
  STATUS.powerUp,
  STATUS.powerUpInAcceptor,
  STATUS.powerUpInStacker,
  STATUS.pause,
  // No note is taken any more, and all else goes on: told as a level, not as a stop.
  STATUS.stackerFull,
]);

/** Why this status stops the unit, or null for an ordinary one. An unknown status stops it too, never the process. */
export function stopReason(deviceId: string, status: number, data: Uint8Array): DeviceReason | null {
  if (ORDINARY.has(status)) return null;
  switch (status) {
    case STATUS.stackerOpen:
      return { code: 'cashBoxFull', detail: `${deviceId}: the note box is open or missing` };
    case STATUS.jamAcceptor:
      return { code: 'cashJam', detail: `${deviceId}: a note is jammed in the acceptor` };
    case STATUS.jamStacker:
      return { code: 'cashJam', detail: `${deviceId}: a note is jammed in the stacker` };
    case STATUS.cheated:
      return { code: 'cashFraud', detail: `${deviceId}: somebody pulled at a note` };
    case STATUS.failure: {
      const code = data[0] ?? 0;
      const words = FAILURES[code] ?? 'not known; see the manual of the unit';
      return { code: 'cashFault', detail: `${deviceId}: failure ${code.toString(16)}: ${words}` };
    }
    default:
      return { code: 'cashFault', detail: `${deviceId}: unknown status ${status.toString(16)}` };
  }
}

/** Values of the escrow codes: records of code, country, base, exponent; zeros where no note is programmed. */
export function currencyTable(data: Uint8Array, country: number): ReadonlyMap<number, Yen> {
  const table = new Map<number, Yen>();
  for (let at = 0; at + 4 <= data.length; at += 4) {
    const [code = 0, land = 0, base = 0, exponent = 0] = data.subarray(at, at + 4);
    if (code < FIRST_NOTE || code > LAST_NOTE || land !== country || base === 0 || exponent > 6) continue;
    table.set(code, base * 10 ** exponent);
  }
  return table;
}

/** Escrow codes of notes; 6F is a bar code. */
export const FIRST_NOTE = 0x61;
const LAST_NOTE = 0x68;
