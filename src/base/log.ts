/**
 * The log. Levels are defined by their reader: `error` somebody must act; `warn` the staff should know; `info` what
 * happened; `debug` for the maker. Only fields that stand in the allow-list pass, each in the form it must have;
 * everything else becomes `[removed]`. Free text loses what could be a name, a PIN or a certificate (design, rule 5).
 */
import pino from 'pino';
import { CODES, type CodeName } from './codes.ts';
import { codeText, MadoguchiError } from './errors.ts';
import { BASE_LIMITS } from './limits.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What replaces a value that must not be written. */
export const REMOVED = '[removed]';

/** A small letter first: device ids, keywords, states. Or 16 to 64 hex digits: transaction, session and intent ids. */
const ID = /^(?:[a-z][A-Za-z0-9._:/-]{0,79}|[0-9a-f]{16,64})$/;

const id = (value: unknown): string => (typeof value === 'string' && ID.test(value) ? value : REMOVED);

/** A code as people see it (`M3001`); its name in the source is taken too and written as the number. */
const code = (value: unknown): string => {
  if (typeof value !== 'string') return REMOVED;
  if (Object.hasOwn(CODES, value)) return codeText(value as CodeName);
  return /^M\d{4}$/.test(value) ? value : REMOVED;
};

/** A list, or words with blanks between them. */
const list = (value: unknown): readonly unknown[] => {
  const items = typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : value;
  return Array.isArray(items) ? items.slice(0, 20) : [value];
};

/** Name of a technician or program, as it says itself on the socket (src/api/methods/method.ts). */
const operator = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{1,32}$/.test(value) ? value : REMOVED;

const forms = {
  id,
  operator,
  code,
  number: (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : REMOVED),
  flag: (value: unknown) => (typeof value === 'boolean' ? value : REMOVED),
  codes: (value: unknown) => list(value).map(code),
  ids: (value: unknown) => list(value).map(id),
  text: (value: unknown) => (typeof value === 'string' ? scrub(value) : REMOVED),
} satisfies Record<string, (value: unknown) => unknown>;

/** The allow-list: field → the form it must have. Add a field here only if no citizen can be found by it. */
const ALLOWED = {
  device: 'id',
  deviceClass: 'id',
  driver: 'id',
  availability: 'id',
  reasons: 'codes',
  code: 'code',
  keywords: 'ids',
  codeName: 'id',
  action: 'id',
  outcome: 'id',
  result: 'id',
  point: 'id',
  state: 'id',
  from: 'id',
  screen: 'id',
  event: 'id',
  intent: 'id',
  session: 'id',
  transaction: 'id',
  municipality: 'id',
  incident: 'number',
  typeId: 'id',
  what: 'id',
  operator: 'operator',
  key: 'id',
  client: 'id',
  role: 'id',
  amount_yen: 'number',
  denomination_yen: 'number',
  count: 'number',
  rung: 'number',
  set: 'number',
  leaf: 'number',
  attempt: 'number',
  pid: 'number',
  port: 'number',
  status: 'number',
  exitCode: 'number',
  length_bytes: 'number',
  time_ms: 'number',
  jump_ms: 'number',
  open: 'flag',
  inSession: 'flag',
  passed: 'flag',
  detail: 'text',
  path: 'text',
  reason: 'text',
  version: 'text',
  stack: 'text',
} as const satisfies Record<string, keyof typeof forms>;

/** Fields of a line. Anything may be given; only what the allow-list knows is written. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Takes out of free text what could point to a person: letters outside ASCII (names, addresses), numbers of 4 and of 12
 * digits standing alone (PIN, 個人番号), long runs of hex or base64 (certificates, signatures), control characters.
 */
