import type { LineCodec, ReadFrame } from '../line/device.ts';

/**
 * ccTalk frames (cash.md 2.1; Azkoyen X6 manual pp. 11-13, Alberici AL55/66 p. 27):
 *
 *     8-bit sum   [destination] [n] [source] [header] [n data] [sum]      all bytes add to 0 mod 256
 *     CRC-16      [destination] [n] [crc low] [header] [n data] [crc high]
 */
export type Checksum = 'sum8' | 'crc16';

/** Address of the host on every bus. */
const HOST_ADDRESS = 1;
/** Frame without data. */
const SHORTEST_FRAME_BYTES = 5;
/** Most data bytes of one frame. */
const MOST_DATA_BYTES = 252;

/** Headers of answers. */
export const ANSWER = { done: 0, nak: 5, busy: 6 } as const;

/** Headers of the requests used here, by the names of the ccTalk standard. */
export const HEADER = {
  simplePoll: 254,
  requestPollingPriority: 249,
  requestManufacturer: 246,
  requestCategory: 245,
  requestProduct: 244,
  requestSerial: 242,
  requestSoftware: 241,
  selfCheck: 232,
  setInhibit: 231,
  getInhibit: 230,
  readCredit: 229,
  setMasterInhibit: 228,
  getMasterInhibit: 227,
  requestAccepted: 225,
  setSorterOverride: 222,
  getSorterOverride: 221,
  requestLevel: 217,
  setSorterPath: 210,
  getSorterPath: 209,
  requestFrauds: 193,
  requestBuild: 192,
  setDefaultPath: 189,
  getDefaultPath: 188,
  requestCoinId: 184,
  emergencyStop: 172,
  requestDispensed: 168,
  dispense: 167,
  requestHopperStatus: 166,
  enableHopper: 164,
  testHopper: 163,
  pumpRandom: 161,
  requestCipherKey: 160,
  reset: 1,
} as const;

export interface CctalkRequest {
  readonly address: number;
  readonly checksum: Checksum;
  readonly header: number;
  readonly data: Uint8Array;
}

export interface CctalkReply {
  readonly destination: number;
  /** Null in CRC frames, which do not name their sender: the answer is known by its time alone. */
  readonly source: number | null;
  readonly header: number;
  readonly data: Uint8Array;
}

/** CRC-CCITT, polynomial 0x1021, start 0, over the given bytes. */
export function crcCcitt(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** Value of the last byte that makes all bytes add to 0 mod 256. */
function sum8(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) sum += bytes[at]!;
  return -sum & 0xff;
}

/** A request as bytes. Data over {@link MOST_DATA_BYTES} is cut: no request of this driver comes near it. */
export function encodeRequest(request: CctalkRequest): Uint8Array {
  const data = request.data.subarray(0, MOST_DATA_BYTES);
  const bytes = new Uint8Array(SHORTEST_FRAME_BYTES + data.length);
  bytes[0] = request.address;
  bytes[1] = data.length;
  bytes[2] = HOST_ADDRESS;
  bytes[3] = request.header;
  if (data.length > 0) bytes.set(data, 4);
  const last = bytes.length - 1;
  // Its own place still holds 0.
  if (request.checksum === 'sum8') bytes[last] = sum8(bytes);
  else {
    const crc = crcOf(bytes);
    bytes[2] = crc & 0xff;
    bytes[last] = crc >> 8;
  }
  return bytes;
}

/** CRC of a whole frame: over destination, n, header and data, without its own two bytes. */
function crcOf(frame: Uint8Array): number {
  return crcCcitt([frame[0] ?? 0, frame[1] ?? 0, ...frame.subarray(3, frame.length - 1)]);
}

/** Reads the first frame of a buffer. A wrong length or checksum spoils the buffer up to the next silence. */
export function readFrame(bytes: Uint8Array, checksum: Checksum): ReadFrame<CctalkReply> {
  const n = bytes[1];
  if (n === undefined) return { type: 'more' };
  if (n > MOST_DATA_BYTES) return { type: 'damaged', what: 'frame too long' };
  const length = SHORTEST_FRAME_BYTES + n;
  if (bytes.length < length) return { type: 'more' };
  const frame = bytes.slice(0, length);
  const good =
    checksum === 'sum8' ? sum8(frame) === 0 : crcOf(frame) === ((frame[2] ?? 0) | ((frame[length - 1] ?? 0) << 8));
  if (!good) return { type: 'damaged', what: 'wrong checksum' };
  return {
    type: 'frame',
    taken: length,
    reply: {
      destination: frame[0] ?? 0,
      source: checksum === 'sum8' ? (frame[2] ?? 0) : null,
      header: frame[3] ?? 0,
      data: frame.subarray(4, length - 1),
    },
  };
}

/** The codec a line needs. */
export const cctalkCodec: LineCodec<CctalkRequest, CctalkReply> = {
  encode: encodeRequest,
  read: (bytes, request) => readFrame(bytes, request.checksum),
  answers: (request, reply) =>
    reply.destination === HOST_ADDRESS &&
    (reply.source === null || reply.source === request.address) &&
    (reply.header === ANSWER.done || reply.header === ANSWER.nak || reply.header === ANSWER.busy),
};
