import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from './random.ts';

/** The machine's cryptographic generator: the only home of real randomness. */
export const realRandom: Random = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  integer: (below) => randomInt(below),
};
