/**
 * The only home of the terminal: standard output and error of the command line, and of the daemon before it has a log.
 */
import { createInterface } from 'node:readline';
import { readEnvironment } from './environment.ts';

/** Meaning of a colour; the text says the same without it. */
export type Tint = 'good' | 'warning' | 'bad' | 'dim' | 'strong';

const CODES: Readonly<Record<Tint, string>> = { good: '32', warning: '33', bad: '31', dim: '2', strong: '1' };

/** Where the command line writes; tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  tint(tint: Tint, text: string): string;
  /** All of standard input, as bytes that the caller overwrites; at most `bytes_max`. Left out where nothing is read. */
  input?(bytes_max: number): Promise<Buffer>;
  /** Width of standard output in letters; null or left out where it is no terminal. */
  readonly columns?: number | null;
  /** True where standard error is a terminal: a line may be written over. */
  readonly live?: boolean;
  /** Tells each line that is typed, null at the end of them; returns what stops it. */
  typed?(listener: (line: string | null) => void): () => void;
}

async function readInput(bytes_max: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > bytes_max) break;
  }
  const all = Buffer.concat(parts);
  for (const part of parts) part.fill(0);
  return all;
}

function readTyped(listener: (line: string | null) => void): () => void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', listener);
  lines.on('close', () => listener(null));
  return () => {
    lines.removeAllListeners();
    lines.close();
  };
}

/** Who read a stream may have gone (a closed pipe, a journal that restarts): what is written then is lost, and nothing else. */
function forgiveLostReader(stream: NodeJS.WriteStream): void {
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
}

/** What we write ourselves: a line written over or taken away, a page begun anew, a colour. */
const OURS = /^\r|\u001B\[K$|^\u001B\[H\u001B\[J|\u001B\[(?:0|1|2|3[1-3])m|\r?\n|\t/;
/** Whatever else commands a terminal, or turns the order of letters: C0, DEL, C1 and the marks of direction. */
const COMMANDS = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/;
const BOTH = new RegExp(`(${OURS.source})|${COMMANDS.source}`, 'gu');

/**
 * A text that a terminal only shows. Names of devices, keywords of printers and lines of traces come from outside: an escape code in
 * them is written as `\u001b`, which in JSON means the same letter.
 */
export function harmless(text: string): string {
  return text.replace(
    BOTH,
    (found, ours: string | undefined) => ours ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The real terminal. Colour only when standard output is one and `NO_COLOR` is not set. */
export function realTerminal(): Terminal {
  forgiveLostReader(process.stdout);
  forgiveLostReader(process.stderr);
  const colour = process.stdout.isTTY === true && !readEnvironment().noColor;
  return {
    out: (text) => void process.stdout.write(harmless(text)),
    err: (text) => void process.stderr.write(harmless(text)),
    input: readInput,
    columns: process.stdout.isTTY === true ? process.stdout.columns : null,
    live: process.stderr.isTTY === true,
    typed: readTyped,
    tint: (tint, text) => (colour ? `\u001B[${CODES[tint]}m${text}\u001B[0m` : text),
  };
}
