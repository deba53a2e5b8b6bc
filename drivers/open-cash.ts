/**
 * Opens the cash changer of the configuration: either a one-piece unit on its own line, or a composite of ccTalk coin
 * acceptor, hoppers and ID-003 validator, whose lines are opened here and joined by the composite's machine.
 */
import { MadoguchiError } from '../src/base/errors.ts';
import type { CashChangerCommand, CashChangerFact } from './cash-changer.ts';
import { cctalkBus, type CctalkDeviceConfig } from './cctalk/bus.ts';
import { cctalkLineOptions, coinAcceptorOptions, hopperOptions } from './cctalk/options.ts';
import { compositeChanger } from './changer/composite.ts';
import type { CompositeParts, PartFact, PartInput, PartOutput } from './changer/composite-state.ts';
import { onePieceOptions } from './changer/options.ts';
import { onePieceChanger } from './changer/one-piece.ts';
import { knownDriver, type ConfiguredDevice } from './configured.ts';
import type { DeviceMemory, DeviceReason } from './contract.ts';
import type { Device } from './device.ts';
import { billAcceptor } from './id003/bill-acceptor.ts';
import { billModelNamed } from './id003/models.ts';
import { billAcceptorOptions } from './id003/options.ts';
import { lendable, lentNames, LENT_MEMORY_ID } from './lending.ts';
import { packMemories } from './line/line.ts';
import { offline, superviseDevice, type SerialSettings, type Wires } from './open.ts';
import { run, type Run, type WirePort } from './runner.ts';
import { bytePort } from './wire-ports.ts';

/** Options of a serial line, as configured. */
export interface ConfiguredLine {
  readonly port: string;
  readonly driver: string;
  readonly options: Readonly<Record<string, unknown>>;
}

type MemoryOf = (deviceId: string) => DeviceMemory | null;
type PartLine = Device<PartOutput, { readonly partId: string; readonly fact: PartFact }>;

const CCTALK_SERIAL: SerialSettings = { baudRate: 9600, parity: 'none' };
const OPC_SERIAL: SerialSettings = { baudRate: 19_200, parity: 'none' };

/** Name of the cash device as it is lent. */
const CASH_NAME = 'cash';
/** Name of a composite in status and facts; the parts keep their own. */
const COMPOSITE_ID = 'changer';

function portOf(device: ConfiguredDevice): string {
  if (device.port === undefined) throw new MadoguchiError('configValue', `${device.id}: the serial port is missing`);
  return device.port;
}

function downFacts(partIds: readonly string[], port: string) {
  return (reason: string) =>
    partIds.map((partId) => ({ partId, fact: offline('cashPortUnavailable', `${partId} on ${port}: ${reason}`) }));
}

/** An order that is to be prepared on a line that is down cannot be carried out now; nothing moved (contract, Orders). */
function refusals(partId: string, port: string, command: { readonly type: string; readonly intentId?: string }) {
  if (command.type !== 'prepare' || command.intentId === undefined) return [];
  const reason: DeviceReason = { code: 'cashPortUnavailable', detail: `${partId} on ${port}: the line is down` };
  return [{ type: 'refused' as const, intentId: command.intentId, reason }];
}

function isLent(memoryOf: MemoryOf): boolean {
  return lentNames(memoryOf(LENT_MEMORY_ID)).includes(CASH_NAME);
}

/** A line of parts that is released as a whole while the changer is lent. */
function lendableParts(parts: readonly string[], port: string, memoryOf: MemoryOf, line: PartLine): PartLine {
  return lendable(line, {
    parts,
    holderOf: ({ partId, fact }) => (fact.type === 'holder' ? { partId, holder: fact.holder } : null),
    isClaim: (tell) => tell.command.type === 'claim',
    holderFact: (partId, holder) => ({ partId, fact: { type: 'holder', holder } }),
    lentStatus: (partId, reason) => ({ partId, fact: { type: 'status', availability: 'stop', reasons: [reason] } }),
    refused: (tell) => refusals(tell.partId, port, tell.command).map((fact) => ({ partId: tell.partId, fact })),
    startsLent: () => isLent(memoryOf),
  });
}

