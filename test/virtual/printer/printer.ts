/**
 * The virtual printer: an IPP/2.0 server (RFC 8010, RFC 8011, IPP Everywhere) over an engine that really counts paper.
 * No socket here: `exchange` takes one request with its document and gives what goes back on the wire.
 */
import type { Timer } from '../../../src/base/clock.ts';
import type { VirtualWorld } from '../contract.ts';
import {
  A4,
  descriptionAttributes,
  type Identity,
  isJobTemplate,
  MEDIA_COL_DATABASE,
  mediaAttributes,
  OPERATION,
  templateAttributes,
} from './attributes.ts';
import { Engine, type Faults, SHEET_MS, type Sheet } from './engine.ts';
import { type CounterHabits, isTerminal, JOB, type Job, jobAttributes } from './jobs.ts';
import { countRasterPages, type RasterPage } from './raster.ts';
import { refuseDocument, refuseMessage, splitTemplate, STATUS } from './requests.ts';
import { type Attribute, attribute, GROUP, type Group, make, type Message, parse, read, serialise } from './wire.ts';

/** How this printer differs from others; everything has a default. */
export interface VirtualPrinterOptions {
  readonly uri?: string;
  readonly identity?: Partial<Identity>;
  readonly sheet_ms?: number;
  /** `stopped` as the standard says, or `processing` as ippeveprinter does: the state stays, only the reasons tell. */
  readonly faultStyle?: 'stopped' | 'processing';
  readonly counters?: CounterHabits;
  /** Printer-wide life counters are optional too. */
  readonly lifeCounters?: boolean;
  /** Wall clock at the first start, only for dateTime values. */
  readonly bootEpoch_ms?: number;
}

/** A fault of network or firmware for one or more coming requests. */
export interface WireFault {
  /** Operation it waits for, null = any. */
  readonly operation: number | null;
  /**
   * hang: acts, never answers · loseAnswer: acts, cuts the line before the answer · cutAnswer: half an answer · dropRequest:
   * cuts without acting · garbage: an HTML page · wrongRequestId · error: an HTTP status · busy: server-error-busy.
   */
  readonly kind: 'hang' | 'loseAnswer' | 'cutAnswer' | 'dropRequest' | 'garbage' | 'wrongRequestId' | 'error' | 'busy';
  readonly times: number;
}

/** What goes back on the wire. */
export type Exchange =
  | { readonly kind: 'reply'; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly bytes: Uint8Array }
  | { readonly kind: 'hang' }
  | { readonly kind: 'error'; readonly status: number };

