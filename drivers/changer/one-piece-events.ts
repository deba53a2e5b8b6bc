import { accepted, counted, missed, remember, unexplained } from './one-piece-counts.ts';
import { anotherCameHome } from './one-piece-lent.ts';
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
  if (oldest > memory.event + 1) missed(context, draft, oldest - memory.event - 1, oldest - 1);
  const after = draft.state.memory?.event ?? memory.event;
  const fresh = events.filter((event) => event.number > after);
  fresh.forEach((event, index) => book(context, draft, event, piecesBehind(fresh.slice(index + 1))));
  const last = fresh.at(-1);
  if (last === undefined) {
    // The unit counts further than it tells: never asked for the same again without end.
    const upTo = Math.max(after, draft.state.status?.lastEvent ?? 0);
    if (upTo > after) missed(context, draft, upTo - after, upTo);
    return draft.fact({ type: 'noise', what: 'events are missing' });
  }
  if (last.kind !== KIND.accepted) remember(context, draft);
}

/** Pieces that come next, before anything else: they are booked together with the one before them. */
function piecesBehind(next: readonly UnitEvent[]): number {
  const other = next.findIndex(({ kind, a }) => kind !== KIND.accepted || VALUES_YEN[a - 1] === undefined);
  return other === -1 ? next.length : other;
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
  if (memory?.lent) return anotherCameHome(context, draft, memory);
  remember(context, draft);
}

function book(context: OnePieceContext, draft: OnePieceDraft, event: UnitEvent, following: number): void {
  const { memory } = draft.state;
  if (!memory) return;
  const { deviceId } = context;
  const next: OnePieceMemory = { ...memory, event: event.number };
  draft.set({ memory: next });
  switch (event.kind) {
    case KIND.accepted: {
      const row = event.a - 1;
      if (VALUES_YEN[row] === undefined) return unexplained(context, draft, 1, next);
      const factId = `${deviceId}-${memory.serial}-${event.number}`;
      return accepted(context, draft, { row, inBox: event.b === 1, factId, following }, counted(next, row));
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
