/** What is issued on a day and what it costs (R67–R74). Pure. */
import type { Municipality, MunicipalityType } from './schema.ts';

/** Days `from` ≤ day ≤ `until`; an end that is left out is open. */
export interface DayRange {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** True when a dated entry holds on `today` (`2025-04-16`). Days compare as text. */
export function isInForce({ from, until }: DayRange, today: string): boolean {
  return (from === undefined || from <= today) && (until === undefined || today <= until);
}

/** The fee of a type on a day (`2025-04-16`), or null when it is not known (R68) or none is in force. */
export function feeOn(type: MunicipalityType, today: string): number | null {
  return type.fees.find((fee) => isInForce(fee, today))?.fee_yen ?? null;
}

/** True when the type is issued at all on this day: types come and go (2.4). */
export function isOffered({ offered = {} }: MunicipalityType, today: string): boolean {
  return isInForce(offered, today);
}

/**
 * True when the page says that this is not issued here, as a type or an item (R56, R62, R65). What the page does not speak of is
 * simply not in the catalogue.
 */
export function isNotIssued({ notIssued }: Municipality, id: string): boolean {
  return notIssued.some(({ keyword }) => keyword === id);
}

/** True when a chain serves this municipality on a day (R81); a page that names no chains excludes none. */
export function isChainServed({ chains }: Municipality, chainId: string, today: string): boolean {
  const chain = chains?.find((candidate) => candidate.chainId === chainId);
  return chain === undefined || chain.until === null || today <= chain.until;
}
