/** Limits of the joined kiosk, with their reasons (design, rule 6). What a site may change is in the configuration instead. */
export const KIOSK_LIMITS = {
  /** The centre is asked for its signed time this often, milliseconds: a crystal drifts by under 0.1 s in it. */
  centre_time_every_ms: 10 * 60_000,
  /** What the centre failed to answer is asked or told again after this long, milliseconds: a line that comes back is used soon. */
  centre_retry_ms: 15_000,
  /** An adapter has its own limits; one that never answers must not hold the outbox for ever, milliseconds. */
  centre_answers_ms: 60_000,
} as const;
