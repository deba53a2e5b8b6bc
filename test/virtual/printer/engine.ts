/**
 * Paper, toner, covers and the paper path of the virtual printer: what physically happens, on the given clock. Sheets are
 * counted here by themselves, never from what the printer says about them.
 */
import type { Clock, Timer } from '../../../src/base/clock.ts';
import { decodeRaster, type RasterPage } from './raster.ts';

/** A sheet of paper that is out, or was taken from a jam. Its dots are decoded when looked at. */
export interface Sheet {
  readonly serial: number;
  readonly jobId: number;
  readonly jobName: string;
  readonly format: string;
  /** Number of printed sides: 1 or 2. */
  readonly sides: 1 | 2;
  readonly printedAt_ms: number;
  /** True for a sheet that was pulled out of a jam. */
  readonly crumpled: boolean;
  /** What was sent, and which of its impressions is the front: for whoever decodes elsewhere. */
  readonly document: Uint8Array;
  readonly firstImpression: number;
  /** The printed sides; empty when the format is not raster. */
  images(): readonly RasterPage[];
}

/** What is wrong with the hardware, as switches that stories throw. */
export interface Faults {
  /** The next sheet that is fed jams. */
  jamNextSheet: boolean;
  /** Cover open. */
  doorOpen: boolean;
  toner: 'full' | 'low' | 'empty';
  /** Somebody pressed the stop key at the panel. */
  paused: boolean;
  /** Multiplies the time of each sheet. */
  slow: number;
  /** A further keyword that the printer reports (with or without suffix), null for none. */
  extraReason: string | null;
}

/** What the engine is asked to put on paper. */
export interface EngineJob {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly document: Uint8Array;
  readonly impressions: number;
  readonly duplex: boolean;
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
  readonly faults: Faults = {
    jamNextSheet: false,
    doorOpen: false,
    toner: 'full',
    paused: false,
    slow: 1,
    extraReason: null,
  };
  paperInTray = TRAY_SHEETS_MAX;
  /** Life counters: survive power cuts (prtMarkerLifeCount of RFC 3805 in spirit). */
  lifeImpressions = 12_000;
  lifeSheets = 6_400;
  jammed: Sheet | null = null;
  readonly #output: Sheet[] = [];
  #sheetsEver = 0;
  #job: EngineJob | null = null;
  #done = 0;
  #feed: Timer | null = null;
  readonly #clock: Clock;
  readonly #events: EngineEvents;
  readonly #sheet_ms: number;

  constructor(clock: Clock, events: EngineEvents, sheet_ms: number) {
    this.#clock = clock;
    this.#events = events;
    this.#sheet_ms = sheet_ms;
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
    return this.#job !== null;
  }

  /** Keywords of what keeps the engine from feeding, without suffix. */
  blocks(): string[] {
    const { faults } = this;
    const blocks: string[] = [];
    if (this.jammed) blocks.push('media-jam');
    if (faults.doorOpen) blocks.push('door-open');
    if (this.paperInTray === 0) blocks.push('media-empty', 'media-needed');
    if (this.#output.length >= OUTPUT_SHEETS_MAX) blocks.push('output-area-full');
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
    if (this.#job?.id !== jobId) return true;
    if (this.#feed) {
      this.#job = { ...this.#job, impressions: this.#done };
      return false;
    }
    this.#job = null;
    return true;
  }

  /** Tries to feed the next sheet: called after anything changed. */
  kick(): void {
    this.#events.changed();
    const job = this.#job;
    if (!job || this.#feed || this.blocks().length > 0) return;
    if (this.#done >= job.impressions) {
      this.#job = null;
      this.#events.finished(job.id);
      return;
    }
    this.paperInTray -= 1;
    const sides = job.duplex && job.impressions - this.#done > 1 ? 2 : 1;
    const from = this.#done;
    if (this.faults.jamNextSheet) {
      this.faults.jamNextSheet = false;
      this.#feed = this.#clock.after((this.#sheet_ms * this.faults.slow) / 2, () => this.#jam(job, from, sides));
    } else {
      this.#feed = this.#clock.after(this.#sheet_ms * this.faults.slow, () => this.#stack(job, from, sides));
    }
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
    const job = this.#job;
    if (this.#feed && job) this.jammed = this.#sheet(job, this.#done, 1, true);
    this.#feed?.cancel();
    this.#feed = null;
    this.#job = null;
  }

  #sheet(job: EngineJob, from: number, sides: 1 | 2, crumpled: boolean): Sheet {
    let images: readonly RasterPage[] | null = null;
    this.#sheetsEver += 1;
    return {
      serial: this.#sheetsEver,
      jobId: job.id,
      jobName: job.name,
      format: job.format,
      sides,
      printedAt_ms: this.#clock.now_ms(),
      crumpled,
      document: job.document,
      firstImpression: from,
      images: () => {
        images ??=
          job.format === 'image/pwg-raster' ? (decodeRaster(job.document) ?? []).slice(from, from + sides) : [];
        return images;
      },
    };
  }

  #stack(job: EngineJob, from: number, sides: 1 | 2): void {
    this.#feed = null;
    this.#done += sides;
    this.lifeImpressions += sides;
    this.lifeSheets += 1;
    this.#output.push(this.#sheet(job, from, sides, false));
    this.#events.sheetStacked(job.id, sides);
    this.kick();
  }

  #jam(job: EngineJob, from: number, sides: 1 | 2): void {
    this.#feed = null;
    this.jammed = this.#sheet(job, from, sides, true);
    if (this.#job && this.#job.impressions <= this.#done) this.#job = null;
    this.kick();
    if (!this.#job) this.#events.finished(job.id);
  }
}
