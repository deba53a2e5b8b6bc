/** Limits of the joined kiosk, with their reasons (design, rule 6). What a site may change is in the configuration instead. */
export const KIOSK_LIMITS = {
  /** The centre is asked for its signed time this often, milliseconds: a crystal drifts by under 0.1 s in it. */
  centre_time_every_ms: 10 * 60_000,
  /** An answer that lies further from the time carried on than this, beside way and drift, is a jump, milliseconds (D6). */
  clock_jump_ms: 2_000,
  /** A crystal without compensation, over temperature: parts in a million. */
  oscillator_drift_ppm: 50,
  /** The time is carried on for so long without an answer, milliseconds: by then it may be 4 s wrong. */
  centre_time_age_ms_max: 24 * 3_600_000,
  /** After a jump the centre is asked again so soon, milliseconds: two answers that agree open the service. */
  centre_time_again_ms: 5_000,
  /** The system clock is compared with the monotonic one this often, milliseconds: a machine that slept is found before anybody is served. */
  clock_look_every_ms: 10_000,
  /** A system clock that is further from the centre's time is told to the staff, milliseconds: TLS judges certificates by it. */
  system_clock_ms_max: 60_000,
  /** Whether the hours have changed is looked at this often, milliseconds; the moment itself has a timer of its own. */
  hours_look_every_ms: 60_000,
  /** So long before the last start the screens name it, milliseconds (R82). */
  last_start_shows_ms: 60 * 60_000,
  /** What the centre failed to answer is asked or told again after this long, milliseconds: a line that comes back is used soon. */
  centre_retry_ms: 15_000,
  /** An adapter has its own limits; one that never answers must not hold the outbox for ever, milliseconds. */
  centre_answers_ms: 60_000,
  /** The centre is asked for closed days this often, milliseconds: one announced in the morning is known before noon. */
  closed_days_every_ms: 60 * 60_000,
  /** From this time after midnight on the fingerprint of the day is told (5:30, D9), milliseconds. */
  fingerprint_asks_after_ms: 5.5 * 3_600_000,
  /** At this time after midnight the answer of the day before ends (6:30, when the service opens, D9), milliseconds. */
  fingerprint_ends_after_ms: 6.5 * 3_600_000,
  /** Whether it is time for that is looked at this often, milliseconds. */
  fingerprint_look_every_ms: 60_000,
  /** Pages and 固有番号 that are remembered so as not to be printed twice: some weeks of a busy kiosk, under 2 MB. */
  papers_remembered_max: 10_000,
  /** A device that is not at rest after this long (it is silent, or has no port) is not lent, milliseconds: nobody may be told that it is. */
  lend_rest_ms: 15_000,
  /** Cash devices that were lent are open again and have told what they counted within this time, milliseconds; longer, and a person compares. */
  lent_home_ms: 60_000,
  /** Changes of the copier's state that are taken as they come, and how often one more, milliseconds; faster, and it has to rest. */
  flaps_burst: 10,
  flap_each_ms: 3_000,
  /** So long the copier's state must stay as it is before what it no longer says is forgotten, milliseconds. */
  flap_rest_ms: 5_000,
  /** Parts of one cash device are usable one after the other: the last has told its counts so soon after the first, milliseconds. */
  lent_counts_ms: 3_000,
  /** A device that was unplugged for a moment is back within this time, milliseconds; longer, and the citizen gets a slip. */
  device_returns_ms: 5_000,
  /** A question may be lost with the line it was put on: it is put again this often, milliseconds. A driver at work on it ignores it. */
  recovery_ask_again_ms: 5_000,
  /** A printer that would not take a sheet is asked again so soon, milliseconds: whoever put it right still stands there. */
  printer_asked_again_ms: 3_000,
  /** A receipt waits so long for a hand at the printer, milliseconds: the citizen has the certificate already. */
  receipt_waits_ms: 60_000,
  /** A cell that draws nothing of a staff paper for so long never will, milliseconds. */
  staff_paper_drawn_ms: 30_000,
  /** A clerk who works faster than the printer: more papers than this wait for nobody. */
  staff_papers_waiting_max: 8,
  /** Most lines of a list on a staff screen; the oldest come first, so that nothing waits behind what is new. */
  staff_lines_max: 60,
  /** An order of two persons to close an incident is good for a day: they may sign one after the other, milliseconds. */
  closing_order_valid_ms: 24 * 3_600_000,
  /** Language, settings and speech that were set at rest go back to the site's own after so long without a touch or key, milliseconds. */
  left_alone_ms: 60_000,
  /** What was noted for the fleet is written after so long, milliseconds, all of it in one commit: at most one a second. */
  events_written_ms: 1_000,
  /** A disk that did not take it is tried again after this long, milliseconds. */
  events_again_ms: 10_000,
  /** So often what is too old is taken away, milliseconds, also where nothing happens. */
  events_tidied_ms: 3_600_000,
  /** Lamps, keypad, voice and parts of the cash device are looked at this often, milliseconds. */
  events_look_ms: 60_000,
  /** Changes of service, devices and acts that are written one by one: a start or a repair has some dozens. */
  events_burst: 120,
  /** Beyond that one is written each so many milliseconds, and what comes faster is taken together: some 4,000 a day at most. */
  event_each_ms: 20_000,
  /** States and faults of a device that are kept since the start, each. */
  device_states_kept: 20,
  /** A device that has not answered its self test after this long is silent, milliseconds: a unit that resets takes 20 s. */
  self_test_ms: 30_000,
  /** A diagnosis waits for a device that still starts, milliseconds: after a start of the daemon the slowest takes 10 s. */
  device_starts_ms: 15_000,
  /** How often that is looked at, milliseconds. */
  device_starts_look_ms: 250,
  /** A test payout has its outcome within this time, milliseconds; later, the books go on asking. */
  test_payout_ms: 60_000,
  /** A technician puts a coin in or answers a question within this time, milliseconds. */
  question_ms: 60_000,
  /** A lamp or state of the tower is shown for so long in a test, milliseconds. */
  lamp_shown_ms: 1_500,
  /** A tone, then a sentence: how long a test of an outlet takes, milliseconds. */
  sound_test_ms: 6_000,
  /** A hopper whose sensor says that it runs low holds no more than this, pieces: more in the books is a difference. */
  low_hopper_pieces_max: 40,
  /** A certificate that ends within this time is told, milliseconds. */
  keys_end_soon_ms: 30 * 24 * 3_600_000,
  /** Certificates are looked at this often, milliseconds. */
  keys_look_every_ms: 24 * 3_600_000,
  /** An order from afar is good for so long at most, milliseconds: a kiosk that was off in the night does not drain a day later. */
  remote_valid_ms_max: 12 * 3_600_000,
  /** The clock of who signs may be so far ahead, milliseconds. */
  remote_skew_ms: 60_000,
} as const;
