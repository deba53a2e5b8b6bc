import type { CashCapabilities, CashChangerCommand, CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Yen } from '../../base/yen.ts';

/** What a unit that counts its own stock says to the promise of change, which is made on the books. */
export interface Payable {
  onCapabilities(capabilities: CashCapabilities): void;
  /** Those of these kinds of which the unit did not say that they could not go back; asks it about what is not known. */
  keep(held_yen: Yen, kinds_yen: readonly Yen[]): readonly Yen[];
  /** True when the answer is news. */
  onAnswer(fact: Extract<CashChangerFact, { type: 'payable' }>): boolean;
  /** A deposit begins: what is known is asked once more. */
  askAnew(): void;
  /** A session is over, and staff may have been at the unit before the next. */
  forget(): void;
}

/**
 * A unit that pays by amount chooses the pieces itself, out of a stock of which the books may think too well (a tube that was found
 * empty, pieces taken out with its door open). So it is asked (CAN_PAY) what has to go back at a cancel after the next piece: what is
 * inside, and with it any piece that would fall where it cannot be paid out again. The books' word holds until the unit says no: the
 * screen does not cross a kind out and in again with every coin.
 */
export function createPayable(command: (order: Extract<CashChangerCommand, { type: 'canPay' }>) => void): Payable {
  let capabilities: CashCapabilities | null = null;
  /** Amounts of which the unit said that it cannot pay them. */
  const refused_yen = new Set<Yen>();
  let asked = '';

  /** What has to be payable now, for a piece of this kind to be taken; 0: nothing. */
  function goesBack_yen(held_yen: Yen, kind_yen: Yen): Yen {
    const { lands = [], pays = [] } = capabilities ?? {};
    const unitId = lands.find((place) => place.denomination_yen === kind_yen)?.unitId;
    const comesBack = pays.some((unit) => unit.unitId === unitId && unit.denomination_yen === kind_yen);
    return comesBack ? held_yen : held_yen + kind_yen;
  }

  return {
    onCapabilities: (next) => {
      capabilities = next;
    },
    keep: (held_yen, kinds_yen) => {
      if (capabilities === null || capabilities.paysByPlan) return kinds_yen;
      const amounts_yen = [...new Set(kinds_yen.map((kind_yen) => goesBack_yen(held_yen, kind_yen)))].filter(Boolean);
      if (amounts_yen.length > 0 && amounts_yen.join() !== asked) {
        asked = amounts_yen.join();
        command({ type: 'canPay', amounts_yen });
      }
      return kinds_yen.filter((kind_yen) => !refused_yen.has(goesBack_yen(held_yen, kind_yen)));
    },
    onAnswer: ({ amount_yen, payable }) => {
      const isNews = refused_yen.has(amount_yen) === payable;
      if (payable) refused_yen.delete(amount_yen);
      else refused_yen.add(amount_yen);
      return isNews;
    },
    askAnew: () => {
      asked = '';
    },
    forget: () => {
      refused_yen.clear();
      asked = '';
    },
  };
}
