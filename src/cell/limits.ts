/** Limits of a cell's process (design, rule 6). */
export const CELL_LIMITS = {
  /** A raster of A4 at 600 dpi: 4.4 MB for black_1; sgray_8 of a noisy page just over its 34.8 MB. */
  frame_bytes_max: 48 * 1024 * 1024,
  /** The JSON part of a frame: offers, requests, page digests of 100 leaves. */
  header_bytes_max: 128 * 1024,
  /** Start of the child until `ready`: measured 0.4–0.9 s; a loaded box may take ten times that. */
  cell_starts_ms: 15_000,
  /** After a spare failed to start, the next try waits this long, so that a broken installation does not spin. */
  spare_again_ms: 5_000,
} as const;
