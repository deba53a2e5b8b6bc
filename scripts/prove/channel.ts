/** A thousand backs on paper: printed, folded, stained, askew, scanned at 200 dpi; each tenth lacks a corner. Not one wrong byte (R96). */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { WornSheet } from '../../test/paper/worn-sheet.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const SHEETS = 1000;
/** `CHANNEL_LIMIT_S=1200` begins no sheet after so many seconds: the counts tell what was done. */
const LIMIT_S = Number(process.env['CHANNEL_LIMIT_S'] ?? Infinity);
const WORKER = new URL('programs/channel-sheet.ts', import.meta.url).pathname;

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const results: WornSheet[] = [];
  const end = seed + (count ?? SHEETS);
  let next = seed;
  const stop_ms = performance.now() + LIMIT_S * 1000;
  const work = async (): Promise<void> => {
    const worker = fork(WORKER, { execArgv: ['--no-warnings'] });
    const gone = once(worker, 'exit').then(([code]) => {
      throw new Error(`a worker ended with ${String(code)}`);
    });
    gone.catch(() => undefined);
    while (next < end && performance.now() < stop_ms) {
      worker.send(next);
      next += 1;
      const [result] = (await Promise.race([once(worker, 'message'), gone])) as [WornSheet];
      results.push(result);
    }
    worker.disconnect();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const failures = results.filter(({ failure }) => failure !== null);
  const worst = (of: readonly WornSheet[]): number =>
    Math.round(100 * Math.min(1, ...of.filter(({ failure }) => failure === null).map(({ margin }) => margin)));
  return {
    counts: {
      sheets: results.length,
      'with a cut corner': results.filter(({ isCut }) => isCut).length,
      'secrets read': results.filter(({ secretRead }) => secretRead).length,
      'worst margin of whole sheets in percent': worst(results.filter(({ isCut }) => !isCut)),
      'worst margin of cut sheets in percent': worst(results.filter(({ isCut }) => isCut)),
    },
    failures: failures.map((result) => `seed ${result.seed}: ${result.failure}`),
  };
}
