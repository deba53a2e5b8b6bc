import type { Clock } from '../../src/base/clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { createCashKit, KIT_HOPPERS, type CashKit } from '../virtual/cash/kit.ts';
import { createVirtualReader, type VirtualReader } from '../virtual/hosts/apdu-inprocess.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';

/** Ports of the serial lines, as the configuration names them. */
export const COINS_PORT = '/dev/coins';
export const NOTES_PORT = '/dev/notes';

/** The machine room of one kiosk: everything virtual, on one clock. */
export interface Hardware extends CashKit {
  readonly reader: VirtualReader;
  readonly printer: VirtualPrinter;
}

export interface HardwareOptions {
  readonly clock: Clock;
  readonly seed: number;
  /** Pieces in each hopper at the beginning, by unit; what is not named is filled as usual. */
  readonly fill?: Readonly<Record<string, number>>;
  readonly chunks?: 'frames' | 'bytes' | 'joined' | 'random';
  readonly sheet_ms?: number;
}

/** The hoppers with their coins at the beginning. */
export function filledHoppers(fill: Readonly<Record<string, number>> = {}): typeof KIT_HOPPERS {
  return KIT_HOPPERS.map((hopper) => ({ ...hopper, pieces: fill[hopper.unitId] ?? hopper.pieces }));
}

export function createHardware(options: HardwareOptions): Hardware {
  const world = { clock: options.clock, random: new SeededRandom(options.seed ^ 0x5eed) };
  return {
    ...createCashKit(world, {
      hoppers: filledHoppers(options.fill),
      bus: { chunks: options.chunks ?? 'frames' },
      validator: { powerRecovery: true },
    }),
    reader: createVirtualReader({ clock: options.clock }),
    printer: new VirtualPrinter(world, { sheet_ms: options.sheet_ms ?? 3000 }),
  };
}

/** Sorter paths of the kit: path i + 1 leads to the i-th hopper. */
const SORTER_PATHS = Object.fromEntries(KIT_HOPPERS.map((hopper, index) => [String(index + 1), hopper.unitId]));

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
      sorterPaths: SORTER_PATHS,
    },
  },
  ...KIT_HOPPERS.map((hopper) => ({
    id: hopper.unitId,
    class: 'coinDispenser' as const,
    driver: 'cctalk',
    port: COINS_PORT,
    options: { address: hopper.address, denomination_yen: hopper.denomination_yen },
  })),
  { id: 'notes', class: 'billAcceptor', driver: 'id003', port: NOTES_PORT, options: {} },
  { id: 'printer', class: 'printer', driver: 'ipp', uri: 'ipp://printer/ipp/print', options: {} },
] as const;
