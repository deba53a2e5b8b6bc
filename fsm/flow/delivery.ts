/** Paper (R12, R87–R95): leaf by leaf, set by set, then the receipt. Nothing the citizen does leads out of here but a paper that is not theirs. */
import { and } from 'xstate';
import { chart } from '../chart.ts';
import { foreignWhilePrinting } from './foreign-paper.ts';

const LEAF_OUT = {
  guard: 'leafIsCurrent',
  target: '#nextLeaf',
  actions: ['earnIfComplete', 'noteLeafOut', 'noteTrouble'],
} as const;

const LEAF_FAILED = [
  { guard: 'leafNotDone', target: '#returningFees', actions: ['notePrintFault', 'noteTrouble'] },
  {
    guard: 'leafIsCurrent',
    target: '#returningFees',
    actions: ['notePrintFault', 'noteLeafUnknown', 'noteTrouble', 'disputeSet'],
  },
] as const;

/** Progress starts the time anew, a new trouble does once; a trouble that stays does not (R87, R95). */
const leaf = chart.createStateConfig({
  initial: 'moving',
  entry: ['noteDrawing', 'printLeaf'],
  on: {
    'print.leafDone': LEAF_OUT,
    'print.leafFailed': LEAF_FAILED,
    'print.progress': [{ guard: 'hasTrouble', target: '.held' }, { target: '.moving' }],
  },
  states: {
    moving: { after: { printer_prints_leaf_ms: '#cancellingLeaf' } },
    held: {
      on: { 'print.progress': [{ guard: 'hasTrouble' }, { target: 'moving' }] },
      after: { printer_prints_leaf_ms: '#cancellingLeaf' },
    },
  },
});

/** The printer is asked to give the leaf up, so that it does not come out when nobody is here any more. */
const cancelling = chart.createStateConfig({
  id: 'cancellingLeaf',
  entry: 'cancelLeaf',
  on: { 'print.leafDone': LEAF_OUT, 'print.leafFailed': LEAF_FAILED },
  after: {
    printer_answers_ms: {
      target: '#returningFees',
      actions: ['noteNoAnswer', 'noteLeafUnknown', 'disputeSet'],
    },
  },
});

const receipt = chart.createStateConfig({
  id: 'receipt',
  initial: 'moving',
  entry: ['noteDrawing', 'printReceipt'],
  on: {
    'print.receiptDone': '#concluding',
    // A receipt that fails never stops the delivery.
    'print.receiptFailed': '#concluding',
    'print.progress': [{ guard: 'hasTrouble', target: '.held' }, { target: '.moving' }],
  },
  states: {
    moving: { after: { printer_prints_leaf_ms: { target: '#concluding', actions: 'noteNoReceipt' } } },
    held: {
      on: { 'print.progress': [{ guard: 'hasTrouble' }, { target: 'moving' }] },
      after: { printer_prints_leaf_ms: { target: '#concluding', actions: 'noteNoReceipt' } },
    },
  },
});

/** Leaf after leaf; what is being printed always ends. */
const paper = chart.createStateConfig({
  initial: 'next',
  states: {
    next: {
      id: 'nextLeaf',
      always: [
        { guard: 'allLeavesOut', target: 'receiptDue' },
        // Somebody else's paper: no further leaf of this session comes out (D11).
        { guard: 'foreignReported', target: 'returningFees' },
        // Without its cell nothing can be rendered.
        { guard: 'cellIsLost', target: 'returningFees' },
        { guard: 'notAskingForeign', target: 'leaf' },
      ],
    },
    leaf,
    cancelling,
    /** Fees of sets that did not come out go back, once the job is terminal. */
    returningFees: {
      id: 'returningFees',
      entry: 'askForRefund',
      on: { 'chart.settled': 'receiptDue' },
    },
    receiptDue: { always: [{ guard: 'receiptIsDue', target: 'receipt' }, { target: 'concluding' }] },
    receipt,
    /** Waits until the change is paid, and for the answer to a question that is asked. */
    concluding: {
      id: 'concluding',
      entry: 'concludeCentre',
      exit: 'noteMoneySettled',
      always: { guard: and(['nothingToPay', 'notAskingForeign']), target: '#leaving' },
    },
  },
});

export const printing = chart.createStateConfig({
  id: 'printing',
  meta: { screen: 'printing' },
  type: 'parallel',
  on: { 'cell.lost': { actions: 'noteCellLost' } },
  states: { paper, foreign: foreignWhilePrinting },
});
