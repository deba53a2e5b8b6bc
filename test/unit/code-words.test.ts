import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  BLOCK_PARITY,
  blockWords,
  CAPACITY,
  parseBlock,
  WORD_LENGTH,
} from '../../src/paper/code/blocks.ts';
import { PAYLOAD_BYTES_MIN } from '../../src/paper/code/contract.ts';
import { crc16, crc32 } from '../../src/paper/code/crc.ts';
import { EXP, LOG, times } from '../../src/paper/code/gf256.ts';
import { rsDecode, rsEncoder } from '../../src/paper/code/rs.ts';

/** A word, places in it in a drawn order, and what is added to the bytes there (never 0). */
const damagedWord = fc
  .record({ parity: fc.integer({ min: 1, max: 200 }), data: fc.uint8Array({ minLength: 1, maxLength: 55 }) })
  .chain(({ parity, data }) => {
    const length = data.length + parity;
    return fc.record({
      parity: fc.constant(parity),
      word: fc.constant(rsEncoder(parity)(data)),
      erasures: fc.integer({ min: 0, max: parity }),
      places: fc.shuffledSubarray([...Array(length).keys()], { minLength: length, maxLength: length }),
      noise: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: length, maxLength: length }),
    });
  });

/** The word with `erasures` bytes spoiled at known places and `errors` at unknown ones. */
function spoiled(word: Uint8Array, places: readonly number[], noise: readonly number[], count: number): Uint8Array {
  const result = word.slice();
  for (const [at, place] of places.slice(0, count).entries()) result[place]! ^= noise[at]!;
  return result;
}

describe('R96: the words of the dot code', () => {
  it('the field has every value once as a power of 2, and multiplies as a field', () => {
    expect(new Set(EXP.subarray(0, 255)).size).toBe(255);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 255 }), (one, other) => {
        expect(times(times(one, other), EXP[255 - LOG[other]!]!)).toBe(one);
      }),
    );
  });

  it('are corrected up to the exact bound: 2 × errors + erasures = parity', () => {
    fc.assert(
      fc.property(damagedWord, ({ parity, word, erasures, places, noise }) => {
        const errors = Math.floor((parity - erasures) / 2);
        const bad = spoiled(word, places, noise, Math.min(word.length, erasures + errors));
        const corrected = rsDecode(bad, parity, places.slice(0, erasures));
        expect(corrected?.word).toEqual(word);
        expect(corrected?.errors).toBe(Math.min(errors, word.length - erasures));
      }),
      { numRuns: 120 },
    );
  });

  it('beyond the bound are refused, or become another code word within the bound of what was received: never anything between', () => {
    fc.assert(
      fc.property(damagedWord, ({ parity, word, erasures, places, noise }) => {
        const errors = Math.floor((parity - erasures) / 2) + 1;
        const bad = spoiled(word, places, noise, Math.min(word.length, erasures + errors));
        const known = new Set(places.slice(0, erasures));
        const corrected = rsDecode(bad, parity, [...known]);
        if (corrected === null) return;
        const encoded = rsEncoder(parity)(corrected.word.subarray(0, word.length - parity));
        expect(encoded).toEqual(corrected.word);
        const changed = bad.filter((byte, at) => byte !== corrected.word[at] && !known.has(at)).length;
        expect(2 * changed + erasures).toBeLessThanOrEqual(parity);
      }),
      { numRuns: 120 },
    );
  });

  it('refuse places outside, more erasures than parity and words of more than 255 bytes', () => {
    const word = rsEncoder(4)(Uint8Array.of(1, 2, 3));
    expect(rsDecode(word, 4, [7])).toBeNull();
    expect(rsDecode(word, 4, [0, 1, 2, 3, 4])).toBeNull();
    expect(rsDecode(new Uint8Array(256), 4, [])).toBeNull();
    expect(() => rsEncoder(4)(new Uint8Array(252))).toThrow(RangeError);
  });

  it('check sums are those of the published check values', () => {
    const digits = new TextEncoder().encode('123456789');
    expect(crc16(digits)).toBe(0x29b1);
    expect(crc32(digits)).toBe(0xcbf43926);
  });
});

describe('R96: the blocks of a payload', () => {
  const payload = Uint8Array.from({ length: 55_000 }, (_, at) => (at * 2_654_435_761) >>> 24);
  const words = blockWords(payload);
  const wordOf = (block: number): Uint8Array => words.slice(block * WORD_LENGTH, (block + 1) * WORD_LENGTH);

  it('hold at least 55,000 bytes, and no more than they say', () => {
    expect(CAPACITY).toBeGreaterThanOrEqual(PAYLOAD_BYTES_MIN);
    expect(() => blockWords(new Uint8Array(CAPACITY + 1))).toThrow(RangeError);
  });

  it('come back from 65 wrong bytes, and from 131 lost ones', () => {
    const wrong = wordOf(7).map((byte, at) => (at % 3 === 0 && at < 195 ? byte ^ 0x5a : byte));
    expect(parseBlock(wrong, 7, [])).toEqual({ bytes: payload.slice(7 * BLOCK_BYTES, 8 * BLOCK_BYTES), errors: 65 });
    const lost = wordOf(7).fill(0, 0, BLOCK_PARITY);
    expect(parseBlock(lost, 7, [...Array(BLOCK_PARITY).keys()])?.bytes).toEqual(
      payload.slice(7 * BLOCK_BYTES, 8 * BLOCK_BYTES),
    );
  });

  it('never pass for another block', () => {
    expect(parseBlock(wordOf(7), 8, [])).toBeNull();
  });

  it('random words are never taken for a block', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 255, maxLength: 255 }),
        fc.integer({ min: 0, max: BLOCK_PARITY - 8 }),
        (word, erasures) => {
          expect(parseBlock(word, 3, [...Array(erasures).keys()])).toBeNull();
        },
      ),
      { numRuns: 30 },
    );
  });
});
