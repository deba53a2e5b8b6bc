/**
 * The card reader's step machine: class of `drivers/card-reader.ts` over an APDU pipe. Pure and synchronous; it never
 * sends a PIN that nobody entered, and none twice (jpki.md, section 7).
 */
import type { CodeName } from '../../src/base/codes.ts';
import { CARD_LIES_THERE, type CardReaderCommand, type CardReaderFact } from '../card-reader.ts';
import type { ApduInput, ApduOutput, DriverMachine, HealthLevel } from '../contract.ts';
import { answered, silentCode } from './answers.ts';
import { selectFile, selectJpki } from './apdu.ts';
import { CARD_LIMITS } from './limits.ts';
import type { JpkiOptions } from './options.ts';
import {
  beginIfWanted,
  connect,
  connectFailed,
  exchange,
  failedInCommand,
  fail,
  powerOff,
  releasedIfDue,
  removed,
  retire,
  takePin,
} from './session.ts';
import { CLOSED, Turn, type CardReaderState, type Input } from './state.ts';

export type { CardReaderState } from './state.ts';

/** A JPKI card reader as a machine for the runner. */
export type JpkiMachine = DriverMachine<CardReaderState, ApduInput, ApduOutput, CardReaderCommand, CardReaderFact>;

/** Makes the machine; a card reader has no device memory. */
export function createJpkiMachine(options: JpkiOptions): JpkiMachine {
  return {
    initial: () => CLOSED,
    step: (state, input) => {
      const turn = new Turn(state);
      take(turn, options, input);
      releasedIfDue(turn);
      beginIfWanted(turn);
      return { state: turn.state, outputs: turn.outputs };
    },
  };
}

function take(turn: Turn, options: JpkiOptions, input: Input): void {
  switch (input.type) {
    case 'opened':
      turn.status('starting', null);
      turn.arm('readerReports', CARD_LIMITS.reader_reports_ms);
      break;
    case 'lost':
      lost(turn, input.reason);
      break;
    case 'timer':
      timer(turn, options, input.timer);
      break;
    case 'command':
      command(turn, input.command);
      break;
    default:
      wire(turn, options, input);
  }
}

function wire(turn: Turn, options: JpkiOptions, input: ApduInput): void {
  const { activity } = turn.state;
  switch (input.type) {
    case 'readerPresent':
      readerPresent(turn, input.name);
      break;
    case 'cardPresent':
      // After a change of the helper process the same card is reported again; a real change comes with `cardAbsent`.
      if (turn.state.card !== 'none') break;
      turn.set({ card: 'fresh', atr: input.atr });
      turn.fact({ type: 'cardInserted' });
      break;
    case 'cardAbsent':
      removed(turn);
      break;
    case 'connected':
      if (activity.at !== 'connecting') break;
      turn.status('online', null);
      exchange(turn, 'selectApplication', selectJpki());
      break;
    case 'disconnected':
      if (activity.at !== 'closing') break;
      turn.disarm('cardAnswers');
      turn.set({ activity: { at: 'idle' } });
      if (activity.restart && turn.state.card === 'used' && turn.state.accepting) connect(turn, 1);
      break;
    case 'response':
      if (activity.at === 'exchanging') answered(turn, options, activity, input.bytes);
      break;
    case 'apduFailed':
      if (activity.at === 'connecting') connectFailed(turn, activity.attempt, input.pcscCode);
      else if (activity.at === 'exchanging') failedInCommand(turn, silentCode(turn, activity.exchange));
      break;
  }
}

function readerPresent(turn: Turn, name: string): void {
  turn.disarm('readerReports');
  turn.set({ readerReady: true });
  if (turn.state.readerName !== name) {
    turn.set({ readerName: name });
    turn.fact({ type: 'identified', maker: 'PC/SC', product: name, serial: null, firmware: null });
  }
  if (turn.state.reason !== 'cardBusy') turn.status('online', null);
}

function command(turn: Turn, order: CardReaderCommand): void {
  switch (order.type) {
    case 'accept':
      accept(turn);
      break;
    case 'verifyPin':
      verifyPin(turn, order.pin, order.triesShown);
      break;
    case 'sign':
      sign(turn, order.digest_sha256);
      break;
    case 'release':
      turn.disarm('removalShows');
      turn.set({ accepting: false, releasing: true, failing: null });
      powerOff(turn);
      break;
    case 'claim':
    case 'lend':
      hold(turn, order.type === 'lend' ? 'lent' : 'claimed');
      break;
    case 'checkHealth':
      checkHealth(turn, order.level);
      break;
    case 'recorded':
      // No fact of a card reader is held back.
      break;
  }
}

