import type { PayOrder } from '../../../drivers/cash-changer.ts';
import type { Timer } from '../../base/clock.ts';
import type { CodeName } from '../../base/codes.ts';
import type { Outcome } from '../../base/errors.ts';
import { sumOfPieces, type Pieces, type Yen } from '../../base/yen.ts';
import type { Slip, UnitStock } from '../../ledger/contract.ts';
import { largestPayable_yen, planPayout } from '../../ledger/planner.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** What a payout is joined to. */
export interface PayoutOptions {
  readonly services: KioskServices;
  payableStock(): readonly UnitStock[];
  paysByPlan(): boolean;
  prepare(intentId: string, order: PayOrder): void;
  /** True while a note of this session may still be stacked or handed back, as far as is known. */
  noteUnderWay(sessionId: string): boolean;
  /** `question_yen`: what nobody can tell and stands on a slip of its own. */
  finished(paid_yen: Yen, short_yen: Yen, question_yen: Yen): void;
}

/** Pays out what a session is owed, order by order; what cannot be paid goes onto a slip. */
export interface Payout {
  /** `keeps_yen`: amounts each of which should stay payable after this payout (promise of change). */
  start(sessionId: string, keeps_yen: readonly Yen[]): void;
  /** `question`: the slip for the part of it that nobody can tell. */
  onOutcome(intentId: string, result: Outcome, pieces: readonly Pieces[], question: Slip | null): void;
  onRefused(intentId: string, code: CodeName): void;
  /** A note came to rest, or a device can be used again: what was waited for is looked at anew. */
  lookAgain(): void;
  /** It was waited for long enough: what is open gets a claim number, and the payout is over. */
  giveUp(sessionId: string): void;
  /** Pays nothing more: the session is over, and whoever stands there next must not get its money. */
  abandon(): void;
}

/** Codes of a device that cannot be asked now, but soon may. */
const AWAY: ReadonlySet<CodeName> = new Set<CodeName>(['cashPortUnavailable', 'cashOffline']);

interface Running {
  readonly sessionId: string;
  intentId: string | null;
  readonly keeps_yen: readonly Yen[];
  paid_yen: Yen;
  /** Pieces given so far, by denomination: at most 20 of a kind in a payout. */
  readonly given: Map<Yen, number>;
  /** Units that failed in this payout: not asked again. */
  readonly failed: Set<string>;
  /** Units that could not be asked: asked again when a device is back. */
  readonly away: Set<string>;
  unitId: string | null;
  question_yen: Yen;
  /** What it waits for; null while it pays. */
  waits: 'note' | 'device' | null;
  /** Ends the wait for a device; set once a payout. */
  returns: Timer | null;
}

