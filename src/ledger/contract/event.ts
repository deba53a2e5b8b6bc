/**
 * What the fleet is told: numbered events, each type with fields of its own. The allow-list of what may leave the kiosk: keywords,
 * codes, counts and amounts. No free text, no number of a session, transaction, claim or sheet, no municipality: nothing by which a
 * citizen could be found, not even together with a list kept elsewhere.
 */
import { z } from 'zod';

const code = z.string().regex(/^M\d{4}$/);
const codes = z.array(code).max(64);
/** A word of the program or of the configuration: device ids, tasks, reasons. */
const word = z.string().regex(/^[a-z][A-Za-z0-9.-]{0,39}$/);
/** A type of certificate. It comes from the centre, so no run of digits is let through that could be a number of somebody. */
const type = word.refine((text) => !/\d{4}/.test(text), 'a run of digits');
const count = z.int().min(0);
const role = z.enum(['clerk', 'maintenance']);
const set = { type, leaves: z.int().min(1).max(1_000), fee_yen: count };

/** Fields of each type. */
export const EVENT_FIELDS = {
  /** The daemon is up. */
  started: z.strictObject({ version: z.string().regex(/^\d+\.\d+\.\d+[A-Za-z0-9.+~-]{0,40}$/) }),
  /** The daemon goes down in order; without it the last end was a cut, a kill or a fault. */
  stopped: z.strictObject({}),
  /** The service as a whole; `changes`: how many were taken together, when they came too fast. */
  service: z.strictObject({ state: z.enum(['open', 'closed', 'draining']), codes, changes: z.int().min(1) }),
  device: z.strictObject({
    device: word,
    availability: z.enum(['starting', 'online', 'attention', 'stop', 'offline']),
    codes,
    changes: z.int().min(1),
  }),
  sessionEnded: z.strictObject({ outcome: z.enum(['delivered', 'abandoned', 'interrupted']) }),
  setDelivered: z.strictObject(set),
  /** Whether it came out is not known, or it did not: the fee is in dispute. */
  setDisputed: z.strictObject(set),
  setReturned: z.strictObject(set),
  /** Pieces by the books after a session with cash, a closing, or work of staff. */
  cashLevels: z.strictObject({
    units: z.array(z.strictObject({ unit: word, denomination_yen: z.int().min(10), pieces: z.int() })).max(64),
  }),
  /** Money that could not be paid, or is in question. */
  slip: z.strictObject({ reason: z.enum(['unpaid', 'dispute', 'interrupted']), amount_yen: z.int().min(1) }),
  incident: z.strictObject({ incident: z.int().min(1), code }),
  incidentClosed: z.strictObject({
    incident: z.int().min(1),
    reason: word,
    by: z.enum(['clerk', 'maintenance', 'remote']),
  }),
  itemsLeft: z.strictObject({
    incident: z.int().min(1),
    items: z.array(z.enum(['card', 'certificate', 'receipt', 'change', 'phone', 'original'])).max(6),
  }),
  staffWork: z.strictObject({
    task: z.enum(['collect', 'refill', 'openingStock', 'closing']),
    outcome: z.enum(['booked', 'dropped']),
    role,
  }),
  /** 締め, with the head hash that binds all entries before it. */
  closing: z.strictObject({ number: z.int().min(1), role, headHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Somebody asked for more than to look, by the method's name on the socket; `operator` as that program or person says. */
  operatorAct: z.strictObject({
    method: word,
    operator: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/),
    done: z.boolean(),
    changes: z.int().min(1),
  }),
  /** A signed order from afar; `signer`: the id of its key. */
  remoteCommand: z.strictObject({
    command: z.enum(['drain', 'resume', 'bundle', 'closeIncident']),
    signer: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
    done: z.boolean(),
  }),
  /** Events of these numbers are not there any more: they were too old before anybody read them. Made when they are asked for. */
  eventsLost: z.strictObject({ from: z.int().min(1), to: z.int().min(1) }),
} as const;

export type EventType = keyof typeof EVENT_FIELDS;
export type EventFieldsOf<T extends EventType> = z.output<(typeof EVENT_FIELDS)[T]>;

/** One event as it leaves the kiosk. */
export type FleetEvent = {
  readonly [T in EventType]: {
    /** Counts up without a gap; see `eventsLost`. */
    readonly sequence: number;
    /** 128 bits in hex: the same for one event however often it is told. */
    readonly id: string;
    /** Service time, milliseconds since 1970 (UTC); 0 while the kiosk knew none. */
    readonly at_ms: number;
    readonly type: T;
    readonly fields: EventFieldsOf<T>;
  };
}[EventType];

/** Types that the kiosk notes; all others are written by the books themselves, in the transaction that they are about. */
export type NotedType = 'started' | 'stopped' | 'service' | 'device' | 'operatorAct' | 'remoteCommand';

/** An event that is still to be written. */
export type NotedEvent = {
  readonly [T in NotedType]: { readonly type: T; readonly fields: EventFieldsOf<T> };
}[NotedType];

/** First and last number that is there; 0 and 0 while there was none, first = last + 1 when none is left. */
export interface EventEnds {
  readonly first: number;
  readonly last: number;
}

/** A count of the books that only grows, kept with the entries: `sessions` by outcome, `sets`, `leaves` and `fees_yen` by what became of them … */
export interface Tally {
  readonly name: 'sessions' | 'sets' | 'leaves' | 'fees_yen' | 'slips' | 'slips_yen' | 'incidents';
  readonly label: string;
  readonly value: number;
}

/** Figures of the books, for metrics; none of them is found by counting rows. */
export interface FleetFigures {
  readonly tallies: readonly Tally[];
  /** What ever came into a unit and left it. */
  readonly cash: readonly { readonly unit: string; readonly in_yen: number; readonly out_yen: number }[];
  readonly open: {
    readonly sessions: number;
    readonly orders: number;
    readonly slips: number;
    readonly outbox: number;
    readonly incidents: number;
  };
  readonly closings: { readonly count: number; readonly last_ms: number };
  readonly ends: EventEnds;
}

/** What the books keep for the fleet. */
export interface FleetBook {
  /** Takes events in memory; they are written with the next entry of the books, or by `flushEvents`. */
  noteEvents(events: readonly NotedEvent[]): void;
  /** Writes what was noted, and takes away what is too old. False when the disk did not take it: it is kept and tried again. */
  flushEvents(): boolean;
  /** Events after this number, oldest first. A gap before the first is told as `eventsLost`. */
  events(after: number, most?: number): readonly FleetEvent[];
  eventEnds(): EventEnds;
  /** The id of the event with this number; null when it is not there. */
  eventId(sequence: number): string | null;
  fleetFigures(): FleetFigures;
  /**
   * Writes down that this signed command was begun, once. `null`: it is new. Else its answer, `''` when the kiosk stopped before there
   * was one. The id is kept until well after the command has expired.
   */
  beginCommand(commandId: string, expires_ms: number): string | null;
  endCommand(commandId: string, answer: string): void;
}
