/** What the chart tells `kiosk` to do: emissions only, each named after the command. */
import { base } from '../base.ts';
import type { ReminderItem } from '../events.ts';
import { NOTHING_KNOWN } from '../context.ts';
import { currentSet, feesOf, isGone, nextCursor } from '../request.ts';

const card = {
  /** The first card of a session may lie there already; one that failed has to be taken off first, or it would fail for ever. */
  offerReader: base.enqueueActions(({ context, enqueue }) => {
    if (context.cardLeft) {
      enqueue.assign({ code: 'cardLeft' });
      return;
    }
    if (context.cardTried && context.cardPresent) return;
    enqueue.emit({ type: 'card.accept' });
    enqueue.assign({ cardAccepted: true, cardTried: true });
  }),
  acceptCard: base.enqueueActions(({ context, enqueue }) => {
    if (context.cardAccepted) return;
    if (context.code === 'cardLeft') enqueue.assign({ code: null });
    enqueue.emit({ type: 'card.accept' });
    enqueue.assign({ cardAccepted: true, cardTried: true });
  }),
  releaseCard: base.enqueueActions(({ context, enqueue }) => {
    if (!context.cardAccepted) return;
    enqueue.emit({ type: 'card.release' });
    enqueue.assign({ cardAccepted: false });
  }),
  verifyPin: base.enqueueActions(({ context, enqueue }) => {
    enqueue.emit({ type: 'card.verifyPin', triesShown: context.tries ?? 0 });
    enqueue.assign({ cardAsked: true, code: null });
  }),
  wipePin: base.emit({ type: 'pin.wipe' }),
  signDigest: base.enqueueActions(({ context, enqueue }) => {
    if (context.digest_sha256 === null) return;
    enqueue.emit({ type: 'card.sign', digest_sha256: context.digest_sha256 });
    enqueue.assign({ cardAsked: true });
  }),
};

const centre = {
  presentCard: base.enqueueActions(({ enqueue }) => {
    enqueue.emit({ type: 'centre.presentCard' });
    enqueue.assign({ presented: true });
  }),
  authenticate: base.enqueueActions(({ event, enqueue }) => {
    if (event.type === 'card.signed') enqueue.emit({ type: 'centre.authenticate', signature: event.signature });
  }),
  apply: base.emit(({ context }) => ({ type: 'centre.apply', requests: context.requests })),
  commitPrinting: base.emit({ type: 'centre.commit', point: 'printing' }),
  /** Something complete came out: delivered. Otherwise the transaction is given back. */
  concludeCentre: base.enqueueActions(({ context, enqueue }) => {
    if (!context.centreOpen) return;
    if (context.earned) enqueue.emit({ type: 'centre.commit', point: 'delivered' });
    else enqueue.emit({ type: 'centre.abandon', reason: context.reason ?? 'printer' });
    enqueue.assign({ centreOpen: false, delivered: context.earned });
  }),
  abandonCentre: base.enqueueActions(({ context, enqueue }) => {
    if (!context.centreOpen) return;
    enqueue.emit({ type: 'centre.abandon', reason: context.reason ?? 'citizen' });
    enqueue.assign({ centreOpen: false });
  }),
};

const cash = {
  /** Which coins and notes will be taken is seen before paying, so it is asked before anything is fetched. */
  foreseeFees: base.emit(({ context }) => ({ type: 'cash.foresee', fees_yen: feesOf(context) })),
  beginDeposit: base.enqueueActions(({ context, enqueue }) => {
    enqueue.emit({ type: 'cash.begin', due_yen: context.due_yen });
    enqueue.assign({ deposit: 'open' });
  }),
  stackEscrow: base.enqueueActions(({ event, enqueue }) => {
    if (event.type === 'cash.escrowed') enqueue.emit({ type: 'cash.stackEscrow', escrowId: event.escrowId });
  }),
  returnEscrow: base.enqueueActions(({ event, enqueue }) => {
    if (event.type === 'cash.escrowed') enqueue.emit({ type: 'cash.returnEscrow', escrowId: event.escrowId });
  }),
  /** Once a deposit: a second `cash.fix` would have no answer of its own. */
  fixDeposit: base.enqueueActions(({ context, enqueue }) => {
    if (context.deposit !== 'open') return;
    enqueue.emit({ type: 'cash.fix' });
    enqueue.assign({ deposit: 'fixing' });
  }),
  chargeFees: base.emit({ type: 'cash.charge' }),
  /** Told by the region that keeps payouts in a row. */
  payOut: base.emit(({ context }) => ({ type: context.payout === 'change' ? 'cash.payChange' : 'cash.refund' })),
  abandonPayout: base.emit({ type: 'cash.abandonPayout' }),
  askForRefund: base.raise({ type: 'chart.refund' }),
  tellSettled: base.raise({ type: 'chart.settled' }),
  printSlip: base.enqueueActions(({ context, enqueue }) => {
    const slip = context.slips[0];
    if (slip) enqueue.emit({ type: 'print.slip', claimNumber: slip.claimNumber });
  }),
  settleSlipPrinted: base.enqueueActions(({ context, enqueue }) => {
    const slip = context.slips[0];
    if (slip) enqueue.emit({ type: 'slip.settle', claimNumber: slip.claimNumber, how: 'printed' });
  }),
  settleSlipShown: base.enqueueActions(({ context, enqueue }) => {
    const slip = context.slips[0];
    if (slip) enqueue.emit({ type: 'slip.settle', claimNumber: slip.claimNumber, how: 'shown' });
  }),
};

