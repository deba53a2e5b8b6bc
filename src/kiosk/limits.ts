/** Limits of the joined kiosk, with their reasons (design, rule 6). What a site may change is in the configuration instead. */
export const KIOSK_LIMITS = {
  /** The centre is asked for its signed time this often, milliseconds: a crystal drifts by under 0.1 s in it. */
  centre_time_every_ms: 10 * 60_000,
  /** What the centre failed to answer is asked or told again after this long, milliseconds: a line that comes back is used soon. */
  centre_retry_ms: 15_000,
  /** An adapter has its own limits; one that never answers must not hold the outbox for ever, milliseconds. */
  centre_answers_ms: 60_000,
  /** A device that is not at rest after this long (it is silent, or has no port) is not lent, milliseconds: nobody may be told that it is. */
  lend_rest_ms: 15_000,
  /** A device that was unplugged for a moment is back within this time, milliseconds; longer, and the citizen gets a slip. */
  device_returns_ms: 5_000,
  /** A question may be lost with the line it was put on: it is put again this often, milliseconds. A driver at work on it ignores it. */
  recovery_ask_again_ms: 5_000,
  /** A cell that draws nothing of a staff paper for so long never will, milliseconds. */
  staff_paper_drawn_ms: 30_000,
  /** A clerk who works faster than the printer: more papers than this wait for nobody. */
  staff_papers_waiting_max: 8,
  /** Most lines of a list on a staff screen; the oldest come first, so that nothing waits behind what is new. */
  staff_lines_max: 60,
} as const;
