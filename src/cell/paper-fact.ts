import type { PaperResult } from '../paper/contract.ts';
import type { CellFact } from './contract.ts';

/** Own papers, as the cell names them; a calibration sheet is a sheet. */
export type PaperName = 'receipt' | 'slip' | 'sheet';

/** How the drawing of one of our own papers is told. */
export function paperFact(what: PaperName, made: PaperResult): CellFact {
  return made.ok ? { type: `${what}Made`, raster: made.raster } : { type: 'notMade', what, code: made.code };
}
