/**
 * The virtual printer: an IPP/2.0 server (RFC 8010, RFC 8011, IPP Everywhere) over an engine that really counts paper.
 * No socket here: `exchange` takes one request with its document and gives what goes back on the wire.
 */
import type { VirtualWorld } from '../contract.ts';
import {
  descriptionAttributes,
  type Identity,
  isJobTemplate,
  liveAttributes,
  MEDIA_COL_DATABASE,
  OPERATION,
  templateAttributes,
} from './attributes.ts';
import { Engine, type Faults, SHEET_MS, type Sheet } from './engine.ts';
import { HISTORY_MAX, JobList } from './job-list.ts';
import { isTerminal, JOB, type Job, jobAttributes } from './jobs.ts';
import type { VirtualPrinterOptions } from './options.ts';
import type { RasterPage } from './raster.ts';
import { refuseDocument, refuseMessage, splitTemplate, STATUS } from './requests.ts';
import { type Exchange, type WireFault, WireFaults } from './wire-faults.ts';
import { type Attribute, attribute, GROUP, type Group, make, type Message, parse, read, serialise } from './wire.ts';

export type { VirtualPrinterOptions } from './options.ts';

export class VirtualPrinter {
  readonly engine: Engine;
  /** Printer does not take new jobs (0x0506). */
  accepting = true;
  /** Number of requests by operation: tests look for repeats. */
  readonly seen = new Map<number, number>();
  readonly #world: VirtualWorld;
  readonly #options: Required<Omit<VirtualPrinterOptions, 'identity' | 'uri'>>;
  readonly #identity: Identity;
  #uri: string;
  readonly #list: JobList;
  #bootAt_ms: number;
  readonly #wire = new WireFaults();
  #stateChangedAt_s = 1;
  /** What never changes, made at the first question. */
  #standing: readonly Attribute[] | null = null;
  #lastState = '';
  #on = true;
  readonly #listeners = new Set<() => void>();

