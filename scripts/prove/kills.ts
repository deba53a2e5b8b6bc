/**
 * Rounds of a sale on real wires in which the daemon is killed, the mains fail, a line is unplugged or noisy; after each, books
 * and devices are compared. Two sites side by side, each with a database that lives through all of its rounds. A round whose
 * sale was over before the blow fell is looked at like the others, but not counted: another is played for it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { SeededRandom } from '../../src/base/random.ts';
import { LUCK, type Luck, type RoundResult } from '../../test/process/kill-rounds.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const WORKER = new URL('programs/kills-worker.ts', import.meta.url).pathname;
const ROUNDS = 200;
/** Two daemons on two cores: more would starve each other's polling. `KILLS_JOBS=1` on a machine with other work to do. */
const JOBS = Number(process.env['KILLS_JOBS'] ?? 2);
/** Of ten rounds seven are plain kills: there nothing may be in doubt afterwards. */
const KILLS_OF_TEN = 7;
const SEEDS = 0x1_0000_0000;

function luckOf(random: SeededRandom): Luck {
  if (random.integer(10) < KILLS_OF_TEN) return 'kill';
  return LUCK[1 + random.integer(LUCK.length - 1)] ?? 'mains';
}

/** The next message of a child; throws when it ends instead. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const end = new AbortController();
  try {
    const gone = once(child, 'exit', { signal: end.signal }).then(([code]) => {
      throw new Error(`a worker ended with ${String(code)}`);
    });
    const message = once(child, 'message', { signal: end.signal });
    const [answer] = (await Promise.race([message, gone])) as [unknown];
    return answer;
  } finally {
    end.abort();
  }
}

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const rounds = count ?? ROUNDS;
  const random = new SeededRandom(seed);
  const tally: Record<string, number> = { rounds: 0 };
  const failures: string[] = [];
  const add = (what: string): void => void (tally[what] = (tally[what] ?? 0) + 1);
  let next = 0;
  const work = async (): Promise<void> => {
    const child = fork(WORKER);
    try {
      await answerOf(child);
      while (next < rounds) {
        next += 1;
        const round = { seed: random.integer(SEEDS), luck: luckOf(random) };
        child.send(round);
        const { diedOn, failures: found, luck, story, struck } = (await answerOf(child)) as RoundResult;
        add(struck ? 'rounds' : 'missed');
        if (struck) add(luck);
        else if ((tally['missed'] ?? 0) < rounds) next -= 1;
        if (diedOn !== null) add(`on ${diedOn}`);
        for (const what of found) {
          failures.push(`${luck} in ${story} on ${diedOn}, seed ${round.seed}: ${what}`);
          process.stderr.write(`\n${failures.at(-1)}\n`);
        }
        process.stderr.write(`\r${tally['rounds']} of ${rounds} rounds, ${failures.length} failures `);
      }
      child.send('end');
      await once(child, 'exit');
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(JOBS, rounds) }, work));
  process.stderr.write('\n');
  return { counts: tally, failures };
}
