import type { Clock, Timer } from '../../base/clock.ts';
import { LEDGER_READS, type Ledger } from '../../ledger/contract.ts';
import { LEDGER_LIMITS } from '../../ledger/limits.ts';
import type { KioskLog } from '../contract.ts';
import type { ServiceReasons } from '../service-reasons.ts';

/** Watches the disk under the books: closes the service while it is full, locked or slow, before anybody's money is taken. */
export interface LedgerWatch {
  start(): void;
  stop(): void;
}

/** How long the last commits took. A disk that was too slow is trusted again after some that were not. */
class Pace {
  #good: number = LEDGER_LIMITS.good_commits_min;

  /** Returns whether that changed what to think of the disk. */
  took(span_ms: number): boolean {
    const wasSlow = this.isSlow();
    this.#good = span_ms > LEDGER_LIMITS.commit_ms_max ? 0 : this.#good + 1;
    return this.isSlow() !== wasSlow;
  }

  isSlow(): boolean {
    return this.#good < LEDGER_LIMITS.good_commits_min;
  }
}

/** What the watch is given. `reasons` is asked for late: the reasons are made beside the ledger. */
interface WatchPorts {
  readonly clock: Clock;
  readonly log: KioskLog;
  readonly guarded: (work: (input: undefined) => void) => (input: undefined) => void;
  readonly reasons: ServiceReasons;
}

/**
 * The ledger, each of whose commits is timed, and the watch over its disk. While the service is closed for slowness nothing
 * is booked, so each look books that it looked: a commit to measure by. It also goes over new rows for the next closing, a few at a time.
 */
export function watchLedger(
  ledger: Ledger,
  ports: WatchPorts,
): { readonly ledger: Ledger; readonly watch: LedgerWatch } {
  const { clock, log, guarded, reasons } = ports;
  const pace = new Pace();
  let looking: Timer | null = null;
  let chaining: Timer | null = null;

  const tell = guarded(() => {
    reasons.set('ledger', [...ledger.health(), ...(pace.isSlow() ? (['ledgerSlow'] as const) : [])]);
  });

  function timed(call: (...given: readonly unknown[]) => unknown): (...given: readonly unknown[]) => unknown {
    return (...given) => {
      const begun_ms = clock.now_ms();
      const result = call(...given);
      const span_ms = clock.now_ms() - begun_ms;
      if (pace.took(span_ms)) {
        log('warn', 'ledger.pace', { time_ms: Math.round(span_ms), passed: !pace.isSlow() });
        // Told on a turn of its own: what is being booked goes on first.
        clock.after(0, () => tell(undefined));
      }
      return result;
    };
  }

  const calls = Object.entries(ledger).map(([name, call]) => [
    name,
    LEDGER_READS.has(name) ? call : timed(call as (...given: readonly unknown[]) => unknown),
  ]);
  // The same names and the same calls, so it is a ledger again.
  const watched = Object.fromEntries(calls) as unknown as Ledger;

  const look = guarded(() => {
    looking = clock.after(LEDGER_LIMITS.look_every_ms, () => look(undefined));
    if (pace.isSlow()) watched.remember('ledger', 'looked');
    tell(undefined);
  });

  const chainOn = guarded(() => {
    const { chain_step_rows, chain_rest_ms, chain_every_ms } = LEDGER_LIMITS;
    const isAll = ledger.chainOn(chain_step_rows) < chain_step_rows;
    chaining = clock.after(isAll ? chain_every_ms : chain_rest_ms, () => chainOn(undefined));
  });

  function start(): void {
    look(undefined);
    chainOn(undefined);
  }

  function stop(): void {
    looking?.cancel();
    chaining?.cancel();
  }

  return { ledger: watched, watch: { start, stop } };
}
