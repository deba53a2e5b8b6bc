import type { BillAcceptorCommand, BillAcceptorFact } from '../bill-acceptor.ts';
import type { CashCapabilities, CashChangerCommand, CashChangerFact } from '../cash-changer.ts';
import type { CoinAcceptorCommand, CoinAcceptorFact } from '../coin-acceptor.ts';
import type { CoinDispenserCommand, CoinDispenserFact } from '../coin-dispenser.ts';
import type { Availability, CommonOutput, DriverMachine } from '../contract.ts';
import type { Yen } from '../../src/base/yen.ts';

/** What a composite changer is made of and what it knows. */
export type PartFact = CoinAcceptorFact | CoinDispenserFact | BillAcceptorFact;

/** A fact of a part, as it comes in. */
export type PartInput = { readonly type: 'part'; readonly partId: string; readonly fact: PartFact };
/** A command for a part; `kind` is its device class, so that it can be handed on with its own type. */
export type PartOutput = { readonly type: 'tell'; readonly partId: string } & (
  | { readonly kind: 'coinAcceptor'; readonly command: CoinAcceptorCommand }
  | { readonly kind: 'coinDispenser'; readonly command: CoinDispenserCommand }
  | { readonly kind: 'billAcceptor'; readonly command: BillAcceptorCommand }
);

/** What the changer is made of; ids are device ids of the configuration and unit names of the ledger. */
export interface CompositeParts {
  readonly coins: {
    readonly partId: string;
    readonly accepts_yen: readonly Yen[];
    /**
     * Units to which a sorter path leads. A coin falls where its route says, else into the hopper of its kind if a path leads
     * there, else into `defaultDestination`.
     */
    readonly destinations?: readonly string[];
    readonly routes?: Readonly<Record<string, string>>;
    readonly defaultDestination?: string;
  } | null;
  readonly notes: {
    readonly partId: string;
    readonly accepts_yen: readonly Yen[];
    readonly destination: string;
  } | null;
  readonly hoppers: readonly { readonly partId: string; readonly denomination_yen: Yen }[];
}

/** What is known of one part. */
export interface PartState {
  readonly identified: boolean;
  readonly status: Extract<PartFact, { type: 'status' }> | null;
  readonly holder: 'claimed' | 'lent';
}

/** All that is known of the parts between two steps. */
export interface CompositeState {
  readonly parts: ReadonlyMap<string, PartState>;
  /** Intents that were sent to a part and are not ended. At most {@link MOST_ORDERS}. */
  readonly orders: ReadonlyMap<string, { readonly partId: string }>;
  readonly capabilitiesTold: boolean;
  /** Hoppers that say they are full. */
  readonly full: readonly string[];
  readonly enabled_yen: readonly Yen[];
  readonly fixing: Fixing | null;
  readonly health: Health | null;
  readonly statusKey: string;
}

/** Closing a deposit: coins settle by themselves; notes have no such word, so a rest is waited for. */
export interface Fixing {
  readonly coinsSettled: boolean;
  readonly notesRested: boolean;
}

/** A health check of all parts. */
export interface Health {
  readonly level: 'internal' | 'external' | 'interactive';
  readonly waiting: ReadonlySet<string>;
  readonly passed: boolean;
  readonly details: readonly string[];
}

/** Orders kept at a time: one note and a payout of each hopper are far below. */
export const MOST_ORDERS = 64;
/** A note drawn in before the inhibit takes this long to come to escrow or back out. */
export const NOTES_REST_MS = 1_500;

/** A composite as a driver machine whose wire is its parts. */
export type CompositeChanger = DriverMachine<
  CompositeState,
  PartInput,
  PartOutput,
  CashChangerCommand,
  CashChangerFact
>;
/** What a step puts out: commands to parts, facts of the changer. */
export type CompositeOutput = PartOutput | CommonOutput<CashChangerFact>;

/** All parts, acceptor first. */
export function partIds(parts: CompositeParts): readonly string[] {
  return [
    ...(parts.coins ? [parts.coins.partId] : []),
    ...(parts.notes ? [parts.notes.partId] : []),
    ...parts.hoppers.map((hopper) => hopper.partId),
  ];
}

