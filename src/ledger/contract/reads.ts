import type { Ledger } from '../contract.ts';

/** Calls of the ledger that only read: they commit nothing, so they say nothing about how fast the disk is or whether it has room. */
export const LEDGER_READS: ReadonlySet<string> = new Set<keyof Ledger>([
  ...(['openSessions', 'totals', 'openIntents', 'openEscrows', 'stock', 'neverCounted', 'memoryOf', 'outbox'] as const),
  ...(['slips', 'unseenSlips', 'openSlips', 'questions', 'doubts', 'incidents', 'unseenIncidents'] as const),
  ...([
    'openMismatches',
    'openStrays',
    'balance_yen',
    'closings',
    'counterChecks',
    'openExchanges',
    'mayOpenStock',
  ] as const),
  ...(['chainOn', 'health', 'newestTime_ms'] as const),
  // Events for the fleet are no entries: they are written with the next one, or by the way.
  ...(['noteEvents', 'flushEvents', 'events', 'eventEnds', 'eventId', 'fleetFigures'] as const),
]);
