import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CONTENTS_BYTES_MAX,
  failureContents,
  failureOf,
  FrameCutter,
  frameOf,
} from '../../drivers/transport/pcsc-frames.ts';

const frame = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: CONTENTS_BYTES_MAX }));

/** Splits bytes at random places, as a pipe may. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

test('frames come out as they went in, however the pipe cuts them', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 12 }), (frames, cuts) => {
      const seen: [number, Uint8Array][] = [];
      const cutter = new FrameCutter((type, contents) => seen.push([type, contents]));
      const line = Buffer.concat(frames.map(([type, contents]) => frameOf(type, contents)));
      for (const piece of pieces(line, cuts)) expect(cutter.take(piece)).toBe(true);
      expect(seen.map(([type, contents]) => [type, [...contents]])).toEqual(
        frames.map(([type, contents]) => [type, [...contents]]),
      );
    }),
  );
});

test('anything else than frames is refused or waited for, never a throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 4 }), (chunks) => {
      const cutter = new FrameCutter((_type, contents) =>
        expect(contents.length).toBeLessThanOrEqual(CONTENTS_BYTES_MAX),
      );
      for (const chunk of chunks) if (!cutter.take(chunk)) break;
    }),
  );
});

test('a failure keeps its PC/SC code and is cut to a short message', () => {
  const failure = failureOf(failureContents('SCardConnect error: Sharing violation.(0x8010000b)'));
  expect(failure.pcscCode).toBe(0x8010_000b);
  expect(failureOf(failureContents('no code'))).toEqual({ pcscCode: null, message: 'no code' });
  expect(failureOf(failureContents('x'.repeat(5_000))).message.length).toBe(200);
});
