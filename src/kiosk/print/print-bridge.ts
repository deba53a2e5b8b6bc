import type { Device } from '../../../drivers/device.ts';
import { TROUBLE_CODE, type PrinterCommand, type PrinterFact, type PrintOrder } from '../../../drivers/printer.ts';
import type { SessionCommand } from '../../../fsm/events.ts';
import type { CellFact } from '../../cell/contract.ts';
import type { CodeName } from '../../base/codes.ts';
import type { RasterTarget } from '../../paper/contract.ts';
import { bufferSource } from './buffer-source.ts';
import { cellSource, type CellSource } from './cell-source.ts';
import { PaperTargets } from './paper-targets.ts';
import { createPrintQueue, type PrintAnswers, type Printable, type PrinterId } from './print-queue.ts';
import type { KioskServices } from '../services.ts';
import type { Suspicion } from '../session/suspicion.ts';

type PrintCommand = Extract<SessionCommand, { type: `print.${string}` }>;

/** Printer ↔ chart, with the page maker of the cell in between. */
export interface PrintBridge {
  command(command: PrintCommand): void;
  onFact(fact: PrinterFact): void;
  /** From the printer of receipts, where there is one. */
  onReceiptFact(fact: PrinterFact): void;
  onCell(fact: CellFact): void;
  /** Prints a sheet of staff mode. `done` is called once, with what went wrong or null. */
  printSheet(
    number: number,
    raster: Uint8Array,
    done: (code: CodeName | null) => void,
    /** What it was made for; left out: what own papers are. */
    target?: RasterTarget,
    on?: PrinterId,
  ): void;
  /** What own papers are made for at this printer. */
  paperTarget(on: PrinterId): RasterTarget;
  /** The cell is gone: what it should have made is never made. */
  cellLost(): void;
  /** The session ends: nothing of it that is not on its way may be printed any more. */
  sessionEnded(): void;
}

/** A sheet's serial is the beginning of its intent's id: 64 bits, short enough to be read out. */
const SERIAL_LETTERS = 16;
const serialOf = (intentId: string): string => intentId.slice(0, SERIAL_LETTERS);

/** Supplies too low for a new certificate alone have a code of their own. */
function notReadyCode({ trouble, onlyNew }: Extract<PrinterFact, { type: 'notReady' }>): CodeName {
  return onlyNew === true && trouble === 'supplies' ? 'printerSuppliesLow' : TROUBLE_CODE[trouble];
}

/** Makes what a slip or receipt states; the words come from `papers.ts`. */
export interface Papers {
  /** `target`: what the printer that prints it takes. */
  receipt(target: RasterTarget): void;
  slip(claimNumber: string): void;
}

