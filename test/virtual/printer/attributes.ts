/**
 * The attribute set of the virtual printer: IPP Everywhere (PWG 5100.14) of an A4 duplex engine at 600 dpi.
 * Only what never changes stands here; state, counters and trays come from `printer.ts`.
 */
import type { PrinterHabits } from './options.ts';
import { type Attribute, attribute, make, type Value } from './wire.ts';

/** Operations (RFC 8011 5.4.15, PWG 5100.11, PWG 5100.13). */
export const OPERATION = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  purgeJobs: 0x0012,
  cancelMyJobs: 0x0039,
  closeJob: 0x003b,
  identifyPrinter: 0x003c,
} as const;

/** One size: PWG 5101.1 name and hundredths of a millimetre. */
export interface Size {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}
export const A4: Size = { name: 'iso_a4_210x297mm', x: 21000, y: 29700 };
const A5: Size = { name: 'iso_a5_148x210mm', x: 14800, y: 21000 };

/** Words of job attributes that this engine can do; anything else is refused or ignored. */
export const SUPPORTED = {
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  media: [A4.name, A5.name],
  'print-scaling': ['auto', 'auto-fit', 'fill', 'fit', 'none'],
  'print-color-mode': ['auto', 'monochrome', 'bi-level', 'color'],
  'print-content-optimize': ['auto', 'text', 'graphic'],
  'output-bin': ['face-down'],
  'print-rendering-intent': ['auto'],
  'job-retain-until': ['none'],
  'multiple-document-handling': ['separate-documents-uncollated-copies', 'separate-documents-collated-copies'],
} as const satisfies Record<string, readonly string[]>;
export const FORMATS = ['application/octet-stream', 'image/pwg-raster', 'image/jpeg', 'application/pdf'] as const;
/** What a colour engine does beyond a monochrome one. */
export function isColour({ rasterTypes }: Pick<PrinterHabits, 'rasterTypes'>): boolean {
  return rasterTypes.some((type) => type === 'srgb_8' || type === 'cmyk_8');
}
export function formatsOf({ rasterTypes }: Pick<PrinterHabits, 'rasterTypes'>): string[] {
  return FORMATS.filter((format) => format !== 'image/pwg-raster' || rasterTypes.length > 0);
}

export const QUALITIES = [4, 5] as const;
export const DPI = [300, 600] as const;

const size = (of: Size): Value =>
  make.collection(attribute('x-dimension', make.integer(of.x)), attribute('y-dimension', make.integer(of.y)));

const mediaCol = (of: Size): Value =>
  make.collection(
    attribute('media-key', make.keyword(`${of.name}_stationery`)),
    attribute('media-size', size(of)),
    attribute('media-bottom-margin', make.integer(0)),
    attribute('media-left-margin', make.integer(0)),
    attribute('media-right-margin', make.integer(0)),
    attribute('media-top-margin', make.integer(0)),
    attribute('media-source', make.keyword('tray-1')),
    attribute('media-type', make.keyword('stationery')),
  );

const words = (name: string, list: readonly string[]): Attribute => attribute(name, ...list.map(make.keyword));

/** Names of the group `job-template` (RFC 8011 5.2), for `requested-attributes`. */
export function isJobTemplate(name: string): boolean {
  return /^(copies|finishings|job-priority|job-sheets|job-hold-until|media|multiple-document-handling|number-up|orientation-requested|output-bin|page-ranges|job-retain-until|print-(quality|scaling|color-mode|content-optimize|rendering-intent)|printer-resolution|sides|overrides)(-|$)/.test(
    name,
  );
}

/** Media attributes: what is in the tray. A tray with no paper has no value (print.md, ready gate). */
export function mediaAttributes(loaded: Size | null): Attribute[] {
  return [
    attribute('media-ready', loaded ? make.keyword(loaded.name) : make.noValue()),
    attribute('media-col-ready', loaded ? mediaCol(loaded) : make.noValue()),
  ];
}

/** `media-col-database`, sent only when asked for by name (PWG 5100.11). */
export const MEDIA_COL_DATABASE = attribute('media-col-database', mediaCol(A4), mediaCol(A5));

/** What a printer is called. */
export interface Identity {
  readonly uuid: string;
  readonly name: string;
  readonly makeAndModel: string;
  readonly firmware: string;
  readonly serial: string;
}

