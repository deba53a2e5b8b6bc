/**
 * Every queue, retry, wait and buffer has a limit (design, rule 6). These are the ones of `base`; each part keeps its own in
 * one table of the same form, `limits.ts`, beside the code that lives by it: name with its unit, value, and the reason. What
 * a site may change is in the configuration instead.
 */
export const BASE_LIMITS = {
  /** One line of a terminal or two of free text; nothing of a document fits in. */
  log_text_chars_max: 300,
  /** A line of the log stays readable. */
  log_fields_max: 16,
} as const;
