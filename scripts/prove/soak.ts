/** A day without a restart, simulated: what the process holds after each hour does not grow. `--count N` = N hours. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { soak } from '../../test/simulation/soak.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const HOURS = 24;
/** Code is compiled in the first hours; what grows later is the reference centre, which forgets no transaction, and lives in the same process. */
const WARM_HOURS = 6;
const GROWTH_MOST_KB = 1_024;
const KB = 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What lives in the heap after everything that can be freed was freed. */
function heap_kb(): number {
  collect();
  collect();
  return Math.round(process.memoryUsage().heapUsed / KB);
}

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const held_kb: number[] = [];
  const sum = { sold: 0, cancelled: 0, closed: 0 };
  soak(count ?? HOURS, seed, ({ hour, sold, cancelled, closed }) => {
    sum.sold += sold;
    sum.cancelled += cancelled;
    sum.closed += closed;
    held_kb.push(heap_kb());
    process.stderr.write(`hour ${hour}: ${sold} sold, ${cancelled} cancelled, heap ${held_kb.at(-1)} KB\n`);
  });
  const first_kb = held_kb[Math.min(WARM_HOURS, held_kb.length) - 1] ?? 0;
  const last_kb = held_kb.at(-1) ?? 0;
  const failures: string[] = [];
  if (last_kb - first_kb > GROWTH_MOST_KB) failures.push(`the heap grew from ${first_kb} to ${last_kb} KB`);
  if (sum.sold === 0) failures.push('nothing was sold');
  const counts = { hours: held_kb.length, ...sum, heapAfterHour6_kb: first_kb, heapAtEnd_kb: last_kb };
  return { counts, failures };
}
