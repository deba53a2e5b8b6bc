import type { DeviceMemory } from '../contract.ts';

/** What a line knows of its devices and of the frames of their protocol. */

/** How soon a request is served; the lowest number goes first, equal ones in turn. */
export const URGENCY = { stop: 0, money: 1, order: 2, normal: 3 } as const;
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];

/** What a device wants of its line now. */
export type Want<Request> =
  | {
      readonly type: 'exchange';
      readonly urgency: Urgency;
      readonly request: Request;
      /** How long the answer may take to begin; 0 = this request has no answer. */
      readonly answer_ms: number;
    }
  /** Nothing before this time. */
  | { readonly type: 'until'; readonly at_ms: number }
  | { readonly type: 'nothing' };

/** What became of a request. `silence`: no answer, a damaged one, or one of somebody else; it may have been heard. */
export type Answer<Reply> =
  | { readonly type: 'reply'; readonly reply: Reply }
  /** `damaged`: something came, but nothing that could be an answer. */
  | { readonly type: 'silence'; readonly damaged: boolean }
  /** A request without an answer is on the wire. */
  | { readonly type: 'sent' };

export type LineDeviceInput<Request, Reply, Command> =
  | { readonly type: 'opened' }
  | { readonly type: 'answer'; readonly request: Request; readonly answer: Answer<Reply> }
  | { readonly type: 'command'; readonly command: Command }
  /** Comes before a look at `want`, so that what depends on time alone is noticed: not before an `until` that was asked for. */
  | { readonly type: 'tick' }
  | { readonly type: 'lost'; readonly reason: string };

export interface Taken<State, Fact> {
  readonly state: State;
  readonly facts: readonly Fact[];
}

/** A device on a line: pure, like a driver machine, but it sees requests and replies instead of bytes. */
export interface LineDevice<State, Request, Reply, Command, Fact> {
  readonly deviceId: string;
  initial(memory: DeviceMemory | null): State;
  take(state: State, input: LineDeviceInput<Request, Reply, Command>, now_ms: number): Taken<State, Fact>;
  want(state: State, now_ms: number): Want<Request>;
}

/** A device whose kind of state nobody else knows: devices of several kinds share a line this way. */
export type SealedDevice<Request, Reply, Command, Fact> = LineDevice<unknown, Request, Reply, Command, Fact>;

/** Hides the kind of a device's state. Sound because the line only ever hands a device its own states back. */
export function sealDevice<State, Request, Reply, Command, Fact>(
  device: LineDevice<State, Request, Reply, Command, Fact>,
): SealedDevice<Request, Reply, Command, Fact> {
  return {
    deviceId: device.deviceId,
    initial: (memory) => device.initial(memory),
    take: (state, input, now_ms) => device.take(state as State, input, now_ms),
    want: (state, now_ms) => device.want(state as State, now_ms),
  };
}

/** What the start of a buffer is. `taken` bytes belong to it; `damaged` spoils everything up to the next silence. */
export type ReadFrame<Reply> =
  | { readonly type: 'more' }
  | { readonly type: 'frame'; readonly reply: Reply; readonly taken: number }
  | { readonly type: 'skip'; readonly taken: number }
  | { readonly type: 'damaged'; readonly what: string };

/** The frames of one protocol. Neither function throws. */
export interface LineCodec<Request, Reply> {
  encode(request: Request): Uint8Array;
  /** Reads the first frame of `bytes`, which may answer `request`. */
  read(bytes: Uint8Array, request: Request): ReadFrame<Reply>;
  /** True when the frame is the answer to the request, not one for somebody else. */
  answers(request: Request, reply: Reply): boolean;
}
