/** States of the card line and the small builder that one step works with. */
import type { CodeName } from '../../src/base/codes.ts';
import type { CardReaderCommand, CardReaderFact } from '../card-reader.ts';
import type {
  ApduInput,
  ApduOutput,
  Availability,
  CommonInput,
  CommonOutput,
  DeviceReason,
  Holder,
} from '../contract.ts';
import type { CardProfile } from './tokens.ts';

/** The exchanges of jpki.md section 3, in its order; each is one APDU (the body of the certificate takes several). */
export type Exchange =
  | 'selectApplication'
  /** Only with a card that has no JPKI application: which one is it? */
  | 'selectOther'
  | 'selectTokenInfo'
  | 'readLabel'
  | 'selectPin'
  | 'countTries'
  | 'selectCertificate'
  | 'readLength'
  | 'readBody'
  | 'selectPinAgain'
  | 'countTriesAgain'
  | 'verify'
  | 'selectKey'
  | 'sign';

/** What is going on with the card that is powered. */
export type Activity =
  /** Nothing is connected. */
  | { readonly at: 'idle' }
  | { readonly at: 'connecting'; readonly attempt: number }
  /** Between two attempts to connect. */
  | { readonly at: 'pausing'; readonly attempt: number }
  /** One APDU is on its way; `gathered` holds the parts of an answer that came in several. */
  | {
      readonly at: 'exchanging';
      readonly exchange: Exchange;
      readonly followUps: number;
      readonly gathered: Uint8Array;
    }
  /** Read and waiting for a PIN, or open and waiting for a digest. */
  | { readonly at: 'identified' }
  | { readonly at: 'open' }
  /** `disconnect` is on its way; everything but its answer is stale. `restart` = power-cycle the same card. */
  | { readonly at: 'closing'; readonly restart: boolean };

/** What is known of the card that is powered. */
export interface CardSession {
  readonly profile: CardProfile | null;
  readonly tries: number;
  readonly certificate: Uint8Array;
  readonly certificateRead_bytes: number;
  readonly spki: Uint8Array;
  readonly powerCycles: number;
  /** True once 6F00 to the first command was answered by sending it again. */
  readonly firstRepeated: boolean;
  /** How many names of other applications were asked for. */
  readonly othersAsked: number;
  /** VERIFY ready to go, between the PIN entry and its sending. Wiped when it is not sent. */
  readonly verifyApdu: Uint8Array | null;
  readonly triesShown: number;
  readonly digest_sha256: Uint8Array | null;
}

/** A session of which nothing is known yet. */
export const NEW_SESSION: CardSession = {
  profile: null,
  tries: 0,
  certificate: new Uint8Array(),
  certificateRead_bytes: 0,
  spki: new Uint8Array(),
  powerCycles: 0,
  firstRepeated: false,
  othersAsked: 0,
  verifyApdu: null,
  triesShown: 0,
  digest_sha256: null,
};

/** State of the card line. */
export interface CardReaderState {
  /** Name of the reader, once seen. */
  readonly readerName: string | null;
  /** The helper process of now has reported the reader. */
  readonly readerReady: boolean;
  readonly availability: Availability;
  readonly reason: CodeName | null;
  readonly holder: Holder;
  readonly accepting: boolean;
  /** `fresh`: lies there and was not looked at yet; `used`: was read, refused or failed and must move first. */
  readonly card: 'none' | 'fresh' | 'used';
  readonly atr: Uint8Array;
  readonly activity: Activity;
  readonly session: CardSession;
  /** `release` was ordered and `released` is due when the card is off. */
  readonly releasing: boolean;
  /** A PIN has passed through the helper process: it is replaced at release. */
  readonly pinPassed: boolean;
  /** A command failed; which code to report if the card turns out to lie there still. */
  readonly failing: CodeName | null;
}

/** State before the pipe is open. */
export const CLOSED: CardReaderState = {
  readerName: null,
  readerReady: false,
  availability: 'offline',
  reason: null,
  holder: 'claimed',
  accepting: false,
  card: 'none',
  atr: new Uint8Array(),
  activity: { at: 'idle' },
  session: NEW_SESSION,
  releasing: false,
  pinPassed: false,
  failing: null,
};

export type Input = ApduInput | CommonInput<CardReaderCommand>;
export type Output = ApduOutput | CommonOutput<CardReaderFact>;

/** Timers of the line. */
export type TimerName = 'readerReports' | 'cardAnswers' | 'connectAgain' | 'removalShows';

/** One step under construction: the next state and what goes out, in order. */
export class Turn {
  state: CardReaderState;
  readonly outputs: Output[] = [];

  constructor(state: CardReaderState) {
    this.state = state;
  }

  set(change: Partial<CardReaderState>): void {
    this.state = { ...this.state, ...change };
  }

  know(change: Partial<CardSession>): void {
    this.state = { ...this.state, session: { ...this.state.session, ...change } };
  }

  fact(fact: CardReaderFact): void {
    this.outputs.push({ type: 'fact', fact });
  }

  noise(what: string): void {
    this.fact({ type: 'noise', what });
  }

  send(output: ApduOutput): void {
    this.outputs.push(output);
  }

  arm(timer: TimerName, delay_ms: number): void {
    this.outputs.push({ type: 'arm', timer, delay_ms });
  }

  disarm(timer: TimerName): void {
    this.outputs.push({ type: 'disarm', timer });
  }

  /** Reports the status if it changed. */
  status(availability: Availability, reason: DeviceReason | null): void {
    const code = reason?.code ?? null;
    if (this.state.availability === availability && this.state.reason === code) return;
    this.set({ availability, reason: code });
    this.fact({ type: 'status', availability, reasons: reason ? [reason] : [] });
  }
}
