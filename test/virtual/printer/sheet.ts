/** A sheet of paper with what was printed on it. */
import type { EngineJob } from './engine.ts';
import { decodePage, type RasterPage, type SheetBack } from './raster.ts';

/** A sheet of paper that is out, or was taken from a jam. Its dots are decoded when looked at. */
export interface Sheet {
  readonly serial: number;
  readonly jobId: number;
  readonly jobName: string;
  readonly format: string;
  /** Number of printed sides: 1 or 2. */
  readonly sides: 1 | 2;
  readonly printedAt_ms: number;
  /** True for a sheet that was pulled out of a jam. */
  readonly crumpled: boolean;
  /** The printer printed it by itself once more. */
  readonly again: boolean;
  /** What was sent, and which of its impressions is the front: for whoever decodes elsewhere. */
  readonly document: Uint8Array;
  readonly firstImpression: number;
  readonly sheetBack: SheetBack;
  /** The printed sides as they lie on paper, front first; empty when the format is not raster. */
  images(): readonly RasterPage[];
}

/** What is known of a sheet when it leaves the path. */
export type SheetFacts = Pick<
  Sheet,
  'serial' | 'sides' | 'printedAt_ms' | 'crumpled' | 'again' | 'firstImpression' | 'sheetBack'
>;

export function makeSheet(job: EngineJob, facts: SheetFacts): Sheet {
  const { document, format } = job;
  const { firstImpression, sides, sheetBack } = facts;
  let images: readonly RasterPage[] | null = null;
  return {
    ...facts,
    jobId: job.id,
    jobName: job.name,
    format,
    document,
    images: () => {
      images ??=
        format === 'image/pwg-raster'
          ? Array.from({ length: sides }, (_, side) => decodePage(document, firstImpression + side, sheetBack)).filter(
              (page) => page !== null,
            )
          : [];
      return images;
    },
  };
}
