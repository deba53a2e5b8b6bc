/**
 * Replays a trace into the drivers, unmodified: they speak with wires that answer as the devices did, hear the commands they were
 * given then, and what they ask and tell is held against the trace. What failed last night fails again, as often as one likes.
 */
import type { Clock } from '../src/base/clock.ts';
import { SimulatedClock } from '../src/base/simulated-clock.ts';
import type { Device } from './device.ts';
import { openCashChanger } from './open-cash.ts';
import { openCardReader, openPrinter, openReceiptPrinter } from './open-devices.ts';
import { cardCommandOf, cashCommandOf, printCommandOf } from './replay/commands.ts';
import { factDifferences, isLasting, type ToldFact } from './replay/facts.ts';
import type { Difference } from './replay/line-script.ts';
import { replayRoom, type ReplayRoom } from './replay/wires.ts';
import type { Trace, TracedDevice } from './trace.ts';
import { maskedFields } from './transport/trace-facts.ts';

export type { Difference } from './replay/line-script.ts';
export type { ReplayRoom } from './replay/wires.ts';

/** What came of a replay. */
export interface ReplayReport {
  /** Devices that were opened, by the names of the trace. */
  readonly devices: readonly string[];
  /** Empty: everything was asked and told as in the trace. */
  readonly differences: readonly Difference[];
  /** Commands that were given, and facts that were told. */
  readonly commands: number;
  readonly facts: number;
  /** What was told, masked as in a trace. */
  readonly told: readonly ToldFact[];
}

/** Drivers start so long before a trace that began late: every device has answered by then. */
const LEAD_MS = 15_000;
/** A fact may come so much later than in the trace: the slowest poll of a printer. */
const FACT_LATE_MS = 3_000;
/** What is still on its way at the end. */
const TAIL_MS = 1_000;

/** Wires of a trace on a clock, for a whole kiosk. */
export function wiresOf(trace: Trace, clock: Clock, zero_ms = 0): ReplayRoom {
  return replayRoom(trace, clock, zero_ms);
}

/** Replays the whole trace at once, on simulated time. Never throws for what a trace holds: it is a difference. */
export function replayTrace(trace: Trace): ReplayReport {
  const clock = new SimulatedClock();
  const zero_ms = replayRoom(trace, clock, 0).beganLate ? LEAD_MS : 0;
  const room = replayRoom(trace, clock, zero_ms);
  const told: ToldFact[] = [];
  const devices = openAll(trace, room, (device, fact) =>
    told.push({ t_ms: clock.now_ms() - zero_ms, device, value: maskedFields(fact) }),
  );
  let commands = 0;
  const expected = new Map<string, number>();
  const toldBy = (device: string): number =>
    told.filter((fact) => fact.device === device && fact.t_ms > 0 && isLasting(fact.value)).length;
  for (const record of trace.records) {
    if (record.k === 'fact' && record.t > 0 && isLasting(record.value))
      expected.set(record.device, (expected.get(record.device) ?? 0) + 1);
    if (record.k !== 'command') continue;
    advanceTo(clock, zero_ms + record.t);
    // Whoever gave it had heard what was told before: a poll that comes a little later must not turn that round.
    const end_ms = clock.now_ms() + FACT_LATE_MS;
    while (toldBy(record.device) < (expected.get(record.device) ?? 0) && (clock.next_ms() ?? Infinity) <= end_ms)
      clock.runNext();
    if (devices.get(record.device)?.(record.value) === true) commands += 1;
  }
  advanceTo(clock, zero_ms + (trace.records.at(-1)?.t ?? 0) + TAIL_MS);
  const differences = [...room.differences(), ...factDifferences(trace, told)].toSorted((a, b) => a.t_ms - b.t_ms);
  return { devices: [...devices.keys()], differences, commands, facts: told.length, told };
}

function advanceTo(clock: SimulatedClock, at_ms: number): void {
  if (at_ms > clock.now_ms()) clock.advance(at_ms - clock.now_ms());
}

/** What the device `cash` of a trace is made of. */
const CASH_CLASSES = ['cashChanger', 'coinAcceptor', 'billAcceptor'];

/** Gives a device a command of the trace; false when it is none of its class. */
type Give = (value: Readonly<Record<string, unknown>>) => boolean;

/** Opens what the trace has lines of. */
function openAll(
  { header, records }: Trace,
  room: ReplayRoom,
  onFact: (device: string, fact: object) => void,
): ReadonlyMap<string, Give> {
  const found = new Map<string, Give>();
  const devices = header.devices;
  const spokenOf = new Set(records.flatMap((record) => ('device' in record ? [record.device] : [])));
  const wanted = (name: string, isHere: boolean): boolean =>
    isHere && (spokenOf.size === 0 || spokenOf.has(name)) && isOnLines(name);
  const isOnLines = (name: string): boolean =>
    room.lines.some((line) =>
      devices.some(
        ({ port, uri, class: deviceClass, id }) =>
          (port === line && name === 'cash') ||
          (uri === line && (name === 'printer' || name === id)) ||
          (deviceClass === 'cardReader' && name === 'card' && line.startsWith('card')),
      ),
    );
  function add<Command extends object, Fact extends object>(
    name: string,
    device: Device<Command, Fact>,
    read: (value: Readonly<Record<string, unknown>>) => Command | null,
  ): void {
    device.onFact((fact) => onFact(name, fact));
    found.set(name, (value) => {
      const command = read(value);
      if (command) device.command(command);
      return command !== null;
    });
  }
  const memoryOf = (id: string): string | null => header.memories[id] ?? null;
  const isCash = ({ class: deviceClass }: TracedDevice): boolean => CASH_CLASSES.includes(deviceClass);
  if (wanted('cash', devices.some(isCash)))
    add('cash', openCashChanger(devices, header.lines, room.wires, memoryOf), cashCommandOf);
  const isReader = ({ class: deviceClass }: TracedDevice): boolean => deviceClass === 'cardReader';
  // A card of a replay is signed by nobody; a reader that takes test cards takes it as well.
  if (wanted('card', devices.some(isReader))) add('card', openCardReader(devices, room.wires), cardCommandOf);
  const isPrinter = ({ class: deviceClass, role }: TracedDevice): boolean =>
    deviceClass === 'printer' && role !== 'receipt';
  if (wanted('printer', devices.some(isPrinter))) add('printer', openPrinter(devices, room.wires), printCommandOf);
  const receipt = devices.find(({ role }) => role === 'receipt');
  const receiptPrinter = receipt && wanted(receipt.id, true) ? openReceiptPrinter(devices, room.wires) : null;
  if (receipt && receiptPrinter) add(receipt.id, receiptPrinter, printCommandOf);
  return found;
}
