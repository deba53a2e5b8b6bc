/** What a printer must be able to do before it may print certificates (print.md, rule 2). */
import type { IppMessage } from './codec.ts';
import { type JobTraits, numbersOf, OPERATION, textsOf, valuesOf } from './messages.ts';
import type { IppPrinterOptions } from './options.ts';

/** Result of the gate: what lacks (in the words of the standard), and which job attributes may be sent. */
export interface Capability {
  readonly lacks: readonly string[];
  readonly traits: JobTraits;
  readonly identify: boolean;
}

const NEEDED_OPERATIONS: readonly [number, string][] = [
  [OPERATION.validateJob, 'Validate-Job'],
  [OPERATION.createJob, 'Create-Job'],
  [OPERATION.sendDocument, 'Send-Document'],
  [OPERATION.cancelJob, 'Cancel-Job'],
  [OPERATION.getJobAttributes, 'Get-Job-Attributes'],
  [OPERATION.getJobs, 'Get-Jobs'],
];

/** Reads an answer with the capability attributes. */
export function capabilityOf(message: IppMessage, options: IppPrinterOptions): Capability {
  const words = (name: string): string[] => textsOf(message, 'printer', name);
  const lacks: string[] = [];
  const need = (name: string, word: string): void => {
    if (!words(name).includes(word)) lacks.push(`${name}=${word}`);
  };
  const operations = numbersOf(message, 'printer', 'operations-supported');
  for (const [code, name] of NEEDED_OPERATIONS) if (!operations.includes(code)) lacks.push(name);
  need('document-format-supported', 'image/pwg-raster');
  need('sides-supported', 'two-sided-long-edge');
  need('media-supported', options.media);
  need('pwg-raster-document-type-supported', options.rasterType);
  const rasterDots = hasDots(message, 'pwg-raster-document-resolution-supported', options);
  if (!rasterDots) lacks.push(`pwg-raster-document-resolution-supported=${options.resolution_dpi}dpi`);
  // Without "none" the printer may scale, and our dots would no longer be its dots.
  if (words('print-scaling-supported').length > 0) need('print-scaling-supported', 'none');
  if (options.outputBin !== undefined) need('output-bin-supported', options.outputBin);
  return {
    lacks,
    traits: {
      printScaling: words('print-scaling-supported').includes('none'),
      printColorMode: words('print-color-mode-supported').includes(options.colourMode),
      printContentOptimize: words('print-content-optimize-supported').includes('text'),
      printQuality: numbersOf(message, 'printer', 'print-quality-supported').includes(options.quality),
      printerResolution: hasDots(message, 'printer-resolution-supported', options),
    },
    identify: operations.includes(OPERATION.identifyPrinter),
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
