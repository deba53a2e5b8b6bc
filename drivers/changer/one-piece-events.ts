import { RESULT, u32At, type OpcReply } from './opc-frame.ts';
import { VALUES_YEN, type OnePieceContext, type OnePieceDraft, type OnePieceMemory } from './one-piece-state.ts';

/** Events of a one-piece changer: the event is the credit, (serial, number) names it for ever. */

const EVENT_BYTES = 10;
const KIND = { accepted: 1, rejected: 2, returnLever: 3, powerUp: 8 } as const;
const REJECT_REASONS: Readonly<Record<number, string>> = {
  1: 'notRecognised',
  2: 'inhibited',
  3: 'full',
  4: 'fishedFor',
};

interface UnitEvent {
  readonly number: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

function eventsOf(data: Uint8Array): readonly UnitEvent[] {
  const events: UnitEvent[] = [];
  const count = data[4] ?? 0;
  for (let i = 0, at = 5; i < count && at + EVENT_BYTES <= data.length; i += 1, at += EVENT_BYTES)
    events.push({
      number: u32At(data, at),
      kind: data[at + 4] ?? 0,
      a: data[at + 5] ?? 0,
      b: u32At(data, at + 6),
    });
  return events;
}

/** An answer to EVENTS: the first of a start only finds where to begin, the others are booked. */
export function booked(context: OnePieceContext, draft: OnePieceDraft, reply: OpcReply): void {
  const events = eventsOf(reply.data);
  if (reply.result !== RESULT.ok || reply.data.length < 5)
    return draft.fact({ type: 'noise', what: 'events cannot be read' });
  if (!draft.state.based) return base(context, draft, events);
  const { memory } = draft.state;
  if (!memory) return;
  const oldest = u32At(reply.data, 0);
  let after = memory.event;
  if (oldest > after + 1) {
    eventsLost(context, draft, oldest - after - 1, { ...memory, event: oldest - 1 });
    after = oldest - 1;
  }
  for (const event of events) if (event.number > after) book(context, draft, event);
  const last = events.at(-1);
  if (last === undefined || last.number <= after) {
    // The unit counts further than it tells: never asked for the same again without end.
    draft.set({ memory: { ...memory, event: Math.max(after, draft.state.status?.lastEvent ?? 0) } });
    return draft.fact({ type: 'noise', what: 'events are missing' });
  }
  draft.set({ memory: { ...memory, event: last.number } });
  if (last.kind !== KIND.accepted) remember(context, draft);
}

/**
 * Where to begin: what the ledger remembers of this unit. A unit never seen begins at its last power-up: what it took
 * since then can only have been taken for us, an older history is not ours.
 */
function base(context: OnePieceContext, draft: OnePieceDraft, events: readonly UnitEvent[]): void {
  const { memory, identity, status } = draft.state;
  const serial = identity?.serial ?? '';
  draft.set({ based: true });
  if (memory?.serial === serial) return;
  const powerUp = events.findLast((event) => event.kind === KIND.powerUp);
  const event = powerUp?.number ?? status?.lastEvent ?? 0;
  draft.set({ memory: { serial, event } });
  remember(context, draft);
}

function eventsLost(context: OnePieceContext, draft: OnePieceDraft, count: number, memory: OnePieceMemory): void {
  draft.fact({
    type: 'uncertain',
    factId: `${context.deviceId}-${memory.serial}-lost-${memory.event}`,
    deviceId: context.deviceId,
    least_yen: 0,
    most_yen: count * Math.max(...context.options.denominations_yen),
    reason: 'cashEventsLost',
    memory: JSON.stringify(memory),
  });
}

function book(context: OnePieceContext, draft: OnePieceDraft, event: UnitEvent): void {
  const serial = draft.state.identity?.serial ?? '';
  const memory = JSON.stringify({ serial, event: event.number } satisfies OnePieceMemory);
  const { deviceId } = context;
  switch (event.kind) {
    case KIND.accepted: {
      const value = VALUES_YEN[event.a - 1];
      if (value === undefined) return eventsLost(context, draft, 1, { serial, event: event.number });
      return draft.fact({
        type: 'cashAccepted',
        factId: `${deviceId}-${serial}-${event.number}`,
        deviceId,
        denomination_yen: value,
        destination: event.b === 1 ? context.options.cashbox : deviceId,
        held: false,
        escrowId: null,
        memory,
      });
    }
    case KIND.rejected:
      return draft.fact({ type: 'cashRejected', deviceId, reason: REJECT_REASONS[event.a] ?? `reason${event.a}` });
    case KIND.returnLever:
      return draft.fact({ type: 'returnLever' });
    default:
      // Faults, deposit and order ends are read from STATUS and ORDER.
      return;
  }
}

function remember(context: OnePieceContext, draft: OnePieceDraft): void {
  const { memory } = draft.state;
  if (memory) draft.fact({ type: 'memory', deviceId: context.deviceId, memory: JSON.stringify(memory) });
}
