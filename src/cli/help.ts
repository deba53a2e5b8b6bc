/** `--help` of the program, of a group and of a command, from the one table, in the language of the terminal. */
import { EXIT, EXIT_ABOUT } from './exit.ts';
import { childrenOf, commandOf, GROUPS, PROGRAM_ABOUT } from './table.ts';
import { COMMON_OPTIONS, exitsOf, optionsOf, type ArgumentRow, type CommandRow, type OptionRow } from './table/row.ts';
import type { Language, Text } from './text.ts';
import { hanging, wrap } from './width.ts';

const HEADS = {
  usage: { en: 'Usage', ja: '使い方' },
  arguments: { en: 'Arguments', ja: '引数' },
  options: { en: 'Options', ja: 'オプション' },
  everywhere: { en: 'Options of every command', ja: '共通オプション' },
  commands: { en: 'Commands', ja: 'コマンド' },
  exits: { en: 'Exit codes', ja: '終了コード' },
  examples: { en: 'Examples', ja: '例' },
} as const satisfies Record<string, Text>;

/** How an argument is written in a line of usage. */
export function argumentForm({ name, optional, many }: ArgumentRow): string {
  const form = many === true ? `${name}...` : name;
  return optional === true ? `[${form}]` : `<${form}>`;
}

/** `madoguchi diag [options] [device]`. */
export function usageOf(path: string): string {
  const row = commandOf(path);
  const words = ['madoguchi', ...(path === '' ? [] : [path])];
  if (row === null) return [...words, '<command>'].join(' ');
  return [...words, '[options]', ...(row.arguments ?? []).map(argumentForm)].join(' ');
}

/** What a choice offers, behind its meaning. */
export function withChoices(about: string, choices: readonly string[] | undefined, language: Language): string {
  if (choices === undefined) return about;
  return language === 'ja' ? `${about}(${choices.join('、')})` : `${about} (${choices.join(', ')})`;
}

/** The whole help of `path`; `''` is the program. */
export function helpText(path: string, language: Language, width: number): string {
  const row = commandOf(path);
  const text = (one: Text): string => one[language];
  const lines = [`${text(HEADS.usage)}: ${usageOf(path)}`, '', ...wrap(text(aboutOf(path)), width)];
  const section = (head: Text, rows: readonly (readonly [string, string])[]): void => {
    if (rows.length > 0) lines.push('', `${text(head)}:`, ...hanging(rows, width));
  };
  const optionRow = (option: OptionRow): readonly [string, string] => [
    option.flags,
    withChoices(text(option.about), option.choices, language),
  ];
  for (const note of row?.notes ?? []) lines.push('', ...wrap(text(note), width));
  section(
    HEADS.arguments,
    (row?.arguments ?? []).map((one) => [one.name, withChoices(text(one.about), one.choices, language)]),
  );
  section(HEADS.options, row === null ? [] : optionsOf(row).map(optionRow));
  section(
    HEADS.commands,
    childrenOf(path).map((child) => [child.path.split(' ').at(-1) ?? '', text(child.about)]),
  );
  section(HEADS.everywhere, [...COMMON_OPTIONS, ...(path === '' ? [VERSION_OPTION] : [])].map(optionRow));
  section(HEADS.exits, exitRows(row, language));
  section(
    HEADS.examples,
    (row?.examples ?? []).map(({ line, about }) => [`madoguchi ${line}`, text(about)]),
  );
  return `${lines.join('\n')}\n`;
}

export const VERSION_OPTION: OptionRow = {
  flags: '--version',
  about: { en: 'print the version', ja: '版を表示する' },
};

/** Meaning of a command, of a group or of the program. */
export function aboutOf(path: string): Text {
  return commandOf(path)?.about ?? GROUPS.find((group) => group.path === path)?.about ?? PROGRAM_ABOUT;
}

/** Exit codes as rows; of the program: all. */
export function exitRows(row: CommandRow | null, language: Language): readonly (readonly [string, string])[] {
  const names = row === null ? (Object.keys(EXIT) as (keyof typeof EXIT)[]) : exitsOf(row);
  return names
    .toSorted((a, b) => EXIT[a] - EXIT[b])
    .map((name) => [String(EXIT[name]), EXIT_ABOUT[name][language]] as const);
}