/** Job template defaults and what is supported. */
export function templateAttributes(habits: PrinterHabits): Attribute[] {
  const colourModes = SUPPORTED['print-color-mode'].filter((word) => word !== 'color' || isColour(habits));
  return [
    attribute('copies-default', make.integer(1)),
    attribute('copies-supported', make.range(1, 1)),
    attribute('finishings-default', make.enum(3)),
    attribute('finishings-supported', make.enum(3)),
    attribute('media-default', make.keyword(A4.name)),
    words('media-supported', SUPPORTED.media),
    attribute('media-col-default', mediaCol(A4)),
    words('media-col-supported', [
      'media-key',
      'media-size',
      'media-source',
      'media-type',
      'media-bottom-margin',
      'media-left-margin',
      'media-right-margin',
      'media-top-margin',
    ]),
    ...(habits.retainsJobs
      ? []
      : [
          words('job-retain-until-default', ['none']),
          words('job-retain-until-supported', SUPPORTED['job-retain-until']),
        ]),
    words('media-key-supported', [`${A4.name}_stationery`, `${A5.name}_stationery`]),
    attribute('media-size-supported', size(A4), size(A5)),
    words('media-source-supported', ['tray-1']),
    words('media-type-supported', ['stationery']),
    ...['bottom', 'left', 'right', 'top'].map((side) => attribute(`media-${side}-margin-supported`, make.integer(0))),
    words('multiple-document-handling-default', ['separate-documents-uncollated-copies']),
    words('multiple-document-handling-supported', SUPPORTED['multiple-document-handling']),
    attribute('orientation-requested-default', make.enum(3)),
    attribute('orientation-requested-supported', make.enum(3)),
    words('output-bin-default', ['face-down']),
    words('output-bin-supported', SUPPORTED['output-bin']),
    words('overrides-supported', ['document-number', 'pages']),
    attribute('page-ranges-supported', make.boolean(true)),
    words('print-color-mode-default', ['monochrome']),
    words('print-color-mode-supported', colourModes),
    words('print-content-optimize-default', ['auto']),
    words('print-content-optimize-supported', SUPPORTED['print-content-optimize']),
    attribute('print-quality-default', make.enum(4)),
    attribute('print-quality-supported', ...QUALITIES.map(make.enum)),
    words('print-rendering-intent-default', ['auto']),
    words('print-rendering-intent-supported', SUPPORTED['print-rendering-intent']),
    words('print-scaling-default', ['auto']),
    words('print-scaling-supported', SUPPORTED['print-scaling']),
    attribute('printer-resolution-default', make.dpi(600)),
    attribute('printer-resolution-supported', ...DPI.map(make.dpi)),
    words('sides-default', ['one-sided']),
    words('sides-supported', SUPPORTED.sides),
  ];
}

/** Printer description that never changes. `uri` is where the printer is reached. */
export function descriptionAttributes(identity: Identity, uri: string, habits: PrinterHabits): Attribute[] {
  const colour = isColour(habits);
  const web = uri.replace(/^ipp/, 'http').replace(/\/ipp\/print$/, '/');
  return [
    attribute('charset-configured', make.charset('utf-8')),
    attribute('charset-supported', make.charset('utf-8')),
    attribute('color-supported', make.boolean(colour)),
    words('compression-supported', ['none']),
    attribute('document-format-default', make.mime('application/octet-stream')),
    attribute('document-format-supported', ...formatsOf(habits).map(make.mime)),
    attribute('generated-natural-language-supported', make.language('en')),
    words('identify-actions-default', ['display']),
    words('identify-actions-supported', ['display']),
    words('ipp-features-supported', ['ipp-everywhere']),
    words('ipp-versions-supported', ['1.1', '2.0']),
    words('job-creation-attributes-supported', [
      'copies',
      'finishings',
      'ipp-attribute-fidelity',
      'job-name',
      ...(habits.retainsJobs ? [] : ['job-retain-until']),
      'media',
      'media-col',
      'multiple-document-handling',
      'orientation-requested',
      'output-bin',
      'print-color-mode',
      'print-content-optimize',
      'print-quality',
      'print-rendering-intent',
      'print-scaling',
      'printer-resolution',
      'sides',
    ]),
    attribute('job-ids-supported', make.boolean(habits.jobIds)),
    words('job-privacy-attributes', ['default']),
    words('job-privacy-scope', [habits.privacy]),
    attribute('multiple-document-jobs-supported', make.boolean(false)),
    attribute('multiple-operation-time-out', make.integer(60)),
    words('multiple-operation-time-out-action', ['abort-job']),
    attribute('natural-language-configured', make.language('en')),
    attribute('operations-supported', ...Object.values(OPERATION).map(make.enum)),
    attribute('pages-per-minute', make.integer(40)),
    ...(colour ? [attribute('pages-per-minute-color', make.integer(40))] : []),
    words('pdl-override-supported', ['attempted']),
    attribute('preferred-attributes-supported', make.boolean(false)),
    attribute('printer-device-id', make.text('MFG:Madoguchi;MDL:Virtual Printer;CMD:PWGRaster;')),
    attribute('printer-firmware-name', make.name('virtual')),
    attribute('printer-firmware-string-version', make.text(identity.firmware)),
    attribute('printer-geo-location', make.uri('geo:35.1742,138.9067')),
    words('printer-get-attributes-supported', ['document-format']),
    attribute('printer-icons', make.uri(`${web}icon.png`)),
    attribute('printer-info', make.text(identity.name)),
    words('printer-kind', ['document']),
    attribute('printer-location', make.text('counter')),
    attribute('printer-make-and-model', make.text(identity.makeAndModel)),
    attribute('printer-more-info', make.uri(web)),
    attribute('printer-name', make.name(identity.name)),
    attribute('printer-organization', make.text('')),
    attribute('printer-organizational-unit', make.text('')),
    attribute('printer-serial-number', make.text(identity.serial)),
    attribute('printer-supply-info-uri', make.uri(`${web}supplies`)),
    attribute('printer-uri-supported', make.uri(uri)),
    attribute('printer-uuid', make.uri(identity.uuid)),
    ...(habits.rasterTypes.length > 0
      ? [
          attribute('pwg-raster-document-resolution-supported', ...DPI.map(make.dpi)),
          words('pwg-raster-document-sheet-back', [habits.sheetBack]),
          words('pwg-raster-document-type-supported', habits.rasterTypes),
        ]
      : []),
    words('uri-authentication-supported', ['none']),
    words('uri-security-supported', [uri.startsWith('ipps:') ? 'tls' : 'none']),
    words('which-jobs-supported', ['completed', 'not-completed', 'all']),
  ];
}
