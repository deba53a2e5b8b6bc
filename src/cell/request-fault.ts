import type { CodeName } from '../base/codes.ts';
import type { CertificateRequest, Offer } from '../../fsm/events.ts';

/** Why a request must not even be sent, or null: type offered, known options, persons of the right list, copies in range. Pure. */
export function requestFault(
  requests: readonly CertificateRequest[],
  offers: readonly Offer[],
  persons: { readonly household: number; readonly koseki: number },
): CodeName | null {
  if (requests.length === 0) return 'cellOrder';
  for (const { typeId, options, persons: chosen, copies } of requests) {
    const offer = offers.find((candidate) => candidate.typeId === typeId);
    if (!offer) return 'typeNotOffered';
    if (!Object.keys(options).every((id) => offer.options.some(({ optionId }) => optionId === id)))
      return 'typeNotOffered';
    if (!Number.isInteger(copies) || copies < 1 || copies > offer.copies_max) return 'typeNotOffered';
    const known = offer.scope === 'holder' ? 1 : persons[offer.scope];
    if (new Set(chosen).size !== chosen.length) return 'cellOrder';
    if (!chosen.every((person) => Number.isInteger(person) && person >= 1 && person <= known)) return 'cellOrder';
    if (offer.scope !== 'holder' && chosen.length === 0) return 'cellOrder';
  }
  return null;
}
