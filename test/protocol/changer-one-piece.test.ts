import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import { onePieceChanger } from '../../drivers/changer/one-piece.ts';
import { crcIbm3740, encodeRequest, readFrame } from '../../drivers/changer/opc-frame.ts';
import { onePieceOptions } from '../../drivers/changer/options.ts';
import { bytesOf, hexOf } from './cctalk-script.ts';

/** Published vectors, PROTOCOL.md. */
const VECTORS: readonly [string, number, number, readonly number[], string][] = [
  ['IDENTIFY', 1, 0x01, [], '02 06 01 01 18 F8'],
  ['STATUS', 2, 0x02, [], '02 06 02 02 28 9D'],
  ['EVENTS after 5', 3, 0x03, [0, 0, 0, 5], '02 0A 03 03 00 00 00 05 41 3D'],
  ['ENABLE 10/50/100/500', 4, 0x04, [0x0f], '02 07 04 04 0F 49 E5'],
  [
    'PAY 200 yen',
    5,
    0x0a,
    [...Array(16).keys(), 0, 0, 0, 200],
    '02 1A 05 0A 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 00 00 00 C8 CA 01',
  ],
];

describe('OPC-1 frames', () => {
  test.each(VECTORS)('%s is encoded as published', (_, seq, command, data, hex) => {
    expect(hexOf(encodeRequest({ seq, command, data: Uint8Array.from(data) }))).toBe(hex);
  });

  test('answers are read as published', () => {
    const begin = readFrame(bytesOf('02 07 06 85 00 6F 52'));
    expect(begin).toMatchObject({ type: 'frame', reply: { seq: 6, command: 0x85, result: 0 } });
    const pay = readFrame(bytesOf('02 07 05 8A 02 43 3B'));
    expect(pay).toMatchObject({ type: 'frame', reply: { seq: 5, command: 0x8a, result: 2 } });
    expect(crcIbm3740(Buffer.from('123456789'))).toBe(0x29b1);
  });

  test('any bytes are read without a throw, and the machine takes them without a credit', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 10 }), (chunks) => {
        const machine = onePieceChanger('unit', onePieceOptions.parse({}));
        let state = machine.step(machine.initial(null), { type: 'opened' }, 0).state;
        const facts: CashChangerFact[] = [];
        let now_ms = 0;
        const take = (input: Parameters<typeof machine.step>[1]): void => {
          const step = machine.step(state, input, (now_ms += 60));
          state = step.state;
          for (const output of step.outputs) if (output.type === 'fact') facts.push(output.fact);
        };
        for (const bytes of chunks) {
          take({ type: 'bytes', bytes });
          for (const timer of ['gap', 'answer', 'due']) take({ type: 'timer', timer });
        }
        expect(facts.filter((fact) => fact.type === 'cashAccepted')).toHaveLength(0);
      }),
    );
  });
});

export type { CashChangerCommand };
