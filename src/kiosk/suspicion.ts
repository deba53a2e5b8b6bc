import type { CodeName } from '../base/codes.ts';
import type { KioskServices } from './services.ts';

/** Documents that did not pass the check (D7, D8): one stops its municipality on this kiosk, two stop the service. */
export interface Suspicion {
  /** A document of this municipality did not pass. */
  mismatch(municipalityId: string | null, code: CodeName): void;
  /** Why this municipality is not served any more; null while it is. */
  stopped(municipalityId: string): CodeName | null;
}

/** So many mismatches stop the whole service (D8). */
const STOPS_SERVICE = 2;

/** What is stopped stays so until the kiosk is started anew by a person who looked: no later success closes it (D7). */
export function createSuspicion(services: KioskServices): Suspicion {
  const { ledger, log, reasons } = services;
  const stopped = new Map<string, CodeName>();
  let mismatches = 0;

  return {
    mismatch: (municipalityId, code) => {
      mismatches += 1;
      ledger.incident(code, 'a document did not pass the check');
      if (municipalityId !== null) stopped.set(municipalityId, code);
      log('error', 'document.mismatch', { code, mismatches });
      if (mismatches >= STOPS_SERVICE) reasons.set('document', [code]);
    },
    stopped: (municipalityId) => stopped.get(municipalityId) ?? null,
  };
}
