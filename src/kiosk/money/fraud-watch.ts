import type { CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { IncidentEntry } from '../../ledger/contract.ts';
import type { KioskServices } from '../services.ts';

/** Hears what the cash device says of itself. */
export interface FraudWatch {
  onCash(fact: CashChangerFact): void;
  /** At start, and when staff have ticked off an incident. */
  check(): void;
}

/** So many of them within this time close the service. */
export interface FraudLimit {
  readonly events_max: number;
  readonly within_ms: number;
}

/**
 * True when so many of these lie so close together. What has no time (the books of before the first signed time say 0) counts as near
 * to all: somebody who cuts the power between two tries wins nothing.
 */
function isRepeated(at_ms: readonly number[], { events_max, within_ms }: FraudLimit): boolean {
  const timed = at_ms.filter((time) => time > 0).toSorted((a, b) => a - b);
  const timeless = at_ms.length - timed.length;
  if (timeless >= events_max) return true;
  return timed.some((from) => {
    const near = timed.filter((time) => time >= from && time - from <= within_ms).length;
    return near + timeless >= events_max;
  });
}

/**
 * Somebody pulled at a coin or a note: a clean self-check ends the fault, and what was fished back shows only at the next count. So
 * each time is written down for staff, once, as long as the device says it. Who tries again and again is stopped: the service is closed
 * (M3012) until a person has looked and ticked them off. It stands in the books, so that no restart opens it.
 */
export function createFraudWatch({
  ledger,
  settings,
  reasons,
  log,
}: Pick<KioskServices, 'ledger' | 'settings' | 'reasons' | 'log'>): FraudWatch {
  const limit = settings.fraud ?? null;
  let known: ReadonlySet<string> = new Set();
  let isClosed = false;

  function check(): void {
    if (limit === null) return;
    const tries = ledger.unseenIncidents().filter((incident: IncidentEntry) => incident.code === 'cashFraud');
    const repeated = isRepeated(
      tries.map(({ at_ms }) => at_ms),
      limit,
    );
    if (repeated && !isClosed) log('error', 'cash.fraudRepeated', { tries: tries.length });
    isClosed = repeated;
    reasons.set('fraud', repeated ? ['cashFraudRepeated'] : []);
  }

  return {
    onCash: (fact) => {
      if (fact.type !== 'status') return;
      const said = new Set(fact.reasons.filter(({ code }) => code === 'cashFraud').map(({ detail }) => detail));
      const fresh = [...said].filter((detail) => !known.has(detail));
      for (const detail of fresh) ledger.incident('cashFraud', detail);
      known = said;
      if (fresh.length > 0) check();
    },
    check,
  };
}
