import type { ByteSource, CommonCommand, CommonFact, OrderCommand, OrderFact } from './contract.ts';

/** One leaf (or receipt, slip, staff sheet): one print job, one intent. */
export interface PrintOrder {
  readonly type: 'print';
  /** Neutral job name without personal data; unique, so that a lost answer can be looked up. */
  readonly jobName: string;
  readonly format: 'image/pwg-raster' | 'application/pdf';
  readonly sides: 'one-sided' | 'two-sided-long-edge';
  readonly sheets: 1;
}
export interface PrintMoved {
  /** Sheets that are out for certain. */
  readonly sheets: 0 | 1;
}

/** Raster types of PWG 5102.4 that our pages are made in, worst first. */
export type RasterType = 'black_1' | 'sgray_8' | 'srgb_8' | 'cmyk_8';

/** What a printer takes, as it says itself (print.md, rule 2): read at each start and after each change of its configuration. */
export interface PrinterTraits {
  /** Types of pwg-raster-document-type-supported that we make. Empty: no raster, only `pdf`. */
  readonly rasterTypes: readonly RasterType[];
  /** pwg-raster-document-sheet-back: how the raster of a back must be turned. */
  readonly sheetBack: 'normal' | 'flipped' | 'rotated' | 'manual-tumble';
  /** It takes application/pdf: only a fallback, since its renderer makes the dots. */
  readonly pdf: boolean;
  /** It prints in colour, so that an infrared latent image is possible (R97). */
  readonly colour: boolean;
}

/** What makes a printer unfit, by group (print.md, keywords). */
export type PrinterTrouble = 'paper' | 'jam' | 'door' | 'output' | 'supplies' | 'engine' | 'control';

/**
 * Device class: printer (IPP). Before money: `checkReady` → `ready` | `notReady`. Each leaf: prepare (queue empty? counters read) →
 * execute with the document → outcome. An unknown leaf is never sent again by itself and never called a success.
 */
export type PrinterCommand =
  | CommonCommand
  | OrderCommand<PrintOrder, ByteSource>
  | { readonly type: 'checkReady' }
  /** A wish: sheets in the path still come out. The order ends when the job is terminal. */
  | { readonly type: 'cancelPrint'; readonly intentId: string };

export type PrinterFact =
  | CommonFact
  | OrderFact<PrintMoved>
  | { readonly type: 'ready' }
  | { readonly type: 'traits'; readonly traits: PrinterTraits }
  | { readonly type: 'notReady'; readonly trouble: PrinterTrouble; readonly keywords: readonly string[] }
  | {
      readonly type: 'printing';
      readonly intentId: string;
      readonly phase: 'sending' | 'processing' | 'held';
      readonly trouble: PrinterTrouble | null;
    };