/** One payout at a time; each unit's share is one intent (design, Orders). After a fault the rest is planned anew without that unit. */
export function createPayout(options: PayoutOptions): Payout {
  const { clock, guarded, ledger, newId, send, log } = options.services;
  let running: Running | null = null;

  function show(slip: Slip): void {
    log('warn', 'payout.inQuestion', { amount_yen: slip.amount_yen });
    send({ type: 'slip.opened', claimNumber: slip.claimNumber, amount_yen: slip.amount_yen });
  }

  /** True when something may still change: then it is not over yet. */
  function waits(current: Running, owed_yen: Yen): boolean {
    if (owed_yen > 0 && current.away.size > 0 && current.returns === null) {
      current.waits = 'device';
      current.returns = clock.after(KIOSK_LIMITS.device_returns_ms, () => deviceIsAway(current));
      return true;
    }
    // A note that is still on its way is waited for: what it is worth comes back too. The chart bounds this wait.
    if (!options.noteUnderWay(current.sessionId)) return false;
    current.waits = 'note';
    return true;
  }

  const deviceIsAway = guarded((current: Running) => {
    if (running === current && current.waits === 'device') proceed(current);
  });

  function finish(current: Running): void {
    running = null;
    current.returns?.cancel();
    const question = ledger.totals(current.sessionId).escrow_yen > 0 ? ledger.questionRest(current.sessionId) : null;
    if (question) {
      show(question);
      current.question_yen += question.amount_yen;
    }
    const slip = ledger.slipOwed(current.sessionId, 'unpaid');
    if (slip) {
      log('warn', 'payout.short', { amount_yen: slip.amount_yen });
      send({ type: 'slip.opened', claimNumber: slip.claimNumber, amount_yen: slip.amount_yen });
    }
    options.finished(current.paid_yen, slip?.amount_yen ?? 0, current.question_yen);
  }

  /** The whole amount if the stock can make it, else the largest part that it can. */
  function nextOrder(current: Running, owed_yen: Yen): PayOrder | null {
    const { given, keeps_yen, failed, away } = current;
    const stock = options.payableStock().filter((unit) => !failed.has(unit.unitId) && !away.has(unit.unitId));
    if (!options.paysByPlan() && failed.size + away.size > 0) return null;
    const amount_yen = largestPayable_yen(owed_yen, stock, given);
    if (amount_yen <= 0) return null;
    if (!options.paysByPlan()) return { type: 'payAmount', amount_yen };
    const plan = planPayout(amount_yen, stock, { given, keeps_yen }) ?? planPayout(amount_yen, stock, { given });
    const row = plan?.[0];
    return row ? { type: 'payPieces', ...row } : null;
  }

  function proceed(current: Running): void {
    current.waits = null;
    // A late coin or note goes back with the rest. What an older payout may still pay is not paid a second time.
    ledger.oweLate(current.sessionId);
    const totals = ledger.totals(current.sessionId);
    const owed_yen = totals.owed_yen - totals.paying_yen;
    const order = owed_yen > 0 ? nextOrder(current, owed_yen) : null;
    if (!order) {
      if (!waits(current, owed_yen)) finish(current);
      return;
    }
    current.intentId = newId();
    current.unitId = order.type === 'payPieces' ? order.unitId : 'all';
    options.prepare(current.intentId, order);
  }

  function take(intentId: string): Running | null {
    if (running?.intentId !== intentId) return null;
    running.intentId = null;
    return running;
  }

  return {
    start: (sessionId, keeps_yen) => {
      if (running) return;
      running = {
        sessionId,
        keeps_yen,
        intentId: null,
        paid_yen: 0,
        given: new Map(),
        failed: new Set(),
        away: new Set(),
        unitId: null,
        question_yen: 0,
        waits: null,
        returns: null,
      };
      proceed(running);
    },
    onOutcome: (intentId, result, pieces, question) => {
      if (question) show(question);
      const current = take(intentId);
      if (!current) return;
      current.question_yen += question?.amount_yen ?? 0;
      current.paid_yen += sumOfPieces(pieces);
      for (const { denomination_yen, count } of pieces) {
        current.given.set(denomination_yen, (current.given.get(denomination_yen) ?? 0) + count);
      }
      if (result !== 'done' && current.unitId !== null) current.failed.add(current.unitId);
      proceed(current);
    },
    onRefused: (intentId, code) => {
      const current = take(intentId);
      if (!current) return;
      if (current.unitId !== null) (AWAY.has(code) ? current.away : current.failed).add(current.unitId);
      proceed(current);
    },
    lookAgain: () => {
      if (!running || running.waits === null) return;
      const { away } = running;
      if (running.waits === 'device') {
        // Of a composite one part comes back at a time: is it one that is waited for?
        const isBack = options.payableStock().some(({ unitId }) => away.has(unitId));
        if (options.paysByPlan() && !isBack) return;
        away.clear();
      }
      proceed(running);
    },
    giveUp: (sessionId) => {
      const current = running;
      running = null;
      current?.returns?.cancel();
      const question = ledger.questionRest(sessionId);
      if (question) show(question);
      options.finished(current?.paid_yen ?? 0, 0, (current?.question_yen ?? 0) + (question?.amount_yen ?? 0));
    },
    abandon: () => {
      running?.returns?.cancel();
      running = null;
    },
  };
}
