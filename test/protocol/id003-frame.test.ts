import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crcKermit, encodeRequest, id003Codec, readFrame } from '../../drivers/id003/frame.ts';
import { bytesOf, hexOf } from './cctalk-script.ts';
import { script } from './id003-script.ts';

/** Published vectors, cash.md 3.1. */
const VECTORS: readonly [string, number, readonly number[], string][] = [
  ['STATUS', 0x11, [], 'FC 05 11 27 56'],
  ['RESET', 0x40, [], 'FC 05 40 2B 15'],
  ['STACK-1', 0x41, [], 'FC 05 41 A2 04'],
  ['STACK-2', 0x42, [], 'FC 05 42 39 36'],
  ['RETURN', 0x43, [], 'FC 05 43 B0 27'],
  ['HOLD', 0x44, [], 'FC 05 44 0F 53'],
  ['ACK', 0x50, [], 'FC 05 50 AA 05'],
  ['denominations', 0xc0, [0, 0], 'FC 07 C0 00 00 2D B5'],
  ['security', 0xc1, [0, 0], 'FC 07 C1 00 00 F1 EF'],
  ['accept', 0xc3, [0], 'FC 06 C3 00 04 D6'],
  ['inhibit', 0xc3, [1], 'FC 06 C3 01 8D C7'],
  ['power recovery', 0xc5, [2, 0], 'FC 07 C5 02 00 20 BF'],
  ['version', 0x88, [], 'FC 05 88 6F 5F'],
  ['currency table', 0x8a, [], 'FC 05 8A 7D 7C'],
];

describe('ID-003 frames', () => {
  test.each(VECTORS)('%s is encoded as published', (_, command, data, hex) => {
    expect(hexOf(encodeRequest({ command, data: Uint8Array.from(data) }))).toBe(hex);
    const read = readFrame(bytesOf(hex));
    expect(read).toMatchObject({ type: 'frame', reply: { code: command } });
  });

  test('the CRC is CRC-16/KERMIT (check value of "123456789" is 2189)', () => {
    expect(crcKermit(Buffer.from('123456789'))).toBe(0x2189);
  });

  test('any bytes in any pieces never throw and never become a note', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const run = script();
        for (const bytes of chunks) run.untilWrite(200).input({ type: 'bytes', bytes }).advance(20);
        expect(run.ofType('noteStacked')).toHaveLength(0);
      }),
      { numRuns: 50 },
    );
  });
});

test('rule 4: a late status is no answer to a question, nor a late note table one to a poll; 4B answers both', () => {
  const answers = (command: number, code: number): boolean =>
    id003Codec.answers({ command, data: new Uint8Array() }, { code, data: new Uint8Array() });
  const [status, noteTable, version, disabled, unknown] = [0x11, 0x8a, 0x88, 0x1a, 0x4b];
  expect(answers(noteTable, noteTable)).toBe(true);
  expect(answers(noteTable, version)).toBe(false);
  expect(answers(noteTable, disabled)).toBe(false);
  expect(answers(status, disabled)).toBe(true);
  expect(answers(status, noteTable)).toBe(false);
  expect(answers(noteTable, unknown)).toBe(true);
  expect(answers(status, unknown)).toBe(true);
});
