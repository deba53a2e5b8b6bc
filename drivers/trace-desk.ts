/** Traces being made: begun and ended while the daemon runs. */
import type { TraceListener } from './transport/trace-tap.ts';
import type { Trace, TraceHeader, TraceRecord } from './trace.ts';

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

/** A part of a trace. */
export interface TracePart {
  /** Of the first part; null for the others. */
  readonly header: TraceHeader | null;
  readonly records: readonly TraceRecord[];
  /** Where the next part begins, in bytes; null = that was the end. */
  readonly next: number | null;
}

/** One trace is made at a time. */
export interface TraceDesk {
  /** @throws MadoguchiError `traceRunning`, `traceUnwritable` */
  begin(wish: TraceWish): TraceState;
  /** Ends it; what was not running stays as it is. Null: there was none since the daemon started. */
  end(why: string): TraceState | null;
  state(): TraceState | null;
  /** Reads a whole trace of the folder: not in a daemon that serves, a long one takes seconds. @throws `traceUnreadable` */
  read(name: string): Trace;
  /** Reads the records from a byte of the file on, a bounded part of them. @throws `traceUnreadable` */
  readPart(name: string, from: number): TracePart;
  /** Names of the traces that lie in the folder, newest last. */
  names(): readonly string[];
  /** Listens to what goes by, until the returned function is called. */
  listen(listener: TraceListener): () => void;
}
