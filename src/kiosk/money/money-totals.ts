import type { MoneyTotals } from '../../../fsm/events.ts';
import type { Yen } from '../../base/yen.ts';
import type { SessionTotals } from '../../ledger/contract.ts';

/** Totals while nobody is served. */
export const NO_MONEY: MoneyTotals = {
  due_yen: 0,
  credit_yen: 0,
  escrow_yen: 0,
  needed_yen: 0,
  owed_yen: 0,
  enough: false,
  accepts_yen: [],
  withheld_yen: [],
};

/** The books of a session as chart and screen see them: every sum is done here. */
export function moneyTotals(
  books: SessionTotals,
  accepts_yen: readonly Yen[],
  withheld_yen: readonly Yen[],
): MoneyTotals {
  const { due_yen, credit_yen, escrow_yen, owed_yen } = books;
  const enough = due_yen > 0 && credit_yen >= due_yen;
  const needed_yen = Math.max(0, due_yen - credit_yen);
  return {
    due_yen,
    credit_yen,
    escrow_yen,
    needed_yen,
    owed_yen,
    enough,
    accepts_yen,
    withheld_yen: enough ? [] : withheld_yen,
  };
}
