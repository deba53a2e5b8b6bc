/** What the devices of one kiosk must be together; each by itself was checked before. */
import type { KeyPath } from './places.ts';
import type { Config, DeviceConfig } from './schema.ts';

/** Something that does not fit: where it stands, and what was found and expected. */
export interface Misfit {
  readonly path: KeyPath;
  readonly what: string;
}

/** Options of cash devices as far as they bear on each other. */
type CashOptions = Partial<{
  readonly address: number;
  readonly denomination_yen: number;
  readonly denominations_yen: readonly number[];
  readonly sorterPaths: Readonly<Record<string, string>>;
  readonly routes: Readonly<Record<string, string>>;
  readonly defaultDestination: string;
}>;

/** Place of coins that no hopper takes. */
const CASHBOX = 'cashbox';

/** Everything that does not fit; empty when the devices make a kiosk. */
export function misfitsOf(devices: readonly DeviceConfig[], cash: Config['cash']): readonly Misfit[] {
  return [
    ...sameNames(devices),
    ...wrongCounts(devices),
    ...clashesOnLines(devices),
    ...wrongDestinations(devices),
    ...wrongMoney(devices, cash),
    ...wrongCapacities(devices, cash),
  ];
}

function optionsOf(device: DeviceConfig): CashOptions {
  return device.options as CashOptions;
}

function ofClass(devices: readonly DeviceConfig[], name: DeviceConfig['class']): readonly DeviceConfig[] {
  return devices.filter((device) => device.class === name);
}

function sameNames(devices: readonly DeviceConfig[]): readonly Misfit[] {
  return devices.flatMap(({ id }, index) =>
    devices.findIndex((other) => other.id === id) < index
      ? [{ path: ['devices', index, 'id'], what: `is "${id}" again; expected a name of its own` }]
      : [],
  );
}

/** One reader, one printer of certificates and perhaps one of receipts; one changer, or an acceptor or two with the hoppers that give change. */
function wrongCounts(devices: readonly DeviceConfig[]): readonly Misfit[] {
  const count = (name: DeviceConfig['class']): number => ofClass(devices, name).length;
  const told: string[] = [];
  if (count('cardReader') !== 1) told.push(`has ${count('cardReader')} of class cardReader; expected exactly one`);
  const receipts = devices.filter((device) => device.class === 'printer' && device.role === 'receipt').length;
  if (count('printer') - receipts !== 1)
    told.push(`has ${count('printer') - receipts} of class printer for certificates; expected exactly one`);
  if (receipts > 1) told.push(`has ${receipts} of class printer with the role receipt; expected at most one`);
  for (const name of ['cashChanger', 'coinAcceptor', 'billAcceptor', 'keypad'] as const) {
    if (count(name) > 1) told.push(`has ${count(name)} of class ${name}; expected at most one`);
  }
  const acceptors = count('coinAcceptor') + count('billAcceptor');
  if (count('cashChanger') > 0 && acceptors + count('coinDispenser') > 0) {
    told.push('has a cashChanger beside acceptors or hoppers; expected one or the other');
  }
  if (count('cashChanger') === 0 && acceptors === 0) {
    told.push('takes no money; expected a coinAcceptor, a billAcceptor or a cashChanger');
  }
  if (acceptors > 0 && count('coinDispenser') === 0) {
    told.push('takes money but has no coinDispenser to give any back; expected a hopper at least');
  }
  return told.map((what) => ({ path: ['devices'], what }));
}

/** Devices of one port speak one protocol, each under an address of its own. */
function clashesOnLines(devices: readonly DeviceConfig[]): readonly Misfit[] {
  return devices.flatMap((device, index): Misfit[] => {
    if (!('port' in device)) return [];
    const before = devices.slice(0, index).filter((other) => 'port' in other && other.port === device.port);
    const stranger = before.find((other) => other.driver !== device.driver || device.driver !== 'cctalk');
    if (stranger) {
      const what = `is "${device.port}", where ${stranger.id} (${stranger.driver}) is; expected a port of its own`;
      return [{ path: ['devices', index, 'port'], what }];
    }
    const { address } = optionsOf(device);
    const twin = before.find((other) => optionsOf(other).address === address);
    if (!twin) return [];
    const what = `is ${address} like that of ${twin.id}; expected an address of its own on this bus`;
    return [{ path: ['devices', index, 'options', 'address'], what }];
  });
}

