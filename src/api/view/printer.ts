/**
 * One trouble of the printer, three readers: the citizen (what to do), whoever comes to help (which tray, door or exit, by the words the
 * printer itself uses: PWG 5100.9, names as in CUPS's ipp.strings), and the technician (code and keywords, in `devices`, status and log).
 */
import type { CodeName } from '../../base/codes.ts';
import type { TextKey, Words } from '../../words/contract.ts';

type PlaceKey = Extract<TextKey, `staff.printer.${string}`>;
type Place = PlaceKey extends `staff.printer.${infer Name}` ? Name : never;

/** Keywords that name a place or an act, by what a clerk does there. */
const KEYWORDS: Readonly<Partial<Record<Place, readonly string[]>>> = {
  tray: ['media-empty', 'media-needed', 'media-path-input-empty'],
  trayMissing: ['input-tray-missing'],
  trayFeed: [
    'input-media-tray-failure',
    'input-media-tray-feed-error',
    'input-cannot-feed-size-selected',
    'input-media-size-change',
  ],
  manualFeed: ['input-manual-input-request'],
  path: ['media-jam', 'media-path-jam', 'media-path-failure'],
  pathIn: ['input-media-tray-jam', 'media-path-input-jam'],
  pathOut: ['media-path-output-jam', 'output-media-tray-jam'],
  duplex: ['media-path-cannot-duplex-media-selected'],
  door: ['door-open', 'cover-open', 'interlock-open'],
  exit: ['output-area-full', 'media-path-output-full'],
  exitMissing: ['output-tray-missing'],
  toner: ['toner-empty', 'marker-supply-empty', 'marker-toner-missing', 'toner-low', 'marker-supply-low'],
  waste: [
    'marker-waste-full',
    'marker-waste-toner-receptacle-full',
    'marker-waste-almost-full',
    'marker-waste-toner-receptacle-almost-full',
  ],
  drum: ['opc-life-over', 'developer-empty', 'opc-near-eol', 'developer-low'],
  wait: ['fuser-under-temp', 'marker-adjusting-print-quality', 'resuming', 'configuration-change'],
  engine: ['fuser-over-temp', 'motor-failure', 'laser-failure'],
  paused: ['paused', 'moving-to-paused', 'stopped-partly', 'stopping', 'hold-new-jobs'],
  power: ['shutdown', 'power-down', 'deactivated', 'offline', 'connecting-to-device', 'timed-out'],
  full: ['spool-area-full', 'interpreter-resource-unavailable'],
};

const PLACE_OF: ReadonlyMap<string, Place> = new Map(
  Object.entries(KEYWORDS).flatMap(([place, words]) => words.map((word): [string, Place] => [word, place as Place])),
);

/** Where a trouble is when the printer names no place. */
const USUAL: Readonly<Partial<Record<CodeName, Place>>> = {
  printerPaper: 'tray',
  printerJam: 'path',
  printerDoor: 'door',
  printerOutputFull: 'exit',
  printerSupplies: 'toner',
  printerSuppliesLow: 'toner',
  printerOffline: 'power',
};

/** Places of each code: of several troubles at once, the one that is told comes first. */
const PLACES: Readonly<Partial<Record<CodeName, readonly Place[]>>> = {
  printerPaper: ['tray', 'trayMissing', 'trayFeed', 'manualFeed'],
  printerJam: ['path', 'pathIn', 'pathOut', 'duplex'],
  printerDoor: ['door'],
  printerOutputFull: ['exit', 'exitMissing'],
  printerSupplies: ['toner', 'waste', 'drum'],
  printerSuppliesLow: ['toner', 'waste', 'drum'],
  printerNotReady: ['wait', 'engine', 'paused', 'power', 'full'],
};

/** `media-jam-error` → the place of `media-jam` (RFC 8011 5.4.12); a few keywords end so by themselves. */
const placeOf = (keyword: string): Place | undefined =>
  PLACE_OF.get(keyword) ?? PLACE_OF.get(keyword.replace(/-(report|warning|error)$/, ''));

/** What a clerk does at the printer. A printer that names a place that others do not leads to its own display. */
export function clerkAct(words: Words, code: CodeName, keywords: readonly string[]): string {
  const named = keywords.map(placeOf).filter((place) => place !== undefined);
  // Of a jam whose path is also open, the jam is what is told: the narrower word says where.
  const fitting = named.filter((place) => PLACES[code]?.includes(place) ?? false);
  const narrow = fitting.find((place) => place !== USUAL[code]) ?? fitting[0];
  return words.text(`staff.printer.${narrow ?? USUAL[code] ?? 'panel'}`);
}

/** Codes that say that the printer stands still, in the order in which a person puts them right. */
export const PRINTER_CODES: readonly CodeName[] = [
  'printerJam',
  'printerDoor',
  'printerPaper',
  'printerOutputFull',
  'printerSupplies',
  'printerSuppliesLow',
  'printerNotReady',
  'printerOffline',
];

/** The printer stands still, and somebody has to go there. */
export function isPrinterTrouble(code: CodeName): boolean {
  return PRINTER_CODES.includes(code);
}
