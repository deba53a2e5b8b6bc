import {
  partIds,
  type CompositeChanger,
  type CompositeOutput,
  type CompositeParts,
  type PartInput,
} from './composite-state.ts';
import { CompositeWork } from './composite-work.ts';

/**
 * One cash changer made out of parts. A pure machine like every driver; its wire is the parts: facts come in as
 * `part`, commands go out as `tell`.
 *
 * The changer named `deviceId` has no memory of its own: each part's rides on its facts.
 */
export function compositeChanger(deviceId: string, parts: CompositeParts): CompositeChanger {
  return {
    initial: () => ({
      parts: new Map(partIds(parts).map((id) => [id, { identified: false, status: null, holder: 'claimed' }])),
      orders: new Map(),
      capabilitiesTold: false,
      full: [],
      enabled_yen: [],
      fixing: null,
      health: null,
      statusKey: '',
    }),
    step: (state, input) => {
      const work = new CompositeWork(deviceId, parts, state);
      work.take(input);
      return { state: work.state, outputs: [...toldBy(parts, input), ...work.outputs] };
    },
  };
}

/** What a part says of itself, handed on as it is. */
function toldBy(parts: CompositeParts, input: { readonly type: string } | PartInput): readonly CompositeOutput[] {
  if (!('partId' in input)) return [];
  const { partId, fact } = input;
  if (fact.type !== 'status' && fact.type !== 'identified') return [];
  const isCoins = partId === parts.coins?.partId;
  const deviceClass = isCoins ? 'coinAcceptor' : partId === parts.notes?.partId ? 'billAcceptor' : 'coinDispenser';
  return [{ type: 'fact', fact: { type: 'part', partId, deviceClass, fact } }];
}
