import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crcCcitt, encodeRequest, readFrame, type Checksum } from '../../drivers/cctalk/frame.ts';
import { bytesOf, hexOf } from './cctalk-script.ts';

/** Published vectors, cash.md 2.1. */
const VECTORS: readonly [string, number, number, readonly number[], string, string][] = [
  ['simple poll, address 2', 2, 254, [], '02 00 01 FE FF', '02 00 B1 FE 60'],
  ['read credit', 2, 229, [], '02 00 01 E5 18', '02 00 EB E5 C3'],
  ['master enable', 2, 228, [1], '02 01 01 E4 01 17', '02 01 0F E4 01 16'],
  ['all coins on', 2, 231, [255, 255], '02 02 01 E7 FF FF 16', '02 02 45 E7 FF FF 91'],
  ['coin id 5', 2, 184, [5], '02 01 01 B8 05 3F', '02 01 59 B8 05 1D'],
  ['hopper enable', 5, 164, [165], '05 01 01 A4 A5 B0', '05 01 80 A4 A5 BF'],
  ['cipher key', 5, 160, [], '05 00 01 A0 5A', '05 00 1A A0 5E'],
  [
    'pay 3',
    5,
    167,
    [0, 0, 0, 0, 0, 0, 0, 0, 3],
    '05 09 01 A7 00 00 00 00 00 00 00 00 03 47',
    '05 09 C6 A7 00 00 00 00 00 00 00 00 03 85',
  ],
  ['hopper status', 5, 166, [], '05 00 01 A6 54', '05 00 DC A6 3E'],
  ['emergency stop', 5, 172, [], '05 00 01 AC 4E', '05 00 96 AC 9F'],
  ['reset', 2, 1, [], '02 00 01 01 FC', '02 00 41 01 7E'],
];

describe('ccTalk frames', () => {
  test.each(VECTORS)('%s is encoded as published, with sum and with CRC', (_, address, header, data, sum, crc) => {
    const request = { address, header, data: Uint8Array.from(data) };
    expect(hexOf(encodeRequest({ ...request, checksum: 'sum8' }))).toBe(sum);
    expect(hexOf(encodeRequest({ ...request, checksum: 'crc16' }))).toBe(crc);
  });

  test('ACK and NAK are read as published', () => {
    const ack = readFrame(bytesOf('01 00 02 00 FD'), 'sum8');
    expect(ack).toMatchObject({ type: 'frame', taken: 5, reply: { destination: 1, source: 2, header: 0 } });
    const nak = readFrame(bytesOf('01 00 05 05 F5'), 'sum8');
    expect(nak).toMatchObject({ type: 'frame', reply: { source: 5, header: 5 } });
  });

  test('the CRC is CRC-CCITT with start 0 (check value of "123456789" is 31C3)', () => {
    expect(crcCcitt(Buffer.from('123456789'))).toBe(0x31c3);
  });

  test('every frame is read back as it was written, one byte at a time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Checksum>('sum8', 'crc16'),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 255 }),
        fc.uint8Array({ maxLength: 252 }),
        (checksum, address, header, data) => {
          const bytes = encodeRequest({ address, checksum, header, data });
          for (let length = 0; length < bytes.length; length += 1)
            expect(readFrame(bytes.subarray(0, length), checksum).type).toBe('more');
          const read = readFrame(bytes, checksum);
          expect(read).toMatchObject({ type: 'frame', taken: bytes.length });
          if (read.type === 'frame') {
            expect(read.reply.header).toBe(header);
            expect([...read.reply.data]).toEqual([...data]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('a frame with one wrong bit is never read as a frame of the same length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Checksum>('sum8', 'crc16'),
        fc.uint8Array({ minLength: 1, maxLength: 11 }),
        fc.nat(),
        (checksum, data, where) => {
          const bytes = encodeRequest({ address: 1, checksum, header: 0, data });
          const bit = where % ((bytes.length - 2) * 8);
          // Not in the length byte: there the frame would have another length.
          const at = bit >> 3 === 0 ? 0 : (bit >> 3) + 1;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
          expect(readFrame(bytes, checksum).type).toBe('damaged');
        },
      ),
    );
  });

  test('any bytes are read without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom<Checksum>('sum8', 'crc16'), (bytes, checksum) => {
        expect(['more', 'frame', 'damaged']).toContain(readFrame(bytes, checksum).type);
      }),
    );
  });
});
