/** Words of bad luck: what an act is, which kinds there are, and what they need of the walk. */
import type { CashMake } from './hardware.ts';
import type { Chunks } from './serial-inprocess.ts';
import type { Struck } from './step-checks.ts';

/** Something that could happen now, and how often it should be chosen. */
export interface WalkAct {
  readonly name: string;
  readonly weight: number;
  /** Which kind of bad luck it is, if it is one. */
  readonly kind?: FaultKind;
  readonly run: () => void;
}

export const CASH_KINDS = [
  'plug',
  'power',
  'hopperPower',
  'noise',
  'jam',
  'hopper',
  'fraud',
  'burst',
  'stacker',
] as const;
export const OTHER_KINDS = ['kill', 'cut', 'slow', 'disk', 'cell', 'paper', 'printerPower', 'centre'] as const;
/** Bad luck that strikes a cash device. */
export type CashFaultKind = (typeof CASH_KINDS)[number];
/** A walk has a few kinds of bad luck, so that each can be studied alone. */
export type FaultKind = CashFaultKind | (typeof OTHER_KINDS)[number];

/** What was broken is put right this much more often than it breaks, so that walks go on. */
export const BACK = 15;
export const once = (name: string, run: () => void): WalkAct => ({ name, weight: 1, run });
export const back = (name: string, run: () => void): WalkAct => ({ name, weight: BACK, run });

/** What others than the citizen do in a walk: staff who refill and collect, the copier that has the cash devices lent. */
export interface Business {
  readonly staff: boolean;
  readonly lending: boolean;
}

/** What a walk may be given in place of what its seed would draw. */
export interface Luck {
  readonly kinds?: readonly FaultKind[];
  readonly cash?: CashMake;
  /** How thick it comes, 1 at most. */
  readonly density?: number;
  readonly chunks?: Chunks;
  /** Else a walk whose bad luck is given has none of it. */
  readonly room?: Partial<Business>;
}

/** What bad luck needs of the walk: a death in the middle of things, and that the checkers know of it. */
export interface Fate {
  /** The kiosk dies at the `moments`-th moment from now that lies right before or after a commit. */
  dieIn(moments: number): void;
  /** From now on each commit blocks the kiosk for so long. */
  commitsTake(span_ms: number): void;
  /** No commit is taken any more, or again. */
  fillDisk(isFull: boolean): void;
  diskIsFull(): boolean;
  /** This cash device has met with something: from now on it may be in doubt. */
  struck(device: Struck): void;
  /** A unit will let so much fall that nobody ordered. */
  lets(unit: string, fall_yen: number): void;
}
