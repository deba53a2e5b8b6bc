import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { CODES_JA } from './codes-ja/codes.ts';
import type { Language, Text } from './text.ts';

/**
 * Exit codes of the command line, documented and tested. Numbers of sysexits.h where there is one; 2 is avoided because
 * systemd reads it as INVALIDARGUMENT.
 */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  failed: 1,
  /** A check found something that is not as it should be. */
  unhealthy: 10,
  /** The books contradict themselves or the devices. */
  inconsistent: 11,
  usage: 64,
  unreachable: 69,
  /** Try later. */
  busy: 75,
  noPermission: 77,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];

/** Meaning of each exit code: `--help`, the man page and the README have it from here. */
export const EXIT_ABOUT: Readonly<Record<ExitName, Text>> = {
  done: { en: 'done, or nothing to do', ja: '完了、または行うことがなかった' },
  failed: { en: 'failed', ja: '失敗' },
  unhealthy: { en: 'a check found something', ja: '点検で異常が見つかった' },
  inconsistent: { en: 'the books are inconsistent', ja: '帳簿に食い違いがある' },
  usage: { en: 'the command line was not understood', ja: '使い方の誤り' },
  unreachable: { en: 'the daemon cannot be reached', ja: '制御プログラムに接続できない' },
  busy: { en: 'busy, try later', ja: '使用中。後でやり直す' },
  noPermission: { en: 'no permission', ja: '権限がない' },
};

const BY_CODE: Partial<Record<CodeName, ExitCode>> = {
  usage: EXIT.usage,
  daemonUnreachable: EXIT.unreachable,
  noPermission: EXIT.noPermission,
  methodRight: EXIT.noPermission,
  operatorUnnamed: EXIT.usage,
  // Those who signed may not close it.
  incidentSignature: EXIT.noPermission,
  // Another try does not help: another name does.
  deviceUnknown: EXIT.usage,
  devicePart: EXIT.usage,
  daemonRuns: EXIT.usage,
};

/** The code that is printed so (`M1113`); null for one of another version of the daemon. */
function codeNamed(text: string): CodeName | null {
  return (Object.keys(CODES) as CodeName[]).find((name) => codeText(name) === text) ?? null;
}

/** What to do about a code that the daemon told, one sentence; null for one that is not known here. */
export function remedyOf(code: string, language: Language = 'en'): string | null {
  const name = codeNamed(code);
  return name === null ? null : remedyText(name, language);
}

const remedyText = (name: CodeName, language: Language): string =>
  language === 'ja' ? CODES_JA[name].remedy : CODES[name].remedy;

/** What is found stands in English: in Japanese the cause goes before it. */
const withCause = (name: CodeName | null, message: string, language: Language): string =>
  language === 'ja' && name !== null ? `${CODES_JA[name].cause}${message}` : message;

/** Something that went wrong, as the command line tells it: the same three things as text and as JSON. */
export interface Failure {
  readonly code: string;
  readonly action: string;
  readonly message: string;
  readonly exit: ExitCode;
}

/** What to say and how to end for an error of any kind. */
export function failureOf(error: unknown, language: Language = 'en'): Failure {
  // What was typed wrong says it all: no cause goes before it.
  if (error instanceof UsageError) {
    const { code, action, message } = new MadoguchiError('usage', error.text[language]);
    return { code, action, message: `${message}. ${remedyText('usage', language)}`, exit: EXIT.usage };
  }
  if (error instanceof DaemonRefusal) {
    const { code, action } = error;
    const name = codeNamed(code);
    const exit = (name === null ? undefined : BY_CODE[name]) ?? (action === 'retry' ? EXIT.busy : EXIT.failed);
    const said = withCause(name, `${error.message.replace(/\.$/, '')} (${code}).`, language);
    return { code, action, message: [said, remedyOf(code, language) ?? ''].join(' ').trim(), exit };
  }
  const known =
    error instanceof MadoguchiError
      ? error
      : new MadoguchiError('internal', error instanceof Error ? error.message : 'unexpected error');
  return {
    code: known.code,
    action: known.action,
    message: `${withCause(known.codeName, known.message, language)}. ${remedyText(known.codeName, language)}`,
    exit: BY_CODE[known.codeName] ?? EXIT.failed,
  };
}

/** What was typed cannot be done; said in the language of the terminal. */
export class UsageError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** The daemon understood the request and answered with an error of its own. */
export class DaemonRefusal extends Error {
  readonly code: string;
  readonly action: string;

  constructor(code: string, action: string, message: string) {
    super(message);
    this.code = code;
    this.action = action;
  }
}
