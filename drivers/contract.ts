/**
 * The contract every driver fulfils (design, Drivers).
 *
 *     wire ── pipe ──▶ runner ── step(state, input, now) ──▶ facts ──▶ kiosk ──▶ statechart
 *     wire ◀─ pipe ◀── runner ◀─ write / arm / disarm ────── commands ◀── kiosk ◀── statechart
 *
 * A driver is a pure, synchronous step machine. It knows no clock, no port and no Promise: one runner (`runner.ts`)
 * joins it to a pipe and to the clock. A pipe is used once: when it is lost, the registry opens a new one and starts a
 * new machine with the last committed device memory.
 */
import type { CodeName } from '../src/base/codes.ts';
import type { ErrorContext, Outcome } from '../src/base/errors.ts';
import type { Yen } from '../src/base/yen.ts';

/**
 * What a device must find again after a restart (event counter, boot epoch, escrow number, life count). Opaque to
 * everybody but the driver that made it; committed in the same transaction as the money it belongs to.
 */
export type DeviceMemory = string;

// ---------------------------------------------------------------------------------------------------------------- step

/** Inputs that every machine understands, beside those of its wire `W`. */
export type CommonInput<Command> =
  | { readonly type: 'opened' }
  | { readonly type: 'timer'; readonly timer: string }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'lost'; readonly reason: string };

/** Outputs that every machine may give, beside those of its wire. `arm` replaces a timer of the same name. */
export type CommonOutput<Fact> =
  | { readonly type: 'arm'; readonly timer: string; readonly delay_ms: number }
  | { readonly type: 'disarm'; readonly timer: string }
  | { readonly type: 'fact'; readonly fact: Fact };

/** Result of one step. */
export interface Step<State, Output> {
  readonly state: State;
  readonly outputs: readonly Output[];
}

/**
 * A driver as a step machine. Must never throw: damaged or unknown input becomes a fact. (The runner treats a throw as
 * a lost pipe and reports `internal`.) May mutate nothing outside the state it returns.
 */
export interface DriverMachine<State, WireInput, WireOutput, Command, Fact> {
  /** State before the pipe is open. `memory` is what was committed last, null for a device never seen. */
  initial(memory: DeviceMemory | null): State;
  step(
    state: State,
    input: WireInput | CommonInput<Command>,
    now_ms: number,
  ): Step<State, WireOutput | CommonOutput<Fact>>;
}

// ---------------------------------------------------------------------------------------------------------------- pipes

