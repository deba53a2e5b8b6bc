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
        notices: everywhereNotices(data),
        types: Object.fromEntries(data.types.map(({ typeId, name }) => [typeId, name])),
        collection: data.collection,
      },
    ]),
  );
}
