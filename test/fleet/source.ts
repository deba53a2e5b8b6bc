/** A small source of events behind the real socket of the daemon: what a kiosk would tell, without a kiosk. */
import { createHash } from 'node:crypto';
import { openCommandSocket } from '../../src/api/command-socket.ts';
import type { Operations, StatusResult } from '../../src/api/contract.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { pageOf } from '../../src/kiosk/fleet/fleet-desk.ts';
import { eventOperations, type EventSource } from '../../src/kiosk/operations/events.ts';
import type { FleetEvent } from '../../src/ledger/contract/event.ts';

/** The id that event `sequence` of this kiosk has: anybody who knows the seed can tell it. */
export function idOf(seed: number, kioskId: string, sequence: number): string {
  return createHash('sha256').update(`${seed} ${kioskId} ${sequence}`).digest('hex').slice(0, 32);
}

const STATUS: StatusResult = {
  version: '0.1.0',
  service: { state: 'open', reasons: [] },
  session: null,
  devices: [{ id: 'printer', class: 'printer', availability: 'online', reasons: [] }],
};

export interface TestSource {
  /** The next event happens. */
  emit(): void;
  readonly count: () => number;
  close(): Promise<void>;
}

/** Opens the socket; events come from `emit`, one of four kinds by their number. */
export async function openSource(
  path: string,
  seed: number,
  kioskId: string,
  more: Operations = {},
): Promise<TestSource> {
  const events: FleetEvent[] = [];
  const listeners = new Set<() => void>();
  const books = {
    events: (after: number, most = 100) => events.slice(after, after + most),
    eventEnds: () => ({ first: events.length > 0 ? 1 : 0, last: events.length }),
    eventId: (sequence: number) => events[sequence - 1]?.id ?? null,
  };
  const source: EventSource = {
    page: (after, id, most) => pageOf(books, after, id, most),
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const operations: Operations = {
    ...eventOperations(() => source),
    status: (_, asked) => asked.answer(STATUS),
    ...more,
  };
  const clock = new RealClock();
  const socket = await openCommandSocket(
    { path, rights: ['watch', 'signed'] },
    { clock, log: () => undefined, operations },
  );
  return {
    emit: () => {
      const sequence = events.length + 1;
      const base = { sequence, id: idOf(seed, kioskId, sequence), at_ms: 1_795_418_000_000 + sequence };
      const kinds: readonly FleetEvent[] = [
        { ...base, type: 'sessionEnded', fields: { outcome: 'delivered' } },
        { ...base, type: 'setDelivered', fields: { type: 'juminhyo', leaves: 1, fee_yen: 300 } },
        { ...base, type: 'incident', fields: { incident: sequence, code: 'M3101' } },
        { ...base, type: 'service', fields: { state: 'closed', codes: ['M3001'], changes: 1 } },
      ];
      events.push(kinds[sequence % kinds.length]!);
      for (const listener of listeners) listener();
    },
    count: () => events.length,
    close: () => socket.close(),
  };
}
