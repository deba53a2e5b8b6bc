import type { Device } from '../../drivers/device.ts';
import type { ByteSource } from '../../drivers/contract.ts';
import type { PrinterCommand, PrinterFact, PrinterTrouble, PrintOrder } from '../../drivers/printer.ts';
import type { SessionCommand } from '../../fsm/events.ts';
import type { CellFact } from '../cell/contract.ts';
import type { CodeName } from '../base/codes.ts';
import type { IntentKind } from '../ledger/contract.ts';
import type { RasterTarget } from '../paper/contract.ts';
import { bufferSource } from './buffer-source.ts';
import { cellSource, type CellSource } from './cell-source.ts';
import type { KioskServices } from './services.ts';
import type { Suspicion } from './suspicion.ts';

type PrintCommand = Extract<SessionCommand, { type: `print.${string}` }>;
type Printable = Extract<IntentKind, { kind: `print${string}` }>;

/** Printer ↔ chart, with the page maker of the cell in between. */
export interface PrintBridge {
  command(command: PrintCommand): void;
  onFact(fact: PrinterFact): void;
  onCell(fact: CellFact): void;
  /** Prints a sheet of staff mode. `done` is called once, with what went wrong or null. */
  printSheet(number: number, raster: Uint8Array, done: (code: CodeName | null) => void): void;
  /** The cell is gone: what it should have made is never made. */
  cellLost(): void;
  /** The session ends: nothing of it that is not on its way may be printed any more. */
  sessionEnded(): void;
}

const TROUBLE_CODES: Readonly<Record<PrinterTrouble, CodeName>> = {
  paper: 'printerPaper',
  jam: 'printerJam',
  door: 'printerDoor',
  output: 'printerOutputFull',
  supplies: 'printerSupplies',
  engine: 'printerNotReady',
  control: 'printerNotReady',
};

/** A sheet's serial is the beginning of its intent's id: 64 bits, short enough to be read out. */
const SERIAL_LETTERS = 16;

interface Job {
  readonly sessionId: string | null;
  readonly about: Printable;
  readonly document: ByteSource;
  readonly order: PrintOrder;
  /** What the printer counted before; null until it was told to print. */
  deviceBase: string | null;
}

/** Makes what a slip or receipt states; the words come from `papers.ts`. */
export interface Papers {
  receipt(): void;
  slip(claimNumber: string): void;
}

