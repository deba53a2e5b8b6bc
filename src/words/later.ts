import type { CitizenKey } from './contract.ts';
import { EN } from './en/index.ts';
import { JA } from './ja/index.ts';

/**
 * Keys of citizens' texts that some language has no translation of yet: each stands in Japanese and English and is read in one
 * of these two until it is translated. A new text is put in here, and taken out when the last language has it.
 */
const LATER_KEYS = [
  'guide.place',
  'guide.choices',
  'guide.goOn',
  'guide.chosen',
  'guide.notChosen',
  'guide.unavailable',
  'guide.refused',
  'guide.on',
  'guide.off',
  'guide.fewer',
  'guide.more',
  'guide.digits',
  'guide.timeLeft',
  'guide.phone',
  'guide.step',
  'guide.volume',
  'speak.keypad',
  'speak.headphonesIn',
  'speak.headphonesOut',
  'speak.pinKeys',
  'speak.pressSelect',
  'speak.cancelAsk',
  'speak.noBack',
  'speak.noCancel',
  'speak.noKey',
  'speak.notNow',
  'speak.wait',
  'speak.ended',
  'speak.moreTime',
  'speak.loudest',
  'speak.quietest',
  'standing.language',
  'standing.speech',
  'standing.largeText',
  'standing.contrast',
  'standing.access',
  'standing.help',
  'overlay.close',
  'overlay.up',
  'overlay.down',
  'language.title',
  'language.japaneseOnly',
  'access.title',
  'access.textSize',
  'access.textSize.100',
  'access.textSize.150',
  'access.textSize.200',
  'access.contrast',
  'access.contrast.standard',
  'access.contrast.high',
  'access.contrast.dark',
  'access.speech',
  'access.speech.off',
  'access.speech.guidance',
  'access.speech.detailed',
  'access.volume',
  'access.volume.-2',
  'access.volume.-1',
  'access.volume.0',
  'access.volume.1',
  'access.volume.2',
  'access.reach',
  'access.reach.off',
  'access.reach.on',
  'access.simple',
  'access.simple.off',
  'access.simple.on',
  'help.title',
  'help.start',
  'help.notes',
  'help.setCard',
  'help.pin',
  'help.takeCard',
  'help.choose',
  'help.check',
  'help.pay',
  'help.printing',
  'help.take',
  'help.slip',
  'help.stop',
  'help.staffMay',
  'help.staffMayNot',
  'help.staffPaper',
  'help.guide',
  'printing.timeLeft',
] as const satisfies readonly CitizenKey[];

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
