/**
 * The virtual printer: an IPP/2.0 server (RFC 8010, RFC 8011, IPP Everywhere) over an engine that really counts paper.
 * No socket here: `exchange` takes one request with its document and gives what goes back on the wire.
 */
import type { VirtualWorld } from '../contract.ts';
import { type Identity, OPERATION } from './attributes.ts';
import { Engine, type Faults, SHEET_MS, type Sheet } from './engine.ts';
import { JobList } from './job-list.ts';
import { isTerminal, JOB, type Job } from './jobs.ts';
import type { PrinterHabits, VirtualPrinterOptions } from './options.ts';
import type { RasterPage } from './raster.ts';
import { refuseDocument, refuseMessage, splitTemplate, STATUS } from './requests.ts';
import { Teller, userOf, wanted } from './teller.ts';
import { type Exchange, type WireFault, WireFaults } from './wire-faults.ts';
import { attribute, GROUP, type Group, make, type Message, parse, read, serialise } from './wire.ts';

export type { VirtualPrinterOptions } from './options.ts';

interface Reply {
  readonly status: number;
  readonly groups: readonly Group[];
}

export class VirtualPrinter {
  readonly engine: Engine;
  /** Printer does not take new jobs (0x0506). */
  accepting = true;
  /** Number of requests by operation: tests look for repeats. */
  readonly seen = new Map<number, number>();
  readonly #world: VirtualWorld;
  #habits: PrinterHabits;
  readonly #identity: Identity;
  #uri: string;
  readonly #list: JobList;
  #bootAt_ms: number;
  readonly #wire = new WireFaults();
  #stateChangedAt_s = 1;
  readonly #teller: Teller;
  #configChangedAt_s = 1;
  #lastState = '';
  #on = true;
  readonly #listeners = new Set<() => void>();

