/** What must be said before payment, from the data of the municipality (R46, R55, R60, R74, R75, R90–R94). Pure. */
import type { Municipality, MunicipalityNotice } from './schema.ts';

/**
 * What the centre may name for a citizen of any municipality: it speaks of this citizen's data, not of the municipality's rules.
 * Another keyword must stand in the municipality's file.
 */
const CENTRE_NOTICES: readonly string[] = ['katakanaNotPrinted', 'earlierTaxYearOnly', 'staleData'];

const isAbout = (notice: MunicipalityNotice, typeId: string): boolean =>
  !('types' in notice) || notice.types === undefined || notice.types.includes(typeId);

/** Keywords that are said of every certificate here. */
export function everywhereNotices({ notices }: Municipality): readonly string[] {
  return notices.flatMap((entry) => (entry.when === 'always' && entry.types === undefined ? [entry.notice] : []));
}

/** Keywords that are said of this type alone, whatever is chosen. */
export function typeNotices({ notices }: Municipality, typeId: string): readonly string[] {
  return notices.flatMap((entry) =>
    entry.when === 'always' && entry.types?.includes(typeId) === true ? [entry.notice] : [],
  );
}

/** Keyword of what is said when an item of a type is chosen (R55), or undefined. */
export function optionNotice({ notices }: Municipality, typeId: string, optionId: string): string | undefined {
  return notices.find((entry) => entry.when === 'option' && entry.option === optionId && isAbout(entry, typeId))
    ?.notice;
}

/** True for a notice that the centre may name with an offer of this type. */
export function mayBeNamed({ notices }: Municipality, typeId: string, keyword: string): boolean {
  return (
    CENTRE_NOTICES.includes(keyword) ||
    notices.some((entry) => entry.notice === keyword && entry.when !== 'option' && isAbout(entry, typeId))
  );
}

/**
 * Everything to be said before payment of one certificate with these items, each keyword once: of this citizen, of the items, of
 * the type, of every certificate.
 *
 * @param options ids of the items that were chosen
 * @param named what the centre named with the offer
 */
export function noticesFor(
  data: Municipality,
  typeId: string,
  options: readonly string[] = [],
  named: readonly string[] = [],
): readonly string[] {
  const ofOptions = options.flatMap((optionId) => optionNotice(data, typeId, optionId) ?? []);
  return [...new Set([...named, ...ofOptions, ...typeNotices(data, typeId), ...everywhereNotices(data)])];
}