/** One ccTalk line with everything on it. */
function openBus(
  port: string,
  devices: readonly ConfiguredDevice[],
  lineOptions: Readonly<Record<string, unknown>>,
  wires: Wires,
  memoryOf: MemoryOf,
): PartLine {
  const parts = devices.map((device): CctalkDeviceConfig => {
    knownDriver(device, 'cctalk');
    return device.class === 'coinAcceptor'
      ? { deviceId: device.id, kind: 'coinAcceptor', options: coinAcceptorOptions.parse(device.options) }
      : { deviceId: device.id, kind: 'hopper', options: hopperOptions.parse(device.options) };
  });
  const partIds = parts.map((part) => part.deviceId);
  const device = superviseDevice({
    machine: cctalkBus(cctalkLineOptions.parse(lineOptions), parts, wires.hopperCiphers),
    memory: () => packMemories(Object.fromEntries(partIds.map((id) => [id, memoryOf(id)]))),
    open: () => bytePort(wires.openBytes(port, CCTALK_SERIAL)),
    clock: wires.clock,
    down: (reason) => downFacts(partIds, port)(reason).map(({ partId, fact }) => ({ deviceId: partId, fact })),
    refused: ({ deviceId, command }) => refusals(deviceId, port, command).map((fact) => ({ deviceId, fact })),
  });
  return lendableParts(partIds, port, memoryOf, {
    command: (tell) => {
      if (tell.kind !== 'billAcceptor') device.command({ deviceId: tell.partId, command: tell.command });
    },
    onFact: (listener) => device.onFact(({ deviceId, fact }) => listener({ partId: deviceId, fact })),
    close: () => device.close(),
  });
}

/** One ID-003 line with its validator. */
function openValidator(config: ConfiguredDevice, wires: Wires, memoryOf: MemoryOf): PartLine {
  knownDriver(config, 'id003');
  const port = portOf(config);
  const options = billAcceptorOptions.parse(config.options);
  const serial: SerialSettings = { baudRate: billModelNamed(options.model).baudRate, parity: 'even' };
  const device = superviseDevice({
    machine: billAcceptor(config.id, options),
    memory: () => memoryOf(config.id),
    open: () => bytePort(wires.openBytes(port, serial)),
    clock: wires.clock,
    down: (reason) => downFacts([config.id], port)(reason).map(({ fact }) => fact),
    refused: (command) => refusals(config.id, port, command),
  });
  return lendableParts([config.id], port, memoryOf, {
    command: (tell) => {
      if (tell.kind === 'billAcceptor') device.command(tell.command);
    },
    onFact: (listener) => device.onFact((fact) => listener({ partId: config.id, fact })),
    close: () => device.close(),
  });
}

function coinPart(acceptor: ConfiguredDevice): CompositeParts['coins'] {
  const { denominations_yen, sorterPaths, routes, defaultDestination } = coinAcceptorOptions.parse(acceptor.options);
  const destinations = Object.values(sorterPaths);
  return { partId: acceptor.id, accepts_yen: denominations_yen, destinations, routes, defaultDestination };
}

function compositeParts(devices: readonly ConfiguredDevice[]): CompositeParts {
  const acceptor = devices.find((device) => device.class === 'coinAcceptor');
  const validator = devices.find((device) => device.class === 'billAcceptor');
  return {
    coins: acceptor ? coinPart(acceptor) : null,
    notes: validator
      ? {
          partId: validator.id,
          accepts_yen: billAcceptorOptions.parse(validator.options).denominations_yen,
          destination: validator.id,
        }
      : null,
    hoppers: devices
      .filter((device) => device.class === 'coinDispenser')
      .map((device) => ({ partId: device.id, denomination_yen: hopperOptions.parse(device.options).denomination_yen })),
  };
}

