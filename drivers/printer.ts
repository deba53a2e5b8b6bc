import type { CodeName } from '../src/base/codes.ts';
import type { ByteSource, CommonCommand, CommonFact, OrderCommand, OrderFact } from './contract.ts';

/** One leaf (or receipt, slip, staff sheet): one print job, one intent. */
export interface PrintOrder {
  readonly type: 'print';
  /** Neutral job name without personal data; unique, so that a lost answer can be looked up. */
  readonly jobName: string;
  readonly format: 'image/pwg-raster' | 'application/pdf';
  readonly sides: 'one-sided' | 'two-sided-long-edge';
  readonly sheets: 1;
  /** What a raster is made in; a colour one asks for print-color-mode=color. Absent: monochrome. */
  readonly raster?: RasterType;
  /**
   * The set that the leaf belongs to (R92): its leaves come out one behind the other. Whatever else the printer did between two
   * of them refuses the next with `printerForeignJob`.
   */
  readonly set?: { readonly setId: string; readonly leaf: number; readonly of: number };
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

/** Code of a trouble: `engine` and `control` are both a printer that is not ready. */
export const TROUBLE_CODE = {
  paper: 'printerPaper',
  jam: 'printerJam',
  door: 'printerDoor',
  output: 'printerOutputFull',
  supplies: 'printerSupplies',
  engine: 'printerNotReady',
  control: 'printerNotReady',
} as const satisfies Record<PrinterTrouble, CodeName>;

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

/**
 * The paper path did something else than one sheet for one job. Told once each, for the books; what to do is decided elsewhere.
 *
 * - `sheetLost`: a sheet of this leaf jammed: crumpled paper with a citizen's data is or was in the machine.
 * - `moreSheets`: more sheets came out than were ordered (the printer printed one again after a jam, a door or a cancel).
 * - `foreignSheets`: somebody else's job printed between the leaves of a set, or lies on top of them.
 * - `jobKept`: a job that is over stays at the printer and could be printed again there.
 */
export interface PaperIncident {
  readonly type: 'paperIncident';
  readonly kind: 'sheetLost' | 'moreSheets' | 'foreignSheets' | 'jobKept';
  /** The leaf it happened to, or the last one before. */
  readonly intentId: string;
  /** Sheets beside the ordered ones, by the printer's own counters; null = nobody knows. */
  readonly sheets: number | null;
  /** printer-state-reasons or job-state-reasons seen meanwhile. */
  readonly keywords: readonly string[];
  readonly detail: string;
}

export type PrinterFact =
  | CommonFact
  | OrderFact<PrintMoved>
  | { readonly type: 'ready' }
  /** Told at each start and after each change of the printer's configuration. */
  | { readonly type: 'traits'; readonly traits: PrinterTraits }
  /** Fullness of the emptiest toner (marker-levels), told at changes; null = the printer does not tell. */
  | { readonly type: 'toner'; readonly level_percent: number | null; readonly low: boolean }
  | PaperIncident
  | {
      readonly type: 'notReady';
      readonly trouble: PrinterTrouble;
      readonly keywords: readonly string[];
      /** Paid leaves, receipts and slips would come out: new certificates alone are barred. */
      readonly onlyNew?: boolean;
    }
  | {
      readonly type: 'printing';
      readonly intentId: string;
      readonly phase: 'sending' | 'processing' | 'held';
      readonly trouble: PrinterTrouble | null;
      /** What the printer said of the trouble, in the words of the standard. */
      readonly keywords: readonly string[];
    };
