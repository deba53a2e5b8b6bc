import type { PrinterTraits, RasterType } from '../../../drivers/printer.ts';
import { PLAIN_TARGET, type RasterTarget } from '../../paper/contract.ts';

/** For certificates the best first: a seal is red, the parts of the mark are printed as they must be (R97); gray adds nothing to black. */
const BEST_FIRST: readonly RasterType[] = ['cmyk_8', 'srgb_8', 'black_1', 'sgray_8'];
/** Own papers are black on white: the smallest first. */
const PLAINEST_FIRST: readonly RasterType[] = ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'];

/** What papers are made for, as the printer that is there now says of itself. */
export class PaperTargets {
  #traits: PrinterTraits | null = null;

  /** What the printer said last. */
  set(traits: PrinterTraits): void {
    this.#traits = traits;
  }

  leaf(): RasterTarget {
    return this.#target(BEST_FIRST);
  }

  paper(): RasterTarget {
    return this.#target(PLAINEST_FIRST);
  }

  /** A printer without raster gets PDF; one that has said nothing yet gets what every printer of our class takes. */
  #target(order: readonly RasterType[]): RasterTarget {
    if (this.#traits === null) return PLAIN_TARGET;
    const { rasterTypes, sheetBack, pdf } = this.#traits;
    const type = order.find((candidate) => rasterTypes.includes(candidate));
    if (type !== undefined) return { format: 'image/pwg-raster', type, sheetBack };
    return pdf ? { format: 'application/pdf', type: 'black_1', sheetBack } : PLAIN_TARGET;
  }
}
