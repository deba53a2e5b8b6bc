import type { Identity } from './attributes.ts';
import type { CounterHabits } from './jobs.ts';
import type { SheetBack } from './raster.ts';

/** Raster types of PWG 5102.4 that the engine may take. */
export type RasterType = 'black_1' | 'sgray_8' | 'srgb_8' | 'cmyk_8';

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
  /** pwg-raster-document-type-supported; empty = the printer takes no raster, only PDF. A colour type makes a colour engine. */
  readonly rasterTypes?: readonly RasterType[];
  /** How its duplex path wants the back (pwg-raster-document-sheet-back). */
  readonly sheetBack?: SheetBack;
  /** Jobs that are over can be printed again from its panel (job-restartable). */
  readonly retainsJobs?: boolean;
  /** Who may Purge-Jobs: anybody, or an administrator only. */
  readonly purge?: 'anybody' | 'administrator';
  /** job-privacy-scope: `owner` hides names and users of jobs from everybody else. */
  readonly privacy?: 'all' | 'owner';
  /** job-ids of Purge-Jobs and Cancel-My-Jobs (PWG 5100.11). */
  readonly jobIds?: boolean;
}

/** A printer's options with everything said. */
export type PrinterHabits = Required<Omit<VirtualPrinterOptions, 'identity' | 'uri'>>;
