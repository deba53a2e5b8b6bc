import type { Clock } from '../../src/base/clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { CcTalkBus } from '../virtual/cctalk/bus.ts';
import { VirtualCoinAcceptor } from '../virtual/cctalk/coin-acceptor.ts';
import { VirtualHopper } from '../virtual/cctalk/hopper.ts';
import { createVirtualReader, type VirtualReader } from '../virtual/hosts/apdu-inprocess.ts';
import { VirtualValidator } from '../virtual/id003/validator.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';

/** Ports of the serial lines, as the configuration names them. */
export const COINS_PORT = '/dev/coins';
export const NOTES_PORT = '/dev/notes';

/** Coins each hopper is filled with at the beginning. */
export const FILL: Readonly<Record<number, number>> = { 10: 60, 50: 40, 100: 60, 500: 20 };

/** Yen coins by sorter path: each kind falls into its own hopper. */
const PATHS = { 1: 'hopper-10', 2: 'hopper-50', 3: 'hopper-100', 4: 'hopper-500' } as const;
const FACTORY_PATHS = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 4 } as const;

/** The machine room of one kiosk: everything virtual, on one clock. */
export interface Hardware {
  readonly places: CashPlaces;
  readonly bus: CcTalkBus;
  readonly acceptor: VirtualCoinAcceptor;
  readonly hoppers: Readonly<Record<number, VirtualHopper>>;
  readonly validator: VirtualValidator;
  readonly reader: VirtualReader;
  readonly printer: VirtualPrinter;
}

export interface HardwareOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly fill?: Readonly<Record<number, number>>;
  readonly chunks?: 'frames' | 'bytes' | 'joined' | 'random';
  readonly sheet_ms?: number;
}

export function createHardware(options: HardwareOptions): Hardware {
  const world = { clock: options.clock, random: new SeededRandom(options.seed ^ 0x5eed) };
  const places = new CashPlaces();
  const fill = options.fill ?? FILL;
  const acceptor = new VirtualCoinAcceptor(world, places, { pathTo: PATHS, factoryPaths: FACTORY_PATHS });
  const hoppers = Object.fromEntries(
    [10, 50, 100, 500].map((denomination_yen, index) => {
      const hopper = new VirtualHopper(world, places, {
        address: 3 + index,
        denomination_yen,
        coinId: `JP${String(denomination_yen).padStart(3, '0')}A`,
        place: `hopper-${denomination_yen}`,
      });
      hopper.fill(fill[denomination_yen] ?? 0);
      return [denomination_yen, hopper];
    }),
  );
  return {
    places,
    bus: new CcTalkBus(world, [acceptor, ...Object.values(hoppers)], { chunks: options.chunks ?? 'frames' }),
    acceptor,
    hoppers,
    validator: new VirtualValidator(world, places, { powerRecovery: true }),
    reader: createVirtualReader({ clock: options.clock }),
    printer: new VirtualPrinter(world, { sheet_ms: options.sheet_ms ?? 3000 }),
  };
}

/** The same machine room as the configuration file would state it. */
export const DEVICES = [
  { id: 'card', class: 'cardReader', driver: 'jpki', reader: '', options: { acceptTestAuthority: true } },
  {
    id: 'coins',
    class: 'coinAcceptor',
    driver: 'cctalk',
    port: COINS_PORT,
    options: {
      address: 2,
      denominations_yen: [10, 50, 100, 500],
      sorterPaths: PATHS,
    },
  },
  ...[10, 50, 100, 500].map((denomination_yen, index) => ({
    id: `hopper-${denomination_yen}`,
    class: 'coinDispenser' as const,
    driver: 'cctalk',
    port: COINS_PORT,
    options: { address: 3 + index, denomination_yen },
  })),
  { id: 'notes', class: 'billAcceptor', driver: 'id003', port: NOTES_PORT, options: {} },
  { id: 'printer', class: 'printer', driver: 'ipp', uri: 'ipp://printer/ipp/print', options: {} },
] as const;
