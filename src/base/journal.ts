/**
 * The journal's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram an entry, its fields searchable, as in
 * `journalctl MADOGUCHI_CODE=M3001`. Node.js opens no datagram sockets of files, so systemd does: `OpenFile=/run/systemd/journal/socket`
 * connects one and hands it down (sd_listen_fds(3)); a write to it is one datagram.
 */
import { writeSync } from 'node:fs';
import { parsedJson } from './json.ts';

/** First descriptor that systemd hands down. */
const LISTEN_FDS_START = 3;

/** The descriptor that systemd opened under this name for this process; null when there is none. */
function handedDown(
  { pid, names }: { readonly pid: string | null; readonly names: string | null },
  name: string,
): number | null {
  if (pid !== String(process.pid) || names === null) return null;
  const at = names.split(':').indexOf(name);
  return at === -1 ? null : LISTEN_FDS_START + at;
}

/** Syslog priority by pino's level number. */
const PRIORITY: Readonly<Record<number, number>> = { 50: 3, 40: 4, 30: 6, 20: 7 };

/** `deviceClass` → `MADOGUCHI_DEVICE_CLASS`. */
const fieldName = (key: string): string => `MADOGUCHI_${key.replace(/([A-Z])/g, '_$1').toUpperCase()}`;

function field(name: string, value: string): Buffer {
  if (!value.includes('\n')) return Buffer.from(`${name}=${value}\n`);
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([Buffer.from(`${name}\n`), length, bytes, Buffer.from('\n')]);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** One line of the log as an entry; null when it is no line of ours. The allow-list of `log.ts` made it: nothing is added here. */
function journalEntry(line: string, identifier: string): Buffer | null {
  const read = parsedJson(line);
  if (typeof read !== 'object' || read === null || !('msg' in read) || !('level' in read)) return null;
  const { msg, level, ...fields } = read as Record<string, unknown>;
  return Buffer.concat([
    field('MESSAGE', textOf(msg)),
    field('PRIORITY', String(PRIORITY[Number(level)] ?? 6)),
    field('SYSLOG_IDENTIFIER', identifier),
    field('MADOGUCHI_EVENT_NAME', textOf(msg)),
    ...Object.entries(fields)
      .filter(([key]) => /^[A-Za-z_]{1,40}$/.test(key) && key !== 'time')
      // A list is a field given more than once, so that each of its codes is found.
      .flatMap(([key, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => field(fieldName(key), textOf(one))),
      ),
  ]);
}

/** Writes lines as entries; false when the journal did not take it: then it goes where lines went before. */
function journalWriter(descriptor: number, identifier: string): (line: string) => boolean {
  return (line) => {
    const entry = journalEntry(line, identifier);
    if (entry === null) return false;
    try {
      return writeSync(descriptor, entry) === entry.length;
    } catch {
      return false;
    }
  };
}

/**
 * Where lines of the log go: to the journal by its own protocol where systemd handed a socket down under the name `journal`, else as
 * text. What the journal does not take goes as text, too.
 */
export function journalOr(
  handed: { readonly pid: string | null; readonly names: string | null },
  identifier: string,
  text: (line: string) => void,
): (line: string) => void {
  const descriptor = handedDown(handed, 'journal');
  if (descriptor === null) return text;
  const write = journalWriter(descriptor, identifier);
  // Text carries its priority in front (sd-daemon(3)); an entry has a field for it.
  return (line) => {
    if (!write(line.replace(/^<\d>/, ''))) text(line);
  };
}
