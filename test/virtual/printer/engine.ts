/**
 * Paper, toner, covers and the paper path of the virtual printer: what physically happens, on the given clock. Sheets are
 * counted here by themselves, never from what the printer says about them.
 */
import type { Clock, Timer } from '../../../src/base/clock.ts';
import { type Faults, noFaults } from './faults.ts';
import type { SheetBack } from './raster.ts';
import { makeSheet, type Sheet } from './sheet.ts';

export type { Faults } from './faults.ts';
export type { Sheet } from './sheet.ts';

/** What the engine is asked to put on paper. */
export interface EngineJob {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly document: Uint8Array;
  readonly impressions: number;
  readonly duplex: boolean;
}

/** One sheet in the path, or a second print of it. */
interface Feed {
  readonly job: EngineJob;
  readonly from: number;
  readonly sides: 1 | 2;
  readonly again: boolean;
}

/** How the engine reports progress to the job list. */
export interface EngineEvents {
  sheetStacked(jobId: number, impressions: number): void;
  finished(jobId: number): void;
  /** Something about the hardware changed. */
  changed(): void;
}

export const TRAY_SHEETS_MAX = 500;
export const OUTPUT_SHEETS_MAX = 250;
/** Time of one sheet through the engine, both sides: 40 sides a minute. */
export const SHEET_MS = 1500;

export class Engine {
  readonly faults: Faults = noFaults();
  paperInTray = TRAY_SHEETS_MAX;
  /** Life counters: survive power cuts (prtMarkerLifeCount of RFC 3805 in spirit). */
  lifeImpressions = 12_000;
  lifeSheets = 6_400;
  jammed: Sheet | null = null;
  readonly #output: Sheet[] = [];
  #sheetsEver = 0;
  #job: EngineJob | null = null;
  #done = 0;
  /** The sheet in the path, and when it is through. */
  #feed: Timer | null = null;
  #feeding: Feed | null = null;
  /** What came out last, and what the printer will print once more by itself. */
  #last: Feed | null = null;
  #again: Feed | null = null;
  #doorWasOpen = false;
  readonly #clock: Clock;
  readonly #events: EngineEvents;
  readonly #sheet_ms: number;
  /** How the duplex path turns the back. */
  sheetBack: SheetBack;

  constructor(
    clock: Clock,
    events: EngineEvents,
    options: { readonly sheet_ms: number; readonly sheetBack: SheetBack },
  ) {
    this.#clock = clock;
    this.#events = events;
    this.#sheet_ms = options.sheet_ms;
    this.sheetBack = options.sheetBack;
  }

  /** Sheets in the output tray, oldest first. */
  get output(): readonly Sheet[] {
    return this.#output;
  }

  /** Somebody takes every sheet out of the output tray. */
  takeOutput(): Sheet[] {
    const taken = this.#output.splice(0);
    this.kick();
    return taken;
  }

  get busy(): boolean {
    return this.#job !== null || this.#feed !== null;
  }

