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

/** The voice. */
export const SOUND_LIMITS = {
  /** A sentence is 0.3 MB: the fixed ones of two languages, and what other citizens have heard. */
  cache_bytes_max: 192 * 1024 * 1024,
  /** Samples that a player is given before they are heard: longer than this process is ever held up, and soon over at a stop. */
  ahead_ms: 100,
  pump_ms: 20,
  /** PipeWire links a player in a tenth of a second; one that has no outlet waits for ever. */
  player_starts_ms: 1_500,
  /** Its first lines are looked at, not its whole life. */
  player_says_chars_max: 8_192,
  /** A player that takes nothing for so long has lost its outlet. */
  player_stalls_ms: 800,
  /** Blocks of 11 ms: a fade of 10 ms is in two. */
  fade_blocks: 2,
  /** Behind the last sound: more than a player keeps back. */
  silent_blocks: 8,
  /** Kept running so long after the last sound: the next key's tone finds it. */
  player_lingers_ms: 8_000,
  /** It plays out what it has. */
  player_ends_ms: 1_000,
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

/** Devices on USB HID. */
export const HID_PIPE_LIMITS = {
  /** A missing device is looked for this often; the node folder tells it at once where it is watched. */
  look_ms: 2_000,
  /** A node is there before udev has set who may open it. */
  settle_ms: 60,
  /** Reports that may wait: more is a device that takes none. */
  waiting_max: 32,
  /** A report is at the device within milliseconds; a device that hangs is opened anew. */
  report_ms: 3_000,
} as const;

/** Limits of a look at what is plugged in (commissioning). */
export const LIST_LIMITS = {
  /** pcscd tells its first reader within some hundred milliseconds of a warm start; where there is none it says nothing. */
  readers_first_ms: 3_000,
  /** Further readers follow at once. */
  readers_more_ms: 300,
  readers_max: 16,
  readers_text_max: 16_384,
} as const;
