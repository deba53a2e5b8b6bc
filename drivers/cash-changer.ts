import type { CommonCommand, CommonFact, DeviceMemory, ForeignCash, OrderCommand, OrderFact } from './contract.ts';
import type { Pieces, Yen } from '../src/base/yen.ts';
import type { StackOrder } from './bill-acceptor.ts';

/**
 * Device class: cash changer (UnifiedPOS CashChanger), the one cash device the statechart knows. Japanese units are one
 * piece and pay by amount; `changer/composite.ts` makes one out of acceptor, hoppers and validator. All names of units
 * (`unitId`) are device ids of the configuration: the ledger has an account for each.
 */
export interface CashCapabilities {
  /** True: every payout names one unit, denomination and count (composite). False: one order by amount (one piece). */
  readonly paysByPlan: boolean;
  /** True: notes stop in escrow and can be handed back as themselves. */
  readonly escrow: boolean;
  /** Denominations that can come in, and from which unit each denomination can be paid out. */
  readonly accepts_yen: readonly Yen[];
  readonly pays: readonly { readonly unitId: string; readonly denomination_yen: Yen }[];
  /** Unit into which a piece of each denomination falls, where that is known: a hopper, a cash box, the note box, the recycler. */
  readonly lands: readonly { readonly unitId: string; readonly denomination_yen: Yen }[];
}

/** A running count that a device keeps itself, of pieces that moved into or out of these units. It wraps at `modulus`. */
export interface CashCounter {
  /** The device that counts. */
  readonly unitId: string;
  readonly unitIds: readonly string[];
  readonly name: 'piecesIn' | 'piecesOut';
  readonly value: number;
  readonly modulus: number;
}

/** A payout of one unit (composite), or of a whole amount (one piece): one intent. */
export type PayOrder =
  | { readonly type: 'payPieces'; readonly unitId: string; readonly denomination_yen: Yen; readonly count: number }
  | { readonly type: 'payAmount'; readonly amount_yen: Yen };

/** What an order of the changer moved. For `payAmount` the unit names of the pieces are the unit's own id. */
export type CashMoved =
  | { readonly type: 'paid'; readonly unitId: string; readonly pieces: readonly Pieces[] }
  | { readonly type: 'stacked'; readonly stacked: boolean };

export type CashChangerCommand =
  | CommonCommand
  | OrderCommand<PayOrder | StackOrder>
  /** Begins a deposit: counts of this deposit start at zero. Nothing is taken until `enable`. */
  | { readonly type: 'beginDeposit' }
  /** Takes exactly these coins and notes from now on (the promise of change changes it at any time). */
  | { readonly type: 'enable'; readonly denominations_yen: readonly Yen[] }
  /** Inhibits everything and waits until nothing can come any more; answered by `depositFixed`. Escrow stays where it is. */
  | { readonly type: 'fixDeposit' }
  /** Ends the deposit. `repay` lets a one-piece unit hand back what it holds; a composite is paid back by orders. */
  | { readonly type: 'endDeposit'; readonly mode: 'change' | 'noChange' | 'repay' }
  | { readonly type: 'returnEscrow'; readonly escrowId: string }
  /**
   * Could it pay each of these amounts from what lies in it now? Answered by `payable`, amount by amount, until other amounts are asked
   * for or the deposit ends. Only a unit that pays by amount counts its stock and answers.
   */
  | { readonly type: 'canPay'; readonly amounts_yen: readonly Yen[] }
  /** Stops any payout at once. */
  | { readonly type: 'stop' };

/** Facts of the changer. `deviceId` names the part of a composite (or the unit itself) whose memory rides on the fact. */
export type CashChangerFact =
  | CommonFact
  | (OrderFact<CashMoved> & { readonly deviceId: string })
  | (ForeignCash & { readonly deviceId: string })
  | { readonly type: 'capabilities'; readonly capabilities: CashCapabilities }
  /** What a part of a composite says of itself; the composite's own status says what that means for it as a whole. */
  | {
      readonly type: 'part';
      readonly partId: string;
      readonly deviceClass: 'coinAcceptor' | 'coinDispenser' | 'billAcceptor';
      readonly fact: Extract<CommonFact, { readonly type: 'status' | 'identified' }>;
    }
  | {
      readonly type: 'cashAccepted';
      readonly factId: string;
      readonly deviceId: string;
      readonly denomination_yen: Yen;
      /** Unit the piece now lies in: a hopper, `cashbox`, or the recycler itself. */
      readonly destination: string;
      /** Pieces of the same report that come right behind this one, to be booked with it; left out: none. Never of a held one. */
      readonly following?: number;
      /** Held: the driver waits for `recorded { factId }` before it acknowledges the wire. */
      readonly held: boolean;
      /** The escrow number if this piece was in escrow before. */
      readonly escrowId: string | null;
      readonly memory: DeviceMemory;
    }
  | {
      readonly type: 'cashEscrowed';
      readonly deviceId: string;
      readonly escrowId: string;
      readonly denomination_yen: Yen;
      readonly memory: DeviceMemory;
    }
  | {
      readonly type: 'escrowReturned';
      readonly deviceId: string;
      readonly escrowId: string | null;
      readonly memory: DeviceMemory;
    }
  | { readonly type: 'cashRejected'; readonly deviceId: string; readonly reason: string }
  | { readonly type: 'returnLever' }
  /** What to remember of a part changed although no money moved: commit it at the next chance. */
  | { readonly type: 'memory'; readonly deviceId: string; readonly memory: DeviceMemory }
  | { readonly type: 'depositFixed' }
  | { readonly type: 'paying'; readonly intentId: string; readonly paid_yen: Yen }
  | { readonly type: 'unitLevel'; readonly unitId: string; readonly level: 'empty' | 'low' | 'ok' | 'full' }
  /** Answer to `canPay`: what the unit itself says of one amount, at this moment. */
  | { readonly type: 'payable'; readonly unitId: string; readonly amount_yen: Yen; readonly payable: boolean }
  /** A unit can pay out, or cannot (jammed, silent, lent): what lies in it is no help to the promise of change meanwhile. */
  | { readonly type: 'unitPays'; readonly unitId: string; readonly pays: boolean }
  | {
      readonly type: 'uncertain';
      readonly factId: string;
      readonly deviceId: string;
      readonly least_yen: Yen;
      readonly most_yen: Yen;
      readonly reason: 'cashReset' | 'cashEventsLost';
      readonly memory: DeviceMemory;
    };
