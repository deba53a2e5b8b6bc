/**
 * What a command is. The program, `--help`, the man page, the completions and the tests are all made from these rows
 * (`../table.ts`), so that none of them can differ from another.
 */
import { METHODS, wantsOperator, type MethodName } from '../../api/messages.ts';
import { EXIT, type ExitName } from '../exit.ts';
import type { Text } from '../text.ts';

/** What a shell offers where a value stands. */
export type Completes = 'device' | 'file' | 'folder' | 'trace' | 'key';

export interface ArgumentRow {
  readonly name: string;
  readonly about: Text;
  readonly optional?: boolean;
  /** Any number of them; only the last argument. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
}

export interface OptionRow {
  /** As commander reads it: `--most <number>`, `--check`. */
  readonly flags: string;
  readonly about: Text;
  readonly required?: boolean;
  /** May stand several times. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
}

export interface ExampleRow {
  /** Without `madoguchi`. */
  readonly line: string;
  readonly about: Text;
}

export interface CommandRow {
  /** Words of the command: `status`, `cash exchange start`. */
  readonly path: string;
  readonly about: Text;
  readonly arguments?: readonly ArgumentRow[];
  readonly options?: readonly OptionRow[];
  /** What the daemon is asked; empty for a command that works without it. */
  readonly methods: readonly MethodName[];
  /** May start the daemon for maintenance when it does not run. */
  readonly offline?: boolean;
  /** Exit codes beside those that every command has. */
  readonly exits?: readonly ExitName[];
  /** More to know, a paragraph each. */
  readonly notes?: readonly Text[];
  readonly examples?: readonly ExampleRow[];
}

/** A word that has commands below it. */
export interface GroupRow {
  readonly path: string;
  readonly about: Text;
}

/** Options that every command knows. */
export const COMMON_OPTIONS: readonly OptionRow[] = [
  {
    flags: '--json',
    about: {
      en: 'print JSON and nothing else, errors included',
      ja: 'エラーも含めて JSON だけを出力する',
    },
  },
  {
    flags: '--socket <path>',
    about: { en: 'socket of the daemon', ja: '制御プログラムのソケット' },
    completes: 'file',
  },
  { flags: '--config <file>', about: { en: 'configuration file', ja: '設定ファイル' }, completes: 'file' },
  { flags: '--help', about: { en: 'print this help', ja: 'この説明を表示する' } },
];

const OFFLINE_OPTION: OptionRow = {
  flags: '--offline',
  about: {
    en: 'the daemon does not run: start it for maintenance, do this, end it',
    ja: '制御プログラムの停止中に、保守用として起動し、実行後に終了する',
  },
};

const BY_OPTION: OptionRow = {
  flags: '--by <id>',
  about: {
    en: 'who does this, as it is recorded; the login name if left out',
    ja: '記録に残す作業者の ID(省略時はログイン名)',
  },
};

/** True where the daemon wants to know who asks. */
export const isAct = ({ methods }: CommandRow): boolean => methods.some((name) => wantsOperator(METHODS[name].right));

/** Options of a command: its own, then `--offline` and `--by` where they apply. */
export function optionsOf(row: CommandRow): readonly OptionRow[] {
  return [
    ...(row.options ?? []),
    ...(row.offline === true ? [OFFLINE_OPTION] : []),
    ...(isAct(row) ? [BY_OPTION] : []),
  ];
}

/** Every exit code that a command may end with. */
export function exitsOf({ methods, exits = [] }: CommandRow): readonly ExitName[] {
  const asks: readonly ExitName[] = methods.length === 0 ? [] : ['unreachable', 'busy', 'noPermission'];
  const all = new Set<ExitName>(['done', 'failed', 'usage', ...exits, ...asks]);
  return (Object.keys(EXIT) as ExitName[]).filter((name) => all.has(name));
}

/** `--most` of `--most <number>`. */
export const longFlag = ({ flags }: OptionRow): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

/** Whether a value follows. */
export const takesValue = ({ flags }: OptionRow): boolean => flags.includes('<');
