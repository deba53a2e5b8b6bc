/** Time limits and counts of the card line, each named after whom it waits for. */
export const CARD_LIMITS = {
  /** A reader that is there reports within this; else it is absent. pcscd looks at its ports every second. */
  reader_reports_ms: 5_000,
  /** A card answers the longest command, a signature, in under a second. */
  card_answers_ms: 5_000,
  /** Another program in a transaction makes SCardConnect wait without limit. */
  connect_answers_ms: 5_000,
  /** A card that is still moving refuses power: it is tried again after this. */
  connect_again_ms: 300,
  connect_attempts_max: 4,
  /** Removal is polled: it shows 100 to 400 ms after the failed command, later on slow readers. */
  removal_shows_ms: 1_500,
  /** Largest certificate that is read; real ones have about 1.6 kB. */
  certificate_bytes_max: 4_096,
  /** 61xx and 6Cxx in answer to one read. */
  read_follow_ups_max: 2,
  /** Power cycles for a card that is found open. */
  power_cycles_max: 1,
} as const;