/** Joins the printer to the ledger and the chart; `papers` says what receipts and slips state. */
export function createPrintBridge(
  device: Device<PrinterCommand, PrinterFact>,
  papers: Papers,
  suspicion: Suspicion,
  services: KioskServices,
): PrintBridge {
  const { ledger, send, session, log, newId, serviceClock, targets } = services;
  /** Jobs between prepare and outcome, by intent. */
  const jobs = new Map<string, Job>();
  // What the cell was asked to make and has not answered yet.
  let slipInWork: string | null = null;
  let receiptInWork = false;
  let leafInWork: {
    readonly set: number;
    readonly leaf: number;
    readonly intentId: string;
    readonly target: RasterTarget;
  } | null = null;
  /** The leaf on its way from the cell to the printer. */
  let leafSource: CellSource | null = null;
  let cellIsLost = false;

  function sessionNow(): string | null {
    return session.get()?.sessionId ?? null;
  }

  /** Who waits for a sheet of staff mode, by its number. */
  const sheets = new Map<number, (code: CodeName | null) => void>();

  function tellSheet(number: number, code: CodeName | null): void {
    const done = sheets.get(number);
    sheets.delete(number);
    done?.(code);
  }

  function failed(about: Printable, outcome: 'notDone' | 'unknown', code: CodeName): void {
    if (about.kind === 'printLeaf') {
      send({ type: 'print.leafFailed', set: about.set, leaf: about.leaf, outcome, code });
    } else if (about.kind === 'printReceipt') send({ type: 'print.receiptFailed', code });
    else if (about.kind === 'printSheet') tellSheet(about.number, code);
    else send({ type: 'print.slipFailed', code });
  }

  function done(about: Printable): void {
    if (about.kind === 'printLeaf') send({ type: 'print.leafDone', set: about.set, leaf: about.leaf });
    else if (about.kind === 'printReceipt') send({ type: 'print.receiptDone' });
    else if (about.kind === 'printSheet') tellSheet(about.number, null);
    else send({ type: 'print.slipDone' });
  }

  function print(
    about: Printable,
    document: ByteSource,
    { format, type }: RasterTarget,
    intentId: string,
    sides: PrintOrder['sides'] = 'one-sided',
  ): void {
    const order: PrintOrder = {
      type: 'print',
      // Neutral and unique: a lost answer is looked up by it, and nobody reads a person out of it.
      jobName: `madoguchi-${intentId}`,
      format,
      sides,
      sheets: 1,
      raster: type,
    };
    jobs.set(intentId, { sessionId: sessionNow(), about, document, order, deviceBase: null });
    device.command({ type: 'prepare', intentId, order });
  }

  /** An own paper: one side, small enough to be held. */
  function printPaper(about: Printable, raster: Uint8Array): void {
    print(about, bufferSource(raster), targets.paper(), newId());
  }

  /** Whoever finds it, cell or bridge: nothing is sold any more until a person has looked. */
  function pageDiffers(): void {
    suspicion.mismatch({
      code: 'pageDigest',
      detail: 'a rendered page is not the page that was checked',
      municipalityId: session.get()?.municipalityId ?? null,
    });
  }

  /** A leaf is printed only if it was rendered from the very bytes that were checked. */
  function printLeaf(fact: Extract<CellFact, { type: 'leafMade' }>): void {
    const { set, leaf } = fact;
    const current = session.get();
    // Cancelled while the cell drew it: it was told as not done and must not come out after all.
    if (leafInWork?.set !== set || leafInWork.leaf !== leaf || !current) {
      current?.cell.send({ type: 'dropLeaf' });
      return;
    }
    const { intentId, target } = leafInWork;
    leafInWork = null;
    const checked = current.sets.find((candidate) => candidate.set === set)?.pageDigests[leaf];
    if (checked === undefined || checked !== fact.pageDigest) {
      current.cell.send({ type: 'dropLeaf' });
      pageDiffers();
      failed({ kind: 'printLeaf', set, leaf }, 'notDone', 'pageDigest');
      return;
    }
    leafSource = cellSource(current.cell);
    print({ kind: 'printLeaf', set, leaf }, leafSource, target, intentId, 'two-sided-long-edge');
  }

  function onCell(fact: CellFact): void {
    if (fact.type === 'leafMade') printLeaf(fact);
    else if (fact.type === 'leafPiece') leafSource?.piece(fact);
    else if (fact.type === 'receiptMade') {
      // Only what was asked for, once: a cell cannot print by itself.
      if (!receiptInWork) return void fact.raster.fill(0);
      receiptInWork = false;
      printPaper({ kind: 'printReceipt' }, fact.raster);
    } else if (fact.type === 'slipMade') {
      if (slipInWork === null) return void fact.raster.fill(0);
      printPaper({ kind: 'printSlip', claimNumber: slipInWork }, fact.raster);
      slipInWork = null;
    } else if (fact.type === 'notMade') notMade(fact.what, fact.code);
  }

  /** What the cell was asked to make, and never will. */
  function notMade(what: 'leaf' | 'receipt' | 'slip' | 'sheet', code: CodeName): void {
    const [leaf, receipt, claimNumber] = [leafInWork, receiptInWork, slipInWork];
    if (what === 'leaf' && leaf) {
      leafInWork = null;
      if (code === 'pageDigest') pageDiffers();
      failed({ kind: 'printLeaf', set: leaf.set, leaf: leaf.leaf }, 'notDone', code);
    }
    if (what === 'receipt' && receipt) {
      receiptInWork = false;
      failed({ kind: 'printReceipt' }, 'notDone', code);
    }
    if (what === 'slip' && claimNumber !== null) {
      slipInWork = null;
      failed({ kind: 'printSlip', claimNumber }, 'notDone', code);
    }
  }

  /** The intent's id is there before the intent: what is printed on the sheet leads to the books. */
  function makeLeaf(set: number, leaf: number): void {
    const [intentId, target] = [newId(), targets.leaf()];
    leafInWork = { set, leaf, intentId, target };
    if (cellIsLost) return notMade('leaf', 'cellLost');
    const printedAt_epoch_ms = Math.round(serviceClock.now_epoch_ms());
    const serial = intentId.slice(0, SERIAL_LETTERS);
    session.get()?.cell.send({ type: 'makeLeaf', set, leaf, serial, printedAt_epoch_ms, target });
  }

  function command(order: PrintCommand): void {
    const current = session.get();
    switch (order.type) {
      case 'print.checkReady':
        device.command({ type: 'checkReady' });
        return;
      case 'print.leaf':
        makeLeaf(order.set, order.leaf);
        return;
      case 'print.cancelLeaf':
        cancelLeaf(order.set, order.leaf);
        return;
      case 'print.receipt':
        receiptInWork = true;
        if (cellIsLost) notMade('receipt', 'cellLost');
        else papers.receipt();
        return;
      case 'print.slip':
        slipInWork = order.claimNumber;
        if (cellIsLost || !current) notMade('slip', 'cellLost');
        else papers.slip(order.claimNumber);
        return;
    }
  }

  /** A leaf that is not in the printer's hands yet is certainly not out; for one that is, the printer's word counts. */
  function cancelLeaf(set: number, leaf: number): void {
    if (leafInWork?.set === set && leafInWork.leaf === leaf) {
      notMade('leaf', 'leafFailed');
      return;
    }
    for (const [intentId, job] of jobs) {
      const { about } = job;
      if (about.kind !== 'printLeaf' || about.set !== set || about.leaf !== leaf) continue;
      if (job.deviceBase !== null) device.command({ type: 'cancelPrint', intentId });
      else {
        forget(intentId, job);
        failed(about, 'notDone', 'leafFailed');
      }
    }
  }

  /** Drops an order that was not executed. */
  function forget(intentId: string, job: Job): void {
    device.command({ type: 'forget', intentId });
    jobs.delete(intentId);
    job.document.close();
  }

  function onPrepared(fact: Extract<PrinterFact, { type: 'prepared' }>): void {
    const job = jobs.get(fact.intentId);
    if (!job) {
      device.command({ type: 'forget', intentId: fact.intentId });
      return;
    }
    job.deviceBase = fact.deviceBase;
    ledger.openIntent({
      intentId: fact.intentId,
      sessionId: job.sessionId,
      deviceId: 'printer',
      about: job.about,
      order: JSON.stringify(job.order),
      deviceBase: fact.deviceBase,
    });
    device.command({ type: 'execute', intentId: fact.intentId, material: job.document });
  }

  function onOutcome(fact: Extract<PrinterFact, { type: 'outcome' }>): void {
    const code = fact.reason?.code ?? null;
    ledger.closeIntent({
      intentId: fact.intentId,
      result: fact.result,
      pieces: [],
      deviceAfter: fact.deviceAfter,
      code,
    });
    const job = jobs.get(fact.intentId);
    jobs.delete(fact.intentId);
    job?.document.close();
    if (fact.result !== 'done') log('warn', 'print.incomplete', { result: fact.result, code });
    if (job?.sessionId === sessionNow()) {
      if (fact.result === 'done') done(job.about);
      else failed(job.about, fact.result === 'notDone' ? 'notDone' : 'unknown', code ?? 'leafUnknown');
    }
    services.intentClosed();
  }

  /** Nothing is printed. A refused `resolve` is not an answer: it is asked again. */
  function onRefused(fact: Extract<PrinterFact, { type: 'refused' }>): void {
    const { intentId } = fact;
    const job = jobs.get(intentId);
    if (!job) return;
    jobs.delete(intentId);
    job.document.close();
    const { code } = fact.reason;
    if (job.deviceBase !== null) {
      ledger.closeIntent({ intentId, result: 'notDone', pieces: [], deviceAfter: job.deviceBase, code });
    }
    if (job.sessionId === sessionNow()) failed(job.about, 'notDone', code);
    if (job.deviceBase !== null) services.intentClosed();
  }

  function onFact(fact: PrinterFact): void {
    switch (fact.type) {
      case 'ready':
        send({ type: 'print.ready' });
        return;
      case 'notReady':
        send({ type: 'print.notReady', code: TROUBLE_CODES[fact.trouble] });
        return;
      case 'printing':
        send({ type: 'print.progress', trouble: fact.trouble === null ? null : TROUBLE_CODES[fact.trouble] });
        return;
      case 'prepared':
        onPrepared(fact);
        return;
      case 'refused':
        onRefused(fact);
        return;
      case 'outcome':
        onOutcome(fact);
        return;
      case 'traits':
        targets.set(fact.traits);
        return;
      case 'status':
      case 'identified':
      case 'health':
      case 'holder':
      case 'noise':
        return;
    }
  }

  return {
    command,
    onFact,
    onCell,
    printSheet: (number, raster, done) => {
      sheets.set(number, done);
      printPaper({ kind: 'printSheet', number }, raster);
    },
    cellLost: () => {
      cellIsLost = true;
      leafSource?.lost();
      for (const what of ['leaf', 'receipt', 'slip'] as const) notMade(what, 'cellLost');
    },
    sessionEnded: () => {
      cellIsLost = false;
      leafInWork = null;
      leafSource?.lost();
      leafSource = null;
      receiptInWork = false;
      slipInWork = null;
      for (const [intentId, job] of jobs) if (job.deviceBase === null) forget(intentId, job);
    },
  };
}
