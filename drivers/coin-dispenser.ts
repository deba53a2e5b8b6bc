import type { CommonCommand, CommonFact, DeviceMemory, ForeignCash, OrderCommand, OrderFact } from './contract.ts';
import type { Yen } from '../src/base/yen.ts';

/** One payout of one hopper: one intent. */
export interface DispenseOrder {
  readonly type: 'dispense';
  readonly count: number;
}
/** What a payout moved: coins that fell, counted by the life count. */
export interface DispenseMoved {
  readonly count: number;
}

/** Device class: coin dispenser for one denomination (UnifiedPOS CoinDispenser, a ccTalk hopper). */
export type CoinDispenserCommand =
  | CommonCommand
  | OrderCommand<DispenseOrder>
  /** Stops the motor at once; the running order ends with what it has paid. */
  | { readonly type: 'stop' };

export type CoinDispenserFact =
  | CommonFact
  | OrderFact<DispenseMoved>
  | ForeignCash
  /** What to remember of the hopper changed (it is lent): commit it at the next chance. */
  | { readonly type: 'memory'; readonly memory: DeviceMemory }
  | { readonly type: 'dispensing'; readonly intentId: string; readonly paid: number; readonly remaining: number }
  /** A level sensor, not a count: the books hold the counts. */
  | { readonly type: 'level'; readonly level: 'empty' | 'low' | 'ok' | 'full'; readonly denomination_yen: Yen };
