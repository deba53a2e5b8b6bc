/** Limits of the ledger, with their reasons (design, rule 6). */
export const LEDGER_LIMITS = {
  /**
   * How long a write waits for another program that holds the file, milliseconds. It waits in the daemon's only thread: with
   * one poll of 200 ms and the commit itself it must stay below the coin acceptor's watchdog of 1 s.
   */
  lock_wait_ms: 300,
  /**
   * Free room of the disk below which no new session begins, bytes. A session writes under 1 MB with its write-ahead log,
   * which is at most 4 MB; the rest is for whatever else fills the disk between two looks, while somebody is paying.
   */
  free_bytes_min: 64 * 1024 * 1024,
  /**
   * Room that is kept as a file beside the books and given up when a commit finds the disk full, bytes: enough for what is left of
   * a session, its slip and the write-ahead log's way into the file.
   */
  reserve_bytes: 16 * 1024 * 1024,
  /** Time between two looks at the disk, milliseconds: short beside the time in which a log fills 64 MB. */
  look_every_ms: 10_000,
  /**
   * A commit that takes longer closes the service, milliseconds: two of them in a row and a poll of 200 ms have to fit into the
   * coin acceptor's watchdog of 1 s.
   */
  commit_ms_max: 400,
  /** Commits under the limit, one after the other, after which a disk is trusted again. */
  good_commits_min: 5,
  /**
   * Size of the books up to which each start goes over all pages, bytes: some 100,000 entries, 1 to 2 s. Larger ones are gone over after
   * a power cut or a kill, and at every 10th start.
   */
  whole_check_bytes_max: 64 * 1024 * 1024,
  /** Every how manieth start goes over all pages of large books as well. */
  whole_check_starts: 10,
  /** Newest rows of each table that a start of large books reads: more than a day writes of most. */
  start_rows_read: 2_000,
  /** Rows taken into the chain in one step: some 5 ms, short beside a poll of 200 ms. */
  chain_step_rows: 500,
  /** Rest between two such steps, milliseconds: the devices have most of the time. */
  chain_rest_ms: 15,
  /** Time between two looks for rows that are to be taken in, milliseconds: a kiosk writes less than one step in it. */
  chain_every_ms: 60_000,
  /** Rows that a closing may still have to go over by itself: 0.1 s on a small computer, below the watchdog of 1 s with its commit. */
  closing_rows_max: 10_000,
  /** Events for the fleet that are kept: some 20 MB, and half a year of a busy kiosk. */
  events_max: 100_000,
  /** Days for which they are kept: a fleet agent may be cut off for weeks; longer they are of no use to anybody. */
  event_days_max: 90,
  /** Old events taken away in one commit: some 5 ms. */
  event_prune_rows: 1_000,
  /** Events in memory until the next commit, while the disk takes nothing. */
  events_waiting_max: 256,
  /** Events told in one page: 50 kB, far below what a socket keeps for a slow reader. */
  events_page_max: 200,
  /** How long a signed command is remembered after it expired, milliseconds: longer than any clock is wrong. */
  command_kept_ms: 7 * 86_400_000,
} as const;
