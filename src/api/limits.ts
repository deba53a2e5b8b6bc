/** Limits of the API, each with its unit and reason (design, rule 6). */

/** A client that does not say hello holds a connection for nothing. */
export const HELLO_WAITS_MS = 5_000;

/** A screen that died without closing is noticed within two of these. */
export const HEARTBEAT_MS = 5_000;

/** One screen, a bench page and a copier, some of them reconnecting: more is a mistake. */
export const CLIENTS_MAX = 16;

/** Views are a few kilobytes: a client this far behind does not read any more. */
export const BACKLOG_BYTES_MAX = 1_000_000;

/** Texts of a household that a reconnecting screen gets again. */
export const CITIZEN_TEXTS_MAX = 200;

/** A name or an address line. */
export const CITIZEN_TEXT_BYTES_MAX = 2_000;

/** Command lines at work at once. */
export const SOCKET_CLIENTS_MAX = 8;

/** Requests of the command line are short. */
export const SOCKET_LINE_BYTES_MAX = 16_384;

/** A command line that says nothing is hung up on. */
export const SOCKET_IDLE_MS = 60_000;
