import type { SessionCommand, MoneyTotals } from '../../../fsm/events.ts';
import type { CashCapabilities, CashChangerCommand, CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Device } from '../../../drivers/device.ts';
import type { CodeName } from '../../base/codes.ts';
import type { Yen } from '../../base/yen.ts';
import { refundsOf } from '../../ledger/promise.ts';
import { createAcceptance } from './acceptance.ts';
import { createCashOrders } from './cash-orders.ts';
import { recordForeign } from '../copier/foreign.ts';
import type { KioskServices } from '../services.ts';
import { moneyTotals, NO_MONEY } from './money-totals.ts';
import { createCashTest, type CashTest } from '../technician/cash-test.ts';
import { createPayout, type Payout } from './payout.ts';
import { createPayable } from './payable.ts';
import { createPiecesIn } from './pieces-in.ts';
import { rejectionGroup } from './rejection.ts';

type CashCommand = Extract<SessionCommand, { type: `cash.${string}` }>;

/** What the deposit of the running session is doing. */
type Phase = 'closed' | 'open' | 'fixing' | 'fixed';

/** Cash device and ledger together, as the chart sees them. */
export interface CashBridge {
  command(command: CashCommand): void;
  onFact(fact: CashChangerFact): void;
  /** Pieces that a technician lets fall. */
  readonly test: CashTest;
  /** The session ends: nothing more is taken, asked for or paid in its name; what is under way is booked when it is told. */
  sessionEnded(): void;
}

/**
 * Joins the cash changer to ledger and chart. Every fact about money is booked before anything else happens with it; held
 * facts are acknowledged after the commit (journal first, ACK second).
 */
