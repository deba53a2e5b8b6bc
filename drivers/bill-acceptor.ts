import type { CommonCommand, CommonFact, DeviceMemory, ForeignCash, OrderCommand, OrderFact } from './contract.ts';
import type { Yen } from '../src/base/yen.ts';

/** Stacking the note in escrow: one intent. `moved` names the note once it is past return. */
export interface StackOrder {
  readonly type: 'stack';
  readonly escrowId: string;
  readonly denomination_yen: Yen;
}
/** What a stack order moved: the note, or nothing. */
export interface StackMoved {
  readonly stacked: boolean;
}

/**
 * Device class: bill acceptor with escrow (UnifiedPOS BillAcceptor, XFS4IoT CashAcceptor). A note is worth money only at
 * `noteStacked` (VEND VALID), a *held* fact: the wire is acknowledged when `recorded { factId }` comes down, not before.
 * The driver repeats the same `factId` for the same note, also after a restart.
 */
export type BillAcceptorCommand =
  | CommonCommand
  | OrderCommand<StackOrder>
  | { readonly type: 'enable'; readonly denominations_yen: readonly Yen[] }
  /** Hands the note in escrow back. Answered by `noteReturned`. */
  | { readonly type: 'returnEscrow'; readonly escrowId: string };

export type BillAcceptorFact =
  | CommonFact
  | ForeignCash
  /** What to remember changed although no note moved (it is lent): commit it at the next chance. */
  | { readonly type: 'memory'; readonly memory: DeviceMemory }
  | OrderFact<StackMoved>
  | {
      readonly type: 'noteEscrowed';
      readonly escrowId: string;
      readonly denomination_yen: Yen;
      readonly memory: DeviceMemory;
    }
  | {
      readonly type: 'noteStacked';
      readonly factId: string;
      readonly escrowId: string;
      readonly denomination_yen: Yen;
      readonly memory: DeviceMemory;
    }
  /** The note box is full, or has room again. */
  | { readonly type: 'level'; readonly level: 'ok' | 'full' }
  | { readonly type: 'noteReturned'; readonly escrowId: string | null; readonly memory: DeviceMemory }
  | { readonly type: 'noteRejected'; readonly reason: string };
