/** Pure questions about the request: what is offered, what is chosen, which leaf is next. No yen arithmetic. */
import type { Yen } from '../src/base/yen.ts';
import type { SessionContext } from './context.ts';
import type { CertificateRequest, CertificateSet, Offer, ReminderItem } from './events.ts';

/** Certificates in one request; a limit because every list has one (design, rule 6). */
export const REQUESTS_MAX = 5;

/** The offer a line of the request is about. */
export function offerOf(context: SessionContext, request: CertificateRequest | null): Offer | undefined {
  return request === null ? undefined : context.offers.find((offer) => offer.typeId === request.typeId);
}

/** How many persons may be chosen from for this offer (R52, R53, R63). */
export function choosablePersons(context: SessionContext, offer: Offer): number {
  if (offer.scope === 'holder') return 1;
  return offer.scope === 'household' ? context.persons.household : context.persons.koseki;
}

/** A new line: items as preset (R54), the holder alone, copies not chosen yet (0). */
export function newDraft(offer: Offer): CertificateRequest {
  const options = Object.fromEntries(offer.options.map((option) => [option.optionId, option.preset]));
  return { typeId: offer.typeId, options, persons: [1], copies: 0 };
}

/** The line was chosen from this very offer: all of its items and no other, and so many copies as there may be. */
export function draftFits(context: SessionContext, offer: Offer, draft: CertificateRequest): boolean {
  const isWhole = offer.options.every(({ optionId }) => draft.options[optionId] !== undefined);
  return isWhole && optionsFit(offer, draft.options) && copiesFit(context, offer, draft.copies);
}

/** The line again for an offer that changed: what still fits is kept, the rest is as it was at first. */
export function refitDraft(context: SessionContext, offer: Offer, draft: CertificateRequest): CertificateRequest {
  const options = Object.fromEntries(
    offer.options.map(({ optionId, preset }) => [optionId, draft.options[optionId] ?? preset]),
  );
  return { ...draft, options, copies: copiesFit(context, offer, draft.copies) ? draft.copies : 0 };
}

/** Every chosen item belongs to the offer. */
export function optionsFit(offer: Offer, options: Readonly<Record<string, boolean>>): boolean {
  const known = new Set(offer.options.map((option) => option.optionId));
  return Object.entries(options).every(([id, value]) => known.has(id) && typeof value === 'boolean');
}

/** At least one person, each once, each a handle of this citizen's household or 戸籍. */
export function personsFit(count: number, persons: readonly number[]): boolean {
  if (persons.length === 0 || new Set(persons).size !== persons.length) return false;
  return persons.every((person) => Number.isInteger(person) && person >= 1 && person <= count);
}

/** Offers with no more copies than this kiosk gives (R9): the screen shows the limit that holds. */
export function withinKiosk(context: SessionContext, offers: readonly Offer[]): readonly Offer[] {
  return offers.map((offer) => ({ ...offer, copies_max: Math.min(offer.copies_max, context.copies_max) }));
}

/** A whole number of copies within the offer's and the kiosk's limit (R9). */
export function copiesFit(context: SessionContext, offer: Offer, copies: number): boolean {
  return Number.isInteger(copies) && copies >= 1 && copies <= offer.copies_max && copies <= context.copies_max;
}

/** The sets are the request's sets: each type as many as copies were asked for, each with pages. */
export function setsFit(context: SessionContext, sets: readonly CertificateSet[]): boolean {
  const wanted = new Map<string, number>();
  for (const { typeId, copies } of context.requests) wanted.set(typeId, (wanted.get(typeId) ?? 0) + copies);
  for (const { typeId, pageDigests } of sets) {
    const left = wanted.get(typeId) ?? 0;
    if (left === 0 || pageDigests.length === 0) return false;
    wanted.set(typeId, left - 1);
  }
  return sets.length > 0 && [...wanted.values()].every((left) => left === 0);
}

/** One fee from display to receipt (R73), and none for nothing (R74). */
export function feesFit(context: SessionContext, sets: readonly CertificateSet[]): boolean {
  return sets.every((set) => {
    const offer = context.offers.find((candidate) => candidate.typeId === set.typeId);
    return offer !== undefined && set.fee_yen > 0 && offer.fee_yen === set.fee_yen;
  });
}

/** The 年度 that was shown is the one on the paper; a type without one has none (R58, R60). */
export function taxYearsFit(context: SessionContext, sets: readonly CertificateSet[]): boolean {
  return sets.every((set) => context.offers.find(({ typeId }) => typeId === set.typeId)?.taxYear === set.taxYear);
}

/** The fee of each set that was asked for, as offered. */
export function feesOf(context: SessionContext): readonly Yen[] {
  return context.requests.flatMap((request) => {
    const fee_yen = offerOf(context, request)?.fee_yen;
    return fee_yen === undefined ? [] : Array.from({ length: request.copies }, () => fee_yen);
  });
}

/** The set that is being printed. */
export function currentSet(context: SessionContext): CertificateSet | undefined {
  return context.cursor === null ? undefined : context.sets[context.cursor.index];
}

/** Is this the leaf that is being printed? */
export function isCurrentLeaf(context: SessionContext, at: { readonly set: number; readonly leaf: number }): boolean {
  return currentSet(context)?.set === at.set && context.cursor?.leaf === at.leaf;
}

/** The leaf after the current one: next of its set, first of the next set, or none. */
export function nextCursor(context: SessionContext): SessionContext['cursor'] {
  const set = currentSet(context);
  if (context.cursor === null || set === undefined) return null;
  const { index, leaf } = context.cursor;
  if (leaf + 1 < set.pageDigests.length) return { index, leaf: leaf + 1 };
  return index + 1 < context.sets.length ? { index: index + 1, leaf: 0 } : null;
}

/** What the citizen has to take home from here (R13), in the order in which it is said. */
export function itemsToTake(context: SessionContext): readonly ReminderItem[] {
  const items: ReminderItem[] = [];
  if (context.cardPresent) items.push('card');
  // What is not the citizen's stays, face down (D11).
  if (context.paperOut && !context.foreign) items.push('certificate');
  if (context.receiptOut) items.push('receipt');
  if (context.changePaid) items.push('change');
  // A phone or an original is asked for when something else is taken home, and whenever a sensor sees it.
  const isAskedFor = (item: ReminderItem): boolean =>
    context.sensed[item] === true || (items.length > 0 && context.sensed[item] !== false);
  return [...items, ...context.alsoRemind.filter(isAskedFor)];
}

/** Seen to be gone: the card by the reader, other things by their sensor where there is one. */
export function isGone(context: SessionContext, item: ReminderItem): boolean {
  return item === 'card' ? !context.cardPresent : context.sensed[item] === false;
}
