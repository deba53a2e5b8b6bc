/** Check sums of the dot code. They find wrong corrections; they prove nothing (the signatures within the payload do). */

/** CRC-16/CCITT-FALSE: polynomial 1021 hex, start FFFF hex. */
export function crc16(bytes: Uint8Array, start = 0xffff): number {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff;
  }
  return crc;
}

/** CRC-32 of ISO-HDLC (as in zip and PNG): polynomial 04C11DB7 hex reflected, start and final XOR FFFFFFFF hex. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
