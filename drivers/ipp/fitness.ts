/** Is the printer fit: for money (ready gate), for the next leaf, and what its status is. */
import type { Availability, DeviceReason } from '../contract.ts';
import { TROUBLE_CODE, type PrinterTrouble } from '../printer.ts';
import { meaningOf } from './keywords.ts';
import type { PrinterLook } from './look.ts';
import type { IppPrinterOptions } from './options.ts';
import { type Draft, tell } from './state.ts';

/** What keeps the printer from taking a leaf now. */
export interface Obstacle {
  readonly trouble: PrinterTrouble;
  readonly keywords: readonly string[];
  /** Somebody else's job. */
  readonly foreignJob: boolean;
  /** Bars new certificates alone: a sheet would come. */
  readonly onlyNew: boolean;
}

const STOPPED = 5;

/**
 * The ready gate (print.md, rule 3). `strict` is the gate before money: reports and low toner count, because fine patterns
 * fade first; between the leaves of a paid certificate they do not.
 */
export function obstacleOf(look: PrinterLook, options: IppPrinterOptions, strict: boolean): Obstacle | null {
  const meaning = meaningOf(look.reasons);
  const obstacle = (trouble: PrinterTrouble, keywords: readonly string[], foreignJob = false): Obstacle => ({
    trouble,
    keywords,
    foreignJob,
    onlyNew: false,
  });
  const barring = (trouble: PrinterTrouble, keywords: readonly string[]): Obstacle => ({
    ...obstacle(trouble, keywords),
    onlyNew: true,
  });
  if (meaning.trouble !== null) return obstacle(meaning.trouble, meaning.keywords);
  if (look.state === null) return obstacle('control', ['printer-state']);
  if (look.state === STOPPED) return obstacle('control', ['printer-state=stopped', ...meaning.warningKeywords]);
  if (!look.mediaReady.includes(options.media)) return obstacle('paper', [`media-ready=${options.media}`]);
  if (!look.accepting) return obstacle('control', ['printer-is-accepting-jobs=false']);
  if (look.queued !== 0) return obstacle('control', [`queued-job-count=${look.queued ?? 'absent'}`], true);
  if (strict && meaning.reported !== null) return barring(meaning.reported, meaning.reportedKeywords);
  if (strict && !options.printWhenTonerLow && meaning.warnings.includes('supplies'))
    return barring('supplies', meaning.warningKeywords);
  const { level_percent, low } = look.toner;
  if (strict && level_percent !== null && level_percent < options.tonerLevel_min_percent)
    return barring('supplies', [`marker-levels=${level_percent}`]);
  if (strict && low && !options.printWhenTonerLow) return barring('supplies', [`marker-low-levels>=${level_percent}`]);
  return null;
}

/** An obstacle as a reason with its code. */
export function reasonOf({ foreignJob, onlyNew, trouble, keywords }: Obstacle): DeviceReason {
  const isLow = onlyNew && trouble === 'supplies';
  const code = foreignJob ? 'printerForeignJob' : isLow ? 'printerSuppliesLow' : TROUBLE_CODE[trouble];
  return { code, detail: keywords.join(', ') };
}

/** Availability and its reasons, worst first. */
export function statusOf(draft: Draft): { availability: Availability; reasons: DeviceReason[] } {
  const { s, options } = draft;
  if (s.barred) return { availability: 'stop', reasons: [s.barred] };
  if (s.silent >= 2)
    return { availability: 'offline', reasons: [{ code: 'printerOffline', detail: `no answer from ${options.uri}` }] };
  if (!s.fitness || !s.look) return { availability: 'starting', reasons: [] };
  if (!s.fitness.rightPrinter)
    return {
      availability: 'stop',
      reasons: [{ code: 'printerOther', detail: `printer-uuid ${s.look.uuid ?? 'absent'}` }],
    };
  if (s.fitness.lacks.length > 0)
    return { availability: 'stop', reasons: [{ code: 'printerCannot', detail: s.fitness.lacks.join(', ') }] };
  const obstacle = obstacleOf({ ...s.look, queued: 0 }, options, false);
  if (obstacle) return { availability: 'stop', reasons: [reasonOf(obstacle)] };
  const reasons = attentions(draft, s.look);
  return { availability: reasons.length > 0 ? 'attention' : 'online', reasons };
}

/** Nothing that stops a leaf, but somebody should come. */
function attentions({ s, options }: Draft, look: PrinterLook): DeviceReason[] {
  const reasons: DeviceReason[] = [];
  const meaning = meaningOf(look.reasons);
  const bars = obstacleOf({ ...look, queued: 0 }, options, true);
  const isLow = bars?.trouble === 'supplies';
  if (isLow) reasons.push(reasonOf(bars));
  const warning = meaning.warnings.find((trouble) => !isLow || trouble !== 'supplies');
  if (warning !== undefined) reasons.push({ code: TROUBLE_CODE[warning], detail: meaning.warningKeywords.join(', ') });
  if (s.kept.length > 0) reasons.push({ code: 'printerJobKept', detail: `job ${s.kept.join(', ')}` });
  if (s.fitness?.printer.rasterTypes.length === 0)
    reasons.push({ code: 'printerPdf', detail: 'no image/pwg-raster: the dots are made by the printer' });
  return reasons;
}

/** Tells the status when it changed. */
export function tellStatus(draft: Draft): void {
  const status = statusOf(draft);
  const text = JSON.stringify(status);
  if (text === draft.s.toldStatus) return;
  draft.s.toldStatus = text;
  tell(draft, { type: 'status', ...status });
}
