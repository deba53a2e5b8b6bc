/**
 * What one citizen is offered: the centre's offers against local data, and the refusals by type with them. Pure. A type that is
 * both offered and refused is not offered: of two answers the one that gives nothing is believed.
 */
import type { CodeName } from '../base/codes.ts';
import { reconcileOffers, type Municipality } from '../centre/municipality.ts';
import { REFUSALS } from '../centre/refusals.ts';
import type { Offer, RefusedType } from '../../fsm/events.ts';

/** Offers to show, and each other type with its reason, once. */
export interface Offered {
  readonly offers: readonly Offer[];
  readonly withheld: readonly RefusedType[];
  /** Why the session ends when nothing is offered; null while something is. */
  readonly refused: CodeName | null;
}

/** Compares what the centre offers and refuses with the local data of `epoch_ms` (service time). */
export function offeredOf(
  answer: { readonly offers: readonly Offer[]; readonly refusals?: readonly RefusedType[] | undefined },
  data: Municipality,
  epoch_ms: number,
): Offered {
  const refusals = onePerType(answer.refusals ?? []);
  const isRefused = (typeId: string): boolean => refusals.some((refusal) => refusal.typeId === typeId);
  const reconciled = reconcileOffers(
    answer.offers.filter(({ typeId }) => !isRefused(typeId)),
    data,
    epoch_ms,
  );
  const withheld = [...reconciled.withheld, ...refusals];
  const refused = reconciled.offers.length > 0 ? null : bestCode(withheld.map(({ code }) => code));
  return { offers: reconciled.offers, withheld, refused };
}

/**
 * Refusals of two answers: what the later one says of a type holds, and what only the earlier one says (nobody gets it from
 * this municipality now) holds on.
 */
export function laterRefusals(
  earlier: readonly RefusedType[],
  later: { readonly offers: readonly Offer[]; readonly refusals?: readonly RefusedType[] | undefined },
): readonly RefusedType[] {
  const refusals = later.refusals ?? [];
  const isToldOf = ({ typeId }: RefusedType): boolean =>
    [...refusals, ...later.offers].some((entry) => entry.typeId === typeId);
  return [...earlier.filter((refusal) => !isToldOf(refusal)), ...refusals];
}

function onePerType(refusals: readonly RefusedType[]): readonly RefusedType[] {
  return refusals.filter(({ typeId }, at) => refusals.findIndex((other) => other.typeId === typeId) === at);
}

/** The table's reasons in its order; then what staff must mend, so that it is noted; then the hours. */
const BEST_FIRST: readonly CodeName[] = [
  ...Object.values(REFUSALS)
    .map(({ code }) => code)
    .filter((code) => code !== 'closedNow' && code !== 'typeNotOffered'),
  'catalogueDiffers',
  'closedNow',
  'typeNotOffered',
];

/** The one code that the screen shows when nothing is left: a reason that is all there is, or the one that helps most. */
function bestCode(codes: readonly CodeName[]): CodeName {
  return BEST_FIRST.find((code) => codes.includes(code)) ?? codes[0] ?? 'typeNotOffered';
}
