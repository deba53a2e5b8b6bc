import { everywhereNotices, type Municipality } from '../centre/municipality.ts';
import type { KioskSettings } from './contract.ts';

/** What screens and papers say about each municipality, from its data. */
export function municipalityWords(municipalities: readonly Municipality[]): KioskSettings['municipalities'] {
  return Object.fromEntries(
    municipalities.map((data) => [
      data.municipalityId,
      {
        name: data.name,
        desk: data.desk.name,
        phone: data.desk.phone ?? '',
        closedDaysPage: data.links.closedDays,
        notices: everywhereNotices(data),
        // Also what is asked for and never issued here: the centre may refuse it by its keyword (R56, R62, R65).
        types: Object.fromEntries([
          ...data.notIssued.map(({ keyword, name }) => [keyword, name] as const),
          ...data.types.map(({ typeId, name }) => [typeId, name] as const),
        ]),
        items: Object.fromEntries(
          data.types.flatMap(({ options }) =>
            options.flatMap(({ optionId, name }) => (name === undefined ? [] : [[optionId, name] as const])),
          ),
        ),
        collection: data.collection,
      },
    ]),
  );
}
