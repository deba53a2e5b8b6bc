/** Limits of the command line (design, rule 6). */
export const CLI_LIMITS = {
  /** The daemon answers from memory; longer means that it hangs. */
  daemon_answers_ms: 5_000,
  /** A status answer of 30 devices is under 20 KB. */
  answer_chars_max: 65_536,
} as const;
