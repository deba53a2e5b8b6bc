/** How far a long work is: on standard error, so that standard output stays what was asked for. */
import type { Terminal } from '../base/console.ts';
import { widthOf } from './width.ts';

export interface ProgressLine {
  show(text: string): void;
  /** Takes the line away, before anything else is written. */
  clear(): void;
}

/** On a terminal one line that is written over, otherwise a line each; silent when `quiet`. */
export function progressLine(terminal: Terminal, quiet: boolean): ProgressLine {
  const live = terminal.live === true;
  let last = '';
  return {
    show: (text) => {
      if (quiet || text === last) return;
      last = text;
      terminal.err(live ? `\r${cut(text, (terminal.columns ?? 80) - 1)}\u001B[K` : `${text}\n`);
    },
    clear: () => {
      if (live && last !== '') terminal.err('\r\u001B[K');
      last = '';
    },
  };
}

/** A line that is too long would wrap, and could not be written over. */
function cut(text: string, width: number): string {
  let shown = '';
  for (const letter of text) {
    if (widthOf(shown + letter) > width) break;
    shown += letter;
  }
  return shown;
}
