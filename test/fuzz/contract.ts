import type { Random } from '../../src/base/random.ts';

/** One decoder under fuzzing. `make` may be called again at any time: a fresh one, as after a restart. */
export interface FuzzTarget {
  /** As told in the proof. */
  readonly name: string;
  /** Returns what takes one bad input; it throws when the decoder broke its promise. */
  make(random: Random): () => void;
  /** After so many inputs a fresh one is made: a machine that has given its device up learns nothing more. */
  readonly inputsOfALife: number;
}

/** A promise that a decoder broke. */
export class FuzzFailure extends Error {}

/** Runs `count` inputs; a failure names the input's number, which with the seed finds it again. */
export function fuzz(target: FuzzTarget, random: Random, count: number, done?: (inputs: number) => void): void {
  let feed = target.make(random);
  for (let input = 0; input < count; input += 1) {
    if (input > 0 && input % target.inputsOfALife === 0) feed = target.make(random);
    try {
      feed();
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new FuzzFailure(`${target.name}, input ${input}: ${what.split('\n').slice(0, 4).join(' | ')}`);
    }
    done?.(input + 1);
  }
}
