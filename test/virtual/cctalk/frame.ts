/**
 * ccTalk frames as a peripheral sees them (makers' manuals: Azkoyen X6 pp. 11-13, Alberici AL55/66 p. 27).
 *
 *     8-bit sum   dest n src    header data… sum        all bytes add to 0 mod 256
 *     CRC-16      dest n crcLo  header data… crcHi      CRC-CCITT 1021, start 0, over dest, n, header, data
 */

export type Checksum = 'sum8' | 'crc16';

export interface Frame {
  readonly destination: number;
  /** Null with CRC-16: the source byte gave its place to the checksum. */
  readonly source: number | null;
  readonly header: number;
  readonly data: Uint8Array;
}

/** CRC-CCITT, polynomial 1021, start 0, not reflected. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) !== 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

export function encodeFrame(frame: Frame, checksum: Checksum): Uint8Array {
  const { destination, header, data } = frame;
  if (checksum === 'crc16') {
    const crc = crc16([destination, data.length, header, ...data]);
    return Uint8Array.from([destination, data.length, crc & 0xff, header, ...data, crc >> 8]);
  }
  const head = [destination, data.length, frame.source ?? 0, header, ...data];
  const sum = head.reduce((a, b) => a + b, 0);
  return Uint8Array.from([...head, (256 - (sum & 0xff)) & 0xff]);
}

/** One whole frame, or null when its checksum is wrong. */
export function decodeFrame(bytes: Uint8Array, checksum: Checksum): Frame | null {
  const [destination = 0, n = 0, third = 0, header = 0] = bytes;
  if (bytes.length !== n + 5) return null;
  const data = bytes.slice(4, 4 + n);
  const last = bytes[n + 4] ?? 0;
  if (checksum === 'crc16') {
    const crc = crc16([destination, n, header, ...data]);
    return third === (crc & 0xff) && last === crc >> 8 ? { destination, source: null, header, data } : null;
  }
  const sum = bytes.reduce((a, b) => a + b, 0);
  return (sum & 0xff) === 0 ? { destination, source: third, header, data } : null;
}
