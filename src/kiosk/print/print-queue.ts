import type { Device } from '../../../drivers/device.ts';
import type { ByteSource } from '../../../drivers/contract.ts';
import {
  TROUBLE_CODE,
  type PaperIncident,
  type PrinterCommand,
  type PrinterFact,
  type PrintOrder,
} from '../../../drivers/printer.ts';
import type { PrintStep } from '../../../fsm/events.ts';
import type { Timer } from '../../base/clock.ts';
import type { CodeName } from '../../base/codes.ts';
import type { IntentKind } from '../../ledger/contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** What may be printed, as the books name it. */
export type Printable = Extract<IntentKind, { kind: `print${string}` }>;

/** Printers of a kiosk, as intents name them. */
export type PrinterId = 'printer' | 'receiptPrinter';

/** What becomes of the orders of the running session and of staff. */
export interface PrintAnswers {
  done(about: Printable): void;
  failed(about: Printable, outcome: 'notDone' | 'unknown', code: CodeName): void;
  /** Of a leaf or receipt of the running session. */
  progress(trouble: CodeName | null, step: PrintStep, keywords: readonly string[]): void;
  /** Somebody else's sheets came out beside the leaves. */
  foreignSheets(): void;
}

/** Orders to one printer: each prepared, written into the books, executed, and told how it ended. */
export interface PrintQueue {
  print(intentId: string, about: Printable, document: ByteSource, order: PrintOrder): void;
  /** A leaf that is not in the printer's hands yet is certainly not out; for one that is, the printer's word counts. */
  cancelLeaf(set: number, leaf: number): void;
  onFact(fact: PrinterFact): void;
  /** It can be ordered from, by what it said last. */
  fits(): boolean;
  /** Nothing of the session that is over, and that is not on its way, is printed any more. */
  sessionEnded(): void;
}

interface Job {
  readonly sessionId: string | null;
  readonly about: Printable;
  readonly document: ByteSource;
  readonly order: PrintOrder;
  /** What the printer counted before; null until it was told to print. */
  deviceBase: string | null;
  /** Since the printer would not take it, and when it is asked again. */
  heldSince_ms: number | null;
  again: Timer | null;
}

/** What a person at the machine puts right, or time: a sheet that was not sent for it waits, and is not given up. */
const HOLDS: ReadonlySet<CodeName> = new Set([...Object.values(TROUBLE_CODE), 'printerOffline', 'printerReply']);

/** Before the first leaf of a set somebody else's job is waited for; between its leaves it stops the set (R92). */
function isHeldFor(code: CodeName, about: Printable): boolean {
  return HOLDS.has(code) || (code === 'printerForeignJob' && about.kind === 'printLeaf' && about.leaf === 0);
}

const STEP: Readonly<Record<'sending' | 'processing' | 'held', PrintStep>> = {
  sending: 'sending',
  processing: 'printing',
  held: 'printing',
};

/** Keywords are joined with commas in a reason (drivers/ipp). */
const keywordsIn = (detail: string): readonly string[] => detail.split(', ');

