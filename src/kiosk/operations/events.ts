import { METHODS, wantsOperator, type MethodName } from '../../api/messages.ts';
import type { Asked, EventOf, EventsResult, Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { running } from './running.ts';

/** Where events come from: the kiosk's books, or a source of its own in a proof. */
export interface EventSource {
  page(after: number, id: string | undefined, most: number): EventsResult;
  /** Calls `listener` when there is something new; returns what ends that. */
  listen(listener: () => void): () => void;
}

/** Events pushed at once; a subscriber that is further behind gets the next ones with the next look. */
const PUSHED_MAX = 200;

type Subscriber = Pick<Asked<unknown, EventOf<'events.subscribe'>>, 'push' | 'onGone'>;

function pushOn(source: EventSource, from: number, { push, onGone }: Subscriber): void {
  let at = from;
  const stop = source.listen(() => {
    for (const event of source.page(at, undefined, PUSHED_MAX).events) {
      // Who does not read is hung up on, and asks again from where it was.
      if (!push(event)) return stop();
      at = event.sequence;
    }
    return undefined;
  });
  onGone(stop);
}

/** Events in pages and as they come. */
export function eventOperations(source: () => EventSource): Operations {
  return {
    'events.list': ({ after, id, most }, asked) => asked.answer(source().page(after, id, most)),
    'events.subscribe': ({ after, id }, asked) => {
      const { first, last, restarted } = source().page(after, id, 1);
      asked.answer({ first, last, restarted });
      pushOn(source(), restarted ? 0 : after, asked);
    },
  };
}

/** Every act that is more than to look becomes an event, done or refused. */
export function withActs(operations: Operations, kiosk: () => Kiosk | null): Operations {
  const told = Object.entries(operations).map(([name, work]) => {
    if (!wantsOperator(METHODS[name as MethodName].right)) return [name, work];
    const operation = work as (params: unknown, asked: Asked<unknown, unknown>) => void;
    return [
      name,
      (params: unknown, asked: Asked<unknown, unknown>) => {
        const tell = (done: boolean): void => kiosk()?.fleet.act(name, asked.by, done);
        try {
          operation(params, {
            ...asked,
            answer: (result) => {
              tell(true);
              asked.answer(result);
            },
            refuse: (error) => {
              tell(false);
              asked.refuse(error);
            },
          });
        } catch (error) {
          tell(false);
          throw error;
        }
      },
    ];
  });
  // The same names and the same work.
  return Object.fromEntries(told) as Operations;
}

/** Signed orders from afar. */
export function fleetOperations(kiosk: () => Kiosk | null): Operations {
  return {
    ...eventOperations(() => running(kiosk).fleet),
    'fleet.command': ({ jws }, asked) => asked.answer(running(kiosk).fleet.command(jws)),
  };
}
