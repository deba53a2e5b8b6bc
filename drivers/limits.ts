/** Limits of the lines of all drivers (design, rule 6): name with its unit, value, and the reason. */
export const LINE_LIMITS = {
  /** First wait before a lost line is opened again; doubles from there. */
  reopen_ms_least: 250,
  /** Longest wait before a lost line is opened again: a plug put back is noticed while its owner still stands there. */
  reopen_ms_max: 15_000,
  /** An attempt to open again counts once something was heard on the line, or once it has held for this long. */
  held_ms: 300,
  /** A device is offline after so many silences one after the other: a single damaged frame is not the end of it. */
  silences_until_offline: 3,
  /** And only after this long: a busy machine, or an adapter that makes the bytes wait, is no dead device. */
  silent_ms_until_offline: 1_500,
} as const;
