/** Limits of a cell's process (design, rule 6). */
export const CELL_LIMITS = {
  /** A receipt, slip or staff sheet as a whole: text packs to 0.2 MB in black_1, below 2 MB in cmyk_8. */
  frame_bytes_max: 16 * 1024 * 1024,
  /** One piece of a leaf. */
  piece_bytes_max: 256 * 1024,
  /** Pieces of a leaf that may be on their way to the daemon: together they are all of it that the daemon holds. */
  pieces_ahead_max: 4,
  /** A spoken name: ten seconds of 48 kHz, mono, 16 bit are 1 MB. */
  voice_bytes_max: 2 * 1024 * 1024,
  /** The JSON part of a frame: offers, requests, page digests of 100 leaves. */
  header_bytes_max: 128 * 1024,
  /** Start of the child until `ready`: measured 0.4–0.9 s; a loaded box may take ten times that. */
  cell_starts_ms: 15_000,
  /** A cell that is ready composes a sheet of nobody after this; a citizen's first sheet is minutes away. */
  composes_after_ms: 4_000,
  /** After a spare failed to start, the next try waits this long, so that a broken installation does not spin. */
  spare_again_ms: 5_000,
} as const;
