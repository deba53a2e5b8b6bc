import type { ConfiguredDevice } from '../../drivers/configured.ts';
import type { Clock } from '../../src/base/clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { createCashKit, KIT_HOPPERS, type CashKit } from '../virtual/cash/kit.ts';
import { createVirtualReader, type VirtualReader } from '../virtual/hosts/apdu-inprocess.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';
import { ONE_PIECE_PLACES } from '../virtual/one-piece/words.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';

/** Ports of the serial lines, as the configuration names them. */
export const COINS_PORT = '/dev/coins';
export const NOTES_PORT = '/dev/notes';
export const UNIT_PORT = '/dev/unit';

/** What takes and pays the money: acceptor, hoppers and validator, or one unit that does it all. */
export type CashMake = 'composite' | 'onePiece';

/** The machine room of one kiosk: everything virtual, on one clock. */
export interface Hardware extends CashKit {
  readonly reader: VirtualReader;
  readonly printer: VirtualPrinter;
  /** The one-piece unit, in a kiosk that has one: then the rest of the cash kit is empty and on no line. */
  readonly unit: VirtualOnePieceUnit | null;
}

export interface HardwareOptions {
  readonly cash?: CashMake;
  readonly clock: Clock;
  /** Time of the cash devices, where it may run ahead of the kiosk's; the same clock unless said otherwise. */
  readonly cashClock?: Clock;
  readonly seed: number;
  /** Pieces in each hopper at the beginning, by unit; what is not named is filled as usual. */
  readonly fill?: Readonly<Record<string, number>>;
  readonly chunks?: 'frames' | 'joined';
  readonly sheet_ms?: number;
  /** Notes that the box of the note unit holds before STACKER FULL; unlimited unless said otherwise. */
  readonly boxCapacity_pieces?: number;
}

/** The hoppers with their coins at the beginning. */
export function filledHoppers(fill: Readonly<Record<string, number>> = {}): typeof KIT_HOPPERS {
  return KIT_HOPPERS.map((hopper) => ({ ...hopper, pieces: fill[hopper.unitId] ?? hopper.pieces }));
}

/** Name of the one-piece unit in the configuration and in the books. */
export const UNIT_ID = 'unit';

/** What the one-piece unit holds at the beginning: the same coins as the hoppers; `fill` names the denomination. */
export function filledUnit(fill: Readonly<Record<string, number>> = {}): typeof KIT_HOPPERS {
  return KIT_HOPPERS.map((hopper) => ({
    ...hopper,
    unitId: UNIT_ID,
    pieces: fill[String(hopper.denomination_yen)] ?? hopper.pieces,
  }));
}

export function createHardware(options: HardwareOptions): Hardware {
  const world = { clock: options.clock, random: new SeededRandom(options.seed ^ 0x5eed) };
  const cashWorld = { ...world, clock: options.cashClock ?? options.clock };
  const isOnePiece = options.cash === 'onePiece';
  const kit = createCashKit(cashWorld, {
    hoppers: isOnePiece ? KIT_HOPPERS.map((hopper) => ({ ...hopper, pieces: 0 })) : filledHoppers(options.fill),
    bus: { chunks: options.chunks ?? 'frames' },
    validator: {
      powerRecovery: true,
      ...(options.boxCapacity_pieces === undefined ? {} : { capacity_pieces: options.boxCapacity_pieces }),
    },
  });
  const unit = isOnePiece ? new VirtualOnePieceUnit(cashWorld, kit.places) : null;
  for (const { denomination_yen, pieces } of filledUnit(options.fill)) unit?.fill(denomination_yen, pieces);
  return {
    ...kit,
    unit,
    reader: createVirtualReader({ clock: options.clock }),
    printer: new VirtualPrinter(world, { sheet_ms: options.sheet_ms ?? 3000 }),
  };
}

/** A printer for receipts alone, as the configuration file would state it. */
export const RECEIPT_PRINTER = {
  id: 'receipts',
  class: 'printer',
  role: 'receipt',
  driver: 'ipp',
  uri: 'ipp://receipts/ipp/print',
  options: { deadlines: { heartbeat_ms: 15_000 } },
} as const;

/** That printer. */
export function createReceiptPrinter(clock: Clock, seed: number): VirtualPrinter {
  return new VirtualPrinter({ clock, random: new SeededRandom(seed ^ 0x4ece) }, { sheet_ms: 1000 });
}

/** Somebody puts a coin or note in; false when it is not even drawn in. */
export function insertPiece({ unit, acceptor, validator }: Hardware, denomination_yen: number): boolean {
  if (denomination_yen >= 1000) return (unit ?? validator).insertNote(denomination_yen) !== false;
  (unit ?? acceptor).insertCoin(denomination_yen);
  return true;
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
  {
    id: 'printer',
    class: 'printer',
    driver: 'ipp',
    uri: 'ipp://printer/ipp/print',
    // Asked before money and while it prints in any case; at rest every 5 s it took a tenth of a walk.
    options: { deadlines: { heartbeat_ms: 15_000 } },
  },
] as const;

/** The same with a note unit of another model. */
export function devicesWith(billModel: string): readonly ConfiguredDevice[] {
  return DEVICES.map((device) => (device.id === 'notes' ? { ...device, options: { model: billModel } } : device));
}

/** The machine room with a one-piece unit. */
export const ONE_PIECE_DEVICES = [
  ...DEVICES.filter((device) => device.class === 'cardReader' || device.class === 'printer'),
  {
    id: UNIT_ID,
    class: 'cashChanger',
    driver: 'one-piece',
    port: UNIT_PORT,
    options: { cashbox: ONE_PIECE_PLACES.box },
  },
] as const;
