/** madoguchi(1). */
import { EXIT, EXIT_ABOUT, type ExitName } from '../../../src/cli/exit.ts';
import { withChoices } from '../../../src/cli/help.ts';
import { COMMANDS, PROGRAM_ABOUT } from '../../../src/cli/table.ts';
import { COMMON_OPTIONS, exitsOf, optionsOf, type CommandRow, type OptionRow } from '../../../src/cli/table/row.ts';
import type { Language, Text } from '../../../src/cli/text.ts';
import { list, option, page, text, words } from './roff.ts';

const WORDS = {
  everywhere: {
    en: 'Every command knows these options, before or behind its name:',
    ja: 'すべてのコマンドに共通のオプション(コマンド名の前後どちらにも置ける):',
  },
  stable: {
    en: 'Text for people may change with any version. What is printed with --json does not; an error is {"error":{"code":…,"action":…,"message":…}}. Progress of long work goes to standard error.',
    ja: '人向けの表示は版によって変わることがある。--json の出力は変わらない。エラーは {"error":{"code":…,"action":…,"message":…}} となる。長い作業の進みは標準エラー出力に表示する。',
  },
  socket: {
    en: 'The socket is, in this order: --socket, MADOGUCHI_SOCKET, socket.path of the configuration, /run/madoguchi/madoguchi.sock. Who may open it is settled by the group madoguchi; every act is recorded with the name of who did it.',
    ja: 'ソケットは --socket、MADOGUCHI_SOCKET、設定の socket.path、/run/madoguchi/madoguchi.sock の順に決まる。開けるのはグループ madoguchi の利用者で、操作は作業者の名前とともに記録される。',
  },
  exit: { en: 'Ends with', ja: '終了コード' },
} as const satisfies Record<string, Text>;

/** The page in a language; names of sections stay as man(1) knows them. */
export function programPage(language: Language): string {
  const say = (one: Text): string => text(one[language]);
  return page({
    name: 'madoguchi',
    section: 1,
    about: say(PROGRAM_ABOUT).replace(/[.。]$/, ''),
    language,
    body: [
      '.Sh SYNOPSIS',
      '.Nm',
      '.Ar command',
      '.Op Ar options',
      '.Op Ar arguments',
      '.Sh DESCRIPTION',
      say(WORDS.stable),
      '.Pp',
      say(WORDS.socket),
      '.Pp',
      say(WORDS.everywhere),
      ...list(COMMON_OPTIONS.map((row) => optionRow(row, language))),
      '.Sh COMMANDS',
      ...COMMANDS.flatMap((row) => command(row, language)),
      '.Sh ENVIRONMENT',
      ...list(environment(language)),
      '.Sh FILES',
      ...list(files(language)),
      '.Sh EXIT STATUS',
      ...list((Object.keys(EXIT) as ExitName[]).map((name) => [String(EXIT[name]), say(EXIT_ABOUT[name])])),
      '.Sh SEE ALSO',
      '.Xr madoguchi.toml 5 ,',
      '.Xr madoguchid 8',
    ],
  });
}

function optionRow(row: OptionRow, language: Language): readonly [string, string] {
  return [option(row.flags), text(withChoices(row.about[language], row.choices, language))];
}

function command(row: CommandRow, language: Language): readonly string[] {
  const argumentsShown = (row.arguments ?? []).map(({ name, optional, many }) => {
    const shown = `Ar ${words(name)}${many === true ? ' ...' : ''}`;
    return optional === true ? ` Op ${shown}` : ` ${shown}`;
  });
  const rows = [
    ...(row.arguments ?? []).map((one): readonly [string, string] => [
      `Ar ${words(one.name)}`,
      text(withChoices(one.about[language], one.choices, language)),
    ]),
    ...optionsOf(row).map((one) => optionRow(one, language)),
  ];
  const exits = exitsOf(row).map((name) => String(EXIT[name]));
  return [
    `.Ss ${words(row.path)}`,
    '.Nm',
    `.Cm ${words(row.path)}${argumentsShown.join('')}`,
    '.Pp',
    text(row.about[language]),
    ...(row.notes ?? []).flatMap((note) => ['.Pp', text(note[language])]),
    ...list(rows),
    '.Pp',
    `${text(WORDS.exit[language])} ${exits.join(', ')}.`,
    ...(row.examples ?? []).flatMap(({ line, about }) => [
      '.Pp',
      `${text(about[language])}:`,
      `.Dl madoguchi ${words(line)}`,
    ]),
  ];
}

function environment(language: Language): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, Text])[] = [
    ['MADOGUCHI_CONFIG', { en: 'the configuration file', ja: '設定ファイル' }],
    ['MADOGUCHI_SOCKET', { en: 'the socket of the daemon', ja: '制御プログラムのソケット' }],
    ['NO_COLOR', { en: 'no colours, whatever its value', ja: '値にかかわらず色を付けない' }],
    [
      'LC_ALL',
      {
        en: 'with LC_MESSAGES and LANG the language: Japanese for ja, English otherwise',
        ja: 'LC_MESSAGES、LANG とともに言語を決める。ja なら日本語、それ以外は英語',
      },
    ],
  ];
  return rows.map(([name, about]) => [`Ev ${name}`, text(about[language])]);
}

function files(language: Language): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, Text])[] = [
    ['/etc/madoguchi/madoguchi.toml', { en: 'the configuration', ja: '設定' }],
    ['/run/madoguchi/madoguchi.sock', { en: 'the socket of the daemon', ja: '制御プログラムのソケット' }],
    ['/etc/madoguchi/trust.json', { en: 'public keys that sheets are judged by', ja: '用紙の判定に使う公開鍵' }],
  ];
  return rows.map(([path, about]) => [`Pa ${path}`, text(about[language])]);
}
