import type { PayOrder } from '../../drivers/cash-changer.ts';
import type { Outcome } from '../base/errors.ts';
import { sumOfPieces, type Pieces, type Yen } from '../base/yen.ts';
import type { UnitStock } from '../ledger/contract.ts';
import { planPayout } from '../ledger/planner.ts';
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
  start(sessionId: string): void;
  onOutcome(intentId: string, result: Outcome, pieces: readonly Pieces[]): void;
  onRefused(intentId: string): void;
  /** Pays nothing more: the session is over, and whoever stands there next must not get its money. */
  abandon(): void;
}

/** Smallest coin that is paid out: a rest below it cannot exist, fees and coins are multiples of 10. */
const STEP_YEN = 10;

interface Running {
  readonly sessionId: string;
  intentId: string | null;
  paid_yen: Yen;
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

  /** The largest part of the amount that the stock can make. */
  function nextOrder(current: Running, owed_yen: Yen): PayOrder | null {
    const stock = options.payableStock().filter((unit) => !current.failed.has(unit.unitId));
    if (!options.paysByPlan()) {
      if (current.failed.size > 0) return null;
      for (let amount_yen = owed_yen; amount_yen > 0; amount_yen -= STEP_YEN) {
        if (planPayout(amount_yen, stock)) return { type: 'payAmount', amount_yen };
      }
      return null;
    }
    for (let amount_yen = owed_yen; amount_yen > 0; amount_yen -= STEP_YEN) {
      const row = planPayout(amount_yen, stock)?.[0];
      if (row) return { type: 'payPieces', ...row };
    }
    return null;
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
    start: (sessionId) => {
      if (running) return;
      running = { sessionId, intentId: null, paid_yen: 0, failed: new Set(), unitId: null };
      proceed(running);
    },
    onOutcome: (intentId, result, pieces) => {
      const current = take(intentId);
      if (!current) return;
      current.paid_yen += sumOfPieces(pieces);
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
