/** Requests of the kiosk and readers of answers (RFC 8011, section 4). */
import type { PrintOrder } from '../printer.ts';
import { decode, encode, type IppAttribute, type IppGroup, type IppMessage, type IppValue } from './codec.ts';
import type { IppPrinterOptions } from './options.ts';
import type { GroupName } from './tags.ts';

/** Operations used (RFC 8011 5.4.15, PWG 5100.11 for Cancel-My-Jobs, PWG 5100.13 for Identify-Printer). */
export const OPERATION = {
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  purgeJobs: 0x0012,
  cancelMyJobs: 0x0039,
  identifyPrinter: 0x003c,
} as const;

/** Status codes that decide something (RFC 8011, appendix B). */
export const STATUS = {
  notFound: 0x0406,
  gone: 0x0407,
  attributesNotSupported: 0x040b,
  notAccepting: 0x0506,
  busy: 0x0507,
} as const;

/** 0x0000–0x00ff is success (0x0001 and 0x0002: attributes ignored or substituted). */
export function isSuccess(status: number): boolean {
  return status >= 0 && status <= 0xff;
}

const keyword = (name: string, ...values: string[]): IppAttribute => ({
  name,
  values: values.map((value) => ({ type: 'keyword', value })),
});
const one = (name: string, value: IppValue): IppAttribute => ({ name, values: [value] });

/** What a request is made for. */
export interface RequestContext {
  readonly options: IppPrinterOptions;
  readonly requestId: number;
}

/** Operation attributes come first and in the order of RFC 8011 4.1.4. */
function request(
  context: RequestContext,
  operation: number,
  attributes: readonly IppAttribute[],
  job: readonly IppAttribute[] = [],
): Uint8Array {
  const { options, requestId } = context;
  const groups: IppGroup[] = [
    {
      group: 'operation',
      attributes: [
        one('attributes-charset', { type: 'charset', value: 'utf-8' }),
        one('attributes-natural-language', { type: 'naturalLanguage', value: 'en' }),
        one('printer-uri', { type: 'uri', value: options.uri }),
        ...attributes.filter(({ name }) => name === 'job-id'),
        one('requesting-user-name', { type: 'name', value: options.userName }),
        ...attributes.filter(({ name }) => name !== 'job-id'),
      ],
    },
  ];
  if (job.length > 0) groups.push({ group: 'job', attributes: job });
  return encode({ major: 2, minor: 0, code: operation, requestId, groups });
}

const jobId = (id: number): IppAttribute => one('job-id', { type: 'integer', value: id });

const jobIds = (ids: readonly number[]): IppAttribute => ({
  name: 'job-ids',
  values: ids.map((value) => ({ type: 'integer', value })),
});

/** What is read at each look at the printer. */
export const STATE_ATTRIBUTES = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'printer-up-time',
  'printer-uuid',
  'queued-job-count',
  'media-ready',
  'printer-impressions-completed',
  'printer-media-sheets-completed',
  'printer-config-change-time',
  'marker-types',
  'marker-levels',
  'marker-low-levels',
  'printer-supply',
] as const;

/** What is read once at each start, beside the state. */
export const CAPABILITY_ATTRIBUTES = [
  'printer-make-and-model',
  'printer-serial-number',
  'printer-device-id',
  'printer-firmware-string-version',
  'operations-supported',
  'ipp-versions-supported',
  'document-format-supported',
  'sides-supported',
  'media-supported',
  'printer-resolution-supported',
  'print-scaling-supported',
  'print-color-mode-supported',
  'color-supported',
  'print-quality-supported',
  'print-content-optimize-supported',
  'output-bin-supported',
  'pwg-raster-document-type-supported',
  'pwg-raster-document-resolution-supported',
  'pwg-raster-document-sheet-back',
  'job-creation-attributes-supported',
  'job-ids-supported',
  'job-retain-until-supported',
  'job-privacy-scope',
  'multiple-operation-time-out',
] as const;

const JOB_ATTRIBUTES = [
  'job-id',
  'job-uuid',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-media-sheets-completed',
  'job-printer-state-reasons',
] as const;

/** Job template attributes that this printer knows: only these are sent, all with fidelity (print.md, rule 7). */
export interface JobTraits {
  readonly printScaling: boolean;
  /** print-color-mode-supported. */
  readonly colourModes: readonly string[];
  readonly printContentOptimize: boolean;
  readonly printQuality: boolean;
  readonly printerResolution: boolean;
  /** job-retain-until=none: the printer need not keep the job for a second print (PWG 5100.7). */
  readonly retainNone: boolean;
}

function jobTemplate(options: IppPrinterOptions, order: PrintOrder, traits: JobTraits): IppAttribute[] {
  const template = [
    one('copies', { type: 'integer', value: 1 }),
    keyword('sides', order.sides),
    keyword('media', options.media),
  ];
  if (traits.printScaling) template.push(keyword('print-scaling', 'none'));
  const inColour = order.raster === 'srgb_8' || order.raster === 'cmyk_8';
  const colourMode = inColour ? 'color' : options.colourMode;
  if (traits.colourModes.includes(colourMode)) template.push(keyword('print-color-mode', colourMode));
  if (traits.printContentOptimize) template.push(keyword('print-content-optimize', 'text'));
  if (traits.printQuality) template.push(one('print-quality', { type: 'enum', value: options.quality }));
  if (traits.printerResolution) {
    const dots = options.resolution_dpi;
    template.push(one('printer-resolution', { type: 'resolution', crossFeed: dots, feed: dots, unit: 'dpi' }));
  }
  if (traits.retainNone) template.push(keyword('job-retain-until', 'none'));
  if (options.outputBin !== undefined) template.push(keyword('output-bin', options.outputBin));
  return template;
}

