import type { Identity } from './attributes.ts';
import type { CounterHabits } from './jobs.ts';

/** How this printer differs from others; everything has a default. */
export interface VirtualPrinterOptions {
  readonly uri?: string;
  readonly identity?: Partial<Identity>;
  readonly sheet_ms?: number;
  /** `stopped` as the standard says, or `processing` as ippeveprinter does: the state stays, only the reasons tell. */
  readonly faultStyle?: 'stopped' | 'processing';
  readonly counters?: CounterHabits;
  /** Printer-wide life counters are optional too. */
  readonly lifeCounters?: boolean;
  /** Wall clock at the first start, only for dateTime values. */
  readonly bootEpoch_ms?: number;
}
