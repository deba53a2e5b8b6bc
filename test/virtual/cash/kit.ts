import type { VirtualWorld } from '../contract.ts';
import { CcTalkBus } from '../cctalk/bus.ts';
import type { BusOptions } from '../cctalk/bus.ts';
import { VirtualCoinAcceptor, YEN_COINS } from '../cctalk/coin-acceptor.ts';
import { VirtualHopper } from '../cctalk/hopper.ts';
import type { ValidatorOptions } from '../id003/options.ts';
import { VirtualValidator } from '../id003/validator.ts';
import { CashPlaces } from './places.ts';

/** A hopper of the kit: where it is on the bus and what lies in it at the start. */
export interface KitHopper {
  /** Name of the unit in the configuration, and of the place its coins lie in. */
  readonly unitId: string;
  readonly address: number;
  readonly denomination_yen: number;
  readonly pieces: number;
}

export interface CashKitOptions {
  readonly hoppers?: readonly KitHopper[];
  readonly acceptorAddress?: number;
  readonly bus?: BusOptions;
  readonly validator?: ValidatorOptions;
}

/** Addresses as in the annotated default configuration. */
export const KIT_HOPPERS: readonly KitHopper[] = [
  { unitId: 'hopper-100', address: 3, denomination_yen: 100, pieces: 60 },
  { unitId: 'hopper-10', address: 4, denomination_yen: 10, pieces: 60 },
  { unitId: 'hopper-50', address: 5, denomination_yen: 50, pieces: 40 },
  { unitId: 'hopper-500', address: 6, denomination_yen: 500, pieces: 20 },
];

/** Coin unit (acceptor and hoppers on one ccTalk bus) and note unit (ID-003) with their common physics. */
export interface CashKit {
  readonly places: CashPlaces;
  readonly bus: CcTalkBus;
  readonly acceptor: VirtualCoinAcceptor;
  readonly hoppers: readonly VirtualHopper[];
  readonly validator: VirtualValidator;
  /** Sorter paths of the acceptor: what the option `sorterPaths` of its driver must say. Other coins go to `cashbox`. */
  readonly sorterPaths: Readonly<Record<string, string>>;
}

/** Makes the usual cash hardware of the kiosk, hoppers filled. Path i + 1 of the sorter leads to the i-th hopper. */
export function createCashKit(world: VirtualWorld, options: CashKitOptions = {}): CashKit {
  const wanted = options.hoppers ?? KIT_HOPPERS;
  const places = new CashPlaces();
  const pathTo: Record<number, string> = { [wanted.length + 1]: 'cashbox' };
  const factoryPaths: Record<number, number> = {};
  for (const [i, hopper] of wanted.entries()) pathTo[i + 1] = hopper.unitId;
  for (const coin of YEN_COINS) {
    const i = wanted.findIndex((hopper) => hopper.denomination_yen === coin.denomination_yen);
    factoryPaths[coin.position] = i < 0 ? wanted.length + 1 : i + 1;
  }
  const address = options.acceptorAddress ?? 2;
  const capacity = Object.fromEntries(wanted.map((hopper) => [hopper.unitId, 500]));
  const acceptor = new VirtualCoinAcceptor(world, places, { address, pathTo, factoryPaths, capacity });
  const hoppers = wanted.map((hopper) => {
    const { unitId, denomination_yen } = hopper;
    const coinId = `JP${String(denomination_yen).padStart(3, '0')}A`;
    const unit = new VirtualHopper(world, places, { address: hopper.address, denomination_yen, coinId, place: unitId });
    unit.fill(hopper.pieces);
    return unit;
  });
  return {
    places,
    bus: new CcTalkBus(world, [acceptor, ...hoppers], options.bus),
    acceptor,
    hoppers,
    validator: new VirtualValidator(world, places, options.validator),
    sorterPaths: Object.fromEntries(Object.entries(pathTo)),
  };
}
