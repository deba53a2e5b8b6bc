/** What a run of walks was, added up. */
import { createHash } from 'node:crypto';
import type { Luck } from '../../test/simulation/luck.ts';
import { sameFailure, walkActs, type WalkResult } from '../../test/simulation/walk-run.ts';
import { shrunk } from '../../test/simulation/shrink.ts';

export class Summary {
  walks = 0;
  onePiece = 0;
  sessions = 0;
  simulated_ms = 0;
  exchanges = 0;
  acts = 0;
  ended = 0;
  inSession_ms = 0;
  cpu_ms = 0;
  readonly faults = new Map<string, number>();
  readonly screens = new Set<string>();
  readonly transitions = new Set<string>();
  readonly failed: WalkResult[] = [];
  readonly #hash = createHash('sha256');
  readonly #start_ms = performance.now();

  add(result: WalkResult): void {
    this.walks += 1;
    if (result.cash === 'onePiece') this.onePiece += 1;
    this.sessions += result.sessions;
    this.simulated_ms += result.simulated_ms;
    this.exchanges += result.exchanges;
    this.acts += result.steps;
    this.ended += result.ended;
    this.inSession_ms += result.inSession_ms;
    this.cpu_ms += result.cpu_ms;
    for (const [kind, count] of Object.entries(result.faults))
      this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    for (const screen of result.screens) this.screens.add(screen);
    for (const transition of result.transitions) this.transitions.add(transition);
    if (result.failure !== null) this.failed.push(result);
    this.#hash.update(result.traceHash);
  }

  /** Faults in all. */
  get misfortunes(): number {
    return [...this.faults.values()].reduce((sum, count) => sum + count, 0);
  }

  get hours(): number {
    return Math.round(this.simulated_ms / 3_600_000);
  }

  lines(seed: number): readonly string[] {
    const spent_s = (performance.now() - this.#start_ms) / 1000;
    const faults = [...this.faults].map(([kind, count]) => `${kind} ${count}`).toSorted();
    return [
      `seed            ${seed} to ${seed + this.walks - 1}`,
      `trace hash      ${this.#hash.copy().digest('hex')}`,
      `sessions        ${this.sessions} in ${this.walks} walks (${this.onePiece} with a one-piece changer), ${this.acts} acts`,
      `simulated time  ${this.hours} h; a session lasts ${mean_s(this.inSession_ms, this.ended)} s from begin to end, ${mean_s(this.simulated_ms, this.sessions)} s with what lies between`,
      `exchanges       ${this.exchanges} on the serial lines`,
      `faults          ${this.misfortunes}: ${faults.join(', ')}`,
      `states          ${this.screens.size}: ${[...this.screens].toSorted().join(' ')}`,
      `transitions     ${this.transitions.size} from screen to screen`,
      `time            ${spent_s.toFixed(1)} s, ${(this.sessions / spent_s).toFixed(1)} sessions a second; ${(this.cpu_ms / Math.max(1, this.sessions)).toFixed(1)} ms of processor time a session, ${((this.sessions * 1000) / Math.max(1, this.cpu_ms)).toFixed(1)} sessions a second a core`,
      `violations      ${this.failed.length}`,
    ];
  }
}

function mean_s(span_ms: number, count: number): string {
  return (span_ms / 1000 / Math.max(1, count)).toFixed(0);
}

/** The story of a failed walk without what it does not need, in plain words. */
export function shortStory(failed: WalkResult, luck: Luck = {}): readonly string[] {
  const again = (acts: readonly string[]): WalkResult => walkActs(failed.seed, acts, luck);
  const fails = (acts: readonly string[]): boolean => sameFailure(again(acts).failure, failed.failure);
  const told = (story: readonly string[]): readonly string[] => story.map((line) => `  ${line}`);
  // Drawn by luck a fault may come back a little otherwise; then the whole story is told.
  if (!fails(failed.acts)) return [`seed ${failed.seed}: ${failed.failure}`, ...told(failed.story), failed.detail];
  const short = again(shrunk(failed.acts, fails, 150));
  return [
    `seed ${failed.seed}: ${failed.failure}`,
    `${failed.acts.length} acts, of which ${short.acts.length} are needed (time in ms, screen, act):`,
    ...told(short.story),
    short.detail,
  ];
}