export function createCashBridge(
  device: Device<CashChangerCommand, CashChangerFact>,
  services: KioskServices,
): CashBridge {
  const { ledger, send, session, log } = services;
  const acceptance = createAcceptance(services);
  const payable = createPayable((order) => device.command(order));
  const arrivals = createPiecesIn(services);
  let phase: Phase = 'closed';
  let accepts_yen: readonly Yen[] = [];
  /** Fees that the request may cost, while its citizen has not come to pay. */
  let foreseen_yen: readonly Yen[] | null = null;
  const orders = createCashOrders(device, services, (intentId, code) => {
    payout.onRefused(intentId, code);
    test.onRefused(intentId, code);
  });
  const test = createCashTest(
    (intentId, order) => orders.prepare(intentId, order, true),
    () => orders.forgetPrepared(),
    services,
  );

  const payout: Payout = createPayout({
    services,
    payableStock: acceptance.payableStock,
    paysByPlan: acceptance.paysByPlan,
    prepare: (intentId, order) => orders.prepare(intentId, order),
    noteUnderWay: (sessionId) => ledger.openEscrows(sessionId).some(({ order }) => order !== 'unknown'),
    finished: (paid_yen, short_yen, question_yen) => {
      send({ type: 'cash.totals', totals: totals() });
      send({ type: 'cash.paidOut', paid_yen, short_yen, question_yen });
    },
  });

  function totals(): MoneyTotals {
    const current = session.get();
    return current ? moneyTotals(ledger.totals(current.sessionId), accepts_yen, withheld_yen()) : NO_MONEY;
  }

  function withheld_yen(): readonly Yen[] {
    if (phase !== 'open' && foreseen_yen === null) return [];
    return acceptance.configured_yen().filter((denomination) => !accepts_yen.includes(denomination));
  }

  function feesOfSession(): readonly Yen[] {
    return (session.get()?.sets ?? []).map((set) => set.fee_yen);
  }

  /** What would be taken for these fees, said before anybody pays: nothing is enabled. */
  function foresee(fees_yen: readonly Yen[]): void {
    foreseen_yen = fees_yen;
    const due_yen = fees_yen.reduce((sum, fee_yen) => sum + fee_yen, 0);
    accepts_yen = payable.keep(0, acceptance.acceptable_yen(fees_yen, { due_yen, credit_yen: 0, escrow_yen: 0 }));
    send({ type: 'cash.totals', totals: totals() });
  }

  function updateAcceptance(): void {
    const current = session.get();
    if (foreseen_yen !== null && current) {
      foresee(foreseen_yen);
      return;
    }
    if (phase !== 'open' || !current) return;
    const held = ledger.totals(current.sessionId);
    const next = payable.keep(held.credit_yen + held.escrow_yen, acceptance.acceptable_yen(feesOfSession(), held));
    if (next.join() !== accepts_yen.join()) {
      accepts_yen = next;
      device.command({ type: 'enable', denominations_yen: next });
    }
    send({ type: 'cash.totals', totals: totals() });
    // The change went while money was coming in (a jam): the fee cannot be reached any more, so all of it goes back.
    const stuck = next.length === 0 && held.credit_yen + held.escrow_yen < held.due_yen && acceptance.known();
    if (stuck) send({ type: 'cash.failed', code: 'changeShort' });
  }

  function inhibit(): void {
    accepts_yen = [];
    device.command({ type: 'enable', denominations_yen: [] });
  }

  function begin(): void {
    phase = 'open';
    foreseen_yen = null;
    accepts_yen = [];
    payable.askAnew();
    device.command({ type: 'beginDeposit' });
    const { due_yen } = totals();
    if (acceptance.known() && !acceptance.canBePaid(feesOfSession(), due_yen)) {
      // Said before the first coin: all that could be done later is to give everything back.
      log('warn', 'cash.cannotBePaid', { due_yen });
      send({ type: 'cash.failed', code: 'changeShort' });
      return;
    }
    updateAcceptance();
  }

  function endDeposit(): void {
    if (phase === 'closed') return;
    phase = 'closed';
    inhibit();
    device.command({ type: 'endDeposit', mode: 'change' });
  }

  function command(order: CashCommand): void {
    const current = session.get();
    switch (order.type) {
      case 'cash.foresee':
        foresee(order.fees_yen);
        return;
      case 'cash.begin':
        begin();
        return;
      case 'cash.stackEscrow':
        orders.prepare(services.newId(), {
          type: 'stack',
          escrowId: order.escrowId,
          denomination_yen: escrowedAmount_yen(order.escrowId),
        });
        return;
      case 'cash.returnEscrow':
        device.command({ type: 'returnEscrow', escrowId: order.escrowId });
        return;
      case 'cash.fix':
        phase = 'fixing';
        accepts_yen = [];
        device.command({ type: 'fixDeposit' });
        return;
      case 'cash.charge':
        if (!current) return;
        current.paid_yen = ledger.totals(current.sessionId).credit_yen;
        current.change_yen = ledger.charge(current.sessionId).change_yen;
        current.charged = true;
        endDeposit();
        send({ type: 'cash.charged', change_yen: current.change_yen });
        return;
      case 'cash.payChange':
        // What may have to be refunded later stays in stock: the change leaves it payable.
        if (current) payout.start(current.sessionId, refundsOf(current.sets.map((set) => set.fee_yen)));
        return;
      case 'cash.refund':
        if (!current) return;
        ledger.owe(current.sessionId);
        endDeposit();
        payout.start(current.sessionId, []);
        return;
      case 'cash.abandonPayout':
        if (current) payout.giveUp(current.sessionId);
        return;
    }
  }

  const escrowed = new Map<string, Yen>();
  function escrowedAmount_yen(escrowId: string): Yen {
    return escrowed.get(escrowId) ?? 0;
  }

  function onEscrowed(fact: Extract<CashChangerFact, { type: 'cashEscrowed' }>): void {
    const current = session.get();
    const before = current ? ledger.totals(current.sessionId) : null;
    ledger.recordEscrow({
      escrowId: fact.escrowId,
      sessionId: session.owner(),
      deviceId: fact.deviceId,
      unitId: fact.deviceId,
      denomination_yen: fact.denomination_yen,
      memory: fact.memory,
    });
    escrowed.set(fact.escrowId, fact.denomination_yen);
    const welcome =
      phase === 'open' &&
      before !== null &&
      acceptance.acceptable_yen(feesOfSession(), before).includes(fact.denomination_yen);
    if (!current) {
      device.command({ type: 'returnEscrow', escrowId: fact.escrowId });
      return;
    }
    updateAcceptance();
    send({ type: 'cash.escrowed', escrowId: fact.escrowId, acceptable: welcome });
  }

  function onAccepted(fact: Extract<CashChangerFact, { type: 'cashAccepted' }>): void {
    const current = session.get();
    const { sessionId, fresh } = arrivals.book(fact);
    if (fact.held) device.command({ type: 'recorded', factId: fact.factId });
    if (fact.escrowId !== null) escrowed.delete(fact.escrowId);
    if (!fresh) return;
    log('info', 'cash.accepted', { denomination_yen: fact.denomination_yen, inSession: current !== null });
    if (sessionId === null) {
      ledger.incident('cashUnclaimed', `${fact.denomination_yen} yen came into ${fact.destination} in no session`);
    }
    updateAcceptance();
    if (current && phase !== 'open') send({ type: 'cash.totals', totals: totals() });
    rested();
  }

  function onReturned({ escrowId, deviceId, memory }: Extract<CashChangerFact, { type: 'escrowReturned' }>): void {
    if (escrowId !== null) {
      escrowed.delete(escrowId);
      ledger.recordEscrowReturned(escrowId, deviceId, memory);
    }
    updateAcceptance();
    rested();
  }

  /** A piece came to rest: a payout may have waited for it, or a session that is over. */
  function rested(): void {
    payout.lookAgain();
    if (session.get() === null) services.intentClosed();
  }

  /** A device that is away never answers what it was only asked to prepare. A composite says it part by part. */
  function onUnusable(code: CodeName): void {
    if (!acceptance.paysByPlan()) orders.refuseAll(code);
    if (session.get() !== null) send({ type: 'cash.failed', code });
  }

  /** What is prepared by other parts goes on. */
  function onPart({ partId, deviceClass, fact }: Extract<CashChangerFact, { type: 'part' }>): void {
    if (fact.type !== 'status' || (fact.availability !== 'offline' && fact.availability !== 'stop')) return;
    orders.refuseOf(
      (order) => (order.type === 'payPieces' ? order.unitId === partId : deviceClass === 'billAcceptor'),
      fact.reasons[0]?.code ?? 'cashOffline',
    );
  }

  function onOutcome(fact: Extract<CashChangerFact, { type: 'outcome' }>): void {
    const { intentId, result, deviceAfter } = fact;
    orders.ended(intentId);
    const code: CodeName | null = fact.reason?.code ?? null;
    const pieces = fact.moved.type === 'paid' ? fact.moved.pieces : [];
    const order = ledger.openIntents().find((intent) => intent.intentId === intentId);
    const question = ledger.closeIntent({ intentId, result, pieces, deviceAfter, code });
    if (result !== 'done') log('warn', 'cash.orderIncomplete', { result, code });
    payout.onOutcome(intentId, result, pieces, question);
    test.onOutcome(intentId, result, pieces, code);
    if (order?.about.kind === 'stack' && result === 'unknown') onNoteUnknown();
    services.intentClosed();
    updateAcceptance();
  }

  /** Nobody can say whether the note was taken: it is not waited for any more, the session ends, and a slip names it. */
  function onNoteUnknown(): void {
    if (session.get() !== null) send({ type: 'cash.failed', code: 'noteDisputed' });
    payout.lookAgain();
  }

  function onRejected({ deviceId, reason }: Extract<CashChangerFact, { type: 'cashRejected' }>): void {
    log('info', 'cash.rejected', { device: deviceId, reason });
    const group = rejectionGroup(reason);
    if (group !== null && session.get() !== null) send({ type: 'cash.rejected', group });
  }

  function onCapabilities(capabilities: CashCapabilities): void {
    acceptance.onCapabilities(capabilities);
    payable.onCapabilities(capabilities);
    updateAcceptance();
  }

  function onFact(fact: CashChangerFact): void {
    if (fact.type !== 'cashAccepted') for (const piece of arrivals.brokenOff()) onAccepted(piece);
    switch (fact.type) {
      case 'capabilities':
        onCapabilities(fact.capabilities);
        return;
      case 'payable':
        if (payable.onAnswer(fact)) updateAcceptance();
        return;
      case 'cashAccepted':
        for (const piece of arrivals.arrived(fact)) onAccepted(piece);
        return;
      case 'cashEscrowed':
        onEscrowed(fact);
        return;
      case 'escrowReturned':
        onReturned(fact);
        return;
      case 'uncertain':
        ledger.recordUncertain({ ...fact, sessionId: session.owner() });
        ledger.incident(fact.reason, `between ${fact.least_yen} and ${fact.most_yen} yen may have come in unseen`);
        return;
      case 'returnLever':
        send({ type: 'cash.returnLever' });
        return;
      case 'depositFixed':
        if (phase !== 'fixing') return;
        phase = 'fixed';
        send({ type: 'cash.fixed', totals: totals() });
        return;
      case 'prepared':
        orders.onPrepared(fact.intentId, fact.deviceId, fact.deviceBase);
        return;
      case 'refused':
        orders.onRefused(fact.intentId, fact.reason.code);
        return;
      case 'foreignCash':
        recordForeign(fact, ledger);
        updateAcceptance();
        return;
      case 'memory':
        ledger.remember(fact.deviceId, fact.memory);
        return;
      case 'outcome':
        onOutcome(fact);
        return;
      case 'status':
        if (fact.availability === 'offline' || fact.availability === 'stop') {
          onUnusable(fact.reasons[0]?.code ?? 'cashOffline');
        } else if (fact.availability !== 'starting') payout.lookAgain();
        return;
      case 'unitPays':
      case 'unitLevel':
        acceptance.onUnit(fact);
        updateAcceptance();
        return;
      case 'cashRejected':
        onRejected(fact);
        return;
      case 'part':
        onPart(fact);
        return;
      case 'paying':
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
    test,
    sessionEnded: () => {
      foreseen_yen = null;
      accepts_yen = [];
      endDeposit();
      payable.forget();
      payout.abandon();
      orders.forgetPrepared();
      escrowed.clear();
    },
  };
}
