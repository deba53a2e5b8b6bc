/** What the virtual printer says of itself and of its jobs (RFC 8011, 4.2.5, 4.2.6, 4.3.4). */
import {
  descriptionAttributes,
  type Identity,
  isColour,
  isJobTemplate,
  MEDIA_COL_DATABASE,
  templateAttributes,
} from './attributes.ts';
import type { Engine } from './engine.ts';
import { tonerLevel } from './faults.ts';
import { HISTORY_MAX, type JobList } from './job-list.ts';
import { isTerminal, type Job, jobAttributes, type Lie } from './jobs.ts';
import { liveAttributes, type Toner } from './live.ts';
import type { PrinterHabits } from './options.ts';
import { type Attribute, GROUP, type Group, type Message, read } from './wire.ts';

/** What the teller looks at. */
export interface Told {
  readonly engine: Engine;
  readonly list: JobList;
  readonly identity: Identity;
  uri(): string;
  habits(): PrinterHabits;
  accepting(): boolean;
  upTime_s(): number;
  times(): { readonly stateChangedAt_s: number; readonly configChangedAt_s: number; readonly bootEpoch_ms: number };
}

/** The sender of a request. */
export function userOf(message: Message): string {
  return read.text(read.find(message.groups, GROUP.operation, 'requesting-user-name')) ?? 'anonymous';
}

/** Names of requested-attributes. */
export function wanted(message: Message, otherwise: readonly string[]): readonly string[] {
  const names = read.texts(read.find(message.groups, GROUP.operation, 'requested-attributes'));
  return names.length > 0 ? names : otherwise;
}

/** What a printer with privacy tells the owner of a job alone. */
const PRIVATE: readonly string[] = ['job-name', 'job-originating-user-name', 'job-uuid'];

export class Teller {
  readonly #told: Told;
  /** What never changes, made at the first question. */
  #standing: readonly Attribute[] | null = null;

  constructor(told: Told) {
    this.#told = told;
  }

  forgetStanding(): void {
    this.#standing = null;
  }

  /** printer-state 3 idle, 4 processing, 5 stopped, and the reasons. */
  state(): { state: number; reasons: string[] } {
    const { engine, list, habits } = this.#told;
    const { toner, extraReason } = engine.faults;
    const asked = list.printing !== undefined || engine.busy;
    const blocks = engine.blocks();
    const standard = habits().faultStyle === 'stopped';
    const reasons = blocks.map((word) => (standard ? `${word}-error` : `${word}-warning`));
    if (toner === 'low') reasons.push('toner-low-warning');
    if (engine.paperInTray > 0 && engine.paperInTray <= 10) reasons.push('media-low-report');
    if (extraReason !== null) reasons.push(extraReason);
    const state = blocks.length > 0 && standard ? 5 : asked ? 4 : 3;
    return { state, reasons: reasons.length > 0 ? reasons : ['none'] };
  }

  printerGroup(message: Message): Group {
    const { identity, uri, habits } = this.#told;
    const names = new Set(wanted(message, ['all']));
    this.#standing ??= [...descriptionAttributes(identity, uri(), habits()), ...templateAttributes(habits())];
    const every = [...this.#live(), ...this.#standing];
    const [all, template, description] = ['all', 'job-template', 'printer-description'].map((name) => names.has(name));
    const chosen = every.filter(
      ({ name }) =>
        all || names.has(name) || (template && isJobTemplate(name)) || (description && !isJobTemplate(name)),
    );
    if (names.has('media-col-database')) chosen.push(MEDIA_COL_DATABASE);
    return { tag: GROUP.printer, attributes: chosen };
  }

  #live(): Attribute[] {
    const { engine, list, habits, accepting, upTime_s, times } = this.#told;
    return liveAttributes({
      ...this.state(),
      ...times(),
      accepting: accepting(),
      upTime_s: upTime_s(),
      queued: list.all.filter((job) => !isTerminal(job)).length,
      toner: this.#toner(),
      loaded: engine.paperInTray > 0,
      life: habits().lifeCounters ? { impressions: engine.lifeImpressions, sheets: engine.lifeSheets } : null,
    });
  }

  #toner(): Toner[] {
    const black: Toner = { colour: 'black', level_percent: tonerLevel(this.#told.engine.faults) };
    const hues = isColour(this.#told.habits()) ? (['cyan', 'magenta', 'yellow'] as const) : [];
    return [black, ...hues.map((colour): Toner => ({ colour, level_percent: 80 }))];
  }

  jobGroup(job: Job, names: readonly string[]): Group {
    const { engine, list, uri, habits, upTime_s, times } = this.#told;
    const { counters } = engine.faults;
    const lie: Lie = counters === 'zero' || counters === 'double' || counters === 'ahead' ? counters : 'true';
    const every = jobAttributes(job, {
      uri: uri(),
      upTime_s: upTime_s(),
      bootEpoch_ms: times().bootEpoch_ms,
      counters: habits().counters,
      lie,
      before: list.all.filter((other) => other.id < job.id && !isTerminal(other)).length,
    });
    return {
      tag: GROUP.job,
      attributes: every.filter(
        ({ name }) =>
          names.includes('all') ||
          names.includes(name) ||
          (names.includes('job-template') && isJobTemplate(name)) ||
          (names.includes('job-description') && !isJobTemplate(name)),
      ),
    };
  }

  /** Get-Jobs. */
  jobGroups(message: Message): Group[] {
    const which = read.text(read.find(message.groups, GROUP.operation, 'which-jobs')) ?? 'not-completed';
    const mine = read.boolean(read.find(message.groups, GROUP.operation, 'my-jobs')) ?? false;
    const limit = read.integer(read.find(message.groups, GROUP.operation, 'limit')) ?? HISTORY_MAX;
    const user = userOf(message);
    const names = wanted(message, ['job-id', 'job-uri']);
    const chosen = this.#told.list.all.filter(
      (job) => (which === 'all' || isTerminal(job) === (which === 'completed')) && (!mine || job.user === user),
    );
    if (which === 'completed') chosen.reverse();
    const hides = this.#told.habits().privacy === 'owner';
    return chosen.slice(0, limit).map((job) => {
      const group = this.jobGroup(job, names);
      if (!hides || job.user === user) return group;
      return { ...group, attributes: group.attributes.filter(({ name }) => !PRIVATE.includes(name)) };
    });
  }
}
