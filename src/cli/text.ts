/** Every text of the command line stands in both languages beside each other. */

export type Language = 'en' | 'ja';

export type Text = Readonly<Record<Language, string>>;

/** Language of a locale as the environment names it (`ja_JP.UTF-8`); English for everything but Japanese. */
export const languageOf = (locale: string): Language => (locale.startsWith('ja') ? 'ja' : 'en');