export function scrub(text: string): string {
  return text
    .slice(0, BASE_LIMITS.log_text_chars_max)
    .replace(/[^\u0020-\u007E]+/g, REMOVED)
    .replace(/[A-Za-z0-9+/=_-]{33,}/g, (run) => (isPlain(run) ? run : REMOVED))
    .replace(/(?<![\d.:\-#A-Za-z])(?:\d{4}|\d{12})(?![\d.\-A-Za-z])/g, REMOVED)
    .replace(/\b(?:\d{4}[ -]){2}\d{4}\b/g, REMOVED);
}

/** A long run of characters that is a path or a keyword, not data. */
function isPlain(run: string): boolean {
  if (/^[a-z]+(-[a-z]+)+$/.test(run)) return true;
  return (
    run.startsWith('/') &&
    !/[+=]/.test(run) &&
    run.split('/').every((part) => part.length <= 40 && !/[A-Z].*\d.*[A-Z]/.test(part))
  );
}

/** Fields as they are written. Exported so that traces and support bundles use the same allow-list. */
function allowedFields(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields).slice(0, BASE_LIMITS.log_fields_max)) {
    if (value === undefined || value === null) continue;
    // A name that is not in the list could itself be personal data, so it is not written either.
    if (!Object.hasOwn(ALLOWED, name)) kept['removed'] = REMOVED;
    else kept[name] = forms[ALLOWED[name as keyof typeof ALLOWED]](value);
  }
  return kept;
}

/** A log, perhaps with fields that every line of it carries. */
export interface Log {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** An error of any kind: ours with code and remedy's action, others by their kind and place alone. */
  fault(error: unknown, fields?: LogFields): void;
  with(fields: LogFields): Log;
}

/** The log of the whole program: its level can be changed while it runs. */
export interface LevelLog extends Log {
  setLevel(level: LogLevel): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Writes one finished line, with its line end. */
  readonly write: (line: string) => void;
  /** Time of a line, as text; null when whoever reads the lines stamps them (journal, simulation). */
  readonly time: (() => string) | null;
  /** True when the journal reads: each line begins with its priority (sd-daemon(3)). */
  readonly priorities?: boolean;
}

/** Syslog priority by pino's level number. */
const PRIORITY: Readonly<Record<number, number>> = { 50: 3, 40: 4, 30: 6, 20: 7 };

/** Makes the log. */
export function createLog(options: LogOptions): LevelLog {
  const write = (line: string): void => {
    const level = Number(/"level":(\d+)/.exec(line)?.[1] ?? 30);
    options.write(options.priorities === true ? `<${PRIORITY[level] ?? 6}>${line}` : line);
  };
  const { time } = options;
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: time === null ? false : () => `,"time":${JSON.stringify(time())}`,
    },
    { write },
  );
  const setLevel = (level: LogLevel): void => {
    logger.level = level;
  };
  return { ...wrap(logger), setLevel };
}

/** A log that writes nothing. */
const silentLog: Log = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  fault: () => undefined,
  with: () => silentLog,
};

function wrap(logger: pino.Logger): Log {
  const line = (level: LogLevel, message: string, fields: LogFields): void => {
    logger[level](allowedFields(fields), scrub(message));
  };
  return {
    error: (message, fields = {}) => line('error', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    info: (message, fields = {}) => line('info', message, fields),
    debug: (message, fields = {}) => line('debug', message, fields),
    fault: (error, fields = {}) => line('error', faultMessage(error), { ...fields, ...faultFields(error) }),
    with: (fields) => wrap(logger.child(allowedFields(fields))),
  };
}

function faultMessage(error: unknown): string {
  return error instanceof MadoguchiError ? error.message : 'unexpected error';
}

function faultFields(error: unknown): LogFields {
  if (error instanceof MadoguchiError) {
    const { code, codeName, action, outcome, context } = error;
    return { ...context, code, codeName, action, outcome };
  }
  if (!(error instanceof Error)) return { what: typeof error };
  // The message of a foreign error may quote what it choked on, so only its kind and its place are kept.
  const place = /\(?((?:file:\/\/)?\/[^\s)]+:\d+:\d+)\)?/.exec(error.stack ?? '')?.[1] ?? '';
  return {
    what: error.name.charAt(0).toLowerCase() + error.name.slice(1),
    stack: place.split('/').slice(-3).join('/'),
  };
}
