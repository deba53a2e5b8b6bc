/** Limits of the API (design, rule 6). */
export const API_LIMITS = {
  /** A client that does not say hello holds a connection for nothing. */
  hello_waits_ms: 5_000,
  /** A screen that died without closing is noticed within two of these. */
  heartbeat_ms: 5_000,
  /** One screen, a bench page and a copier, some of them reconnecting: more is a mistake. */
  clients_max: 16,
  /** Connections that have not said hello: one more, and the oldest of them goes. */
  silent_clients_max: 16,
  /** Views are a few kilobytes: a client this far behind does not read any more. */
  backlog_bytes_max: 1_000_000,
  /** Texts of a household that a reconnecting screen gets again. */
  citizen_texts_max: 200,
  /** A name or an address line. */
  citizen_text_bytes_max: 2_000,
  /** A client that was refused this often on one connection does not speak our language; each refusal is a line in the log. */
  refusals_max: 100,
  /** Browser pages and voices ask on a handful of connections; each costs a file handle. */
  http_connections_max: 64,
  /** Requests on one connection for metrics: a monitor opens a new one now and then. */
  http_requests_max: 256,
  /** The head of a request on this machine comes at once: who sends it byte by byte only holds a connection. */
  http_head_ms: 5_000,
  /** Command lines at work at once. */
  socket_clients_max: 8,
  /** Requests of the command line are short. */
  socket_request_chars_max: 16_384,
  /** Answers that a command line has not read: more are not kept for it. */
  socket_backlog_bytes_max: 262_144,
  /** A command line that says nothing is hung up on. */
  socket_idle_ms: 60_000,
  /** Requests at work and subscriptions of one connection: who wants more is hung up on. */
  socket_open_max: 16,
  /** Time that requests take at once, milliseconds: less than a device waits for its next poll. */
  request_burst_ms: 50,
  /** Hundredths of the daemon's time for the requests of one socket, or one board, that asks without end. */
  request_percent_max: 20,
  /** TLS handshakes end within this, milliseconds: who has no certificate holds no connection for long. */
  interface_handshake_ms: 5_000,
  /** Connections from one address to the interface: one board leaves room for the others. */
  interface_address_max: 24,
  /** Acts and failed requests of one socket that are written to the log one by one; then `request_log_each_ms` apart. */
  request_log_lines_max: 200,
  request_log_each_ms: 1_000,
  /** A daemon for maintenance ends so long after its last client hung up, milliseconds: a command may ask on one connection after the other. */
  socket_left_ms: 3_000,
  /** A daemon for maintenance that nobody speaks to for so long after its start ends, milliseconds. */
  socket_first_client_ms: 60_000,
} as const;
