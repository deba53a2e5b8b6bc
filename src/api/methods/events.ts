/** What happened, in numbered events without anything of a citizen (src/ledger/contract/event.ts, docs/fleet.md). */
import { z } from 'zod';
import { EVENT_FIELDS, type EventType, type FleetEvent } from '../../ledger/contract/event.ts';
import { method } from './method.ts';

const sequence = z.int().min(0);
const eventId = z.string().regex(/^[0-9a-f]{32}$/);

/** Events of one answer, at most. */
const PAGE_MAX = 200;

/** One event, whatever its type: for whoever is older than the daemon. */
export const eventEnvelopeSchema = z.strictObject({
  sequence,
  id: eventId,
  at_ms: z.int(),
  type: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  fields: z.record(z.string(), z.unknown()),
});

const eventOf = ([type, fields]: [string, z.ZodType]): z.ZodType =>
  z.strictObject({ ...eventEnvelopeSchema.shape, type: z.literal(type), fields });

/** One event as it may leave the kiosk: the allow-list of `EVENT_FIELDS`. */
export const eventSchema = z.union(Object.entries(EVENT_FIELDS).map(eventOf)) as unknown as z.ZodType<FleetEvent>;

/** Names of all types, for topics and documents. */
export const EVENT_TYPES = Object.keys(EVENT_FIELDS) as readonly EventType[];

const after = {
  /** Only events with a higher number. */
  after: sequence.default(0),
  /** Id of the event `after`, as it was read: finds out that these are other books. */
  id: eventId.optional(),
};

const ends = {
  /** First and last number that is there. */
  first: sequence,
  last: sequence,
  /** `after` and `id` are not of these books (another board, an older copy): everything is told from the first on. */
  restarted: z.boolean(),
};

export const eventsResultSchema = z.strictObject({ ...ends, events: z.array(eventSchema) });
export type EventsResult = z.infer<typeof eventsResultSchema>;

export const eventEndsSchema = z.strictObject(ends);

export const eventMethods = {
  'events.list': method({
    about: 'Events after a number, oldest first. What is too old to be there is told as eventsLost.',
    right: 'watch',
    params: z.strictObject({ ...after, most: z.int().min(1).max(PAGE_MAX).default(100) }),
    result: eventsResultSchema,
  }),
  'events.subscribe': method({
    about: 'The same, pushed one by one, and from then on each new one within a second.',
    right: 'watch',
    params: z.strictObject(after),
    result: eventEndsSchema,
    event: eventSchema,
  }),
} as const;
