/** Limits of the lines of all drivers (design, rule 6): name with its unit, value, and the reason. */
export const LINE_LIMITS = {
  /** First wait before a lost line is opened again; doubles from there. */
  reopen_ms_least: 250,
  /** Longest wait before a lost line is opened again: a plug put back is noticed while its owner still stands there. */
  reopen_ms_max: 15_000,
  /** An attempt to open again counts once something was heard on the line, or once it has held for this long. */
  held_ms: 300,
} as const;