/** A card that lies there already counts as newly set: it is read from the beginning. */
function accept(turn: Turn): void {
  if (turn.state.accepting || turn.state.holder !== 'claimed') {
    turn.noise('accept ignored');
    return;
  }
  turn.set({ accepting: true, failing: null });
  if (turn.state.card === 'none') return;
  turn.set({ card: 'fresh' });
  turn.fact({ type: 'cardInserted' });
}

function verifyPin(turn: Turn, pin: Uint8Array, triesShown: number): void {
  const { activity, session } = turn.state;
  const digits = pin.every((byte) => byte >= 0x30 && byte <= 0x39);
  const { profile } = session;
  if (activity.at !== 'identified' || !profile || !digits || pin.length !== profile.pinLength_digits) {
    pin.fill(0);
    turn.noise('verifyPin ignored: no card waits for this PIN, or it is not made of digits');
    return;
  }
  takePin(turn, pin, triesShown);
  exchange(turn, 'selectPinAgain', selectFile(profile.pinFile));
}

function sign(turn: Turn, digest_sha256: Uint8Array): void {
  const { activity, session } = turn.state;
  if (activity.at !== 'open' || !session.profile || digest_sha256.length !== 32) {
    turn.noise('sign ignored: no card is open, or the digest is not one of SHA-256');
    return;
  }
  turn.know({ digest_sha256: digest_sha256.slice() });
  exchange(turn, 'selectKey', selectFile(session.profile.keyFile));
}

function hold(turn: Turn, holder: 'claimed' | 'lent'): void {
  if (turn.state.holder !== holder) {
    turn.set({ holder, accepting: false });
    if (holder === 'lent') powerOff(turn);
  }
  turn.fact({ type: 'holder', holder });
}

/** A reader moves nothing of its own: all that can be checked is that it is there. */
function checkHealth(turn: Turn, level: HealthLevel): void {
  const { readerName, readerReady, card } = turn.state;
  const details = [readerReady ? `reader ${readerName}` : 'no reader', ...(card === 'none' ? [] : [CARD_LIES_THERE])];
  turn.fact({ type: 'health', level, passed: readerReady, details });
}

function timer(turn: Turn, { readerName }: JpkiOptions, name: string): void {
  const { activity, failing } = turn.state;
  if (name === 'readerReports') {
    turn.status('offline', { code: 'readerAbsent', detail: `PC/SC knows no reader "${readerName}"` });
  } else if (name === 'connectAgain' && activity.at === 'pausing') {
    connect(turn, activity.attempt + 1);
  } else if (name === 'removalShows' && failing !== null) {
    turn.set({ failing: null });
    turn.fact({ type: 'cardFailed', code: failing });
  } else if (name === 'cardAnswers') {
    hung(turn);
  }
}

/** A command hangs: only the end of the helper process ends it, and that also cuts the card's power. */
function hung(turn: Turn): void {
  const { activity } = turn.state;
  const verifying = activity.at === 'exchanging' && activity.exchange === 'verify';
  const closing = activity.at === 'closing';
  turn.noise(`no answer in time while ${activity.at}`);
  retire(turn);
  if (verifying) turn.fact({ type: 'pinOutcomeUnknown' });
  else if (!closing) fail(turn, activity.at === 'connecting' ? 'cardBusy' : 'cardUnreadable');
}

/** The pipe is gone, and with it every handle on the card. */
function lost(turn: Turn, reason: string): void {
  const { activity } = turn.state;
  const code: CodeName = reason.startsWith('readerAbsent') ? 'readerAbsent' : 'pcscUnavailable';
  const verifying = activity.at === 'exchanging' && activity.exchange === 'verify';
  // Nothing can be sent any more: the session ends without `disconnect`.
  turn.state.session.verifyApdu?.fill(0);
  const { availability, reason: statusReason, holder } = turn.state;
  turn.set({ ...CLOSED, availability, reason: statusReason, holder });
  if (verifying) turn.fact({ type: 'pinOutcomeUnknown' });
  else if (activity.at !== 'idle' && activity.at !== 'closing') turn.fact({ type: 'cardFailed', code });
  turn.status('offline', { code, detail: reason });
}
