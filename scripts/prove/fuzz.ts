/** A million bad inputs for each decoder: no throw, no hang, no credit that the wire did not state. `--count N` = N inputs each. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { FUZZ_TARGETS } from '../../test/fuzz/targets.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';
import type { FuzzOrder, FuzzReport } from './programs/fuzz-worker.ts';

const WORKER = new URL('programs/fuzz-worker.ts', import.meta.url).pathname;
const INPUTS = 1_000_000;
/** Five hundred inputs take a second: a child that is silent for so long hangs, also on a machine with twenty times as much to do. */
const HANGS_MS = 300_000;

/** One decoder in a process of its own. */
function fuzzInChild(order: FuzzOrder): Promise<FuzzReport> {
  const child = fork(WORKER);
  return new Promise((resolve) => {
    let last: FuzzReport = { inputs: 0, failure: null, over: false };
    const end = (failure: string | null): void => {
      clearTimeout(watch);
      child.kill('SIGKILL');
      resolve({ ...last, failure, over: true });
    };
    const watch = setTimeout(() => end(`${order.name} hangs after input ${last.inputs}`), HANGS_MS);
    child.on('message', (report: FuzzReport) => {
      last = report;
      watch.refresh();
      if (report.over) end(report.failure);
    });
    child.once('exit', (code) =>
      end(last.over ? last.failure : `${order.name} ended with ${code} after ${last.inputs}`),
    );
    child.send(order);
  });
}

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const left = FUZZ_TARGETS.map(({ name }) => name);
  const failures: string[] = [];
  let inputs = 0;
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const report = await fuzzInChild({ name, seed, inputs: count ?? INPUTS });
      inputs += report.inputs;
      if (report.failure !== null) failures.push(report.failure);
      process.stderr.write(`${name}: ${report.inputs} inputs\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { counts: { decoders: FUZZ_TARGETS.length, inputs }, failures };
}
