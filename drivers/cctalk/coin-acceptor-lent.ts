import type { ForeignCash } from '../contract.ts';
import type { AcceptorContext, AcceptorState, Snapshot } from './coin-acceptor-state.ts';
import { cheapest, readableOf } from './coin-acceptor-credit.ts';
import { acceptedBetween, coinMemoryText, eventsBetween, eventsOf, type CoinMemory } from './coin-events.ts';
import { destinationOf } from './sorter.ts';

/**
 * What came in while the acceptor was lent. The event counter (229) tells up to five coins piece by piece; the count of accepted
 * coins (225) says how many more there were. The rest is a range: no counter tells their values.
 */
export function foreignCoins(
  context: AcceptorContext,
  state: AcceptorState,
  before: CoinMemory,
  after: CoinMemory,
  now: Snapshot,
): ForeignCash {
  const { deviceId, options } = context;
  const events = eventsBetween(before.counter, now.credit[0] ?? 0);
  const isSame = before.serial === after.serial && events !== 'reset';
  const told = isSame ? eventsOf(now.credit, readableOf(events)).filter((event) => event.type === 'coin') : [];
  const piles = told.flatMap((coin) => {
    const denomination_yen = state.coins_yen[coin.position - 1] ?? null;
    return denomination_yen === null ? [] : [{ unitId: destinationOf(options, coin.path), denomination_yen, count: 1 }];
  });
  const counted = isSame && before.accepted !== null && now.accepted !== null;
  const accepted = counted ? acceptedBetween(before.accepted ?? 0, now.accepted ?? 0) : null;
  const untold = accepted === null || accepted < 0 ? null : accepted - piles.length;
  // Without the count nobody knows how often the event counter went round.
  const all = untold === 0 || (untold === null && isSame && events === 0 && !before.open);
  const dearest_yen = Math.max(0, ...state.coins_yen.map((value) => value ?? 0));
  return {
    type: 'foreignCash',
    factId: `${deviceId}-${after.serial}-${after.epoch}-foreign`,
    piles,
    doubt: all
      ? null
      : {
          least_yen: Math.max(0, untold ?? 0) * cheapest(state),
          most_yen: untold === null ? null : untold * dearest_yen,
          detail:
            untold === null
              ? `${deviceId} cannot say what it took while it was lent`
              : `${deviceId} took ${untold} coins while it was lent whose values it does not tell`,
        },
    memory: coinMemoryText(after),
  };
}
