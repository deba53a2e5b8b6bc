/** What commander says about a wrong command line, in both languages: its own text is English only. */
import type { CommanderError } from 'commander';
import type { Text } from './text.ts';

/** By its code: the Japanese for what it names in quotes. */
const JAPANESE: Readonly<Record<string, (named: string) => string>> = {
  'commander.help': () => 'コマンドが指定されていません',
  'commander.unknownOption': (named) => `オプション ${named} はありません`,
  'commander.unknownCommand': (named) => `コマンド ${named} はありません`,
  'commander.missingArgument': (named) => `引数 ${named} がありません`,
  'commander.excessArguments': () => '引数が多すぎます',
  'commander.optionMissingArgument': (named) => `オプション ${named} の値がありません`,
  'commander.missingMandatoryOptionValue': (named) => `オプション ${named} が必要です`,
  'commander.invalidArgument': (named) => `${named} は指定できません`,
  'commander.conflictingOption': (named) => `${named} は一緒に指定できません`,
};

export function usageText(error: CommanderError): Text {
  const en =
    error.code === 'commander.help'
      ? 'no command was given'
      : error.message
          .replace(/^error: /, '')
          .replace(/\s*\n\s*/g, ' ')
          .replace(/\.$/, '');
  const named = [...error.message.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? '');
  const meant = /Did you mean ([^?]*)\?/.exec(error.message)?.[1]?.replace(/^one of /, '');
  const choices = /Allowed choices are ([^.]*)\./.exec(error.message)?.[1];
  const ja = [
    JAPANESE[error.code]?.(named.join('、')) ?? en,
    ...(choices === undefined ? [] : [`指定できるもの: ${choices}`]),
    ...(meant === undefined ? [] : [`もしかして: ${meant}`]),
  ].join('。');
  return { en, ja };
}
