import type { CodeName } from '../../base/codes.ts';
import type { IncidentClosing, Mismatch, MismatchFound } from '../../ledger/contract.ts';
import type { KioskServices } from '../services.ts';

/** Papers and documents that were not what they had to be: one stops its municipality on this kiosk, two stop the service (D8). */
export interface Suspicion {
  /** Sets the reason against serving from what is open in the books. */
  check(): void;
  /** Something was found: it is open from now on, over every start. */
  mismatch(found: MismatchFound): Mismatch;
  /** Why this municipality is not served any more; null while it is. */
  stopped(municipalityId: string): CodeName | null;
  /** A person looked and closes it with a reason (D7). @throws `incidentNotOpen` */
  close(closing: IncidentClosing): void;
}

/** So many open mismatches stop the whole service (D8). */
const STOPS_SERVICE = 2;

/** A page that was not drawn from the bytes that were checked is this machine's own fault: no municipality is safe from it. */
const MACHINE: CodeName = 'pageDigest';

/** What is open stays so until a person closes it: no later success does (D7), and no other start. */
export function createSuspicion({
  ledger,
  log,
  reasons,
}: Pick<KioskServices, 'ledger' | 'log' | 'reasons'>): Suspicion {
  function check(): void {
    const codes = ledger.openMismatches().map(({ code }) => code);
    const stops = codes.length >= STOPS_SERVICE || codes.includes(MACHINE);
    reasons.set('document', stops ? [...new Set(codes)] : []);
  }

  return {
    check,
    mismatch: (found) => {
      const mismatch = ledger.recordMismatch(found);
      const { code, incident } = mismatch;
      log('error', 'document.mismatch', { code, incident, count: ledger.openMismatches().length });
      check();
      return mismatch;
    },
    stopped: (municipalityId) =>
      ledger.openMismatches().find((open) => open.municipalityId === municipalityId)?.code ?? null,
    close: (closing) => {
      ledger.closeIncident(closing);
      log('warn', 'document.closed', { incident: closing.incident, reason: closing.reason, role: closing.by });
      check();
    },
  };
}
