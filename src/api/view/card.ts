/** Which of the dated facts about cards hold today (requirements 2.8, R33). Pure; the day is Tokyo's. */
import { tokyoDate } from '../../base/service-time.ts';
import type { CardMessages, DaySpan, ViewInput } from '../contract.ts';
import { CALL_CENTRE_PHONE } from '../messages.ts';

/** The dated facts of one day. */
export interface CardFacts {
  readonly callCentrePhone: string;
  /** Stores of this chain set a locked PIN anew. */
  readonly isResetInStores: boolean;
}

const NOTHING_DATED: CardMessages = { callCentrePhones: [], pinResetInStores: [] };

/** Facts of the day of service; while the time is not known, only what always holds. */
export function cardFactsOf(input: Pick<ViewInput, 'cardMessages' | 'serviceTime_epoch_ms'>): CardFacts {
  const { callCentrePhones, pinResetInStores } = input.cardMessages ?? NOTHING_DATED;
  const today = input.serviceTime_epoch_ms === null ? null : tokyoDate(input.serviceTime_epoch_ms);
  const holds = ({ from, until }: DaySpan): boolean =>
    today !== null && from <= today && (until === undefined || today <= until);
  return {
    callCentrePhone: callCentrePhones.find(holds)?.phone ?? CALL_CENTRE_PHONE,
    isResetInStores: pinResetInStores.some(holds),
  };
}
