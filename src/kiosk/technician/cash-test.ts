import type { PayOrder } from '../../../drivers/cash-changer.ts';
import type { CodeName } from '../../base/codes.ts';
import type { Outcome } from '../../base/errors.ts';
import type { Pieces } from '../../base/yen.ts';
import type { KioskServices } from '../services.ts';

/** What became of a test payout; `result` null: the device has not told in time, and is asked by the books until it does. */
export interface TestPaid {
  readonly intentId: string;
  readonly result: Outcome | null;
  readonly pieces: readonly Pieces[];
  readonly code: CodeName | null;
}

/** Pieces that a technician lets fall: the same orders as every payout, owed to nobody, booked to staff. */
export interface CashTest {
  /** `done` is called once. */
  pay(order: PayOrder, wait_ms: number, done: (paid: TestPaid) => void): void;
  onOutcome(intentId: string, result: Outcome, pieces: readonly Pieces[], code: CodeName | null): void;
  onRefused(intentId: string, code: CodeName): void;
}

/**
 * @param prepare hands the order to the device; what becomes of it is told by the other two
 * @param forget drops what was only prepared: a device that comes back later must not let it fall
 */
export function createCashTest(
  prepare: (intentId: string, order: PayOrder) => void,
  forget: () => void,
  { clock, guarded, newId }: Pick<KioskServices, 'clock' | 'guarded' | 'newId'>,
): CashTest {
  const waiting = new Map<string, (paid: TestPaid) => void>();

  function tell(paid: TestPaid): void {
    const done = waiting.get(paid.intentId);
    waiting.delete(paid.intentId);
    done?.(paid);
  }

  return {
    pay: (order, wait_ms, done) => {
      const intentId = newId();
      const late = clock.after(wait_ms, () =>
        guarded(() => {
          forget();
          tell({ intentId, result: null, pieces: [], code: 'testOutcome' });
        })(undefined),
      );
      waiting.set(intentId, (paid) => {
        late.cancel();
        done(paid);
      });
      prepare(intentId, order);
    },
    onOutcome: (intentId, result, pieces, code) => tell({ intentId, result, pieces, code }),
    onRefused: (intentId, code) => tell({ intentId, result: 'notDone', pieces: [], code }),
  };
}
