/**
 * Every queue, retry, wait and buffer has a limit (design, rule 6). This is the one table: name with its unit last,
 * value, and the reason. What a site may change is in the configuration instead.
 */
interface Limit {
  readonly value: number;
  readonly reason: string;
}

const TABLE = {
  // command line
  socketLine_bytes_max: { value: 65_536, reason: 'a status answer of 30 devices is under 20 KB' },
  socketAnswers_ms_max: { value: 5_000, reason: 'the daemon answers from memory; longer means that it hangs' },
  // log
  logText_chars_max: { value: 300, reason: 'one line of a terminal or two; nothing of a document fits in' },
  logFields_max: { value: 16, reason: 'a line stays readable' },
} as const satisfies Record<string, Limit>;

/** Name of a limit. */
export type LimitName = keyof typeof TABLE;

/** Value of a limit, in the unit its name ends with. */
export function limit(name: LimitName): number {
  return TABLE[name].value;
}

/** The whole table, for the manual and for tests. */
export const LIMITS: Readonly<Record<LimitName, Limit>> = TABLE;
