/** The job list of the virtual printer: from Create-Job to the engine and to the history. */
import type { Timer } from '../../../src/base/clock.ts';
import type { VirtualWorld } from '../contract.ts';
import type { Engine } from './engine.ts';
import { isTerminal, JOB, type Job } from './jobs.ts';
import { countRasterPages } from './raster.ts';
import { STATUS } from './requests.ts';
import { type Attribute, GROUP, type Message, read, type Value } from './wire.ts';

/** Jobs kept in the history. */
export const HISTORY_MAX = 50;
/** multiple-operation-time-out: a job without a document is aborted then. */
const DOCUMENT_WAIT_MS = 60_000;
/** A moment of interpretation between acceptance and the first sheet. */
const INTERPRET_MS = 20;

/** What the list needs of its printer. */
export interface JobListOwner {
  readonly world: VirtualWorld;
  readonly engine: () => Engine;
  uri(): string;
  upTime_s(): number;
  isOn(): boolean;
  /** Jobs that are over stay restartable. */
  retains(): boolean;
  changed(): void;
}

export class JobList {
  #jobs: Job[] = [];
  #nextId = 1;
  #print: Timer | null = null;
  readonly #owner: JobListOwner;

  constructor(owner: JobListOwner) {
    this.#owner = owner;
  }

  get all(): readonly Job[] {
    return this.#jobs;
  }
  /** The job on the engine. */
  get printing(): Job | undefined {
    return this.#jobs.find((job) => job.state === JOB.processing || job.state === JOB.stopped);
  }
  find(id: number | null, uri: string | null): Job | undefined {
    return this.#jobs.find((job) => job.id === id || (uri !== null && job.uri === uri));
  }

  /** Every job and its history vanish; the sheet in the path does not. */
  forgetAll(): void {
    for (const job of this.#jobs) {
      job.waitForDocument?.cancel();
      if (!isTerminal(job)) this.#owner.engine().cancel(job.id);
    }
    this.#jobs = [];
    this.#owner.changed();
  }
  powerOff(): void {
    this.#print?.cancel();
    this.forgetAll();
    this.#nextId = 1;
  }
  drop(job: Job): void {
    job.waitForDocument?.cancel();
    this.#jobs = this.#jobs.filter((other) => other !== job);
  }

  add(message: Message, user: string, template: readonly Attribute[]): Job {
    const name = read.text(read.find(message.groups, GROUP.operation, 'job-name')) ?? 'Untitled';
    const sides = template.find((item) => item.name === 'sides');
    const job = this.#newJob(name, user, template, read.text(sides ?? null) ?? 'one-sided');
    job.waitForDocument = this.#owner.world.clock.after(DOCUMENT_WAIT_MS, () =>
      this.end(job, JOB.aborted, ['aborted-by-system']),
    );
    return job;
  }

  #newJob(name: string, user: string, template: readonly Attribute[], sides: string): Job {
    const id = this.#nextId++;
    const random = Buffer.from(this.#owner.world.random.bytes(16)).toString('hex');
    const job: Job = {
      id,
      uri: `${this.#owner.uri()}/${id}`,
      uuid: `urn:uuid:${random.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')}`,
      name,
      user,
      // Copies: the octets of a request hold its document, and the history would keep it.
      template: template.map((item) => ({ ...item, values: item.values.map(copyOf) })),
      duplex: sides !== 'one-sided',
      createdAt_s: this.#owner.upTime_s(),
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
    this.#owner.changed();
    return job;
  }

  /** Somebody prints from elsewhere: one sheet of another user, complete at once. */
  addForeign(user: string): Job {
    const job = this.#newJob('Photo of the office party', user, [], 'one-sided');
    const document = plainSheet();
    Object.assign(job, { format: 'image/pwg-raster', impressions: 1, documents: 1, kOctets: 1, document });
    job.reasons = ['job-queued'];
    this.#printNext();
    return job;
  }

  /** Takes a document in; returns the status that refuses it, or null. */
  takeDocument(job: Job, message: Message, document: Uint8Array): number | null {
    const told = read.text(read.find(message.groups, GROUP.operation, 'document-format')) ?? 'application/octet-stream';
    const magic = Buffer.from(document.subarray(0, 4)).toString('latin1');
    const format = told !== 'application/octet-stream' ? told : magic === 'RaS2' ? 'image/pwg-raster' : told;
    const impressions = format === 'image/pwg-raster' ? countRasterPages(document) : countOtherPages(format, document);
    if (impressions === null || document.length === 0) return STATUS.formatError;
    job.waitForDocument?.cancel();
    job.waitForDocument = null;
    Object.assign(job, { format, impressions, documents: 1, kOctets: Math.ceil(document.length / 1024) });
    job.document = document;
    job.reasons = ['job-queued'];
    this.#printNext();
    return null;
  }

  /** A wish: the sheet in the path still comes out. */
  cancel(job: Job): void {
    job.cancelled = true;
    const started = job.state === JOB.processing || job.state === JOB.stopped;
    if (!started || this.#owner.engine().cancel(job.id)) this.end(job, JOB.canceled, ['job-canceled-by-user']);
    else job.reasons = ['processing-to-stop-point'];
  }

  sheetStacked(jobId: number, impressions: number): void {
    const job = this.find(jobId, null);
    // What comes out behind a job that is over is nobody's any more, by the printer's own word.
    if (!job || isTerminal(job)) return;
    job.impressionsCompleted += impressions;
    job.sheetsCompleted += 1;
  }

  finished(jobId: number): void {
    const job = this.find(jobId, null);
    if (job && !isTerminal(job)) {
      if (job.cancelled) this.end(job, JOB.canceled, ['job-canceled-by-user']);
      else this.end(job, JOB.completed, ['job-completed-successfully']);
    }
    this.#printNext();
  }

  end(job: Job, state: number, reasons: string[]): void {
    job.waitForDocument?.cancel();
    job.waitForDocument = null;
    job.document = null;
    job.state = state;
    job.reasons = this.#owner.retains() ? [...reasons, 'job-restartable'] : reasons;
    job.completedAt_s = this.#owner.upTime_s();
    this.#owner.changed();
    this.#printNext();
  }

  #printNext(): void {
    this.#print?.cancel();
    this.#print = this.#owner.world.clock.after(INTERPRET_MS, () => {
      const job = this.#jobs.find((other) => other.state === JOB.pending && other.document !== null);
      const engine = this.#owner.engine();
      if (!job?.document || engine.busy || !this.#owner.isOn()) return;
      job.state = JOB.processing;
      job.processingAt_s = this.#owner.upTime_s();
      job.reasons = ['job-printing'];
      const { id, name, format, document, duplex } = job;
      engine.start({ id, name, format, document, duplex, impressions: job.impressions ?? 1 });
    });
  }
}

/** The octets of one value, by themselves. */
function copyOf(value: Value): Value {
  const members = value.members.map((member) => ({ ...member, values: member.values.map(copyOf) }));
  return { ...value, octets: Buffer.from(value.octets), members };
}

/** A raster of one gray sheet, 16 × 16 dots. */
function plainSheet(): Uint8Array {
  const header = Buffer.alloc(1796);
  header.write('PwgRaster', 0, 'latin1');
  for (const [at, value] of [
    [276, 600],
    [280, 600],
    [372, 16],
    [376, 16],
    [384, 8],
    [388, 8],
    [392, 16],
    [400, 18],
    [420, 1],
  ] as const)
    header.writeUInt32BE(value, at);
  return Buffer.concat([Buffer.from('RaS2'), header, Buffer.from([15, 15, 0x80])]);
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
