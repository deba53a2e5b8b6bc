import { MadoguchiError } from '../base/errors.ts';
import type { CodeName } from '../base/codes.ts';

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
};

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
    const exit = error.action === 'retry' ? EXIT.busy : EXIT.failed;
    return { code: error.code, action: error.action, message: error.message, exit };
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