/** Joins one printer to the books. */
export function createPrintQueue(
  deviceId: PrinterId,
  device: Device<PrinterCommand, PrinterFact>,
  answers: PrintAnswers,
  services: KioskServices,
): PrintQueue {
  const { clock, guarded, ledger, log, session } = services;
  /** Jobs between prepare and outcome, by intent. */
  const jobs = new Map<string, Job>();
  /** Jams of the order on its way: how many, and whether one lasts. */
  const jams = new Map<string, { count: number; lasts: boolean }>();
  let fits = false;
  let toldTrouble = '';

  const isNow = (job: Job | undefined): job is Job => job?.sessionId === (session.get()?.sessionId ?? null);

  function prepare(intentId: string, { order }: Job): void {
    device.command({ type: 'prepare', intentId, order });
  }

  /** Drops an order that was not executed. */
  function forget(intentId: string, job: Job): void {
    device.command({ type: 'forget', intentId });
    jobs.delete(intentId);
    job.again?.cancel();
    job.document.close();
  }

  /** For the technician: code and keywords, once each time they change. */
  function logTrouble(code: CodeName | null, keywords: readonly string[]): void {
    const text = `${code} ${keywords.join()}`;
    if (text === toldTrouble) return;
    toldTrouble = text;
    if (code !== null) log('warn', 'print.held', { device: deviceId, code, reason: keywords.join(' ') });
  }

  function progress(job: Job, trouble: CodeName | null, step: PrintStep, keywords: readonly string[]): void {
    logTrouble(trouble, keywords);
    if (isNow(job) && job.about.kind !== 'printSheet' && job.about.kind !== 'printSlip')
      answers.progress(trouble, step, keywords);
  }

  /** The order waits until the printer takes it: nothing was sent, so nothing can be out. True when it does. */
  function hold(intentId: string, job: Job, code: CodeName, detail: string): boolean {
    const { kind } = job.about;
    if (job.deviceBase !== null || !isNow(job) || !isHeldFor(code, job.about)) return false;
    job.heldSince_ms ??= clock.now_ms();
    // How long a sheet of a certificate waits is the chart's affair; nobody waits so long for a receipt.
    const isLong = clock.now_ms() - job.heldSince_ms >= KIOSK_LIMITS.receipt_waits_ms;
    if (kind !== 'printLeaf' && (kind !== 'printReceipt' || deviceId === 'receiptPrinter' || isLong)) return false;
    progress(job, code === 'printerReply' ? 'printerNotReady' : code, 'drawing', keywordsIn(detail));
    job.again = clock.after(KIOSK_LIMITS.printer_asked_again_ms, () =>
      guarded(() => prepare(intentId, job))(undefined),
    );
    return true;
  }

  function onPrepared({ intentId, deviceBase }: Extract<PrinterFact, { type: 'prepared' }>): void {
    const job = jobs.get(intentId);
    if (!job) return device.command({ type: 'forget', intentId });
    job.deviceBase = deviceBase;
    const { sessionId, about } = job;
    ledger.openIntent({ intentId, sessionId, deviceId, about, order: JSON.stringify(job.order), deviceBase });
    device.command({ type: 'execute', intentId, material: job.document });
  }

  function onOutcome({ intentId, result, deviceAfter, reason }: Extract<PrinterFact, { type: 'outcome' }>): void {
    const code = reason?.code ?? null;
    ledger.closeIntent({ intentId, result, pieces: [], deviceAfter, code });
    const job = jobs.get(intentId);
    jobs.delete(intentId);
    jams.delete(intentId);
    job?.document.close();
    if (result !== 'done') log('warn', 'print.incomplete', { device: deviceId, result, code });
    if (isNow(job)) {
      if (result === 'done') answers.done(job.about);
      else answers.failed(job.about, result === 'notDone' ? 'notDone' : 'unknown', code ?? 'leafUnknown');
    }
    services.intentClosed();
  }

  /** Nothing is printed. A refused `resolve` is not an answer: it is asked again. */
  function onRefused({ intentId, reason }: Extract<PrinterFact, { type: 'refused' }>): void {
    const job = jobs.get(intentId);
    const { code, detail } = reason;
    if (!job || hold(intentId, job, code, detail)) return;
    jobs.delete(intentId);
    job.document.close();
    if (job.deviceBase !== null)
      ledger.closeIntent({ intentId, result: 'notDone', pieces: [], deviceAfter: job.deviceBase, code });
    log('warn', 'print.refused', { device: deviceId, code });
    if (isNow(job)) answers.failed(job.about, 'notDone', code);
    if (job.deviceBase !== null) services.intentClosed();
  }

  /** A sheet that jams is lost, whatever becomes of its leaf: it is in the books while it still sticks. */
  function noteJam(intentId: string, lasts: boolean): void {
    const known = jams.get(intentId) ?? { count: 0, lasts: false };
    const count = lasts && !known.lasts ? known.count + 1 : known.count;
    jams.set(intentId, { count, lasts });
    if (count > known.count) ledger.recordStray({ intentId, cause: 'jam', number: count });
  }

  function onPrinting({ intentId, phase, trouble, keywords }: Extract<PrinterFact, { type: 'printing' }>): void {
    noteJam(intentId, trouble === 'jam');
    const job = jobs.get(intentId);
    if (job) progress(job, trouble === null ? null : TROUBLE_CODE[trouble], STEP[phase], keywords);
  }

  /** The paper path did something else than one sheet for one order. */
  function onIncident({ kind, intentId, sheets, detail }: PaperIncident): void {
    log('warn', 'print.incident', { device: deviceId, what: kind, count: sheets ?? 0 });
    if (kind === 'sheetLost') ledger.recordStray({ intentId, cause: 'jam', number: 1 });
    else if (kind === 'moreSheets') {
      const known = ledger.openStrays().filter(({ cause }) => cause === 'reprint').length;
      for (let number = 1; number <= (sheets ?? 1); number += 1)
        ledger.recordStray({ intentId, cause: 'reprint', number: known + number });
    } else ledger.incident(kind === 'jobKept' ? 'printerJobKept' : 'printerForeignJob', detail);
    if (kind === 'foreignSheets') answers.foreignSheets();
    // The centre hears of it at once.
    services.intentClosed();
  }

  return {
    print: (intentId, about, document, order) => {
      const sessionId = session.get()?.sessionId ?? null;
      const job: Job = { sessionId, about, document, order, deviceBase: null, heldSince_ms: null, again: null };
      jobs.set(intentId, job);
      prepare(intentId, job);
    },
    cancelLeaf: (set, leaf) => {
      for (const [intentId, job] of jobs) {
        const { about } = job;
        if (about.kind !== 'printLeaf' || about.set !== set || about.leaf !== leaf) continue;
        if (job.deviceBase !== null) device.command({ type: 'cancelPrint', intentId });
        else {
          forget(intentId, job);
          answers.failed(about, 'notDone', 'leafFailed');
        }
      }
    },
    onFact: (fact) => {
      if (fact.type === 'prepared') onPrepared(fact);
      else if (fact.type === 'refused') onRefused(fact);
      else if (fact.type === 'outcome') onOutcome(fact);
      else if (fact.type === 'printing') onPrinting(fact);
      else if (fact.type === 'paperIncident') onIncident(fact);
      else if (fact.type === 'status') fits = fact.availability === 'online' || fact.availability === 'attention';
    },
    fits: () => fits,
    sessionEnded: () => {
      for (const [intentId, job] of jobs) if (job.deviceBase === null) forget(intentId, job);
    },
  };
}