/** A line of bytes (serial, pty). Connection objects are used once: after `lost` or `close` a new one is opened. */
export interface BytePipe {
  write(bytes: Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Called at most once, never after `close`. */
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

/** Wire of byte devices. */
export type ByteInput = { readonly type: 'bytes'; readonly bytes: Uint8Array };
export type ByteOutput = { readonly type: 'write'; readonly bytes: Uint8Array };

/** What a card reader pipe reports. `response` holds the answer with its status word; under 2 bytes = card gone. */
export type ApduInput =
  | { readonly type: 'readerPresent'; readonly name: string }
  | { readonly type: 'cardPresent'; readonly atr: Uint8Array }
  | { readonly type: 'cardAbsent' }
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'response'; readonly bytes: Uint8Array }
  | { readonly type: 'apduFailed'; readonly pcscCode: number | null; readonly message: string };
/**
 * What a card reader pipe does, in order, one at a time: connect exclusive; transmit one APDU (`wipe`: it carries a PIN,
 * overwrite every copy after sending); disconnect with UNPOWER. `retire` replaces the process behind this pipe: what was under
 * way is never heard of again, and reader and card are reported anew.
 */
export type ApduOutput =
  | { readonly type: 'connect' }
  | { readonly type: 'transmit'; readonly apdu: Uint8Array; readonly wipe: boolean }
  | { readonly type: 'disconnect' }
  | { readonly type: 'retire' };

/** A card reader (PC/SC in a helper process, or in-process in simulation). Single use, like every pipe. */
export interface ApduPipe {
  send(output: ApduOutput): void;
  onInput(listener: (input: ApduInput) => void): void;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

/** A body that is read in pieces: documents pass through the daemon unread and are wiped after. */
export interface ByteSource {
  /** Null: not known before the end; it is sent in chunks (RFC 9112, section 7.1). */
  readonly length_bytes: number | null;
  /**
   * Its maker gave up in the middle. What was sent must not look whole: the upload is cut. Looked at after each `read` that gave
   * null or the end.
   */
  readonly broken?: boolean;
  /** The next piece (at most `max_bytes`), null when none is ready yet, an empty array at the end. */
  read(max_bytes: number): Uint8Array | null;
  /** Called whenever a piece may be ready after `read` gave null. */
  onReadable(listener: () => void): void;
  /** Wipes and forgets what is left. */
  close(): void;
}

/** Why an HTTP exchange failed; `bodySent` tells whether the peer may have acted on it. */
export type ExchangeFailure = 'connect' | 'timeout' | 'reset' | 'tooLarge' | 'tls' | 'foreignCertificate' | 'protocol';
export type HttpInput =
  | { readonly type: 'reply'; readonly exchange: number; readonly status: number; readonly body: Uint8Array }
  | { readonly type: 'progress'; readonly exchange: number; readonly sent_bytes: number }
  | {
      readonly type: 'exchangeFailed';
      readonly exchange: number;
      readonly failure: ExchangeFailure;
      readonly bodySent: boolean;
      readonly message: string;
    };
/** One POST of `head` followed by `document`, if any; `exchange` numbers it. The answer is size-limited by the transport. */
export type HttpOutput = {
  readonly type: 'post';
  readonly exchange: number;
  readonly head: Uint8Array;
  readonly document: ByteSource | null;
};

/** Requests to one fixed URI (the printer). */
export interface HttpPipe {
  send(output: HttpOutput): void;
  onInput(listener: (input: HttpInput) => void): void;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

/** What a HID node says of itself: USB descriptors, as the system read them. */
export interface HidIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly maker: string | null;
  readonly product: string | null;
  readonly serial: string | null;
  /** bcdDevice of the device descriptor: 0x0102 is release 1.02. */
  readonly release: number;
}

/**
 * What a HID pipe reports. Report bytes come with the report's number first, 0 where the device numbers none (HID 1.11, section
 * 8.1). `missing`: the pipe goes on looking and says `attached` as soon as the device is there; the code says what is wrong.
 */
export type HidInput =
  | { readonly type: 'missing'; readonly code: CodeName; readonly detail: string }
  | { readonly type: 'attached'; readonly identity: HidIdentity }
  | { readonly type: 'report'; readonly bytes: Uint8Array }
  | { readonly type: 'feature'; readonly bytes: Uint8Array }
  | { readonly type: 'featureFailed'; readonly report: number; readonly message: string };
/**
 * What a HID pipe does, in order: an output report, a feature report (number first), a question for a feature report of
 * `length_bytes` behind its number. `abandon` closes a device that says nothing: the line is lost and opened anew.
 */
export type HidOutput =
  | { readonly type: 'writeReport'; readonly bytes: Uint8Array }
  | { readonly type: 'setFeature'; readonly bytes: Uint8Array }
  | { readonly type: 'getFeature'; readonly report: number; readonly length_bytes: number }
  | { readonly type: 'abandon'; readonly reason: string };

/** A HID device (hidraw). Single use: what was attached and is gone again is `lost`. */
export interface HidPipe {
  send(output: HidOutput): void;
  onInput(listener: (input: HidInput) => void): void;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

// ---------------------------------------------------------------------------------------------------------------- status

/**
 * Availability as the session sees it, in XFS4IoT words. `starting` until identified and checked; `online` fit for use;
 * `attention` usable but somebody should come (near empty); `stop` present but not usable; `offline` no answer.
 */
export type Availability = 'starting' | 'online' | 'attention' | 'stop' | 'offline';

/** Who may use a device now: `claimed` by this daemon's sessions, or `lent` to the copier's own business. */
export type Holder = 'claimed' | 'lent';

/** Levels of a health check, as UnifiedPOS `checkHealth`: internal (no movement), external (moves things), interactive (a person helps). */
export type HealthLevel = 'internal' | 'external' | 'interactive';

/** Facts that every driver reports. */
export type CommonFact =
  | {
      /** Sent at every change and once after `opened`. `reasons` are the codes that explain it, worst first. */
      readonly type: 'status';
      readonly availability: Availability;
      readonly reasons: readonly DeviceReason[];
    }
  | {
      readonly type: 'identified';
      readonly maker: string;
      readonly product: string;
      readonly serial: string | null;
      readonly firmware: string | null;
    }
  | {
      readonly type: 'health';
      readonly level: HealthLevel;
      readonly passed: boolean;
      readonly details: readonly string[];
    }
  | { readonly type: 'holder'; readonly holder: Holder }
  /** Something on the wire that changed nothing but should be counted and traced (damaged frame, unknown status). */
  | { readonly type: 'noise'; readonly what: string };

/**
 * Cash that moved while the device was lent, by its own counters: no citizen's, so it is neither credited nor paid in anybody's
 * name. Told once after each lending.
 */
export interface ForeignCash {
  readonly type: 'foreignCash';
  readonly factId: string;
  /** Pieces by unit: `count` > 0 came in, < 0 went out. */
  readonly piles: readonly { readonly unitId: string; readonly denomination_yen: Yen; readonly count: number }[];
  /** What no counter tells: pieces that came in, worth between these amounts; `most_yen` null = nobody knows. */
  readonly doubt: { readonly least_yen: Yen; readonly most_yen: Yen | null; readonly detail: string } | null;
  readonly memory: DeviceMemory;
}

/** One reason of a status, with the code of `src/base/codes.ts`. */
export interface DeviceReason {
  readonly code: CodeName;
  /** What was found and expected, without personal data. */
  readonly detail: string;
  readonly context?: ErrorContext;
}

/** Commands that every driver understands. */
export type CommonCommand =
  | { readonly type: 'claim' }
  | { readonly type: 'lend' }
  | { readonly type: 'checkHealth'; readonly level: HealthLevel }
  /** The held fact of this id is committed in the ledger: the wire may be acknowledged now. */
  | { readonly type: 'recorded'; readonly factId: string };

// ---------------------------------------------------------------------------------------------------------------- orders

/**
 * Orders move money or paper, each under the id of a ledger intent:
 *
 *     prepare ──▶ prepared {deviceBase} ──▶ (intent committed) ──▶ execute ──▶ outcome {result, moved, deviceAfter}
 *
 * The same intent never acts twice: a second `execute` repeats the outcome or is ignored while the first runs. After a restart an
 * open intent comes back as `resolve`, and the device is asked what became of it; `unknown` when it cannot tell.
 * `forget` drops a prepared order that was never executed.
 */
export type OrderCommand<Order, Material = undefined> =
  | { readonly type: 'prepare'; readonly intentId: string; readonly order: Order }
  | { readonly type: 'execute'; readonly intentId: string; readonly material: Material }
  | { readonly type: 'forget'; readonly intentId: string }
  | { readonly type: 'resolve'; readonly intentId: string; readonly order: Order; readonly deviceBase: DeviceMemory };

/** Facts about orders. `refused` = the device cannot do it now; nothing moved. */
export type OrderFact<Moved> =
  | { readonly type: 'prepared'; readonly intentId: string; readonly deviceBase: DeviceMemory }
  | { readonly type: 'refused'; readonly intentId: string; readonly reason: DeviceReason }
  | {
      readonly type: 'outcome';
      readonly intentId: string;
      readonly result: Outcome;
      /** What moved for certain; with `unknown` the least that moved. */
      readonly moved: Moved;
      readonly deviceAfter: DeviceMemory;
      readonly reason: DeviceReason | null;
    };
