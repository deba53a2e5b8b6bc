/**
 * Opens devices: line, machine and supervision together, as one {@link Device}. The wires are given; real ones come from
 * `transport/`, simulated ones from the tests.
 */
import type { CodeName } from '../src/base/codes.ts';
import type { Clock } from '../src/base/clock.ts';
import type { HopperCipher } from './cctalk/ciphers.ts';
import type { ApduPipe, BytePipe, CommonFact, DeviceMemory, DriverMachine, HidPipe, HttpPipe } from './contract.ts';
import type { Device } from './device.ts';
import { superviseLine, type Line } from './registry.ts';
import type { WirePort } from './runner.ts';

/** How a serial port is set. ccTalk runs at 8N1, ID-003 at 8E1. */
export interface SerialSettings {
  readonly baudRate: number;
  readonly parity: 'none' | 'even';
}

/** Which HID device is meant. Of several with these numbers, `serial` says which; `usage` picks one collection of a composite device. */
export interface HidSelector {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial?: string | undefined;
  readonly usage?: { readonly page: number; readonly id: number } | undefined;
  /** True when its reports carry numbers: the first byte that comes is one. */
  readonly numbered?: boolean | undefined;
}

/** Everything devices are wired to. Opening may throw, or be lost later; it is tried again by itself. */
export interface Wires {
  readonly clock: Clock;
  openBytes(port: string, settings: SerialSettings): BytePipe;
  /** `readerName` as in PC/SC, or how it begins; `csockName` = pcscd's socket when it is not the system's own. */
  openApdu(reader: { readonly readerName: string; readonly csockName?: string | undefined }): ApduPipe;
  /** Makers' ciphers of hoppers, by the names of the option `cipherPlugin`. */
  readonly hopperCiphers?: Readonly<Record<string, HopperCipher>>;
  openHttp(printer: {
    readonly uri: string;
    readonly certificatePin?: string | undefined;
    /** Accepted beside the other while its certificate is renewed. */
    readonly nextCertificatePin?: string | undefined;
  }): HttpPipe;
  /** Left out where nothing of the kind can be connected (simulation): such devices are missing. */
  openHid?(selector: HidSelector): HidPipe;
}

/** The status of a device whose line is down. */
export function offline(code: CodeName, detail: string): Extract<CommonFact, { type: 'status' }> {
  return { type: 'status', availability: 'offline', reasons: [{ code, detail }] };
}

/** What makes a line a device. */
export interface SupervisedOptions<State, WireInput, WireOutput, Command, Fact> {
  readonly machine: DriverMachine<State, WireInput, WireOutput, Command, Fact>;
  readonly memory: () => DeviceMemory | null;
  readonly open: () => WirePort<WireInput, WireOutput>;
  readonly clock: Clock;
  /** Longest wait before the line is opened again; left out: that of all lines. */
  readonly reopen_ms_max?: number;
  /** What is said while the line is down. */
  readonly down: (reason: string) => readonly Fact[];
  /** What answers a command that came while the line was down: an order is refused, never dropped in silence. */
  readonly refused?: (command: Command) => readonly Fact[];
  /** A command that found the line down: nobody will act on it. */
  readonly dropped?: (command: Command) => void;
}

/** One line as a device. It starts when its listener is set, so that no fact is lost. */
export function superviseDevice<
  State,
  WireInput extends { type: string },
  WireOutput extends { type: string },
  Command,
  Fact,
>(options: SupervisedOptions<State, WireInput, WireOutput, Command, Fact>): Device<Command, Fact> {
  let line: Line<Command> | null = null;
  /** Commands that answer the very first facts, which come while the line is still being opened. */
  let early: Command[] | null = null;
  return {
    command: (command) => {
      if (line) line.command(command);
      else if (early) early.push(command);
      else options.dropped?.(command);
    },
    onFact: (listener) => {
      const waiting: Command[] = [];
      early = waiting;
      line = superviseLine({
        machine: options.machine,
        initial: () => options.machine.initial(options.memory()),
        open: options.open,
        reopen_ms_max: options.reopen_ms_max,
        clock: options.clock,
        onFact: listener,
        onDropped: (command) => {
          options.dropped?.(command);
          for (const fact of options.refused?.(command) ?? []) listener(fact);
        },
        onDown: (reason) => {
          for (const fact of options.down(reason)) listener(fact);
        },
      });
      early = null;
      for (const command of waiting) line.command(command);
    },
    close: () => {
      line?.close();
      line = null;
    },
  };
}
