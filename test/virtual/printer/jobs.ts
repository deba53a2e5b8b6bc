/** Jobs of the virtual printer (RFC 8011, 5.3) and how they are told to a client. */
import type { Timer } from '../../../src/base/clock.ts';
import { type Attribute, attribute, make } from './wire.ts';

/** job-state (RFC 8011 5.3.7). */
export const JOB = { pending: 3, held: 4, processing: 5, stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const;

export interface Job {
  readonly id: number;
  readonly uri: string;
  readonly uuid: string;
  readonly name: string;
  readonly user: string;
  /** Job template attributes as accepted. */
  readonly template: readonly Attribute[];
  readonly duplex: boolean;
  readonly createdAt_s: number;
  state: number;
  reasons: string[];
  processingAt_s: number | null;
  completedAt_s: number | null;
  impressionsCompleted: number;
  sheetsCompleted: number;
  /** Sides of the document, known when it has arrived. */
  impressions: number | null;
  kOctets: number;
  documents: number;
  format: string;
  /** Forgotten as soon as the job is terminal. */
  document: Uint8Array | null;
  waitForDocument: Timer | null;
  /** Somebody asked to cancel: what the job becomes when the sheet in the path is out. */
  cancelled: boolean;
}

export function isTerminal(job: Job): boolean {
  return job.state >= JOB.canceled;
}

/** What the printer says about its own counters: many real ones leave some out. */
export interface CounterHabits {
  /** `zero`: reported, but never counted, as ippeveprinter without a print command. */
  readonly impressions: boolean | 'zero';
  readonly sheets: boolean;
}

/** What a printer that counts wrongly says (faults). */
export type Lie = 'true' | 'zero' | 'double' | 'ahead';

function told(counted: number, whole: number, lie: Lie): number {
  return { true: counted, zero: 0, double: 2 * counted, ahead: whole }[lie];
}

const seconds = (value: number | null) => (value === null ? make.noValue() : make.integer(value));

/** Every attribute of a job; `upTime_s` and `toEpoch` give the printer's time. */
export function jobAttributes(
  job: Job,
  context: { uri: string; upTime_s: number; bootEpoch_ms: number; counters: CounterHabits; lie: Lie; before: number },
): Attribute[] {
  const date = (value: number | null) =>
    value === null ? make.noValue() : make.dateTime(context.bootEpoch_ms + value * 1000);
  const attributes = [
    attribute('job-id', make.integer(job.id)),
    attribute('job-uri', make.uri(job.uri)),
    attribute('job-uuid', make.uri(job.uuid)),
    attribute('job-printer-uri', make.uri(context.uri)),
    attribute('job-name', make.name(job.name)),
    attribute('job-originating-user-name', make.name(job.user)),
    attribute('job-state', make.enum(job.state)),
    attribute('job-state-reasons', ...job.reasons.map(make.keyword)),
    attribute('job-state-message', make.text('')),
    attribute('number-of-documents', make.integer(job.documents)),
    attribute('number-of-intervening-jobs', make.integer(context.before)),
    attribute('job-k-octets', make.integer(job.kOctets)),
    attribute('time-at-creation', make.integer(job.createdAt_s)),
    attribute('time-at-processing', seconds(job.processingAt_s)),
    attribute('time-at-completed', seconds(job.completedAt_s)),
    attribute('date-time-at-creation', date(job.createdAt_s)),
    attribute('date-time-at-processing', date(job.processingAt_s)),
    attribute('date-time-at-completed', date(job.completedAt_s)),
    attribute('job-printer-up-time', make.integer(context.upTime_s)),
    ...job.template,
  ];
  if (job.impressions !== null) attributes.push(attribute('job-impressions', make.integer(job.impressions)));
  const { counters, lie } = context;
  const impressions = job.impressions ?? 0;
  if (counters.impressions) {
    const counted = counters.impressions === 'zero' ? 0 : told(job.impressionsCompleted, impressions, lie);
    attributes.push(attribute('job-impressions-completed', make.integer(counted)));
  }
  if (counters.sheets) {
    const sheets = job.duplex ? Math.ceil(impressions / 2) : impressions;
    attributes.push(attribute('job-media-sheets-completed', make.integer(told(job.sheetsCompleted, sheets, lie))));
  }
  return attributes;
}
