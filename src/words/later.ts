import type { CitizenKey } from './contract.ts';
import { EN } from './en/index.ts';
import { JA } from './ja/index.ts';

/**
 * Keys of citizens' texts that some language has no translation of yet: each stands in Japanese and English and is read in one
 * of these two until it is translated. A new text is put in here, and taken out when the last language has it.
 */
const LATER_KEYS = [] as const satisfies readonly CitizenKey[];

/** A key that some language has no translation of yet. */
export type LaterKey = (typeof LATER_KEYS)[number];

type Citizens<Table> = Exclude<keyof Table, `staff.${string}`>;

/**
 * A table of a language, by the Japanese table it translates: every citizen's key of it, those of `LaterKey` only if they are
 * translated already. The texts of staff mode are in Japanese and English alone.
 */
export type TranslationOf<Table> = Readonly<
  Record<Exclude<Citizens<Table>, LaterKey>, string> & Partial<Record<Citizens<Table>, string>>
>;

const laterOf = (texts: Readonly<Record<CitizenKey, string>>): Readonly<Record<LaterKey, string>> =>
  Object.fromEntries(LATER_KEYS.map((key: CitizenKey) => [key, texts[key]])) as Record<LaterKey, string>;

/** English stands for what is not translated yet: a language's `index.ts` spreads it first, its own tables after. */
export const LATER = laterOf(EN);

/** The same in Japanese, for やさしい日本語. */
export const LATER_EASY = laterOf(JA);
