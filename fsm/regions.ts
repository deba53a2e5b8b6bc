/** The regions beside the citizen's flow: each keeps what one kind of fact says, so that no fact is lost wherever the flow is. */
import { and } from 'xstate';
import { chart } from './chart.ts';

/** May anybody be served? Closed until supervision has spoken. */
export const service = chart.createStateConfig({
  initial: 'closed',
  on: {
    'service.reasons': { target: '.deciding', actions: 'noteReasons' },
    'service.drain': { target: '.deciding', actions: 'noteDraining' },
    'staff.keySwitch': { actions: 'noteKey' },
    // Where nobody waits for the citizen it changes nothing.
    'screen.touched': {},
    'screen.pace': { actions: 'notePace' },
    'screen.sessionLong': [{ guard: 'sessionBegun', actions: 'noteLong' }, {}],
  },
  states: {
    deciding: {
      always: [
        { guard: 'reasonsAgainst', target: 'closed' },
        { guard: 'draining', target: 'draining' },
        { target: 'open' },
      ],
    },
    open: {},
    closed: {},
    draining: {},
  },
});

const LATE_ANSWER = { guard: 'cardAsked', actions: 'noteCardAnswered' } as const;

/** Is a card there, and what is known of it? */
export const card = chart.createStateConfig({
  initial: 'absent',
  on: {
    'card.inserted': { target: '.present', actions: 'noteCardThere' },
    'card.identified': { target: '.present.read', actions: ['noteCardThere', 'noteTries', 'noteRenewal'] },
    'card.removed': { target: '.absent', actions: 'noteCardGone' },
    'card.released': {},
    'card.refused': {},
    'card.failed': { actions: 'noteCardAnswered' },
    'card.pinVerified': LATE_ANSWER,
    'card.pinWrong': { guard: 'cardAsked', actions: ['noteCardAnswered', 'noteTries'] },
    // The answer to a PIN, or what was read of a card that is set when nobody asks for one any more.
    'card.pinBlocked': [LATE_ANSWER, {}],
    'card.pinOutcomeUnknown': LATE_ANSWER,
    'card.signed': LATE_ANSWER,
  },
  states: {
    absent: {},
    present: {
      initial: 'unread',
      states: { unread: {}, read: {} },
    },
  },
});

const PAYOUT_OVER = [
  { guard: 'refundQueued', target: 'paying', reenter: true, actions: ['notePaid', 'startQueuedRefund'] },
  { target: 'resting', actions: ['notePaid', 'tellSettled'] },
] as const;

/** Totals, escrow and payouts, one payout after the other. */
export const cash = chart.createStateConfig({
  initial: 'resting',
  on: {
    'cash.totals': { actions: 'noteTotals' },
    'cash.fixed': { actions: ['noteTotals', 'noteFixed'] },
    'cash.escrowed': [
      { guard: and(['paying', 'escrowAcceptable']), actions: 'stackEscrow' },
      { actions: 'returnEscrow' },
    ],
    'cash.returnLever': {},
    // Outside of paying nobody waits for a coin that came back: it is in the log.
    'cash.rejected': {},
    'cash.failed': {},
    'cash.paidOut': { actions: 'notePaid' },
    'slip.opened': { actions: 'noteSlip' },
  },
  states: {
    resting: {
      id: 'cashResting',
      initial: 'calm',
      on: {
        'cash.rejected': { guard: 'paying', target: '.explaining', actions: 'noteRejected' },
        'chart.refund': { target: 'paying', actions: 'noteRefundDue' },
        // Change is paid at 「プリントスタート」, beside the printing. A late answer is not: the refund covers it.
        'cash.charged': { guard: and(['charging', 'changeIsDue']), target: 'paying', actions: 'noteChangeDue' },
        // A coin that fell after the fees were set aside.
        'cash.totals': { guard: 'lateCredit', target: 'paying', actions: ['noteTotals', 'noteChangeDue'] },
      },
      states: {
        calm: {},
        // Why a coin or note came back: until the next one is inside, for a moment, and only where it can be paid.
        explaining: {
          always: { guard: 'notPaying', target: 'calm' },
          on: { 'cash.totals': { guard: 'moneyCame', target: 'calm', actions: 'noteTotals' } },
          after: { rejection_shows_ms: 'calm' },
          exit: 'forgetRejected',
        },
      },
    },
    paying: {
      entry: 'payOut',
      on: {
        'chart.refund': { actions: 'queueRefund' },
        'cash.paidOut': PAYOUT_OVER,
      },
      // No word of it: what is open is put on a slip, so that the citizen leaves with a number.
      after: { cash_pays_ms: 'abandoning' },
    },
    abandoning: {
      entry: 'abandonPayout',
      on: {
        'chart.refund': { actions: 'queueRefund' },
        'cash.paidOut': PAYOUT_OVER,
      },
      after: {
        cash_settles_ms: [
          { guard: 'refundQueued', target: 'paying', actions: 'startQueuedRefund' },
          { target: 'resting', actions: 'tellSettled' },
        ],
      },
    },
  },
});

/** Trouble at the printer, and papers that came late. */
export const printer = chart.createStateConfig({
  initial: 'calm',
  on: {
    'print.ready': { target: '.calm', actions: 'noteTrouble' },
    'print.notReady': { target: '.troubled', actions: 'noteTrouble' },
    'print.progress': [
      { guard: 'hasTrouble', target: '.troubled', actions: 'noteTrouble' },
      { target: '.calm', actions: 'noteTrouble' },
    ],
    'print.leafDone': { guard: 'leafIsKnown', target: '.calm' },
    'print.leafFailed': { guard: 'leafIsKnown', target: '.calm' },
    'print.foreignSheets': { actions: 'noteMixed' },
    'print.receiptDone': { actions: 'noteReceipt' },
    'print.receiptFailed': { actions: 'noteNoReceipt' },
    'print.slipDone': { actions: 'noteReceipt' },
    'print.slipFailed': {},
    'paper.reported': { actions: 'noteReported' },
  },
  states: { calm: {}, troubled: {} },
});

/** Speaks of what there is to take until it is told to be quiet. */
export const reminder = chart.createStateConfig({
  initial: 'silent',
  on: {
    'chart.remind': { target: '.speaking', actions: 'startReminder' },
    'sensor.presence': { actions: 'noteSensor' },
  },
  states: {
    silent: {},
    speaking: { on: { 'chart.hush': { target: 'silent', actions: 'stopReminder' } } },
  },
});
