import type { CellPort } from '../../cell/contract.ts';
import type { CertificateSet } from '../../../fsm/events.ts';

/** The session that is running: ids and handles only. Made at `session.begin`, dropped at `session.end`. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly transactionId: string;
  readonly cell: CellPort;
  municipalityId: string | null;
  sets: readonly CertificateSet[];
  /** True once the citizen's fees were set aside. */
  charged: boolean;
  /** Sets whose every leaf came out: what the receipt is for. */
  readonly earned: Set<number>;
  /** What went into the machine, for the receipt. */
  paid_yen: number;
  change_yen: number;
  /** Whether the centre was told how the transaction ended. */
  concluded: boolean;
}

/** Where bridges find the running session. */
export interface CurrentSession {
  get(): SessionRecord | null;
  /**
   * Whose cash it is that comes in now: the running session's, else that of the newest session that is over and not settled
   * (a coin that fell while the kiosk was down). Null: nobody's.
   */
  owner(): string | null;
}
