import type { PayOrder } from '../../drivers/cash-changer.ts';
import type { Outcome } from '../base/errors.ts';
import { sumOfPieces, type Pieces, type Yen } from '../base/yen.ts';
import type { UnitStock } from '../ledger/contract.ts';
import { largestPayable_yen, planPayout } from '../ledger/planner.ts';
import type { KioskServices } from './services.ts';

export interface PayoutOptions {
  readonly services: KioskServices;
  payableStock(): readonly UnitStock[];
  paysByPlan(): boolean;
  prepare(intentId: string, order: PayOrder): void;
  finished(paid_yen: Yen, short_yen: Yen): void;
}

/** Pays out what a session is owed, order by order; what cannot be paid goes onto a slip. */
export interface Payout {
  /** `keeps_yen`: amounts each of which should stay payable after this payout (promise of change). */
  start(sessionId: string, keeps_yen: readonly Yen[]): void;
  onOutcome(intentId: string, result: Outcome, pieces: readonly Pieces[]): void;
  onRefused(intentId: string): void;
  /** Pays nothing more: the session is over, and whoever stands there next must not get its money. */
  abandon(): void;
}

interface Running {
  readonly sessionId: string;
  intentId: string | null;
  readonly keeps_yen: readonly Yen[];
  paid_yen: Yen;
  /** Pieces given so far, by denomination: at most 20 of a kind in a payout. */
  readonly given: Map<Yen, number>;
  /** Units that failed in this payout: not asked again. */
  readonly failed: Set<string>;
  unitId: string | null;
}

/** One payout at a time; each unit's share is one intent (design, Orders). After a fault the rest is planned anew without that unit. */
export function createPayout(options: PayoutOptions): Payout {
  const { ledger, newId, send, log } = options.services;
  let running: Running | null = null;

  function finish(current: Running): void {
    running = null;
    const slip = ledger.slipOwed(current.sessionId, 'unpaid');
    if (slip) {
      log('warn', 'payout.short', { amount_yen: slip.amount_yen });
      send({ type: 'slip.opened', claimNumber: slip.claimNumber, amount_yen: slip.amount_yen });
    }
    options.finished(current.paid_yen, slip?.amount_yen ?? 0);
  }

  /** The whole amount if the stock can make it, else the largest part that it can. */
  function nextOrder(current: Running, owed_yen: Yen): PayOrder | null {
    const { given, keeps_yen, failed } = current;
    const stock = options.payableStock().filter((unit) => !failed.has(unit.unitId));
    if (!options.paysByPlan() && failed.size > 0) return null;
    const amount_yen = largestPayable_yen(owed_yen, stock, given);
    if (amount_yen <= 0) return null;
    if (!options.paysByPlan()) return { type: 'payAmount', amount_yen };
    const plan = planPayout(amount_yen, stock, { given, keeps_yen }) ?? planPayout(amount_yen, stock, { given });
    const row = plan?.[0];
    return row ? { type: 'payPieces', ...row } : null;
  }

  function proceed(current: Running): void {
    const { owed_yen } = ledger.totals(current.sessionId);
    const order = owed_yen > 0 ? nextOrder(current, owed_yen) : null;
    if (!order) {
      finish(current);
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
        unitId: null,
      };
      proceed(running);
    },
    onOutcome: (intentId, result, pieces) => {
      const current = take(intentId);
      if (!current) return;
      current.paid_yen += sumOfPieces(pieces);
      for (const { denomination_yen, count } of pieces) {
        current.given.set(denomination_yen, (current.given.get(denomination_yen) ?? 0) + count);
      }
      if (result !== 'done' && current.unitId !== null) current.failed.add(current.unitId);
      proceed(current);
    },
    onRefused: (intentId) => {
      const current = take(intentId);
      if (!current) return;
      if (current.unitId !== null) current.failed.add(current.unitId);
      proceed(current);
    },
    abandon: () => {
      running = null;
    },
  };
}
