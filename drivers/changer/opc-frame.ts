import type { LineCodec, ReadFrame } from '../line/device.ts';

/**
 * Frames of OPC-1 (`test/virtual/one-piece/PROTOCOL.md`), 19 200 8N1:
 *
 *     request  02 LEN SEQ CMD            data…  crcLow crcHigh
 *     answer   02 LEN SEQ CMD+80 RESULT  data…  crcLow crcHigh
 */
const STX = 0x02;
const SHORTEST_FRAME_BYTES = 6;

export const OPC = {
  identify: 0x01,
  status: 0x02,
  events: 0x03,
  enable: 0x04,
  begin: 0x05,
  fix: 0x06,
  end: 0x07,
  pay: 0x0a,
  order: 0x0b,
  stop: 0x0c,
  counts: 0x0d,
  canPay: 0x0e,
  reset: 0x0f,
  selfTest: 0x10,
} as const;

/** Result codes of OPC-1 that the driver acts on. */
export const RESULT = { ok: 0, orderDiffers: 5, cannotPay: 6, noSuchOrder: 7 } as const;

/** `seq` is a new number for each request, so that a late answer to an older one is never taken for this one's. */
export interface OpcRequest {
  readonly seq: number;
  readonly command: number;
  readonly data: Uint8Array;
}
export interface OpcReply {
  readonly seq: number;
  readonly command: number;
  readonly result: number;
  readonly data: Uint8Array;
}

/** CRC-16/IBM-3740 (polynomial 1021, start FFFF, not reflected). */
export function crcIbm3740(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

export function encodeRequest(request: OpcRequest): Uint8Array {
  const length = SHORTEST_FRAME_BYTES + request.data.length;
  const bytes = new Uint8Array(length);
  bytes.set([STX, length, request.seq, request.command]);
  bytes.set(request.data, 4);
  const crc = crcIbm3740(bytes.subarray(0, length - 2));
  bytes[length - 2] = crc & 0xff;
  bytes[length - 1] = crc >> 8;
  return bytes;
}

/** Reads the first frame of a buffer: bytes before the next STX are skipped, a wrong CRC spoils it up to a silence. */
export function readFrame(bytes: Uint8Array): ReadFrame<OpcReply> {
  if (bytes.length === 0) return { type: 'more' };
  if (bytes[0] !== STX) {
    const next = bytes.indexOf(STX);
    return { type: 'skip', taken: next < 0 ? bytes.length : next };
  }
  const length = bytes[1];
  if (length === undefined) return { type: 'more' };
  if (length < SHORTEST_FRAME_BYTES + 1) return { type: 'damaged', what: 'impossible frame length' };
  if (bytes.length < length) return { type: 'more' };
  const frame = bytes.slice(0, length);
  const crc = (frame[length - 2] ?? 0) | ((frame[length - 1] ?? 0) << 8);
  if (crcIbm3740(frame.subarray(0, length - 2)) !== crc) return { type: 'damaged', what: 'wrong CRC' };
  const [, , seq = 0, command = 0, result = 0] = frame;
  return { type: 'frame', taken: length, reply: { seq, command, result, data: frame.subarray(5, length - 2) } };
}

export const opcCodec: LineCodec<OpcRequest, OpcReply> = {
  encode: encodeRequest,
  read: (bytes) => readFrame(bytes),
  answers: (request, reply) => reply.seq === request.seq && reply.command === (request.command | 0x80),
};

/** Big-endian number of 4 bytes. */
export function u32At(data: Uint8Array, at: number): number {
  return (
    ((data[at] ?? 0) * 0x1000000 + ((data[at + 1] ?? 0) << 16) + ((data[at + 2] ?? 0) << 8) + (data[at + 3] ?? 0)) >>> 0
  );
}

export function u32(value: number): readonly number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
