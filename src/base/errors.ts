import { CODES, type CodeName } from './codes.ts';

/** What somebody should do about an error. `call` = telephone the maker or the contact desk. */
export type ErrorAction = 'retry' | 'clear' | 'maintenance' | 'configuration' | 'call';

/** What became of the act that failed. `unknown` is never guessed into one of the others. */
export type Outcome = 'done' | 'partly' | 'notDone' | 'unknown';

/** Facts that help to find a fault. Never personal data: only what the allow-list of `log.ts` knows is ever written out. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The one error class. The code number is explicit and the same on the screen, in the log, on the slip, in the command
 * line and in the manual; it is appended to the message so that it survives any log.
 */
export class MadoguchiError extends Error {
  readonly codeName: CodeName;
  readonly outcome: Outcome;
  readonly context: ErrorContext;

  /** @param detail what was found and what was expected, in plain words, without personal data */
  constructor(codeName: CodeName, detail: string, options: { outcome?: Outcome; context?: ErrorContext } = {}) {
    super(`${detail} (${codeText(codeName)})`);
    this.name = 'MadoguchiError';
    this.codeName = codeName;
    this.outcome = options.outcome ?? 'notDone';
    this.context = options.context ?? {};
  }

  /** The number people see, as in `M3101`. */
  get code(): string {
    return codeText(this.codeName);
  }

  get action(): ErrorAction {
    return CODES[this.codeName].action;
  }

  /** What to do, one sentence. */
  get remedy(): string {
    return CODES[this.codeName].remedy;
  }
}

/** `M` and four digits, as printed everywhere. */
export function codeText(codeName: CodeName): string {
  return `M${CODES[codeName].number}`;
}
