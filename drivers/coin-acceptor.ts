import type { CommonCommand, CommonFact, DeviceMemory, ForeignCash } from './contract.ts';
import type { Yen } from '../src/base/yen.ts';

/**
 * Device class: coin acceptor (UnifiedPOS CoinAcceptor). After `opened` it is inhibited; `enable` names the coins taken.
 * Every accepted coin is one `coinAccepted` with its own `factId` (device serial, boot epoch, running event number):
 * applying the same id twice does nothing (cash.md section 5, rule 2). The wire needs no acknowledgement.
 */
export type CoinAcceptorCommand =
  | CommonCommand
  /** Takes exactly these coins from now on; an empty list inhibits. */
  | { readonly type: 'enable'; readonly denominations_yen: readonly Yen[] }
  /** Inhibit, then keep polling until no coin past the gate can still come (at least 1 s); answered by `settled`. */
  | { readonly type: 'settle' }
  /** These destinations are full: their coins go the default way until another list comes. */
  | { readonly type: 'divert'; readonly destinations: readonly string[] };

export type CoinAcceptorFact =
  | CommonFact
  | ForeignCash
  | {
      readonly type: 'coinAccepted';
      readonly factId: string;
      readonly denomination_yen: Yen;
      /** Where the coin went, as configured for its sorter path: a hopper's device id, or `cashbox`. */
      readonly destination: string;
      /** Coins told by the same answer that come right behind this one; left out: none. */
      readonly following?: number;
      readonly memory: DeviceMemory;
    }
  | { readonly type: 'coinRejected'; readonly reason: string }
  /** What to remember changed although no money moved (rejects count as events too): commit it at the next chance. */
  | { readonly type: 'memory'; readonly memory: DeviceMemory }
  /** The return lever was pressed: the citizen's own cancel. */
  | { readonly type: 'returnLever' }
  | { readonly type: 'settled' }
  /** Credits may have been lost (reset, more than five events): a range, never a guess. */
  | {
      readonly type: 'uncertain';
      readonly factId: string;
      readonly least_yen: Yen;
      readonly most_yen: Yen;
      readonly reason: 'cashReset' | 'cashEventsLost';
      readonly memory: DeviceMemory;
    };