/** Joins the printer to the ledger and the chart; `papers` says what receipts and slips state. */
export function createPrintBridge(
  printers: {
    readonly printer: Device<PrinterCommand, PrinterFact>;
    readonly receiptPrinter: Device<PrinterCommand, PrinterFact> | null;
  },
  papers: Papers,
  suspicion: Suspicion,
  services: KioskServices,
): PrintBridge {
  const { send, session, newId, serviceClock, settings, targets } = services;
  // What the cell was asked to make and has not answered yet.
  let slipInWork: string | null = null;
  /** Where it will be printed. */
  let receiptInWork: PrinterId | null = null;
  let leafInWork: {
    readonly set: number;
    readonly leaf: number;
    readonly intentId: string;
    readonly target: RasterTarget;
  } | null = null;
  /** The leaf on its way from the cell to the printer. */
  let leafSource: CellSource | null = null;
  let cellIsLost = false;

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
    } else if (about.kind === 'printReceipt') receiptFailed('printer', outcome, code);
    else if (about.kind === 'printSheet') tellSheet(about.number, code);
    else send({ type: 'print.slipFailed', code });
  }

  function done(about: Printable): void {
    if (about.kind === 'printLeaf') send({ type: 'print.leafDone', set: about.set, leaf: about.leaf });
    else if (about.kind === 'printReceipt') send({ type: 'print.receiptDone' });
    else if (about.kind === 'printSheet') tellSheet(about.number, null);
    else send({ type: 'print.slipDone' });
  }

  const progress: PrintAnswers['progress'] = (trouble, step, keywords) =>
    send({ type: 'print.progress', trouble, step, keywords });

  const foreignSheets = (): void => {
    if (session.get()) send({ type: 'print.foreignSheets' });
  };

  const queue = createPrintQueue('printer', printers.printer, { done, failed, progress, foreignSheets }, services);
  /** A printer for receipts alone. */
  const receipts =
    printers.receiptPrinter &&
    createPrintQueue(
      'receiptPrinter',
      printers.receiptPrinter,
      { done, progress, foreignSheets, failed: receiptNotPrinted },
      services,
    );
  const receiptTargets = new PaperTargets();

  function receiptNotPrinted(about: Printable, outcome: 'notDone' | 'unknown', code: CodeName): void {
    if (about.kind === 'printSheet') tellSheet(about.number, code);
    else receiptFailed('receiptPrinter', outcome, code);
  }

  const paperTarget = (on: PrinterId): RasterTarget => (on === 'printer' ? targets : receiptTargets).paper();

  function makeReceipt(on: PrinterId): void {
    receiptInWork = on;
    if (cellIsLost) notMade('receipt', 'cellLost');
    else papers.receipt(paperTarget(on));
  }

  /** On its own printer while that works; then on the certificates', where the site allows it (R85). */
  function startReceipt(): void {
    if (receipts === null || receipts.fits()) makeReceipt(receipts === null ? 'printer' : 'receiptPrinter');
    else receiptFailed('receiptPrinter', 'notDone', 'printerOffline');
  }

  /** One that may have come out is not printed a second time. */
  function receiptFailed(on: PrinterId, outcome: 'notDone' | 'unknown', code: CodeName): void {
    const again = on === 'receiptPrinter' && outcome === 'notDone' && settings.receiptFallback !== false;
    if (again && !cellIsLost) makeReceipt('printer');
    else send({ type: 'print.receiptFailed', code });
  }

  /** Neutral and unique: a lost answer is looked up by the job's name, and nobody reads a person out of it. */
  function orderOf(intentId: string, { format, type }: RasterTarget): PrintOrder {
    return {
      ...{ type: 'print', jobName: `madoguchi-${intentId}`, format, sides: 'one-sided' },
      ...{ sheets: 1, raster: type },
    };
  }

  /** An own paper: one side, small enough to be held. */
  function printPaper(about: Printable, raster: Uint8Array, on: PrinterId = 'printer', made?: RasterTarget): void {
    const target = made ?? paperTarget(on);
    const intentId = newId();
    (on === 'printer' ? queue : receipts)?.print(intentId, about, bufferSource(raster), orderOf(intentId, target));
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
    const pageDigests = current.sets.find((candidate) => candidate.set === set)?.pageDigests ?? [];
    const checked = pageDigests[leaf];
    if (checked === undefined || checked !== fact.pageDigest) {
      current.cell.send({ type: 'dropLeaf' });
      pageDiffers();
      failed({ kind: 'printLeaf', set, leaf }, 'notDone', 'pageDigest');
      return;
    }
    leafSource = cellSource(current.cell);
    queue.print(intentId, { kind: 'printLeaf', set, leaf, serial: serialOf(intentId) }, leafSource, {
      ...orderOf(intentId, target),
      sides: 'two-sided-long-edge',
      // The leaves of a set come out one behind the other, and nothing between them (R92).
      set: { setId: `${current.sessionId}.${set}`, leaf: leaf + 1, of: pageDigests.length },
    });
  }

  function onCell(fact: CellFact): void {
    if (fact.type === 'leafMade') printLeaf(fact);
    else if (fact.type === 'leafPiece') leafSource?.piece(fact);
    else if (fact.type === 'receiptMade') {
      // Only what was asked for, once: a cell cannot print by itself.
      if (receiptInWork === null) return void fact.raster.fill(0);
      const on = receiptInWork;
      receiptInWork = null;
      printPaper({ kind: 'printReceipt' }, fact.raster, on);
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
    if (what === 'receipt' && receipt !== null) {
      receiptInWork = null;
      send({ type: 'print.receiptFailed', code });
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
    const serial = serialOf(intentId);
    session.get()?.cell.send({ type: 'makeLeaf', set, leaf, serial, printedAt_epoch_ms, target });
    progress(null, 'drawing', []);
  }

  function command(order: PrintCommand): void {
    const current = session.get();
    switch (order.type) {
      case 'print.checkReady':
        printers.printer.command({ type: 'checkReady' });
        return;
      case 'print.leaf':
        makeLeaf(order.set, order.leaf);
        return;
      case 'print.cancelLeaf':
        cancelLeaf(order.set, order.leaf);
        return;
      case 'print.receipt':
        startReceipt();
        return;
      case 'print.slip':
        slipInWork = order.claimNumber;
        if (cellIsLost || !current) notMade('slip', 'cellLost');
        else papers.slip(order.claimNumber);
        return;
    }
  }

  /** One that the cell still draws is told as not done, and does not come out after all. */
  function cancelLeaf(set: number, leaf: number): void {
    if (leafInWork?.set === set && leafInWork.leaf === leaf) notMade('leaf', 'leafFailed');
    else queue.cancelLeaf(set, leaf);
  }

  function onFact(fact: PrinterFact): void {
    if (fact.type === 'ready') send({ type: 'print.ready' });
    else if (fact.type === 'notReady') send({ type: 'print.notReady', code: notReadyCode(fact) });
    else if (fact.type === 'traits') targets.set(fact.traits);
    else queue.onFact(fact);
  }

  return {
    command,
    onFact,
    onReceiptFact: (fact) => {
      if (fact.type === 'traits') receiptTargets.set(fact.traits);
      else receipts?.onFact(fact);
    },
    onCell,
    printSheet: (number, raster, done, target, on = 'printer') => {
      sheets.set(number, done);
      printPaper({ kind: 'printSheet', number }, raster, on, target);
    },
    paperTarget,
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
      receiptInWork = null;
      slipInWork = null;
      queue.sessionEnded();
      receipts?.sessionEnded();
    },
  };
}
