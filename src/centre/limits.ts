/** Limits of the centre's port: every wait and buffer has one (design, rule 6). */
export const CENTRE_LIMITS = {
  /** A small answer (present, authenticate, time, commit): the centre does one lookup at the municipality. */
  centre_answers_ms: 20_000,
  /** An application: the municipality makes the document first; the page says "2 minutes or more" for all of it (R87). */
  centre_issues_ms: 60_000,
  /** Largest JSON answer: a 戸籍 of 30 persons with room to spare. */
  answer_bytes_max: 256 * 1024,
  /** Largest page: measured pages are 90–250 kB; scanned 戸籍 pages reach some MB. */
  page_bytes_max: 8 * 1024 * 1024,
  /** The same page encrypted (JWE compact): base64url of it, the header, key, IV and tag. */
  page_jwe_bytes_max: Math.ceil((8 * 1024 * 1024 * 4) / 3) + 4096,
  /** Header of an encrypted page: some 250 characters. */
  page_header_chars_max: 1024,
  /** Leaves of one application: 10 copies of a 10-leaf 戸籍. */
  pages_max: 100,
  /** Persons of one household or 戸籍. */
  persons_max: 30,
  /** UTF-8 bytes of one name on the screen. */
  name_bytes_max: 256,
  /** Way there and back of a question for the time: a slower answer would set the clock wrong. */
  time_roundtrip_ms_max: 5_000,
  /** So far may its time at the card lie from the service time: the way of that answer, of the one before, and a day's drift. */
  present_time_ms_max: 30_000,
  /** Closed days that one list may name: a year of one day a week for four municipalities. */
  closed_days_max: 240,
  /** The list of closed days is believed for this long without a new one. */
  closed_days_age_ms_max: 24 * 3_600_000,
  /** A session that cannot end before the service closes is not begun (R82): choosing, paying and one certificate. */
  session_ms_least: 6 * 60_000,
  /** Time to pay, and to print one set ("2 minutes or more", R87): asked for again when the number of sets is known. */
  payment_ms: 3 * 60_000,
  set_prints_ms: 2 * 60_000,
  /** Drift of two clocks within one session, for D6. */
  clock_drift_ms: 1_000,
} as const;
