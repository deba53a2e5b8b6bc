import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';

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
  usage: 64,
  unreachable: 69,
  /** Try later. */
  busy: 75,
  noPermission: 77,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Partial<Record<CodeName, ExitCode>> = {
  usage: EXIT.usage,
  daemonUnreachable: EXIT.unreachable,
  noPermission: EXIT.noPermission,
  // Those who signed may not close it.
  incidentSignature: EXIT.noPermission,
  // Another try does not help: another name does.
  deviceUnknown: EXIT.usage,
  devicePart: EXIT.usage,
};

/** The code that is printed so (`M1113`); null for one of another version of the daemon. */
function codeNamed(text: string): CodeName | null {
  return (Object.keys(CODES) as CodeName[]).find((name) => codeText(name) === text) ?? null;
}

/** What to do about a code that the daemon told, one sentence; null for one that is not known here. */
export function remedyOf(code: string): string | null {
  const name = codeNamed(code);
  return name === null ? null : CODES[name].remedy;
}

/** Something that went wrong, as the command line tells it: the same three things as text and as JSON. */
export interface Failure {
  readonly code: string;
  readonly action: string;
  readonly message: string;
  readonly exit: ExitCode;
}

/** What to say and how to end for an error of any kind. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DaemonRefusal) {
    const { code, action } = error;
    const name = codeNamed(code);
    const exit = (name === null ? undefined : BY_CODE[name]) ?? (action === 'retry' ? EXIT.busy : EXIT.failed);
    const message = [`${error.message.replace(/\.$/, '')} (${code}).`, remedyOf(code) ?? ''].join(' ').trim();
    return { code, action, message, exit };
  }
  const known =
    error instanceof MadoguchiError
      ? error
      : new MadoguchiError('internal', error instanceof Error ? error.message : 'unexpected error');
  return {
    code: known.code,
    action: known.action,
    message: `${known.message}. ${known.remedy}`,
    exit: BY_CODE[known.codeName] ?? EXIT.failed,
  };
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
