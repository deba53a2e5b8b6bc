import type { Offer, RefusedType } from '../../fsm/events.ts';
import type { Municipality } from '../centre/municipality.ts';
import type { LeafFacts } from '../paper/contract.ts';

type Stage = 'spare' | 'begun' | 'known' | 'authenticated' | 'checking' | 'checked' | 'over';

/** All that a session knows; forgotten as one when it ends. */
export interface CellMemory {
  stage: Stage;
  transactionId: string;
  nonce: string;
  /** Municipalities that issue nothing today. */
  closed: readonly string[];
  storeCloses_epoch_ms: number;
  /** Service time less the monotonic clock of this process; null while it is not known. */
  serviceOffset_ms: number | null;
  certificateDigest: string | null;
  municipality: Municipality | null;
  /** The centre's time at `present` and the kiosk's monotonic time of its arrival. */
  centreTime_epoch_ms: number;
  centreTimeAt_ms: number;
  subjectToken: string;
  offers: readonly Offer[];
  /** Types refused at `present`, kept for the citizen's own list. */
  refusals: readonly RefusedType[];
  persons: { household: number; koseki: number };
  pages: Map<string, Uint8Array>;
  pageDigests: Map<string, string>;
  /** What is sealed into each sheet, but for what the print itself brings. */
  sheets: Map<string, Omit<LeafFacts, 'serial' | 'printedAt_epoch_ms'>>;
}

/** Before a session. */
export const blankMemory = (): CellMemory => ({
  stage: 'spare',
  transactionId: '',
  nonce: '',
  closed: [],
  storeCloses_epoch_ms: Infinity,
  serviceOffset_ms: null,
  certificateDigest: null,
  municipality: null,
  centreTime_epoch_ms: 0,
  centreTimeAt_ms: 0,
  subjectToken: '',
  offers: [],
  refusals: [],
  persons: { household: 0, koseki: 0 },
  pages: new Map(),
  pageDigests: new Map(),
  sheets: new Map(),
});