/** What the changer can do. */
export function capabilitiesOf(parts: CompositeParts): CashCapabilities {
  return {
    paysByPlan: true,
    escrow: parts.notes !== null,
    accepts_yen: [...(parts.coins?.accepts_yen ?? []), ...(parts.notes?.accepts_yen ?? [])],
    pays: parts.hoppers.map(({ partId, denomination_yen }) => ({ unitId: partId, denomination_yen })),
    lands: landsOf(parts),
  };
}

/** Where pieces come to rest, as far as the configuration says. */
function landsOf({ coins, notes, hoppers }: CompositeParts): CashCapabilities['lands'] {
  const places = coins?.destinations ?? [];
  const coinLands = (coins?.accepts_yen ?? []).flatMap((denomination_yen) => {
    const hopper = hoppers.find((one) => one.denomination_yen === denomination_yen && places.includes(one.partId));
    const unitId = coins?.routes?.[String(denomination_yen)] ?? hopper?.partId ?? coins?.defaultDestination;
    return unitId === undefined ? [] : [{ unitId, denomination_yen }];
  });
  const noteLands = notes?.accepts_yen.map((denomination_yen) => ({ unitId: notes.destination, denomination_yen }));
  return [...coinLands, ...(noteLands ?? [])];
}

/** True for a part that answers and is through with its start. */
export function isBack(availability: Availability | undefined): boolean {
  return availability !== undefined && availability !== 'offline' && availability !== 'starting';
}

/** A hopper that has not said otherwise is presumed to pay. */
export function canPay(status: PartState['status']): boolean {
  if (!status || status.availability === 'starting') return true;
  const troubled = status.reasons.some(({ code }) => code === 'hopperEmpty' || code === 'hopperJam');
  return isBack(status.availability) && status.availability !== 'stop' && !troubled;
}

/** Facts of parts that tell of money, and what goes with it. */
export type MoneyFact = Exclude<
  PartFact,
  | { type: 'status' }
  | { type: 'identified' }
  | { type: 'holder' }
  | { type: 'health' }
  | { type: 'noise' }
  | { type: 'prepared' }
  | { type: 'refused' }
  | { type: 'outcome' }
  | { type: 'dispensing' }
  | { type: 'level' }
>;

/** Availability of parts: the higher, the worse. */
export const RANK: Readonly<Record<Availability, number>> = {
  online: 0,
  attention: 1,
  starting: 2,
  stop: 3,
  offline: 4,
};

/** True when nobody waits for this part to say what it is: it has, or it is a hopper that the others can do without. */
export function isSettledIn(parts: CompositeParts, states: ReadonlyMap<string, PartState>, partId: string): boolean {
  if (states.get(partId)?.identified === true) return true;
  return states.get(partId)?.status?.availability === 'offline' && bearingOn(parts, states, partId) === 'attention';
}

/** Troubles of one hopper that leave the others as they are. */
const OWN_TROUBLES: ReadonlySet<string> = new Set(['hopperJam', 'hopperEmpty', 'cashFault']);

/**
 * What the state of a part means for the changer. One hopper in trouble does not stop it while another pays: the promise of change
 * counts without it (a public driver lets one jammed tube stop all change, cash.md 2.6).
 */
export function bearingOn(
  { hoppers }: CompositeParts,
  parts: ReadonlyMap<string, PartState>,
  partId: string,
): Availability {
  const status = parts.get(partId)?.status;
  const own = status?.availability ?? 'starting';
  if ((own !== 'stop' && own !== 'offline') || !status || !hoppers.some((hopper) => hopper.partId === partId))
    return own;
  const itsOwn =
    own === 'offline' || (status.reasons.length > 0 && status.reasons.every(({ code }) => OWN_TROUBLES.has(code)));
  const othersPay = hoppers.some((other) => canPay(parts.get(other.partId)?.status ?? null));
  return itsOwn && othersPay ? 'attention' : own;
}
