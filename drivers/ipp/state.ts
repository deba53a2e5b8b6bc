/** State of the printer's step machine, and the draft that one step works on. */
import type {
  ByteSource,
  CommonOutput,
  DeviceMemory,
  DeviceReason,
  ExchangeFailure,
  HealthLevel,
  Holder,
  HttpOutput,
} from '../contract.ts';
import type { PrinterFact, PrintOrder } from '../printer.ts';
import type { Capability } from './capability.ts';
import type { JobLook, PrinterLook } from './look.ts';
import type { IppPrinterOptions } from './options.ts';

/** What an exchange was made for. One at a time is on the wire, the others wait. */
export type Ask =
  | { readonly kind: 'identify' | 'heartbeat' | 'ready' }
  | { readonly kind: 'health' | 'blink'; readonly level: HealthLevel }
  /** A job that nobody wants any more. */
  | { readonly kind: 'tidy'; readonly jobId: number }
  /** Whose are the sheets that came out beside the last leaf? */
  | { readonly kind: 'whose' }
  /** Jobs of ours that are over: still there, still terminal, gone after the purge? */
  | { readonly kind: 'mineOpen' | 'mineOver' | 'mineKept' }
  | { readonly kind: 'purge' | 'cancelMine'; readonly jobIds: readonly number[] }
  | {
      readonly kind:
        | 'base'
        | 'validate'
        | 'create'
        | 'queue'
        | 'findOpen'
        | 'findDone'
        | 'send'
        | 'job'
        | 'look'
        | 'cancel';
      readonly intentId: string;
    };
export type LeafAsk = Extract<Ask, { readonly intentId: string }>;

/** Where a leaf stands. */
export type LeafPhase = 'checking' | 'prepared' | 'creating' | 'sending' | 'watching' | 'resolving';

/** The one open order. */
export interface Leaf {
  readonly intentId: string;
  readonly order: PrintOrder;
  phase: LeafPhase;
  /** Held until it is given to the pipe. */
  document: ByteSource | null;
  /** Counters before the leaf. */
  base: Counters | null;
  jobId: number | null;
  jobUuid: string | null;
  /** Job that Create-Job or a look-up found in a terminal state. */
  ended: JobLook | null;
  /** Some of the document may have reached the printer: from here "not done" must be proven. */
  documentGone: boolean;
  /** Time of a Send-Document without a good answer. */
  sendFailedAt_ms: number | null;
  processingSeen: boolean;
  jamSeen: boolean;
  /** The printer started anew since the job was made: its job-ids may be somebody else's now. */
  restartSeen: boolean;
  /** Reasons that held it, each once. */
  keywords: readonly string[];
  /** When the job was first seen terminal. */
  endedAt_ms: number | null;
  cancelWanted: boolean;
  cancelSentAt_ms: number | null;
  startedAt_ms: number;
  answeredAt_ms: number;
  progressAt_ms: number;
  /** What progress looked like last. */
  progress: string;
  /** Last `printing` fact, to tell changes only. */
  told: string;
  creates: number;
  lookups: number;
  waits: number;
}

/** Life counters at one moment: the device memory of a printer. */
export interface Counters {
  readonly upTime_s: number | null;
  readonly impressions: number | null;
  readonly sheets: number | null;
}

/** What was found out about the printer. */
export interface Fitness extends Capability {
  readonly rightPrinter: boolean;
}

/** The paper path since the last leaf: what the life counters may say, and whether its set may go on. */
export interface Wake {
  readonly intentId: string;
  readonly set: PrintOrder['set'] | null;
  readonly result: 'done' | 'notDone' | 'unknown';
  readonly jobId: number | null;
  readonly sides: 1 | 2;
  /** Counters before the leaf. */
  readonly base: Counters;
  readonly since_ms: number;
  /** The counters are looked at until then. */
  readonly until_ms: number;
  /** Sheets beside the ordered one: as counted last, and as told. */
  readonly extra: number;
  readonly told: number;
  readonly lostTold: boolean;
  /** Somebody else's job that printed behind the leaf: the set is over. */
  readonly foreignJob: number | null;
}

