/** Limits of the command line (design, rule 6). */
export const CLI_LIMITS = {
  /** The daemon answers from memory; longer means that it hangs. */
  daemon_answers_ms: 5_000,
  /** A check, a sheet or a payout takes some seconds; a device that hangs is given up by its driver long before. */
  work_answers_ms: 180_000,
  /** The daemon hangs up on a connection that says nothing for a minute. */
  keep_alive_ms: 20_000,
  /** A status answer of 30 devices is under 20 KB, a part of a trace holds records of up to 640 KB. */
  answer_chars_max: 2 * 1024 * 1024,
  /** A trace has at most 64 MB. */
  trace_bytes_max: 96 * 1024 * 1024,
  /** `status --watch` looks this often, milliseconds. */
  watch_every_ms: 1_000,
  /** The daemon is ready for maintenance within a second; books after a power cut take longer. */
  offline_starts_ms: 30_000,
  /** A cash unit tells all of itself within some seconds. */
  offline_settles_ms: 15_000,
  offline_looks_every_ms: 100,
  /** Devices are closed and the books with them. */
  offline_ends_ms: 10_000,
  /** What the daemon says before it gives up. */
  offline_text_max: 4_096,
  /** A log of a day is far more than anybody reads. */
  bundle_lines_max: 50_000,
  bundle_log_ms: 10_000,
  bundle_log_bytes_max: 32 * 1024 * 1024,
  /** A4 in colour at 600 dpi without compression has 105 MB. */
  scan_bytes_max: 128 * 1024 * 1024,
  /** A4 at 600 dpi has 35 million. */
  scan_pixels_max: 60_000_000,
  /** The long side of A3 at 1,200 dpi has 19,843. A line of 59 million pixels takes its decoder 6 GB. */
  scan_side_max: 20_000,
  /** The back is on one of the first pages of a scan. */
  scan_pages_max: 4,
  /** The first pages of a scanned PDF are drawn in under a second; one of lines without end never is. */
  pdf_draws_ms: 60_000,
  /** A trust file with 200 keys has some 40 kB, a key some 300 bytes. */
  key_bytes_max: 256 * 1024,
  /** While a sheet is printed the daemon is asked this often, milliseconds. */
  print_asks_every_ms: 500,
  /** A sheet is drawn and printed within 20 s; a printer that wants a hand is not waited for longer. */
  print_waits_ms: 60_000,
} as const;
