/** Whole walks by seed, with what was seen on the way; and the same walk again by a list of its acts. */
import { createHash } from 'node:crypto';
import { expectWalkAtRest } from './walk-checks.ts';
import { expectMoneyAccountedFor, expectNoFreePaper, expectNoNeedOfStaff } from './money-checks.ts';
import type { Luck } from './luck.ts';
import { expectExactAtRest } from './rest-checks.ts';
import { Walker, type DoneAct } from './walker.ts';

/** Acts of a walk before the room is put right. */
export const STEPS = 800;

/** What one walk was and how it ended. */
export interface WalkResult {
  readonly seed: number;
  /** First line of what went wrong, or null. */
  readonly failure: string | null;
  /** The same with its stack. */
  readonly detail: string;
  readonly acts: readonly string[];
  /** How many acts were done. */
  readonly steps: number;
  /** The acts with time and screen, to be read. */
  readonly story: readonly string[];
  readonly cash: 'composite' | 'onePiece';
  readonly sessions: number;
  readonly simulated_ms: number;
  /** Sessions that came to their end, and the time from their begin to it. */
  readonly ended: number;
  readonly inSession_ms: number;
  /** Processor time of the walk; differs from run to run, so it is in no hash. */
  readonly cpu_ms: number;
  /** Requests on the serial lines. */
  readonly exchanges: number;
  /** Misfortunes by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly screens: readonly string[];
  /** `pay>printing`: every change of the screen. */
  readonly transitions: readonly string[];
  /** SHA-256 over acts and trace. */
  readonly traceHash: string;
}

/** A walk chosen by its seed. */
export function walkSeed(seed: number, steps = STEPS, luck: Luck = {}): WalkResult {
  return walked(seed, luck, (walker) => {
    for (let step = 0; step < steps; step += 1) walker.step();
  });
}

/** The world of a seed with these acts; what cannot be done any more is left out. */
export function walkActs(seed: number, acts: readonly string[], luck: Luck = {}): WalkResult {
  return walked(seed, luck, (walker) => {
    for (const name of acts) walker.replay(name);
  });
}

/** True when two walks fail in the same way: only amounts, times and ids may differ. */
export function sameFailure(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && gist(one) === gist(other);
}

function gist(failure: string): string {
  return failure.replaceAll(/[0-9a-f]{16,}|\d+/g, '#');
}

function walked(seed: number, luck: Luck, go: (walker: Walker) => void): WalkResult {
  let walker: Walker | null = null;
  let failure: string | null = null;
  let detail = '';
  const before = process.cpuUsage();
  try {
    walker = new Walker(seed, luck);
    go(walker);
    walker.rest();
    expectWalkSound(walker);
    const unexpected = walker.world.trace.find((line) => line.includes('session.unexpected'));
    if (unexpected !== undefined) throw new Error(`the statechart did not expect ${unexpected.replace(/^\d+ /, '')}`);
  } catch (error) {
    detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    failure = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  }
  walker?.world.database.close();
  const { user, system } = process.cpuUsage(before);
  return { ...told(seed, walker, failure, detail), cpu_ms: (user + system) / 1000 };
}

/** From the begin of each session to its end; one that a stop of the kiosk cut off has none. */
function spans(trace: readonly string[]): { readonly ended: number; readonly inSession_ms: number } {
  let begin_ms: number | null = null;
  let ended = 0;
  let inSession_ms = 0;
  for (const line of trace) {
    const at_ms = Number.parseInt(line, 10);
    if (line.includes('session.begin')) begin_ms = at_ms;
    else if (line.endsWith('start kiosk')) begin_ms = null;
    else if (line.includes('session.end') && begin_ms !== null) {
      ended += 1;
      inSession_ms += at_ms - begin_ms;
      begin_ms = null;
    }
  }
  return { ended, inSession_ms };
}

/** Everything that must hold at the end of a walk. */
export function expectWalkSound(walker: Walker): void {
  const { books, pieces } = walker.checks;
  walker.checks.step();
  const withStaff_yen = Math.max(0, pieces.toStaff_yen - pieces.unreported_yen(books, 'notes'));
  const overfallen_yen = pieces.overfallen_yen(books);
  expectWalkAtRest(walker.world, walker.taken, withStaff_yen + overfallen_yen);
  expectMoneyAccountedFor(walker.world, walker.toStaff_yen, overfallen_yen);
  expectNoFreePaper(walker.world, walker.taken);
  const pulled = walker.done.some(({ name }) => name === 'pull note');
  if (walker.faults.length === 0 && !pulled && !walker.visitors.wereLent) expectNoNeedOfStaff(walker.world);
  const mayDoubt = new Set([...walker.checks.struck, ...(pulled ? (['notes'] as const) : [])]);
  expectExactAtRest(walker.world, walker.checks, mayDoubt, walker.visitors.wereLent);
}

function told(seed: number, walker: Walker | null, failure: string | null, detail: string): Omit<WalkResult, 'cpu_ms'> {
  const trace = walker?.world.trace ?? [];
  const done: readonly DoneAct[] = walker?.done ?? [];
  const faults: Record<string, number> = {};
  for (const { kind } of done) if (kind !== null) faults[kind] = (faults[kind] ?? 0) + 1;
  const shown = trace.flatMap((line) => /^\d+ screen (\w+)$/.exec(line)?.[1] ?? []);
  const transitions = shown.slice(1).map((to, at) => `${shown[at]}>${to}`);
  const hash = createHash('sha256');
  for (const line of [...(walker?.names ?? []), ...trace, failure ?? '']) hash.update(`${line}\n`);
  return {
    seed,
    failure,
    detail,
    acts: done.map(({ name }) => name),
    steps: done.length,
    ...spans(trace),
    story: walker?.names ?? [],
    cash: walker?.world.hardware.unit ? 'onePiece' : 'composite',
    sessions: trace.filter((line) => line.includes('session.begin')).length,
    simulated_ms: walker?.world.clock.now_ms() ?? 0,
    exchanges: walker?.world.lines.written ?? 0,
    faults,
    screens: [...new Set(shown)],
    transitions: [...new Set(transitions)],
    traceHash: hash.digest('hex'),
  };
}