export interface PrinterState {
  readonly holder: Holder;
  readonly nextExchange: number;
  readonly onWire: { readonly exchange: number; readonly ask: Ask } | null;
  readonly waiting: readonly Ask[];
  readonly fitness: Fitness | null;
  readonly look: PrinterLook | null;
  /** Failed exchanges since the last answer; two make it offline. */
  readonly silent: number;
  /** Why the printer is not spoken to at all (foreign certificate). */
  readonly barred: DeviceReason | null;
  readonly leaf: Leaf | null;
  /** Outcomes of the last leaves, told again when asked again. */
  readonly outcomes: readonly Extract<PrinterFact, { readonly type: 'outcome' }>[];
  readonly wake: Wake | null;
  /** Job-ids of ours, newest last: none of them is a foreign job. */
  readonly own: readonly number[];
  /** Those whose outcome is told: they are checked away. */
  readonly over: readonly { readonly jobId: number; readonly intentId: string; readonly open: boolean }[];
  /** Those that stayed and could be printed again at the printer. */
  readonly kept: readonly number[];
  /** The kiosk wants to lend the printer when the leaf and its set are over. */
  readonly lendWanted: boolean;
  readonly toldStatus: string;
  readonly toldToner: string;
}

export type PrinterOutput = HttpOutput | CommonOutput<PrinterFact>;

/** One step's own copy of the state, and what it gives out. */
export interface Draft {
  s: { -readonly [K in keyof PrinterState]: PrinterState[K] };
  readonly out: PrinterOutput[];
  readonly now_ms: number;
  readonly options: IppPrinterOptions;
}

/** How an exchange ended. `acted`: the printer may have done what was asked. */
export type Failed = {
  readonly ok: false;
  readonly acted: boolean;
  readonly error: string;
  readonly failure: ExchangeFailure | 'reply';
};

/** Requests that may wait at most; more are a bug and dropped. */
const WAITING_MAX = 16;

/** Questions that need not stand twice in the queue. */
const ONCE: readonly Ask['kind'][] = ['heartbeat', 'identify', 'whose', 'mineOpen', 'mineOver', 'mineKept'];

/** Puts a request behind the others. */
export function ask(draft: Draft, next: Ask): void {
  const { waiting } = draft.s;
  const same = (other: Ask): boolean => other.kind === next.kind && ONCE.includes(next.kind);
  if (waiting.length >= WAITING_MAX || waiting.some(same)) return;
  draft.s.waiting = [...waiting, next];
}

export function tell(draft: Draft, fact: PrinterFact): void {
  draft.out.push({ type: 'fact', fact });
}
export function arm(draft: Draft, timer: string, delay_ms: number): void {
  draft.out.push({ type: 'arm', timer, delay_ms });
}
export function disarm(draft: Draft, timer: string): void {
  draft.out.push({ type: 'disarm', timer });
}

/** Counters as device memory: no personal data, a few numbers. */
export function memoryOf(counters: Counters | null): DeviceMemory {
  return JSON.stringify({ v: 1, upTime_s: null, impressions: null, sheets: null, ...counters });
}

/** Reads device memory back; foreign text is null. */
export function countersOf(memory: DeviceMemory | null): Counters | null {
  if (memory === null) return null;
  try {
    const value: unknown = JSON.parse(memory);
    if (typeof value !== 'object' || value === null) return null;
    const number = (name: string): number | null => {
      const field: unknown = Reflect.get(value, name);
      return typeof field === 'number' && Number.isSafeInteger(field) ? field : null;
    };
    return { upTime_s: number('upTime_s'), impressions: number('impressions'), sheets: number('sheets') };
  } catch {
    return null;
  }
}

export function countersIn(look: PrinterLook | null): Counters | null {
  return look ? { upTime_s: look.upTime_s, impressions: look.impressions, sheets: look.sheets } : null;
}