/** Coins go to a hopper of this kiosk, where they are of its kind, or to the cash box. */
function wrongDestinations(devices: readonly DeviceConfig[]): readonly Misfit[] {
  const places = [CASHBOX, ...ofClass(devices, 'coinDispenser').map(({ id }) => id)];
  const known = places.join(', ');
  return devices.flatMap((device, index): Misfit[] => {
    const { sorterPaths = {}, routes = {}, defaultDestination = CASHBOX } = optionsOf(device);
    const at = (...path: readonly string[]): KeyPath => ['devices', index, 'options', ...path];
    const paths = Object.entries(sorterPaths)
      .filter(([, place]) => !places.includes(place))
      .map(([path, place]) => ({ path: at('sorterPaths', path), what: `is "${place}"; expected one of ${known}` }));
    const rest = places.includes(defaultDestination)
      ? []
      : [{ path: at('defaultDestination'), what: `is "${defaultDestination}"; expected one of ${known}` }];
    const hopperOf = (place: string) => devices.find(({ id }) => id === place);
    const wrongKind = Object.entries(routes).flatMap(([value_yen, place]) => {
      const holds_yen = optionsOf(hopperOf(place) ?? device).denomination_yen;
      if (holds_yen === undefined || holds_yen === Number(value_yen)) return [];
      const what = `is "${place}", a hopper of ${holds_yen} yen; expected the hopper of ${value_yen} yen or ${CASHBOX}`;
      return [{ path: at('routes', value_yen), what }];
    });
    return [...paths, ...rest, ...wrongKind];
  });
}

/** What comes in and what goes out must be the same money. */
function wrongMoney(devices: readonly DeviceConfig[], cash: Config['cash']): readonly Misfit[] {
  const takers = devices.filter((device) => optionsOf(device).denominations_yen !== undefined);
  const taken_yen = takers.flatMap((device) => optionsOf(device).denominations_yen ?? []);
  if (takers.length === 0) return [];
  const hoppers = devices.flatMap((device, index): Misfit[] => {
    const { denomination_yen } = optionsOf(device);
    if (device.class !== 'coinDispenser' || denomination_yen === undefined) return [];
    if (taken_yen.includes(denomination_yen)) return [];
    const what = `is ${denomination_yen}, which no acceptor here takes; expected one of ${taken_yen.join(', ')}`;
    return [{ path: ['devices', index, 'options', 'denomination_yen'], what }];
  });
  const twice = devices.flatMap((device, index): Misfit[] => {
    const values_yen = optionsOf(device).denominations_yen ?? [];
    const again = values_yen.find((value, at) => values_yen.indexOf(value) < at);
    if (again === undefined) return [];
    return [{ path: ['devices', index, 'options', 'denominations_yen'], what: `names ${again} twice; expected once` }];
  });
  const usable = cash.accepts_yen.some((value) => taken_yen.includes(value));
  const nothing = `is ${cash.accepts_yen.join(', ')}, of which no acceptor takes any; expected some of ${taken_yen.join(', ')}`;
  return [...hoppers, ...twice, ...(usable ? [] : [{ path: ['cash', 'accepts_yen'], what: nothing }])];
}

/** A capacity belongs to a unit that money lies in, and has room for what may fall after the slot was shut. */
function wrongCapacities(devices: readonly DeviceConfig[], cash: Config['cash']): readonly Misfit[] {
  const holders: readonly DeviceConfig['class'][] = ['coinDispenser', 'billAcceptor', 'cashChanger'];
  const units = [CASHBOX, ...devices.filter((device) => holders.includes(device.class)).map(({ id }) => id)];
  return Object.entries(cash.capacities).flatMap(([unitId, pieces]): Misfit[] => {
    const path = ['cash', 'capacities', unitId];
    if (!units.includes(unitId)) {
      return [{ path, what: `is not a unit that money lies in; expected one of ${units.join(', ')}` }];
    }
    if (pieces > cash.coins_in_flight_max) return [];
    return [{ path, what: `is ${pieces}; expected more than coins_in_flight_max, ${cash.coins_in_flight_max}` }];
  });
}
