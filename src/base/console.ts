/**
 * The only home of the terminal: standard output and error of the command line, and of the daemon before it has a log.
 */
import { readEnvironment } from './environment.ts';

/** Meaning of a colour; the text says the same without it. */
export type Tint = 'good' | 'warning' | 'bad' | 'dim' | 'strong';

const CODES: Readonly<Record<Tint, string>> = { good: '32', warning: '33', bad: '31', dim: '2', strong: '1' };

/** Where the command line writes; tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  tint(tint: Tint, text: string): string;
}

/** The real terminal. Colour only when standard output is one and `NO_COLOR` is not set. */
export function realTerminal(): Terminal {
  const colour = process.stdout.isTTY === true && !readEnvironment().noColor;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    tint: (tint, text) => (colour ? `\u001B[${CODES[tint]}m${text}\u001B[0m` : text),
  };
}
