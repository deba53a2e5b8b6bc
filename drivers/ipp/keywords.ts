/**
 * printer-state-reasons → what the kiosk does (print.md, keywords; RFC 8011 5.4.12, PWG 5100.9, names as in CUPS's
 * ipp.strings). Decided by keyword, never by state alone: some printers stay `processing` with an empty tray.
 */
import type { PrinterTrouble } from '../printer.ts';

/** How bad a reason is: `blocks` = no sheet comes; `reports` = such a thing, said as a report; `warns` = somebody should come. */
type Weight = 'blocks' | 'reports' | 'warns' | 'harmless';

const BLOCKS: Readonly<Record<PrinterTrouble, readonly string[]>> = {
  paper: [
    'media-empty',
    'media-needed',
    'input-tray-missing',
    'input-media-tray-failure',
    'input-media-tray-feed-error',
    'input-cannot-feed-size-selected',
    'input-media-size-change',
    'input-manual-input-request',
    'media-path-input-empty',
  ],
  jam: [
    'media-jam',
    'input-media-tray-jam',
    'media-path-jam',
    'media-path-input-jam',
    'media-path-output-jam',
    'output-media-tray-jam',
    'media-path-failure',
    'media-path-cannot-duplex-media-selected',
  ],
  door: ['door-open', 'cover-open', 'interlock-open'],
  output: ['output-area-full', 'output-tray-missing', 'media-path-output-full'],
  supplies: [
    'toner-empty',
    'marker-supply-empty',
    'marker-toner-missing',
    'marker-waste-full',
    'marker-waste-toner-receptacle-full',
    'opc-life-over',
    'developer-empty',
  ],
  engine: [
    'fuser-over-temp',
    'fuser-under-temp',
    'motor-failure',
    'laser-failure',
    'marker-adjusting-print-quality',
    'interpreter-resource-unavailable',
  ],
  control: [
    'paused',
    'moving-to-paused',
    'resuming',
    'shutdown',
    'power-down',
    'deactivated',
    'offline',
    'connecting-to-device',
    'timed-out',
    'stopped-partly',
    'stopping',
    'spool-area-full',
    'hold-new-jobs',
    'printer-manual-reset',
    'configuration-change',
    'other',
  ],
};
const WARNS: Readonly<Partial<Record<PrinterTrouble, readonly string[]>>> = {
  paper: ['media-low'],
  output: ['output-area-almost-full'],
  supplies: [
    'toner-low',
    'marker-supply-low',
    'marker-waste-almost-full',
    'marker-waste-toner-receptacle-almost-full',
    'opc-near-eol',
    'developer-low',
  ],
};
const HARMLESS: readonly string[] = [
  'none',
  'warming-up',
  'hibernate',
  'standby',
  'suspend',
  'identify-printer-requested',
  'printer-ready-to-print',
  'wifi-not-configured',
  'job-printing',
];

const TABLE: ReadonlyMap<string, { readonly trouble: PrinterTrouble; readonly weight: Weight }> = new Map([
  ...entries(BLOCKS, 'blocks'),
  ...entries(WARNS, 'warns'),
]);

function entries(
  of: Readonly<Partial<Record<PrinterTrouble, readonly string[]>>>,
  weight: Weight,
): [string, { trouble: PrinterTrouble; weight: Weight }][] {
  return (Object.keys(of) as PrinterTrouble[]).flatMap((trouble) =>
    (of[trouble] ?? []).map((word): [string, { trouble: PrinterTrouble; weight: Weight }] => [
      word,
      { trouble, weight },
    ]),
  );
}

/** One reason with its severity suffix split off (none = error, RFC 8011 5.4.12). */
export function splitReason(reason: string): { word: string; severity: 'report' | 'warning' | 'error' } {
  const found = /^(.+)-(report|warning|error)$/.exec(reason);
  if (!found) return { word: reason, severity: 'error' };
  return { word: found[1]!, severity: found[2] as 'report' | 'warning' | 'error' };
}

/** What a set of reasons means, the worst trouble first. */
export interface ReasonsMeaning {
  /** Keeps sheets from coming; null = nothing does. */
  readonly trouble: PrinterTrouble | null;
  readonly keywords: readonly string[];
  /**
   * Blocking things said as a report: an idle ippeveprinter with empty trays says `media-empty-report` and only warns when
   * a job waits. Bars new certificates, because money comes first; never a leaf on its way.
   */
  readonly reported: PrinterTrouble | null;
  readonly reportedKeywords: readonly string[];
  /** Not blocking, but somebody should come; `supplies` bars new certificates. */
  readonly warnings: readonly PrinterTrouble[];
  readonly warningKeywords: readonly string[];
}

/** Which trouble is told first when there are several: what a person must do first at the machine. */
const ORDER: readonly PrinterTrouble[] = ['jam', 'door', 'paper', 'output', 'supplies', 'engine', 'control'];

/** Weighs one reason. An unknown keyword wants the attendant and blocks as an error only. */
function weigh(reason: string): { trouble: PrinterTrouble; weight: Weight } {
  // A keyword may itself end like a suffix (input-media-tray-feed-error).
  const { word, severity } = TABLE.has(reason) ? { word: reason, severity: 'error' as const } : splitReason(reason);
  if (HARMLESS.includes(word)) return { trouble: 'control', weight: 'harmless' };
  const known = TABLE.get(word);
  if (severity === 'report') {
    const weight = known === undefined ? 'harmless' : known.weight === 'blocks' ? 'reports' : 'warns';
    return { trouble: known?.trouble ?? 'control', weight };
  }
  if (known) return known;
  // Families with many members (libcups ipp.strings): fuser, pick rollers and the like are the engine.
  const engine = /^(marker-fuser|marker-laser|media-path-pick-roller|fuser|marker-(motor|drum|developer))/.test(word);
  if (engine) return { trouble: 'engine', weight: /-(almost|near|low)(-|$)/.test(word) ? 'warns' : 'blocks' };
  return { trouble: 'control', weight: severity === 'error' ? 'blocks' : 'warns' };
}

/** Reads printer-state-reasons. */
export function meaningOf(reasons: readonly string[]): ReasonsMeaning {
  const weighed = reasons.map((reason) => ({ reason, ...weigh(reason) }));
  const blocking = weighed.filter(({ weight }) => weight === 'blocks');
  const reported = weighed.filter(({ weight }) => weight === 'reports');
  const warning = weighed.filter(({ weight }) => weight === 'warns' || weight === 'reports');
  const worst = (of: typeof weighed): PrinterTrouble | null =>
    ORDER.find((kind) => of.some((item) => item.trouble === kind)) ?? null;
  return {
    trouble: worst(blocking),
    keywords: blocking.map(({ reason }) => reason),
    reported: worst(reported),
    reportedKeywords: reported.map(({ reason }) => reason),
    warnings: ORDER.filter((kind) => warning.some((item) => item.trouble === kind)),
    warningKeywords: warning.map(({ reason }) => reason),
  };
}
