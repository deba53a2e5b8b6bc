import { availableParallelism } from 'node:os';
import { Summary } from '../simulate/summary.ts';
import { walks } from '../simulate/walks.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

/** Sessions of the whole proof; `--count N` begins fewer. */
const SESSIONS = 300_000;
/** `MONEY_JOBS=1` walks in one process instead of one for each core, `MONEY_LIMIT_S=480` begins no walk after so many seconds: the counts tell what was done. */
const JOBS = Number(process.env['MONEY_JOBS'] ?? availableParallelism());
const LIMIT_S = process.env['MONEY_LIMIT_S'];

/** No yen lost, none credited twice: simulated sessions with bad luck from a seed on, and every checker after each. */
export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const summary = new Summary();
  const limit_ms = LIMIT_S === undefined ? null : Number(LIMIT_S) * 1000;
  await walks({ seed, sessions: count ?? SESSIONS, jobs: JOBS, limit_ms }, (result) => summary.add(result));
  return {
    counts: {
      sessions: summary.sessions,
      walks: summary.walks,
      hours: summary.hours,
      exchanges: summary.exchanges,
      acts: summary.acts,
      faults: summary.misfortunes,
      transitions: summary.transitions.size,
    },
    failures: summary.failed.map((failed) => `seed ${failed.seed}: ${failed.failure}`),
  };
}
