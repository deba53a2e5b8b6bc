import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellCommand, CellFact } from '../../src/cell/contract.ts';
import { encodeFrame, FrameCutter, messageOf } from '../../src/cell/frames.ts';
import { commandSchema, factSchema } from '../../src/cell/messages.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index & 0xff);

const FACTS: readonly CellFact[] = [
  { type: 'ready' },
  { type: 'citizenText', handle: 'household.1', text: Buffer.from('見本 太郎') },
  { type: 'cardKnown', municipalityId: 'susono', offers: [], withheld: [], digest_sha256: bytes(32) },
  { type: 'leafPiece', end: 'more', bytes: bytes(20_000) },
  { type: 'failed', code: 'documentForeign' },
];
const COMMANDS: readonly CellCommand[] = [
  { type: 'begin', transactionId: 't', nonce: 'n', language: 'ja' },
  { type: 'presentCard', certificate: bytes(1600) },
  { type: 'apply', requests: [{ typeId: 'inkan', options: { a: true }, persons: [1], copies: 2 }] },
];

/** The messages that come out of a stream cut into these pieces; null when it is broken. */
function read(stream: Buffer, cuts: readonly number[]): unknown[] | null {
  const cutter = new FrameCutter();
  const messages: unknown[] = [];
  const ends = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].toSorted((a, b) => a - b);
  let from = 0;
  for (const to of [...ends, stream.length]) {
    const frames = cutter.push(stream.subarray(from, to));
    if (frames === null) return null;
    messages.push(...frames.map(messageOf));
    from = to;
  }
  return messages;
}

/** Byte fields as plain arrays: Buffer and Uint8Array compare alike. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, entry: unknown) => (entry instanceof Uint8Array ? [...entry] : entry)));
const plainAll = (messages: readonly object[]): unknown =>
  messages.map((message) =>
    Object.fromEntries(
      Object.entries(message).map(([key, value]) => [key, value instanceof Uint8Array ? [...value] : plain(value)]),
    ),
  );

test('every message comes out as it went in, however the pipe cuts the bytes', () => {
  const stream = Buffer.concat([...FACTS, ...COMMANDS].flatMap(encodeFrame));
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
      const messages = read(stream, cuts) ?? [];
      const facts = messages.slice(0, FACTS.length).map((message) => factSchema.parse(message));
      const commands = messages.slice(FACTS.length).map((message) => commandSchema.parse(message));
      expect(plainAll([...facts, ...commands])).toEqual(plainAll([...FACTS, ...COMMANDS]));
    }),
    { numRuns: 25 },
  );
});

test('one byte at a time is enough', () => {
  const stream = Buffer.concat(COMMANDS.flatMap(encodeFrame));
  expect(read(stream, [...stream.keys()])).toHaveLength(COMMANDS.length);
});

test('no bytes at all make the cutter throw; a broken stream stays broken', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      const cutter = new FrameCutter();
      const first = cutter.push(noise);
      if (first === null) expect(cutter.push(Buffer.concat(encodeFrame({ type: 'ready' })))).toBeNull();
      else for (const frame of first) expect(factSchema.safeParse(messageOf(frame)).success).toBe(false);
    }),
  );
});

test('a frame over its limit, a header over its limit and a header that is no JSON break the stream', () => {
  const head = (length: number, header: number): Buffer => {
    const bytes8 = Buffer.alloc(8);
    bytes8.writeUInt32BE(length, 0);
    bytes8.writeUInt32BE(header, 4);
    return bytes8;
  };
  expect(new FrameCutter().push(head(64 * 1024 * 1024, 10))).toBeNull();
  expect(new FrameCutter().push(head(1024 * 1024, 1024 * 1024 - 4))).toBeNull();
  expect(new FrameCutter().push(head(8, 8))).toBeNull();
  expect(new FrameCutter().push(Buffer.concat([head(6, 2), Buffer.from('{]')]))).toBeNull();
});

test('a fact with an unknown code, a digest of another length or a field more is refused', () => {
  expect(factSchema.safeParse({ type: 'failed', code: 'somethingElse' }).success).toBe(false);
  const known = { type: 'cardKnown', municipalityId: 'x', offers: [], digest_sha256: bytes(31) };
  expect(factSchema.safeParse(known).success).toBe(false);
  expect(factSchema.safeParse({ type: 'ready', name: '見本' }).success).toBe(false);
});
