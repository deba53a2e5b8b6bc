import type { LineCodec, ReadFrame } from '../line/device.ts';

/**
 * ID-003 frames (cash.md 3.1): `FC len command [data] crcLow crcHigh`, 9600 8E1. `len` counts the whole frame; the CRC is
 * CRC-16/KERMIT (reflected 0x8408, start 0) over everything before it.
 */
export const SYNC = 0xfc;
export const SHORTEST_FRAME_BYTES = 5;

/** What the host sends. */
export const COMMAND = {
  status: 0x11,
  reset: 0x40,
  stack1: 0x41,
  stack2: 0x42,
  return: 0x43,
  hold: 0x44,
  ack: 0x50,
  version: 0x88,
  currencyTable: 0x8a,
  denominations: 0xc0,
  security: 0xc1,
  communicationMode: 0xc2,
  inhibit: 0xc3,
  optionalFunction: 0xc5,
} as const;

/** What the unit answers. */
export const STATUS = {
  interrupt: 0x05,
  enable: 0x11,
  accepting: 0x12,
  escrow: 0x13,
  stacking: 0x14,
  vendValid: 0x15,
  stacked: 0x16,
  rejecting: 0x17,
  returning: 0x18,
  holding: 0x19,
  disable: 0x1a,
  initialize: 0x1b,
  powerUp: 0x40,
  powerUpInAcceptor: 0x41,
  powerUpInStacker: 0x42,
  stackerFull: 0x43,
  stackerOpen: 0x44,
  jamAcceptor: 0x45,
  jamStacker: 0x46,
  pause: 0x47,
  cheated: 0x48,
  failure: 0x49,
  communicationError: 0x4a,
  invalidCommand: 0x4b,
  ack: 0x50,
} as const;

export interface Id003Request {
  readonly command: number;
  readonly data: Uint8Array;
}
export interface Id003Reply {
  readonly code: number;
  readonly data: Uint8Array;
}

/** CRC-16/KERMIT. */
export function crcKermit(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}

/** A request as bytes. Requests of this driver have at most two data bytes. */
export function encodeRequest(request: Id003Request): Uint8Array {
  const length = SHORTEST_FRAME_BYTES + request.data.length;
  const bytes = new Uint8Array(length);
  bytes.set([SYNC, length, request.command]);
  bytes.set(request.data, 3);
  const crc = crcKermit(bytes.subarray(0, length - 2));
  bytes[length - 2] = crc & 0xff;
  bytes[length - 1] = crc >> 8;
  return bytes;
}

/** Reads the first frame of a buffer: bytes before the next sync are skipped, a wrong CRC spoils it up to a silence. */
export function readFrame(bytes: Uint8Array): ReadFrame<Id003Reply> {
  if (bytes.length === 0) return { type: 'more' };
  if (bytes[0] !== SYNC) {
    const next = bytes.indexOf(SYNC);
    return { type: 'skip', taken: next < 0 ? bytes.length : next };
  }
  const length = bytes[1];
  if (length === undefined) return { type: 'more' };
  if (length < SHORTEST_FRAME_BYTES) return { type: 'damaged', what: 'impossible frame length' };
  if (bytes.length < length) return { type: 'more' };
  const frame = bytes.slice(0, length);
  const crc = (frame[length - 2] ?? 0) | ((frame[length - 1] ?? 0) << 8);
  if (crcKermit(frame.subarray(0, length - 2)) !== crc) return { type: 'damaged', what: 'wrong CRC' };
  return { type: 'frame', taken: length, reply: { code: frame[2] ?? 0, data: frame.subarray(3, length - 2) } };
}

/** Questions and settings (80 and above) are answered by their own code, everything else by a status or ACK. */
const ECHOED_FROM = 0x80;

/** A status or ACK for a question is the late answer to the poll before it; the unit may also not know the command. */
function answers({ command }: Id003Request, { code }: Id003Reply): boolean {
  if (code === STATUS.interrupt) return false;
  return command >= ECHOED_FROM ? code === command || code === STATUS.invalidCommand : code < ECHOED_FROM;
}

/** The codec a line needs. The line has one unit; its interrupt call (ENQ) is not an answer. */
export const id003Codec: LineCodec<Id003Request, Id003Reply> = {
  encode: encodeRequest,
  read: (bytes) => readFrame(bytes),
  answers,
};