/** The requests, as bytes. */
export const requests = {
  printerAttributes: (context: RequestContext, names: readonly string[]) =>
    request(context, OPERATION.getPrinterAttributes, [keyword('requested-attributes', ...names)]),

  validateJob: (context: RequestContext, order: PrintOrder, traits: JobTraits) =>
    request(
      context,
      OPERATION.validateJob,
      [
        one('job-name', { type: 'name', value: order.jobName }),
        one('ipp-attribute-fidelity', { type: 'boolean', value: true }),
        one('document-format', { type: 'mimeMediaType', value: order.format }),
      ],
      jobTemplate(context.options, order, traits),
    ),

  createJob: (context: RequestContext, order: PrintOrder, traits: JobTraits) =>
    request(
      context,
      OPERATION.createJob,
      [
        one('job-name', { type: 'name', value: order.jobName }),
        one('ipp-attribute-fidelity', { type: 'boolean', value: true }),
      ],
      jobTemplate(context.options, order, traits),
    ),

  sendDocument: (context: RequestContext, id: number, order: PrintOrder) =>
    request(context, OPERATION.sendDocument, [
      jobId(id),
      one('document-format', { type: 'mimeMediaType', value: order.format }),
      one('last-document', { type: 'boolean', value: true }),
    ]),

  jobAttributes: (context: RequestContext, id: number) =>
    request(context, OPERATION.getJobAttributes, [jobId(id), keyword('requested-attributes', ...JOB_ATTRIBUTES)]),

  /** Newest first among the completed ones; `mine`: by requesting-user-name. */
  jobs: (context: RequestContext, which: 'completed' | 'not-completed', mine: boolean) =>
    request(context, OPERATION.getJobs, [
      one('limit', { type: 'integer', value: 50 }),
      keyword('requested-attributes', ...JOB_ATTRIBUTES),
      keyword('which-jobs', which),
      one('my-jobs', { type: 'boolean', value: mine }),
    ]),

  cancelJob: (context: RequestContext, id: number) => request(context, OPERATION.cancelJob, [jobId(id)]),

  /** Only the jobs named: without job-ids it would take everybody's (PWG 5100.11). */
  purgeJobs: (context: RequestContext, ids: readonly number[]) => request(context, OPERATION.purgeJobs, [jobIds(ids)]),
  cancelMyJobs: (context: RequestContext, ids: readonly number[]) =>
    request(context, OPERATION.cancelMyJobs, [jobIds(ids)]),

  identifyPrinter: (context: RequestContext) => request(context, OPERATION.identifyPrinter, []),
};

// ----------------------------------------------------------------------------------------------------------- answers

/** An answer that belongs to the request, or what is wrong with it. */
export type Answer =
  | { readonly ok: true; readonly message: IppMessage }
  | { readonly ok: false; readonly error: string };

/** Decodes an answer and holds it against its request: HTTP status, request-id, version, charset. */
export function readAnswer(httpStatus: number, body: Uint8Array, requestId: number): Answer {
  if (httpStatus !== 200) return { ok: false, error: `HTTP status ${httpStatus}` };
  const decoded = decode(body);
  if (!decoded.ok) return decoded;
  const { message } = decoded;
  if (message.requestId !== requestId)
    return { ok: false, error: `request-id ${message.requestId} instead of ${requestId}` };
  const charset = textOf(message, 'operation', 'attributes-charset');
  if (charset !== null && charset.toLowerCase() !== 'utf-8' && charset.toLowerCase() !== 'us-ascii')
    return { ok: false, error: `attributes-charset ${charset.slice(0, 40)}` };
  return { ok: true, message };
}

/** Values of the first attribute of this name in any group of this kind; empty when there is none. */
export function valuesOf(message: IppMessage, group: GroupName, name: string): readonly IppValue[] {
  for (const candidate of message.groups) {
    if (candidate.group !== group) continue;
    const found = candidate.attributes.find((attribute) => attribute.name === name);
    if (found) return found.values;
  }
  return [];
}

function valueText(value: IppValue): string | null {
  if (!('value' in value) || typeof value.value !== 'string') return null;
  return value.value;
}

/** Every character string of an attribute; out-of-band values are none. */
export function textsOf(message: IppMessage, group: GroupName, name: string): string[] {
  return valuesOf(message, group, name).flatMap((value) => valueText(value) ?? []);
}
export function textOf(message: IppMessage, group: GroupName, name: string): string | null {
  return textsOf(message, group, name)[0] ?? null;
}
/** Every integer or enum of an attribute. */
export function numbersOf(message: IppMessage, group: GroupName, name: string): number[] {
  return valuesOf(message, group, name).flatMap((value) =>
    value.type === 'integer' || value.type === 'enum' ? [value.value] : [],
  );
}
export function numberOf(message: IppMessage, group: GroupName, name: string): number | null {
  return numbersOf(message, group, name)[0] ?? null;
}
export function booleanOf(message: IppMessage, group: GroupName, name: string): boolean | null {
  const value = valuesOf(message, group, name)[0];
  return value?.type === 'boolean' ? value.value : null;
}

/** Names in every unsupported group: both what was ignored and what was substituted (print.md, rule 5). */
export function unsupportedNames(message: IppMessage): string[] {
  return message.groups
    .filter(({ group }) => group === 'unsupported')
    .flatMap(({ attributes }) => attributes.map(({ name }) => name));
}
