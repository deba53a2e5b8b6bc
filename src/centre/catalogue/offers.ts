/**
 * The centre's offers against local data (R66, R73): what the centre says this citizen may have must be what the municipality's
 * file says it is and costs; where the two differ the type is withheld before any money. Pure.
 */
import type { CodeName } from '../../base/codes.ts';
import { tokyoDate } from '../../base/service-time.ts';
import type { Offer, RefusedType } from '../../../fsm/events.ts';
import { CENTRE_LIMITS } from '../limits.ts';
import { isOpenFor } from './calendar.ts';
import { feeOn, isNotIssued, isOffered } from './fees.ts';
import { mayBeNamed, optionNotice, typeNotices } from './notices.ts';
import { taxYearOn } from './tax-year.ts';
import type { Municipality, MunicipalityType } from './schema.ts';

/** What is left of the centre's offers after the comparison with local data. */
export interface Reconciled {
  readonly offers: readonly Offer[];
  readonly withheld: readonly RefusedType[];
}

/** Compares offers with local data at a moment of service time. Copies are the smaller of the two limits. */
export function reconcileOffers(offers: readonly Offer[], data: Municipality, epoch_ms: number): Reconciled {
  const kept: Offer[] = [];
  const withheld: RefusedType[] = [];
  for (const [at, offer] of offers.entries()) {
    const same = offers.flatMap(({ typeId }, index) => (typeId === offer.typeId ? [index] : []));
    if (same[0] !== at) continue;
    const type = data.types.find(({ typeId }) => typeId === offer.typeId);
    // Of two offers of one type nobody knows which fee, 年度 or items were meant.
    const code = same.length > 1 ? 'catalogueDiffers' : whyWithheld(offer, type, data, epoch_ms);
    if (type === undefined || code !== null) withheld.push({ typeId: offer.typeId, code: code ?? 'catalogueDiffers' });
    else kept.push(completed(offer, type, data));
  }
  return { offers: kept, withheld };
}

/** Why a type is not offered here now, or null when centre and local data agree on all of it. */
function whyWithheld(
  offer: Offer,
  type: MunicipalityType | undefined,
  data: Municipality,
  epoch_ms: number,
): CodeName | null {
  if (isNotIssued(data, offer.typeId)) return 'typeNotOffered';
  if (type === undefined) return 'catalogueDiffers';
  const today = tokyoDate(epoch_ms);
  const fee_yen = feeOn(type, today);
  // A type outside its dates, and one whose fee nobody knows (R68), is not to be had, whatever the centre says.
  if (!isOffered(type, today) || fee_yen === null) return 'typeNotOffered';
  if (fee_yen !== offer.fee_yen || !isSame(offer, type, data, today)) return 'catalogueDiffers';
  if (!isOpenFor(data, epoch_ms, CENTRE_LIMITS.session_ms_least)) return 'closedNow';
  return isOpenFor(data, epoch_ms, CENTRE_LIMITS.session_ms_least, type) ? null : 'typeClosedNow';
}

/** Scope, items, 年度 and notices of an offer are those that local data know. */
function isSame(offer: Offer, type: MunicipalityType, data: Municipality, today: string): boolean {
  return (
    type.scope === offer.scope &&
    offer.options.every(({ optionId }) => type.options.some((option) => option.optionId === optionId)) &&
    new Set(offer.options.map(({ optionId }) => optionId)).size === offer.options.length &&
    isYearAllowed(offer, type, today) &&
    // A notice that cannot be shown here must be said before payment all the same, so the type is not sold.
    (offer.notices ?? []).every((keyword) => mayBeNamed(data, type.typeId, keyword))
  );
}

/** R60: the 年度 of a tax certificate is told, and is one that the municipality issues on this day; others have none. */
function isYearAllowed({ taxYear }: Offer, type: MunicipalityType, today: string): boolean {
  const years = taxYearOn(type, today);
  if (years === null || taxYear === undefined) return years === null && taxYear === undefined;
  return years.earliest <= taxYear && taxYear <= years.latest;
}

/** The offer with what only local data know: notices of the type and of its items, the local limit of copies. */
function completed(offer: Offer, type: MunicipalityType, data: Municipality): Offer {
  const notices = [...new Set([...(offer.notices ?? []), ...typeNotices(data, type.typeId)])];
  const options = offer.options.map((option) => {
    const notice = optionNotice(data, type.typeId, option.optionId);
    // What must be warned of when it is chosen (R55) is chosen by the citizen and by nobody else.
    return notice === undefined ? option : { ...option, preset: false, notice };
  });
  return {
    ...offer,
    options,
    copies_max: Math.min(offer.copies_max, type.copies_max ?? offer.copies_max),
    ...(notices.length > 0 ? { notices } : {}),
  };
}
