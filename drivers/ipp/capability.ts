/** What a printer must be able to do before it may print certificates (print.md, rule 2). */
import type { PrinterTraits, RasterType } from '../printer.ts';
import type { IppMessage } from './codec.ts';
import { booleanOf, type JobTraits, numbersOf, OPERATION, textsOf, valuesOf } from './messages.ts';
import type { IppPrinterOptions } from './options.ts';

/** Result of the gate: what lacks (in the words of the standard), and which job attributes may be sent. */
export interface Capability {
  readonly lacks: readonly string[];
  readonly job: JobTraits;
  readonly printer: PrinterTraits;
  readonly identify: boolean;
  /** Purge-Jobs and Cancel-My-Jobs with job-ids: jobs of ours alone can be taken away. */
  readonly purge: boolean;
  readonly cancelMine: boolean;
  /** job-privacy-scope=all: whoever reaches the printer may read the names of jobs. Ours name nobody; told at a health check. */
  readonly jobsAreOpen: boolean;
}

const NEEDED_OPERATIONS: readonly [number, string][] = [
  [OPERATION.validateJob, 'Validate-Job'],
  [OPERATION.createJob, 'Create-Job'],
  [OPERATION.sendDocument, 'Send-Document'],
  [OPERATION.cancelJob, 'Cancel-Job'],
  [OPERATION.getJobAttributes, 'Get-Job-Attributes'],
  [OPERATION.getJobs, 'Get-Jobs'],
];

/** Types that our pages can be made in (PWG 5102.4), worst first. */
const RASTER_TYPES: readonly RasterType[] = ['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'];
const SHEET_BACKS = ['normal', 'flipped', 'rotated', 'manual-tumble'] as const;

/** What the page maker must know of this printer (rule 2). Raster counts only at the resolution of our pages. */
function printerTraits(message: IppMessage, options: IppPrinterOptions): PrinterTraits {
  const words = (name: string): string[] => textsOf(message, 'printer', name);
  const formats = words('document-format-supported');
  const raster =
    formats.includes('image/pwg-raster') && hasDots(message, 'pwg-raster-document-resolution-supported', options);
  const offered = raster ? words('pwg-raster-document-type-supported') : [];
  const back = words('pwg-raster-document-sheet-back')[0];
  return {
    rasterTypes: RASTER_TYPES.filter(
      (type) => offered.includes(type) && (options.rasterType === undefined || options.rasterType === type),
    ),
    sheetBack: SHEET_BACKS.find((word) => word === back) ?? 'normal',
    pdf: formats.includes('application/pdf'),
    colour: booleanOf(message, 'printer', 'color-supported') === true,
  };
}

/** Reads an answer with the capability attributes. */
export function capabilityOf(message: IppMessage, options: IppPrinterOptions): Capability {
  const words = (name: string): string[] => textsOf(message, 'printer', name);
  const lacks: string[] = [];
  const need = (name: string, word: string): void => {
    if (!words(name).includes(word)) lacks.push(`${name}=${word}`);
  };
  const operations = numbersOf(message, 'printer', 'operations-supported');
  for (const [code, name] of NEEDED_OPERATIONS) if (!operations.includes(code)) lacks.push(name);
  const printer = printerTraits(message, options);
  // With PDF the printer's renderer makes the dots: only where the site says so.
  if (printer.rasterTypes.length === 0 && !(options.acceptPdf && options.rasterType === undefined && printer.pdf)) {
    need('document-format-supported', 'image/pwg-raster');
    if (!hasDots(message, 'pwg-raster-document-resolution-supported', options))
      lacks.push(`pwg-raster-document-resolution-supported=${options.resolution_dpi}dpi`);
    const wanted = options.rasterType === undefined ? RASTER_TYPES : [options.rasterType];
    const offered = words('pwg-raster-document-type-supported');
    if (!wanted.some((type) => offered.includes(type)))
      lacks.push(`pwg-raster-document-type-supported=${wanted.join('|')}`);
  }
  if (options.twoSided) need('sides-supported', 'two-sided-long-edge');
  need('media-supported', options.media);
  // Without "none" the printer may scale, and our dots would no longer be its dots.
  if (words('print-scaling-supported').length > 0) need('print-scaling-supported', 'none');
  if (options.outputBin !== undefined) need('output-bin-supported', options.outputBin);
  const byIds = booleanOf(message, 'printer', 'job-ids-supported') === true;
  return {
    lacks,
    printer,
    job: {
      printScaling: words('print-scaling-supported').includes('none'),
      colourModes: words('print-color-mode-supported'),
      printContentOptimize: words('print-content-optimize-supported').includes('text'),
      printQuality: numbersOf(message, 'printer', 'print-quality-supported').includes(options.quality),
      printerResolution: hasDots(message, 'printer-resolution-supported', options),
      retainNone: words('job-retain-until-supported').includes('none'),
    },
    identify: operations.includes(OPERATION.identifyPrinter),
    jobsAreOpen: words('job-privacy-scope').includes('all'),
    purge: byIds && operations.includes(OPERATION.purgeJobs),
    cancelMine: byIds && operations.includes(OPERATION.cancelMyJobs),
  };
}

function hasDots(message: IppMessage, name: string, options: IppPrinterOptions): boolean {
  return valuesOf(message, 'printer', name).some(
    (value) =>
      value.type === 'resolution' &&
      value.unit === 'dpi' &&
      value.crossFeed === options.resolution_dpi &&
      value.feed === options.resolution_dpi,
  );
}
