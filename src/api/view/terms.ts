import { itemName, officialItem, officialName, type Context } from './context.ts';

/**
 * Official Japanese terms that may stand beside the translations of this screen, so that a client can mark their language
 * (WCAG 3.1.2): kanji alone do not tell Japanese from Chinese. None where the screen is Japanese.
 */
export function officialTerms(context: Context): string[] {
  const { offers, withheld, requests, documents, about } = context.input.picture;
  const types = [
    ...[...offers, ...withheld, ...requests, ...documents].map(({ typeId }) => typeId),
    ...(about === null ? [] : [about]),
  ];
  const items = offers.flatMap(({ options }) => options.map(({ optionId }) => optionId));
  const terms = [
    ...types.map((typeId) => officialName(context, typeId)),
    // An item that is called the same in the language of the screen is no foreign word there.
    ...items.map((id) => (officialItem(context, id) === itemName(context, id) ? null : officialItem(context, id))),
  ];
  return [...new Set(terms.filter((term) => term !== null))];
}