const paper = {
  checkPrinter: base.emit({ type: 'print.checkReady' }),
  printLeaf: base.enqueueActions(({ context, enqueue }) => {
    const set = currentSet(context);
    if (set && context.cursor) enqueue.emit({ type: 'print.leaf', set: set.set, leaf: context.cursor.leaf });
  }),
  cancelLeaf: base.enqueueActions(({ context, enqueue }) => {
    const set = currentSet(context);
    if (set && context.cursor) enqueue.emit({ type: 'print.cancelLeaf', set: set.set, leaf: context.cursor.leaf });
  }),
  /** The last leaf of a set: its fee is earned. Looks at the cursor before it moves on. */
  earnIfComplete: base.enqueueActions(({ context, enqueue }) => {
    const set = currentSet(context);
    if (!set || nextCursor(context)?.index === context.cursor?.index) return;
    enqueue.emit({ type: 'set.earn', set: set.set });
    enqueue.assign({ earned: true });
  }),
  disputeSet: base.enqueueActions(({ context, enqueue }) => {
    const set = currentSet(context);
    if (!set || !context.cursor) return;
    enqueue.emit({ type: 'set.dispute', set: set.set });
    enqueue.assign({
      gaveUp: { set: set.set, leaf: context.cursor.leaf },
      slipsExpected: context.slipsExpected + 1,
    });
  }),
  /** Written down at the touch, so that no power cut forgets it. */
  reportForeign: base.emit({ type: 'paper.foreign' }),
  printReceipt: base.emit({ type: 'print.receipt' }),
};

const ending = {
  beginSession: base.emit({ type: 'session.begin' }),
  remind: base.enqueueActions(({ context, enqueue }) => {
    enqueue.raise({ type: 'chart.remind', items: context.reminded });
  }),
  remindOfCard: base.raise({ type: 'chart.remind', items: ['card'] }),
  tellEnded: base.raise({ type: 'chart.ended' }),
  hush: base.raise({ type: 'chart.hush' }),
  startReminder: base.enqueueActions(({ event, enqueue }) => {
    if (event.type === 'chart.remind') enqueue.emit({ type: 'reminder.start', items: event.items });
  }),
  stopReminder: base.emit({ type: 'reminder.stop' }),
  recordLeft: base.enqueueActions(({ context, enqueue }) => {
    const items: readonly ReminderItem[] = context.reminded.filter((item) => !isGone(context, item));
    if (items.length > 0) enqueue.emit({ type: 'leftItems.record', items });
  }),
  /** Says that everything of the citizen ends, and forgets it here (D10). A slip that still waits belongs to the next screen. */
  endSession: base.enqueueActions(({ context, enqueue }) => {
    if (context.begun) {
      const outcome = context.delivered ? 'delivered' : 'abandoned';
      enqueue.emit({ type: 'session.end', outcome, reason: context.delivered ? null : (context.reason ?? 'citizen') });
    }
    enqueue.assign({ ...NOTHING_KNOWN, cardLeft: context.begun ? context.cardPresent : context.cardLeft });
  }),
  reportUnexpected: base.emit(({ event }) => ({ type: 'report.unexpected', event: event.type })),
};

export const commands = { ...card, ...centre, ...cash, ...paper, ...ending };