/** Jobs kept in the history. */
const HISTORY_MAX = 50;
const DOCUMENT_WAIT_MS = 60_000;

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
  #jobs: Job[] = [];
  #nextJobId = 1;
  #bootAt_ms: number;
  #wireFaults: WireFault[] = [];
  #stateChangedAt_s = 1;
  #lastState = '';
  #on = true;
  readonly #listeners = new Set<() => void>();
  #print: Timer | null = null;

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
    this.engine = new Engine(
      world.clock,
      {
        sheetStacked: (jobId, impressions) => this.#sheetStacked(jobId, impressions),
        finished: (jobId) => this.#finished(jobId),
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
  }
  get uuid(): string {
    return this.#identity.uuid;
  }
  get faults(): Faults {
    return this.engine.faults;
  }
  get jobs(): readonly Job[] {
    return this.#jobs;
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
  /** Every printed side in the output tray, decoded. */
  pages(): RasterPage[] {
    return this.engine.output.flatMap((sheet) => [...sheet.images()]);
  }
  /** A purge at the panel: every job and its history is gone, paper in the path is not. */
  forgetJobs(): void {
    for (const job of this.#jobs) {
      job.waitForDocument?.cancel();
      if (!isTerminal(job)) this.engine.cancel(job.id);
    }
    this.#jobs = [];
    this.#changed();
  }
  failWire(fault: WireFault): void {
    this.#wireFaults.push(fault);
  }
  clearWireFaults(): void {
    this.#wireFaults = [];
  }
  /** Power cut: jobs and history vanish; a sheet in the path jams. Life counters stay. */
  powerOff(): void {
    if (!this.#on) return;
    this.#on = false;
    this.#print?.cancel();
    this.engine.powerOff();
    this.forgetJobs();
  }
  powerOn(): void {
    if (this.#on) return;
    this.#on = true;
    this.#bootAt_ms = this.#world.clock.now_ms();
    this.#nextJobId = 1;
    this.#stateChangedAt_s = 1;
    this.#changed();
  }

  /** One request with its document, on the wire: wire faults are applied. */
  exchange(body: Uint8Array): Exchange {
    const operation = body.length >= 4 ? body[2]! * 256 + body[3]! : 0;
    const fault = this.#takeWireFault(operation);
    if (fault === 'dropRequest') return { kind: 'cut', bytes: new Uint8Array() };
    if (fault === 'error') return { kind: 'error', status: 503 };
    if (fault === 'busy') {
      const parsed = parse(body);
      return { kind: 'reply', bytes: this.#reply(parsed.ok ? parsed.message : null, STATUS.busy, []) };
    }
    const reply = this.handle(body, null);
    if (fault === 'hang') return { kind: 'hang' };
    if (fault === 'loseAnswer') return { kind: 'cut', bytes: new Uint8Array() };
    if (fault === 'cutAnswer') return { kind: 'cut', bytes: reply.subarray(0, reply.length >> 1) };
    if (fault === 'garbage') return { kind: 'reply', bytes: Buffer.from('<html><body>Welcome</body></html>') };
    if (fault === 'wrongRequestId') {
      const wrong = Buffer.from(reply);
      wrong.writeInt32BE(wrong.readInt32BE(4) + 1000, 4);
      return { kind: 'reply', bytes: wrong };
    }
    return { kind: 'reply', bytes: reply };
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

  #takeWireFault(operation: number): WireFault['kind'] | null {
    const at = this.#wireFaults.findIndex((fault) => fault.operation === null || fault.operation === operation);
    const fault = this.#wireFaults[at];
    if (!fault) return null;
    if (fault.times <= 1) this.#wireFaults.splice(at, 1);
    else this.#wireFaults[at] = { ...fault, times: fault.times - 1 };
    return fault.kind;
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
        for (const job of this.#jobs) if (!isTerminal(job) && job.user === user) this.#cancel(job);
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
    const job = this.#jobs.find((other) => other.id === id || (uri !== null && other.uri === uri));
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
    const job = this.#addJob(message, accepted);
    if (message.code === OPERATION.printJob) {
      const bad = this.#takeDocument(job, message, document);
      if (bad !== null) {
        this.#jobs = this.#jobs.filter((other) => other !== job);
        return { status: bad, groups };
      }
    } else {
      job.waitForDocument = this.#world.clock.after(DOCUMENT_WAIT_MS, () =>
        this.#end(job, JOB.aborted, ['aborted-by-system']),
      );
    }
    return {
      status,
      groups: [...groups, this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons', 'job-uuid'])],
    };
  }

  #addJob(message: Message, template: Attribute[]): Job {
    const id = this.#nextJobId++;
    const random = Buffer.from(this.#world.random.bytes(16)).toString('hex');
    const sides = template.find((item) => item.name === 'sides');
    const job: Job = {
      id,
      uri: `${this.#uri}/${id}`,
      uuid: `urn:uuid:${random.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')}`,
      name: read.text(read.find(message.groups, GROUP.operation, 'job-name')) ?? 'Untitled',
      user: this.#user(message),
      template,
      duplex: (read.text(sides ?? null) ?? 'one-sided') !== 'one-sided',
      createdAt_s: this.#upTime_s(),
      state: JOB.pending,
      reasons: ['job-incoming'],
      processingAt_s: null,
      completedAt_s: null,
      impressionsCompleted: 0,
      sheetsCompleted: 0,
      impressions: null,
      kOctets: 0,
      documents: 0,
      format: 'application/octet-stream',
      document: null,
      waitForDocument: null,
      cancelled: false,
    };
    this.#jobs.push(job);
    while (this.#jobs.length > HISTORY_MAX && isTerminal(this.#jobs[0]!)) this.#jobs.shift();
    this.#changed();
    return job;
  }

  #sendDocument(job: Job, message: Message, document: Uint8Array): { status: number; groups: readonly Group[] } {
    const last = read.boolean(read.find(message.groups, GROUP.operation, 'last-document'));
    if (last === null) return { status: STATUS.badRequest, groups: [] };
    if (isTerminal(job) || job.document) return { status: STATUS.notPossible, groups: [] };
    if (document.length === 0 && last) return this.#closeJob(job);
    const refused = refuseDocument(message.groups) ?? this.#takeDocument(job, message, document);
    if (refused !== null) {
      this.#end(job, JOB.aborted, ['document-format-error', 'aborted-by-system']);
      return { status: refused, groups: [] };
    }
    return {
      status: STATUS.ok,
      groups: [this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  #closeJob(job: Job): { status: number; groups: readonly Group[] } {
    if (!job.document && !isTerminal(job)) this.#end(job, JOB.completed, ['job-completed-successfully']);
    return {
      status: STATUS.ok,
      groups: [this.#jobGroup(job, ['job-id', 'job-uri', 'job-state', 'job-state-reasons'])],
    };
  }

  /** Takes a document in; returns the status that refuses it, or null. */
  #takeDocument(job: Job, message: Message, document: Uint8Array): number | null {
    const told = read.text(read.find(message.groups, GROUP.operation, 'document-format')) ?? 'application/octet-stream';
    const magic = Buffer.from(document.subarray(0, 4)).toString('latin1');
    const format = told !== 'application/octet-stream' ? told : magic === 'RaS2' ? 'image/pwg-raster' : told;
    const impressions = format === 'image/pwg-raster' ? countRasterPages(document) : countOtherPages(format, document);
    if (impressions === null || document.length === 0) return STATUS.formatError;
    job.waitForDocument?.cancel();
    job.waitForDocument = null;
    Object.assign(job, { format, impressions, documents: 1, kOctets: Math.ceil(document.length / 1024) });
    job.document = Uint8Array.from(document);
    job.reasons = ['job-queued'];
    this.#printNext();
    return null;
  }

  #printNext(): void {
    this.#print?.cancel();
    // A moment of interpretation between acceptance and the first sheet.
    this.#print = this.#world.clock.after(20, () => {
      const job = this.#jobs.find((other) => other.state === JOB.pending && other.document !== null);
      if (!job?.document || this.engine.busy || !this.#on) return;
      job.state = JOB.processing;
      job.processingAt_s = this.#upTime_s();
      job.reasons = ['job-printing'];
      const { id, name, format, document, duplex } = job;
      this.engine.start({ id, name, format, document, duplex, impressions: job.impressions ?? 1 });
    });
  }

  #cancel(job: Job): { status: number; groups: readonly Group[] } {
    job.cancelled = true;
    const started = job.state === JOB.processing || job.state === JOB.stopped;
    if (!started || this.engine.cancel(job.id)) this.#end(job, JOB.canceled, ['job-canceled-by-user']);
    else job.reasons = ['processing-to-stop-point'];
    return { status: STATUS.ok, groups: [] };
  }

  #sheetStacked(jobId: number, impressions: number): void {
    const job = this.#jobs.find((other) => other.id === jobId);
    if (!job) return;
    job.impressionsCompleted += impressions;
    job.sheetsCompleted += 1;
  }

  #finished(jobId: number): void {
    const job = this.#jobs.find((other) => other.id === jobId);
    if (job && !isTerminal(job)) {
      if (job.cancelled) this.#end(job, JOB.canceled, ['job-canceled-by-user']);
      else this.#end(job, JOB.completed, ['job-completed-successfully']);
    }
    this.#printNext();
  }

  #end(job: Job, state: number, reasons: string[]): void {
    job.waitForDocument?.cancel();
    job.waitForDocument = null;
    job.document = null;
    job.state = state;
    job.reasons = reasons;
    job.completedAt_s = this.#upTime_s();
    this.#changed();
    this.#printNext();
  }

  #upTime_s(): number {
    return Math.max(1, Math.floor((this.#world.clock.now_ms() - this.#bootAt_ms) / 1000));
  }

  /** printer-state 3 idle, 4 processing, 5 stopped, and the reasons. */
  #state(): { state: number; reasons: string[] } {
    const { toner, extraReason } = this.faults;
    const asked = this.#jobs.some((job) => job.state === JOB.processing || job.state === JOB.stopped);
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
    const printing = this.#jobs.find((job) => job.state === JOB.processing || job.state === JOB.stopped);
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
    const every = [
      ...this.#liveAttributes(),
      ...descriptionAttributes(this.#identity, this.#uri),
      ...templateAttributes(),
    ];
    const chosen = every.filter(
      ({ name }) =>
        wanted.includes('all') ||
        wanted.includes(name) ||
        (wanted.includes('job-template') && isJobTemplate(name)) ||
        (wanted.includes('printer-description') && !isJobTemplate(name)),
    );
    if (wanted.includes('media-col-database')) chosen.push(MEDIA_COL_DATABASE);
    return { tag: GROUP.printer, attributes: chosen };
  }

  #liveAttributes(): Attribute[] {
    const { state, reasons } = this.#state();
    const time = (up_s: number) => make.dateTime(this.#options.bootEpoch_ms + this.#bootAt_ms + up_s * 1000);
    const level = { full: 90, low: 8, empty: 0 }[this.faults.toner];
    const supply = `type=toner;maxcapacity=100;level=${level};colorantname=black;`;
    const live = [
      attribute('printer-state', make.enum(state)),
      attribute('printer-state-reasons', ...reasons.map(make.keyword)),
      attribute('printer-state-message', make.text('')),
      attribute('printer-is-accepting-jobs', make.boolean(this.accepting)),
      attribute('printer-up-time', make.integer(this.#upTime_s())),
      attribute('printer-current-time', time(this.#upTime_s())),
      attribute('printer-state-change-time', make.integer(this.#stateChangedAt_s)),
      attribute('printer-state-change-date-time', time(this.#stateChangedAt_s)),
      attribute('printer-config-change-time', make.integer(1)),
      attribute('printer-config-change-date-time', time(1)),
      attribute('queued-job-count', make.integer(this.#jobs.filter((job) => !isTerminal(job)).length)),
      attribute('printer-supply', make.octets(Buffer.from(supply))),
      attribute('printer-supply-description', make.text('Black toner')),
      ...mediaAttributes(this.engine.paperInTray > 0 ? A4 : null),
    ];
    if (this.#options.lifeCounters) {
      live.push(
        attribute('printer-impressions-completed', make.integer(this.engine.lifeImpressions)),
        attribute('printer-media-sheets-completed', make.integer(this.engine.lifeSheets)),
      );
    }
    return live;
  }

  #jobGroup(job: Job, wanted: readonly string[]): Group {
    const before = this.#jobs.filter((other) => other.id < job.id && !isTerminal(other)).length;
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
    const chosen = this.#jobs.filter(
      (job) => (which === 'all' || isTerminal(job) === (which === 'completed')) && (!mine || job.user === user),
    );
    if (which === 'completed') chosen.reverse();
    return chosen.slice(0, limit).map((job) => this.#jobGroup(job, wanted));
  }
}

/** Pages of a format this printer takes but does not draw; null when it is not that format. */
function countOtherPages(format: string, document: Uint8Array): number | null {
  const text = Buffer.from(document.buffer, document.byteOffset, document.byteLength).toString('latin1');
  if (format === 'application/pdf') {
    return text.startsWith('%PDF-') ? Math.max(1, text.match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 1) : null;
  }
  if (format === 'image/jpeg') return text.startsWith('\xff\xd8') ? 1 : null;
  return 1;
}
