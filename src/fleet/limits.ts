/** Limits of the fleet agent, with their reasons (design, rule 6). */
export const FLEET_LIMITS = {
  /** Events that the broker has not acknowledged: a line of 200 ms carries 80 a second with it. A broker may allow fewer. */
  in_flight_max: 16,
  /** Of those that a broker allows, so many are kept for state, answers and bundles. */
  in_flight_kept: 4,
  /** Events asked for at once. */
  page: 100,
  /** The daemon is asked at least this often, milliseconds: well before it hangs up on who says nothing (60 s). */
  look_every_ms: 20_000,
  /** The daemon answers from memory or its books, milliseconds. */
  daemon_answers_ms: 10_000,
  /** Longest line of the daemon: a page of events is far below. */
  daemon_line_chars_max: 1_000_000,
  /** First and longest wait before the daemon is tried again, milliseconds. */
  daemon_again_ms: { first: 500, most: 10_000 },
  /** First and longest wait before the broker is tried again, milliseconds; each is drawn, so that a fleet does not come back at once. */
  broker_again_ms: { first: 1_000, most: 120_000 },
  /** TLS and CONNECT over a mobile line, milliseconds. */
  broker_answers_ms: 30_000,
  /** A connection that lasted so long was good, milliseconds: the next wait is a short one again. */
  broker_good_ms: 30_000,
  /** Keep-alive of MQTT, seconds: a cut line is noticed within 1.5 of these. */
  keepalive_s: 60,
  /** The broker keeps the session and the commands in it so long, seconds: an order is good for 12 hours at most. */
  session_s: 12 * 3_600,
  /** The last word waits so long for the broker, milliseconds: an orderly stop of the machine is not held up. */
  goodbye_ms: 3_000,
  /** A kiosk that comes back within this time was never gone for who watches, seconds. */
  will_delay_s: 15,
  /** The acknowledged number is written at most this often, milliseconds: after a power cut so much is told again, under the same ids. */
  state_every_ms: 1_000,
  /** A signed order is shorter. */
  command_bytes_max: 15_000,
  /** Orders that wait for the daemon; more are not taken. */
  commands_waiting_max: 8,
  /** A bundle is some 30 kB; a broker may allow less. */
  bundle_bytes_max: 262_144,
  /** Events in a bundle. */
  bundle_events: 200,
} as const;
