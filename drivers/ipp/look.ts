/** What a printer says of itself and of its jobs, read from its answers. */
import type { IppMessage } from './codec.ts';
import { booleanOf, numberOf, textOf, textsOf } from './messages.ts';
import { type TonerLevel, tonerLevel } from './supplies.ts';

/** What a printer says of itself at one moment. */
export interface PrinterLook {
  readonly state: number | null;
  readonly reasons: readonly string[];
  readonly accepting: boolean;
  readonly queued: number | null;
  /** Media names in the trays; empty = none (absent and no-value both mean no paper). */
  readonly mediaReady: readonly string[];
  readonly upTime_s: number | null;
  readonly uuid: string | null;
  readonly impressions: number | null;
  readonly sheets: number | null;
  readonly configChange_s: number | null;
  readonly toner: TonerLevel;
}

export function printerLook(message: IppMessage): PrinterLook {
  return {
    state: numberOf(message, 'printer', 'printer-state'),
    reasons: textsOf(message, 'printer', 'printer-state-reasons'),
    accepting: booleanOf(message, 'printer', 'printer-is-accepting-jobs') ?? false,
    queued: numberOf(message, 'printer', 'queued-job-count'),
    mediaReady: textsOf(message, 'printer', 'media-ready'),
    upTime_s: numberOf(message, 'printer', 'printer-up-time'),
    uuid: textOf(message, 'printer', 'printer-uuid'),
    impressions: numberOf(message, 'printer', 'printer-impressions-completed'),
    sheets: numberOf(message, 'printer', 'printer-media-sheets-completed'),
    configChange_s: numberOf(message, 'printer', 'printer-config-change-time'),
    toner: tonerLevel(message),
  };
}

/** job-state values that decide (RFC 8011 5.3.7). */
export const JOB_STATE = {
  pending: 3,
  held: 4,
  processing: 5,
  stopped: 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** What a printer says of one job. */
export interface JobLook {
  readonly id: number;
  readonly name: string | null;
  readonly uuid: string | null;
  readonly state: number;
  readonly reasons: readonly string[];
  /** Optional counters (print.md, rule 10). */
  readonly impressions: number | null;
  readonly sheets: number | null;
}

/** Every job of an answer; a job without id or state is left out. */
export function jobLooks(message: IppMessage): JobLook[] {
  return message.groups.flatMap((group) => {
    if (group.group !== 'job') return [];
    const single: IppMessage = { ...message, groups: [group] };
    const id = numberOf(single, 'job', 'job-id');
    const state = numberOf(single, 'job', 'job-state');
    if (id === null || state === null) return [];
    return [
      {
        id,
        state,
        name: textOf(single, 'job', 'job-name'),
        uuid: textOf(single, 'job', 'job-uuid'),
        reasons: textsOf(single, 'job', 'job-state-reasons'),
        impressions: numberOf(single, 'job', 'job-impressions-completed'),
        sheets: numberOf(single, 'job', 'job-media-sheets-completed'),
      },
    ];
  });
}
