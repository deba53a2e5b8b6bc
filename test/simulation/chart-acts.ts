import type { CertificateRequest, CertificateSet, Offer, SessionCommand, SessionEvent } from '../../fsm/events.ts';

/** Something that could happen now, and how often it should be chosen. */
export interface Act {
  readonly name: string;
  readonly weight: number;
  readonly run: () => readonly SessionEvent[];
}

/** What one device of the world shares with the others. */
export interface Shared {
  /** Commands that have no answer yet. */
  readonly waiting: Set<SessionCommand['type']>;
  /** Rules that were broken, in words. */
  readonly broken: string[];
}

export const act = (name: string, weight: number, run: Act['run']): Act => ({ name, weight, run });

/** The answer to a command: it comes once. */
export function answer(
  { waiting }: Shared,
  to: SessionCommand['type'],
  weight: number,
  fact: SessionEvent,
): readonly Act[] {
  if (!waiting.has(to)) return [];
  return [act(fact.type, weight, () => (waiting.delete(to), [fact]))];
}

export const OFFERS: readonly Offer[] = [
  {
    typeId: 'juminhyo',
    fee_yen: 300,
    options: [{ optionId: 'honsekiHittosha', preset: false }],
    scope: 'household',
    copies_max: 2,
  },
  { typeId: 'inkan', fee_yen: 250, options: [], scope: 'holder', copies_max: 1 },
  { typeId: 'kosekiTohon', fee_yen: 450, options: [], scope: 'koseki', copies_max: 1 },
];

/** The sets of a request: two leaves for several persons, else one. */
export function setsOf(requests: readonly CertificateRequest[]): readonly CertificateSet[] {
  const lines = requests.flatMap((request) => Array.from({ length: request.copies }, () => request));
  return lines.map((request, set) => ({
    set,
    typeId: request.typeId,
    fee_yen: OFFERS.find((offer) => offer.typeId === request.typeId)?.fee_yen ?? 0,
    pageDigests: Array.from({ length: request.persons.length > 1 ? 2 : 1 }, (_, leaf) => `${set}-${leaf}`),
  }));
}
