/** Traces being made: begun and ended while the daemon runs. */
import type { TraceListener } from './transport/trace-tap.ts';
import type { Trace } from './trace.ts';

/** What is to be recorded. */
export interface TraceWish {
  /** Who asks (a technician's id). */
  readonly by: string;
  /** Name of its file, without ending; small letters, digits and hyphens. */
  readonly name: string;
  /** Only these devices; null = all. */
  readonly only: readonly string[] | null;
  /** Ends by itself after so long, and at this size. */
  readonly span_ms: number;
  readonly bytes_max: number;
}

/** One trace as it stands. */
export interface TraceState {
  readonly name: string;
  readonly file: string;
  readonly by: string;
  readonly records: number;
  readonly bytes: number;
  readonly running_ms: number;
  /** Why it ended; null while it runs. */
  readonly ended: string | null;
}

/** One trace is made at a time. */
export interface TraceDesk {
  /** @throws MadoguchiError `traceRunning`, `traceUnwritable` */
  begin(wish: TraceWish): TraceState;
  /** Ends it; what was not running stays as it is. Null: there was none since the daemon started. */
  end(why: string): TraceState | null;
  state(): TraceState | null;
  /** Reads a trace of the folder. @throws MadoguchiError `traceUnreadable` */
  read(name: string): Trace;
  /** Names of the traces that lie in the folder, newest last. */
  names(): readonly string[];
  /** Listens to what goes by, until the returned function is called. */
  listen(listener: TraceListener): () => void;
}