  constructor(world: VirtualWorld, options: VirtualPrinterOptions = {}) {
    this.#world = world;
    this.#options = {
      sheet_ms: options.sheet_ms ?? SHEET_MS,
      faultStyle: options.faultStyle ?? 'stopped',
      counters: options.counters ?? { impressions: true, sheets: true },
      lifeCounters: options.lifeCounters ?? true,
      bootEpoch_ms: options.bootEpoch_ms ?? Date.UTC(2025, 3, 16, 1, 0, 0),
    };
    this.#identity = {
      uuid: 'urn:uuid:6d9a4f5e-2d0f-4d0c-9a64-1d2b3c4d5e6f',
      name: 'Virtual Printer',
      makeAndModel: 'Madoguchi Virtual Printer',
      firmware: '1.0',
      serial: 'VP-0001',
      ...options.identity,
    };
    this.#uri = options.uri ?? 'ipp://printer.invalid/ipp/print';
    // The printer was switched on a minute before the world began.
    this.#bootAt_ms = world.clock.now_ms() - 60_000;
    this.#list = new JobList({
      world,
      engine: () => this.engine,
      uri: () => this.#uri,
      upTime_s: () => this.#upTime_s(),
      isOn: () => this.#on,
      changed: () => this.#changed(),
    });
    this.engine = new Engine(
      world.clock,
      {
        sheetStacked: (jobId, impressions) => this.#list.sheetStacked(jobId, impressions),
        finished: (jobId) => this.#list.finished(jobId),
        changed: () => this.#changed(),
      },
      this.#options.sheet_ms,
    );
  }

  get uri(): string {
    return this.#uri;
  }
  /** The host tells where the printer is reached once its port is known. */
  set uri(uri: string) {
    this.#uri = uri;
    this.#standing = null;
  }
  get faults(): Faults {
    return this.engine.faults;
  }
  get jobs(): readonly Job[] {
    return this.#list.all;
  }
  get isOn(): boolean {
    return this.#on;
  }

  /** Called whenever paper, faults or jobs changed (bench page). */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Throws switches, then lets the engine look again. */
  setFaults(faults: Partial<Faults>): void {
    Object.assign(this.engine.faults, faults);
    this.engine.kick();
  }
  loadPaper(sheets: number): void {
    this.engine.paperInTray = sheets;
    this.engine.kick();
  }
  clearJam(): Sheet | null {
    return this.engine.clearJam();
  }
  /** Sheets in the output tray. */
  sheets(): readonly Sheet[] {
    return this.engine.output;
  }
  takeOutput(): Sheet[] {
    return this.engine.takeOutput();
  }
  /** Printed sides in the output tray, decoded. */
  pages(): RasterPage[] {
    return this.engine.output.flatMap((sheet) => [...sheet.images()]);
  }
  /** A purge at the panel: every job and its history is gone, paper in the path is not. */
  forgetJobs(): void {
    this.#list.forgetAll();
  }
  failWire(fault: WireFault): void {
    this.#wire.add(fault);
  }
  clearWireFaults(): void {
    this.#wire.clear();
  }
  /** Power cut: jobs and history vanish; a sheet in the path jams. Life counters stay. */
  powerOff(): void {
    if (!this.#on) return;
    this.#on = false;
    this.engine.powerOff();
    this.#list.powerOff();
  }
  powerOn(): void {
    if (this.#on) return;
    this.#on = true;
    this.#bootAt_ms = this.#world.clock.now_ms();
    this.#stateChangedAt_s = 1;
    this.#changed();
  }

  /** One request with its document, on the wire: wire faults are applied. */
  exchange(body: Uint8Array): Exchange {
    const busy = (): Uint8Array => {
      const parsed = parse(body);
      return this.#reply(parsed.ok ? parsed.message : null, STATUS.busy, []);
    };
    return this.#wire.through(body, () => this.handle(body, null), busy);
  }

  /** One request; its document stands behind it in `request`, or comes apart. */
  handle(request: Uint8Array, document: Uint8Array | null): Uint8Array {
    const parsed = parse(request);
    if (!parsed.ok) return this.#reply(null, STATUS.badRequest, []);
    const { message } = parsed;
    this.seen.set(message.code, (this.seen.get(message.code) ?? 0) + 1);
    const refused = refuseMessage(message);
    if (refused !== null) return this.#reply(message, refused, []);
    const { status, groups } = this.#act(message, document ?? parsed.rest);
    return this.#reply(message, status, groups);
  }

  #reply(request: Message | null, status: number, groups: readonly Group[]): Uint8Array {
    const operation: Group = {
      tag: GROUP.operation,
      attributes: [
        attribute('attributes-charset', make.charset('utf-8')),
        attribute('attributes-natural-language', make.language('en')),
      ],
    };
    return serialise({
      major: request?.major === 1 ? 1 : 2,
      minor: request?.major === 1 ? 1 : 0,
      code: status,
      requestId: request?.requestId ?? 0,
      groups: [operation, ...groups],
    });
  }

  #act(message: Message, document: Uint8Array): { status: number; groups: readonly Group[] } {
    switch (message.code) {
      case OPERATION.getPrinterAttributes:
        return { status: STATUS.ok, groups: [this.#printerGroup(message)] };
      case OPERATION.validateJob:
      case OPERATION.createJob:
      case OPERATION.printJob:
        return this.#newJob(message, document);
      case OPERATION.sendDocument:
        return this.#withJob(message, (job) => this.#sendDocument(job, message, document));
      case OPERATION.closeJob:
        return this.#withJob(message, (job) => this.#closeJob(job));
      case OPERATION.cancelJob:
        return this.#withJob(message, (job) =>
          isTerminal(job) ? { status: STATUS.notPossible, groups: [] } : this.#cancel(job),
        );
      case OPERATION.getJobAttributes:
        return this.#withJob(message, (job) => ({
          status: STATUS.ok,
          groups: [this.#jobGroup(job, this.#wanted(message, ['all']))],
        }));
      case OPERATION.getJobs:
        return { status: STATUS.ok, groups: this.#listJobs(message) };
      case OPERATION.cancelMyJobs: {
        const user = this.#user(message);
        for (const job of this.#list.all) if (!isTerminal(job) && job.user === user) this.#list.cancel(job);
        return { status: STATUS.ok, groups: [] };
      }
      case OPERATION.purgeJobs:
        this.forgetJobs();
        return { status: STATUS.ok, groups: [] };
      case OPERATION.identifyPrinter:
        return { status: STATUS.ok, groups: [] };
      default:
        return { status: STATUS.operationNotSupported, groups: [] };
    }
  }

  #user(message: Message): string {
    return read.text(read.find(message.groups, GROUP.operation, 'requesting-user-name')) ?? 'anonymous';
  }

  #wanted(message: Message, otherwise: readonly string[]): readonly string[] {
    const names = read.texts(read.find(message.groups, GROUP.operation, 'requested-attributes'));
    return names.length > 0 ? names : otherwise;
  }

  #withJob(message: Message, act: (job: Job) => { status: number; groups: readonly Group[] }) {
    const id = read.integer(read.find(message.groups, GROUP.operation, 'job-id'));
    const uri = read.text(read.find(message.groups, GROUP.operation, 'job-uri'));
    const job = this.#list.find(id, uri);
    if (job) return act(job);
    const bad = id === null && uri === null;
    return { status: bad ? STATUS.badRequest : STATUS.notFound, groups: [] };
  }

  #newJob(message: Message, document: Uint8Array): { status: number; groups: readonly Group[] } {
    const refused = refuseDocument(message.groups);
    if (refused !== null) return { status: refused, groups: [] };
    const { accepted, unsupported } = splitTemplate(message.groups);
    const groups: Group[] = unsupported.length > 0 ? [{ tag: GROUP.unsupported, attributes: unsupported }] : [];
    const fidelity = read.boolean(read.find(message.groups, GROUP.operation, 'ipp-attribute-fidelity')) ?? false;
    if (unsupported.length > 0 && fidelity) return { status: STATUS.attributesNotSupported, groups };
    if (!this.accepting) return { status: STATUS.notAccepting, groups: [] };
    const status = unsupported.length > 0 ? STATUS.okIgnored : STATUS.ok;
    if (message.code === OPERATION.validateJob) return { status, groups };
    const job = this.#list.add(message, this.#user(message), accepted);
    if (message.code === OPERATION.printJob) {
      const bad = this.#list.takeDocument(job, message, document);
      if (bad !== null) {
        this.#list.drop(job);
        return { status: bad, groups };
      }
    }
    return {
      status,
      groups: [...groups, this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons', 'job-uuid'])],
    };
  }

  #sendDocument(job: Job, message: Message, document: Uint8Array): { status: number; groups: readonly Group[] } {
    const last = read.boolean(read.find(message.groups, GROUP.operation, 'last-document'));
    if (last === null) return { status: STATUS.badRequest, groups: [] };
    if (isTerminal(job) || job.document) return { status: STATUS.notPossible, groups: [] };
    if (document.length === 0 && last) return this.#closeJob(job);
    const refused = refuseDocument(message.groups) ?? this.#list.takeDocument(job, message, document);
    if (refused !== null) {
      this.#list.end(job, JOB.aborted, ['document-format-error', 'aborted-by-system']);
      return { status: refused, groups: [] };
    }
    return {
      status: STATUS.ok,
      groups: [this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  #cancel(job: Job): { status: number; groups: readonly Group[] } {
    this.#list.cancel(job);
    return { status: STATUS.ok, groups: [] };
  }

  #closeJob(job: Job): { status: number; groups: readonly Group[] } {
    if (!job.document && !isTerminal(job)) this.#list.end(job, JOB.completed, ['job-completed-successfully']);
    return {
      status: STATUS.ok,
      groups: [this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  #upTime_s(): number {
    return Math.max(1, Math.floor((this.#world.clock.now_ms() - this.#bootAt_ms) / 1000));
  }

  /** printer-state 3 idle, 4 processing, 5 stopped, and the reasons. */
  #state(): { state: number; reasons: string[] } {
    const { toner, extraReason } = this.faults;
    const asked = this.#list.printing !== undefined || this.engine.busy;
    const blocks = this.engine.blocks();
    const standard = this.#options.faultStyle === 'stopped';
    const reasons = blocks.map((word) => (standard ? `${word}-error` : `${word}-warning`));
    if (toner === 'low') reasons.push('toner-low-warning');
    if (this.engine.paperInTray > 0 && this.engine.paperInTray <= 10) reasons.push('media-low-report');
    if (extraReason !== null) reasons.push(extraReason);
    const state = blocks.length > 0 && standard ? 5 : asked ? 4 : 3;
    return { state, reasons: reasons.length > 0 ? reasons : ['none'] };
  }

  #changed(): void {
    const { state, reasons } = this.#state();
    const { printing } = this.#list;
    if (printing && !printing.cancelled) {
      printing.state = state === 5 ? JOB.stopped : JOB.processing;
      printing.reasons = state === 5 ? ['printer-stopped'] : ['job-printing'];
    }
    const now = `${state} ${reasons.join(' ')}`;
    if (now !== this.#lastState) this.#stateChangedAt_s = this.#upTime_s();
    this.#lastState = now;
    for (const listener of this.#listeners) listener();
  }

  #printerGroup(message: Message): Group {
    const wanted = this.#wanted(message, ['all']);
    this.#standing ??= [...descriptionAttributes(this.#identity, this.#uri), ...templateAttributes()];
    const every = [...this.#liveAttributes(), ...this.#standing];
    const names = new Set(wanted);
    const [all, template, description] = ['all', 'job-template', 'printer-description'].map((name) => names.has(name));
    const chosen = every.filter(
      ({ name }) =>
        all || names.has(name) || (template && isJobTemplate(name)) || (description && !isJobTemplate(name)),
    );
    if (wanted.includes('media-col-database')) chosen.push(MEDIA_COL_DATABASE);
    return { tag: GROUP.printer, attributes: chosen };
  }

  #liveAttributes(): Attribute[] {
    const { engine } = this;
    return liveAttributes({
      ...this.#state(),
      accepting: this.accepting,
      upTime_s: this.#upTime_s(),
      stateChangedAt_s: this.#stateChangedAt_s,
      bootEpoch_ms: this.#options.bootEpoch_ms + this.#bootAt_ms,
      queued: this.#list.all.filter((job) => !isTerminal(job)).length,
      toner: this.faults.toner,
      loaded: engine.paperInTray > 0,
      life: this.#options.lifeCounters ? { impressions: engine.lifeImpressions, sheets: engine.lifeSheets } : null,
    });
  }

  #jobGroup(job: Job, wanted: readonly string[]): Group {
    const before = this.#list.all.filter((other) => other.id < job.id && !isTerminal(other)).length;
    const every = jobAttributes(job, {
      uri: this.#uri,
      upTime_s: this.#upTime_s(),
      bootEpoch_ms: this.#options.bootEpoch_ms + this.#bootAt_ms,
      counters: this.#options.counters,
      before,
    });
    return {
      tag: GROUP.job,
      attributes: every.filter(
        ({ name }) =>
          wanted.includes('all') ||
          wanted.includes(name) ||
          (wanted.includes('job-template') && isJobTemplate(name)) ||
          (wanted.includes('job-description') && !isJobTemplate(name)),
      ),
    };
  }

  #listJobs(message: Message): Group[] {
    const which = read.text(read.find(message.groups, GROUP.operation, 'which-jobs')) ?? 'not-completed';
    const mine = read.boolean(read.find(message.groups, GROUP.operation, 'my-jobs')) ?? false;
    const limit = read.integer(read.find(message.groups, GROUP.operation, 'limit')) ?? HISTORY_MAX;
    const user = this.#user(message);
    const wanted = this.#wanted(message, ['job-id', 'job-uri']);
    const chosen = this.#list.all.filter(
      (job) => (which === 'all' || isTerminal(job) === (which === 'completed')) && (!mine || job.user === user),
    );
    if (which === 'completed') chosen.reverse();
    return chosen.slice(0, limit).map((job) => this.#jobGroup(job, wanted));
  }
}