/** All lines of a composite, by the part each carries. */
function openPartLines(
  devices: readonly ConfiguredDevice[],
  lines: readonly ConfiguredLine[],
  wires: Wires,
  memoryOf: MemoryOf,
): ReadonlyMap<string, PartLine> {
  const found = new Map<string, PartLine>();
  const onBus = devices.filter((device) => device.class === 'coinAcceptor' || device.class === 'coinDispenser');
  for (const [port, group] of Map.groupBy(onBus, portOf)) {
    const options = lines.find((line) => line.port === port)?.options ?? {};
    const line = openBus(port, group, options, wires, memoryOf);
    for (const device of group) found.set(device.id, line);
  }
  for (const device of devices.filter((candidate) => candidate.class === 'billAcceptor')) {
    found.set(device.id, openValidator(device, wires, memoryOf));
  }
  return found;
}

/** The lines as the wire of the composite's machine. */
function partsPort(lines: ReadonlyMap<string, PartLine>): WirePort<PartInput, PartOutput> & { start(): void } {
  let listener: (input: PartInput) => void = () => undefined;
  const each = new Set(lines.values());
  return {
    send: (tell) => lines.get(tell.partId)?.command(tell),
    onInput: (next) => {
      listener = next;
    },
    onLost: () => undefined,
    start: () => {
      for (const line of each) line.onFact(({ partId, fact }) => listener({ type: 'part', partId, fact }));
    },
    close: () => {
      for (const line of each) line.close();
    },
  };
}

/** A unit that counts and pays by itself. */
function openOnePiece(
  config: ConfiguredDevice,
  wires: Wires,
  memoryOf: MemoryOf,
): Device<CashChangerCommand, CashChangerFact> {
  knownDriver(config, 'one-piece');
  const port = portOf(config);
  const device = superviseDevice({
    machine: onePieceChanger(config.id, onePieceOptions.parse(config.options)),
    memory: () => memoryOf(config.id),
    open: () => bytePort(wires.openBytes(port, OPC_SERIAL)),
    clock: wires.clock,
    down: (reason) => [offline('cashPortUnavailable', `${config.id} on ${port}: ${reason}`)],
    refused: (command) => refusals(config.id, port, command).map((fact) => ({ ...fact, deviceId: config.id })),
  });
  return lendable<CashChangerCommand, CashChangerFact>(device, {
    parts: [config.id],
    holderOf: (fact) => (fact.type === 'holder' ? { partId: config.id, holder: fact.holder } : null),
    isClaim: (command) => command.type === 'claim',
    holderFact: (_, holder) => ({ type: 'holder', holder }),
    lentStatus: (_, reason) => ({ type: 'status', availability: 'stop', reasons: [reason] }),
    refused: (command) => refusals(config.id, port, command).map((fact) => ({ ...fact, deviceId: config.id })),
    startsLent: () => isLent(memoryOf),
  });
}

/** @throws `configValue` when the cash devices do not make one changer */
export function openCashChanger(
  devices: readonly ConfiguredDevice[],
  lines: readonly ConfiguredLine[],
  wires: Wires,
  memoryOf: MemoryOf,
): Device<CashChangerCommand, CashChangerFact> {
  const onePiece = devices.find((device) => device.class === 'cashChanger');
  if (onePiece) return openOnePiece(onePiece, wires, memoryOf);
  const parts = compositeParts(devices);
  if (!parts.coins && !parts.notes) {
    throw new MadoguchiError('configValue', 'the configuration has no device that takes money');
  }
  const machine = compositeChanger(COMPOSITE_ID, parts);
  const port = partsPort(openPartLines(devices, lines, wires, memoryOf));
  let running: Run<CashChangerCommand> | null = null;
  /** Commands that answer the first facts, which come before the machine is running. */
  const early: CashChangerCommand[] = [];
  return {
    command: (command) => {
      if (running) running.command(command);
      else early.push(command);
    },
    onFact: (listener) => {
      running = run({
        machine,
        initial: machine.initial(null),
        port,
        clock: wires.clock,
        onFact: listener,
        onEnded: (reason) => listener(offline('internal', reason)),
      });
      port.start();
      for (const command of early.splice(0)) running.command(command);
    },
    close: () => running?.close(),
  };
}
