import type { CommandResult, EventsResult } from '../../api/contract.ts';
import type { CodeName } from '../../base/codes.ts';
import type { FleetFigures, UnitStock } from '../../ledger/contract.ts';
import type { EventFeed } from './event-feed.ts';
import type { KioskServices } from '../services.ts';

/** What is read from afar, as the sockets ask for it. */
export interface FleetDesk {
  page(after: number, id: string | undefined, most: number): EventsResult;
  listen(listener: () => void): () => void;
  act: EventFeed['act'];
  command(jws: string): CommandResult;
  figures(): FleetFigures;
  stock(): readonly UnitStock[];
  /** Why the books take nothing. */
  trouble(): readonly CodeName[];
}

/** Events after a number. Other books than those of which the reader knows an event are told from their first on. */
export function pageOf(
  ledger: Pick<KioskServices['ledger'], 'events' | 'eventEnds' | 'eventId'>,
  after: number,
  id: string | undefined,
  most: number,
): EventsResult {
  const { first, last } = ledger.eventEnds();
  const kept = id === undefined || after === 0 ? null : ledger.eventId(after);
  const restarted = after > last || (kept !== null && kept !== id);
  return { first, last, restarted, events: [...ledger.events(restarted ? 0 : after, most)] };
}

export function createFleetDesk(
  feed: EventFeed,
  command: (jws: string) => CommandResult,
  { ledger }: Pick<KioskServices, 'ledger'>,
): FleetDesk {
  return {
    page: (after, id, most) => pageOf(ledger, after, id, most),
    listen: feed.listen,
    act: feed.act,
    command,
    figures: () => ledger.fleetFigures(),
    stock: () => ledger.stock(),
    trouble: () => ledger.health(),
  };
}
