/** A child process that fuzzes one decoder; it says how far it is, so that one that hangs is noticed. */
import { SeededRandom } from '../../../src/base/random.ts';
import { fuzz } from '../../../test/fuzz/contract.ts';
import { FUZZ_TARGETS } from '../../../test/fuzz/targets.ts';

/** What the child is told. */
export interface FuzzOrder {
  readonly name: string;
  readonly seed: number;
  readonly inputs: number;
}

/** What it says: after every so many inputs, and at the end. */
export interface FuzzReport {
  readonly inputs: number;
  readonly failure: string | null;
  readonly over: boolean;
}

const REPORT_EVERY = 500;

process.once('message', ({ name, seed, inputs }: FuzzOrder) => {
  let done = 0;
  let failure: string | null = null;
  const report = (over: boolean): void => void process.send!({ inputs: done, failure, over } satisfies FuzzReport);
  const target = FUZZ_TARGETS.find((one) => one.name === name);
  try {
    if (!target) throw new Error(`no such decoder: ${name}`);
    fuzz(target, new SeededRandom(seed), inputs, (count) => {
      done = count;
      if (count % REPORT_EVERY === 0) report(false);
    });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  report(true);
  process.disconnect();
});