  /** Keywords of what keeps the engine from feeding, without suffix. */
  blocks(): string[] {
    const { faults } = this;
    const blocks: string[] = [];
    if (this.jammed) blocks.push('media-jam');
    if (faults.doorOpen) blocks.push('door-open');
    if (this.paperInTray === 0) blocks.push('media-empty', 'media-needed');
    if (faults.outputFull || this.#output.length >= OUTPUT_SHEETS_MAX) blocks.push('output-area-full');
    if (faults.toner === 'empty') blocks.push('toner-empty');
    if (faults.paused) blocks.push('paused');
    return blocks;
  }

  start(job: EngineJob): void {
    this.#job = job;
    this.#done = 0;
    this.kick();
  }

  /** The job ends after the sheet in the path; returns true when it could end at once. */
  cancel(jobId: number): boolean {
    const job = this.#job;
    if (job?.id !== jobId) return true;
    if (this.faults.reprintAfterCancel) {
      this.faults.reprintAfterCancel = false;
      this.#again = this.#feeding ?? { job, from: 0, sides: job.duplex && job.impressions > 1 ? 2 : 1, again: true };
    }
    if (this.#feed) {
      this.#job = { ...job, impressions: this.#done };
      return false;
    }
    this.#job = null;
    if (this.#again) this.kick();
    return true;
  }

  /** Tries to feed the next sheet: called after anything changed. */
  kick(): void {
    this.#watchDoor();
    this.#events.changed();
    const job = this.#job;
    if (this.#feed || this.blocks().length > 0) return;
    if (this.#again) {
      const again = { ...this.#again, again: true };
      this.#again = null;
      this.#through(again);
      return;
    }
    if (!job) return;
    if (this.#done >= job.impressions) {
      this.#job = null;
      this.#events.finished(job.id);
      return;
    }
    const sides = job.duplex && job.impressions - this.#done > 1 ? 2 : 1;
    this.#through({ job, from: this.#done, sides, again: false });
  }

  /** A sheet leaves the tray and is in the path until it lies in the output, or jams on its way. */
  #through(feed: Feed): void {
    const { faults } = this;
    this.paperInTray -= 1;
    this.#feeding = feed;
    const jams = faults.jamNextSheet || faults.jamAfterSheets === 0;
    const time_ms = this.#sheet_ms * faults.slow;
    if (jams) {
      faults.jamNextSheet = false;
      faults.jamAfterSheets = null;
      this.#feed = this.#clock.after(time_ms / 2, () => this.#jam(feed));
    } else this.#feed = this.#clock.after(time_ms, () => this.#stack(feed));
  }

  /** A cover that was closed: some printers print the sheet again that they are not sure of. */
  #watchDoor(): void {
    const { faults } = this;
    const closed = this.#doorWasOpen && !faults.doorOpen;
    this.#doorWasOpen = faults.doorOpen;
    if (!closed || !faults.reprintAfterDoor || !this.#last) return;
    faults.reprintAfterDoor = false;
    this.#again = this.#last;
  }

  /** Staff clears the path: the crumpled sheet is lost and the engine goes on with the same sheet again. */
  clearJam(): Sheet | null {
    const sheet = this.jammed;
    this.jammed = null;
    this.kick();
    return sheet;
  }

  /** Power cut: a sheet in the path stays there as a jam. */
  powerOff(): void {
    const feeding = this.#feeding;
    if (this.#feed && feeding) this.jammed = this.#sheet({ ...feeding, sides: 1 }, true);
    this.#feed?.cancel();
    this.#feed = null;
    this.#feeding = null;
    this.#job = null;
    this.#again = null;
    this.#last = null;
  }

  #sheet({ job, from, sides, again }: Feed, crumpled: boolean): Sheet {
    this.#sheetsEver += 1;
    return makeSheet(job, {
      serial: this.#sheetsEver,
      sides,
      printedAt_ms: this.#clock.now_ms(),
      crumpled,
      again,
      firstImpression: from,
      sheetBack: this.sheetBack,
    });
  }

  #count(sides: number): void {
    if (this.faults.counters === 'lifeStuck') return;
    this.lifeImpressions += sides;
    this.lifeSheets += 1;
  }

  #stack(feed: Feed): void {
    const { job, sides, again } = feed;
    const { faults } = this;
    this.#feed = null;
    this.#feeding = null;
    this.#last = feed;
    if (!again) this.#done += sides;
    if (faults.jamAfterSheets !== null && faults.jamAfterSheets > 0) faults.jamAfterSheets -= 1;
    this.#count(sides);
    this.#output.push(this.#sheet(feed, false));
    this.#events.sheetStacked(job.id, sides);
    this.kick();
    // The next job may have waited for a path that was not free.
    if (again && !this.#job) this.#events.finished(job.id);
  }

  #jam(feed: Feed): void {
    const { job, sides, again } = feed;
    this.#feed = null;
    this.#feeding = null;
    this.jammed = this.#sheet(feed, true);
    if (this.faults.counters === 'countsJam') {
      this.#count(sides);
      this.#events.sheetStacked(job.id, sides);
    }
    if (!again && this.#job && this.#job.impressions <= this.#done) this.#job = null;
    this.kick();
    if (!this.#job) this.#events.finished(job.id);
  }
}
