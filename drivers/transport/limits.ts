/** Limits of the wires (design, rule 6): name with its unit, value, and the reason. */

/** Upper limits of one exchange (print.md, rule 13). */
export const HTTP_LIMITS = {
  /** TCP and TLS. */
  connect_ms: 3_000,
  /** From the last byte sent to the first of the answer. */
  firstByte_ms: 10_000,
  /** From the last byte sent to the last of the answer. */
  answer_ms: 15_000,
  /** Upload without a byte taken by the peer. */
  stall_ms: 10_000,
  /** A full attribute set is about 10 kB. */
  answer_bytes: 256 * 1024,
  /** An idle connection is closed after this; printers and servers keep theirs for some seconds. */
  idle_ms: 1_000,
  /** Pieces in which a document is read. */
  piece_bytes: 256 * 1024,
  /** Pieces of a document between its source and the kernel: one is written while the next is read. */
  pieces_in_flight: 3,
} as const;

/** The loudspeaker. */
export const SOUND_LIMITS = {
  /** Texts of a kiosk are single sentences; more is a mistake. */
  text_chars_max: 400,
  /** Fixed utterances of two languages fill less than a third of this. */
  cache_files_max: 400,
  /** An engine needs well under a second for a sentence. */
  render_ms: 15_000,
  /** The longest sentence lasts some ten seconds. */
  play_ms: 60_000,
} as const;

/** Serial ports. */
export const SERIAL_LIMITS = {
  /** Bytes that may wait in the port before the line counts as lost: the longest frame is 257 bytes. */
  waiting_bytes_max: 4096,
} as const;

/** The helper process of the card reader, which answers at once whatever PC/SC does: it has threads of its own for that. */
export const PCSC_LIMITS = {
  ping_every_ms: 2_000,
  pong_within_ms: 2_000,
} as const;