  constructor(world: VirtualWorld, options: VirtualPrinterOptions = {}) {
    this.#world = world;
    this.#habits = {
      sheet_ms: options.sheet_ms ?? SHEET_MS,
      faultStyle: options.faultStyle ?? 'stopped',
      counters: options.counters ?? { impressions: true, sheets: true },
      lifeCounters: options.lifeCounters ?? true,
      bootEpoch_ms: options.bootEpoch_ms ?? Date.UTC(2025, 3, 16, 1, 0, 0),
      rasterTypes: options.rasterTypes ?? ['black_1', 'sgray_8'],
      sheetBack: options.sheetBack ?? 'normal',
      retainsJobs: options.retainsJobs ?? false,
      purge: options.purge ?? 'anybody',
      jobIds: options.jobIds ?? true,
      privacy: options.privacy ?? 'all',
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
      retains: () => this.#habits.retainsJobs,
      changed: () => this.#changed(),
    });
    this.engine = new Engine(
      world.clock,
      {
        sheetStacked: (jobId, impressions) => this.#sheetStacked(jobId, impressions),
        finished: (jobId) => this.#list.finished(jobId),
        changed: () => this.#changed(),
      },
      this.#habits,
    );
    this.#teller = new Teller({
      engine: this.engine,
      list: this.#list,
      identity: this.#identity,
      uri: () => this.#uri,
      habits: () => this.#habits,
      accepting: () => this.accepting,
      upTime_s: () => this.#upTime_s(),
      times: () => ({
        stateChangedAt_s: this.#stateChangedAt_s,
        configChangedAt_s: this.#configChangedAt_s,
        bootEpoch_ms: this.#habits.bootEpoch_ms + this.#bootAt_ms,
      }),
    });
  }

  get uri(): string {
    return this.#uri;
  }
  /** The host tells where the printer is reached once its port is known. */
  set uri(uri: string) {
    this.#uri = uri;
    this.#teller?.forgetStanding();
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
  /** Somebody changes the settings of the printer while it runs: printer-config-change-time tells. */
  configure(habits: Partial<Pick<PrinterHabits, 'rasterTypes' | 'sheetBack' | 'retainsJobs' | 'purge'>>): void {
    this.#habits = { ...this.#habits, ...habits };
    if (habits.sheetBack !== undefined) this.engine.sheetBack = habits.sheetBack;
    this.#configChangedAt_s = this.#upTime_s();
    this.#teller.forgetStanding();
    this.#changed();
  }
  /** Somebody prints a sheet of their own from elsewhere. */
  printForeign(user = 'office-pc'): Job {
    return this.#list.addForeign(user);
  }
  /** Somebody cancels a job at its panel. */
  cancelAtPanel(jobId: number): void {
    const job = this.#list.find(jobId, null);
    if (job && !isTerminal(job)) this.#list.cancel(job);
  }
  /** Another printer stands at the same address. */
  setIdentity(identity: Partial<Identity>): void {
    Object.assign(this.#identity, identity);
    this.#teller.forgetStanding();
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
  /** Off and on again at once. */
  restart(): void {
    this.powerOff();
    this.powerOn();
  }
  powerOn(): void {
    if (this.#on) return;
    this.#on = true;
    this.#bootAt_ms = this.#world.clock.now_ms();
    this.#stateChangedAt_s = 1;
    this.#configChangedAt_s = 1;
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

  #act(message: Message, document: Uint8Array): Reply {
    switch (message.code) {
      case OPERATION.getPrinterAttributes:
        return { status: STATUS.ok, groups: [this.#teller.printerGroup(message)] };
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
          groups: [this.#teller.jobGroup(job, wanted(message, ['all']))],
        }));
      case OPERATION.getJobs:
        return { status: STATUS.ok, groups: this.#teller.jobGroups(message) };
      case OPERATION.cancelMyJobs:
        return this.#cancelMine(message);
      case OPERATION.purgeJobs:
        return this.#purge(message);
      case OPERATION.identifyPrinter:
        return { status: STATUS.ok, groups: [] };
      default:
        return { status: STATUS.operationNotSupported, groups: [] };
    }
  }

  #withJob(message: Message, act: (job: Job) => Reply) {
    const id = read.integer(read.find(message.groups, GROUP.operation, 'job-id'));
    const uri = read.text(read.find(message.groups, GROUP.operation, 'job-uri'));
    const job = this.#list.find(id, uri);
    if (job) return act(job);
    const bad = id === null && uri === null;
    return { status: bad ? STATUS.badRequest : STATUS.notFound, groups: [] };
  }

  #newJob(message: Message, document: Uint8Array): Reply {
    const refused = refuseDocument(message.groups, this.#habits);
    if (refused !== null) return { status: refused, groups: [] };
    const { accepted, unsupported } = splitTemplate(message.groups, this.#habits);
    const groups: Group[] = unsupported.length > 0 ? [{ tag: GROUP.unsupported, attributes: unsupported }] : [];
    const fidelity = read.boolean(read.find(message.groups, GROUP.operation, 'ipp-attribute-fidelity')) ?? false;
    if (unsupported.length > 0 && fidelity) return { status: STATUS.attributesNotSupported, groups };
    if (!this.accepting) return { status: STATUS.notAccepting, groups: [] };
    const status = unsupported.length > 0 ? STATUS.okIgnored : STATUS.ok;
    if (message.code === OPERATION.validateJob) return { status, groups };
    const job = this.#list.add(message, userOf(message), accepted);
    if (message.code === OPERATION.printJob) {
      const bad = this.#list.takeDocument(job, message, document);
      if (bad !== null) {
        this.#list.drop(job);
        return { status: bad, groups };
      }
    }
    return {
      status,
      groups: [
        ...groups,
        this.#teller.jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons', 'job-uuid']),
      ],
    };
  }

  #sendDocument(job: Job, message: Message, document: Uint8Array): Reply {
    const last = read.boolean(read.find(message.groups, GROUP.operation, 'last-document'));
    if (last === null) return { status: STATUS.badRequest, groups: [] };
    if (isTerminal(job) || job.document) return { status: STATUS.notPossible, groups: [] };
    if (document.length === 0 && last) return this.#closeJob(job);
    const refused = refuseDocument(message.groups, this.#habits) ?? this.#list.takeDocument(job, message, document);
    if (refused !== null) {
      this.#list.end(job, JOB.aborted, ['document-format-error', 'aborted-by-system']);
      return { status: refused, groups: [] };
    }
    return {
      status: STATUS.ok,
      groups: [this.#teller.jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  #cancel(job: Job): Reply {
    this.#list.cancel(job);
    return { status: STATUS.ok, groups: [] };
  }

  /** job-ids of a request, null when it names none. */
  #jobIds(message: Message): number[] | null {
    const ids = read.integers(read.find(message.groups, GROUP.operation, 'job-ids'));
    return ids.length > 0 && this.#habits.jobIds ? ids : null;
  }

  #cancelMine(message: Message): Reply {
    const user = userOf(message);
    const ids = this.#jobIds(message);
    for (const job of this.#list.all) {
      const meant = job.user === user && (ids === null || ids.includes(job.id));
      if (meant && !isTerminal(job)) this.#list.cancel(job);
    }
    return { status: STATUS.ok, groups: [] };
  }

  /** Without job-ids everybody's jobs go; with them only those, and only those that are over. */
  #purge(message: Message): Reply {
    if (this.#habits.purge === 'administrator') return { status: STATUS.notAuthorized, groups: [] };
    const ids = this.#jobIds(message);
    if (ids === null) this.forgetJobs();
    else for (const job of this.#list.all) if (ids.includes(job.id) && isTerminal(job)) this.#list.drop(job);
    return { status: STATUS.ok, groups: [] };
  }

  #sheetStacked(jobId: number, impressions: number): void {
    this.#list.sheetStacked(jobId, impressions);
    const { faults } = this;
    if (faults.foreignAfterSheets === null) return;
    faults.foreignAfterSheets -= 1;
    if (faults.foreignAfterSheets > 0) return;
    faults.foreignAfterSheets = null;
    this.printForeign();
  }

  #closeJob(job: Job): Reply {
    if (!job.document && !isTerminal(job)) this.#list.end(job, JOB.completed, ['job-completed-successfully']);
    return {
      status: STATUS.ok,
      groups: [this.#teller.jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  #upTime_s(): number {
    return Math.max(1, Math.floor((this.#world.clock.now_ms() - this.#bootAt_ms) / 1000));
  }

  #changed(): void {
    const { state, reasons } = this.#teller.state();
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
}
