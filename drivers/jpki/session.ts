/** How a session with one card begins and ends: power on, power off, failures and removal. */
import type { CodeName } from '../../src/base/codes.ts';
import { CARD_LIMITS } from './limits.ts';
import { NEW_SESSION, type Exchange, type Turn } from './state.ts';
import { verify } from './apdu.ts';

const NOTHING = new Uint8Array();

/** PC/SC codes with a meaning of their own (pcsc-lite, pcsclite.h). */
const SHARING_VIOLATION = 0x8010_000b;

/** Sends one APDU and waits for its answer. */
export function exchange(turn: Turn, name: Exchange, apdu: Uint8Array, followUps = 0, gathered = NOTHING): void {
  turn.set({ activity: { at: 'exchanging', exchange: name, followUps, gathered } });
  turn.send({ type: 'transmit', apdu, wipe: name === 'verify' });
  turn.arm('cardAnswers', CARD_LIMITS.card_answers_ms);
}

/** Powers the card that lies there, if one is wanted and nothing else goes on. */
export function beginIfWanted(turn: Turn): void {
  const { accepting, card, activity, holder, readerReady } = turn.state;
  if (!accepting || card !== 'fresh' || activity.at !== 'idle' || holder !== 'claimed' || !readerReady) return;
  turn.disarm('removalShows');
  turn.set({ card: 'used', failing: null, session: NEW_SESSION });
  connect(turn, 1);
}

/** One attempt to connect; other programs and moving cards may need more than one. */
export function connect(turn: Turn, attempt: number): void {
  turn.set({ activity: { at: 'connecting', attempt } });
  turn.send({ type: 'connect' });
  turn.arm('cardAnswers', CARD_LIMITS.connect_answers_ms);
}

/** The card could not be powered. Nothing is connected then. */
export function connectFailed(turn: Turn, attempt: number, pcscCode: number | null): void {
  turn.disarm('cardAnswers');
  if (turn.state.card !== 'none' && turn.state.accepting && attempt < CARD_LIMITS.connect_attempts_max) {
    turn.set({ activity: { at: 'pausing', attempt } });
    turn.arm('connectAgain', CARD_LIMITS.connect_again_ms);
    return;
  }
  turn.set({ activity: { at: 'idle' } });
  const busy = pcscCode === SHARING_VIOLATION;
  if (busy) turn.status('attention', { code: 'cardBusy', detail: 'another program is connected to the reader' });
  fail(turn, busy ? 'cardBusy' : 'cardUnreadable');
}

/** Powers the card off. Nothing that is still under way counts any more. */
export function powerOff(turn: Turn, restart = false): void {
  dropSecrets(turn);
  turn.disarm('connectAgain');
  const { activity } = turn.state;
  if (activity.at === 'idle' || activity.at === 'pausing') {
    turn.disarm('cardAnswers');
    turn.set({ activity: { at: 'idle' } });
    return;
  }
  if (activity.at === 'closing') {
    turn.set({ activity: { at: 'closing', restart: false } });
    return;
  }
  turn.set({ activity: { at: 'closing', restart } });
  turn.send({ type: 'disconnect' });
  turn.arm('cardAnswers', CARD_LIMITS.card_answers_ms);
}

/** Overwrites a VERIFY that is not going to be sent. (One that was sent is overwritten by the pipe.) */
function dropSecrets(turn: Turn): void {
  turn.state.session.verifyApdu?.fill(0);
  turn.know({ verifyApdu: null, digest_sha256: null });
}

/** Keeps a PIN ready as the command it becomes, and overwrites the buffer it came in. */
export function takePin(turn: Turn, pin: Uint8Array, triesShown: number): void {
  turn.know({ verifyApdu: verify(pin), triesShown });
  pin.fill(0);
}

/** The card is refused for what it is. */
export function refuse(turn: Turn, code: CodeName): void {
  powerOff(turn);
  turn.fact({ type: 'cardRefused', code });
}

/** The PIN is blocked: nothing more can be done with this card here. */
export function blocked(turn: Turn): void {
  powerOff(turn);
  turn.fact({ type: 'pinBlocked' });
}

/** The session failed at once, with the card where it is. */
export function fail(turn: Turn, code: CodeName): void {
  powerOff(turn);
  turn.fact({ type: 'cardFailed', code });
}

/**
 * A command got no answer that counts: the card may have been taken off, or may not. What is certain at once is said at
 * once (a PIN's outcome is unknown); the rest is said when the removal shows, or after it should have shown.
 */
export function failedInCommand(turn: Turn, code: CodeName): void {
  const { activity } = turn.state;
  const verifying = activity.at === 'exchanging' && activity.exchange === 'verify';
  powerOff(turn);
  if (verifying) {
    turn.fact({ type: 'pinOutcomeUnknown' });
    return;
  }
  if (turn.state.card === 'none') return;
  turn.set({ failing: code });
  turn.arm('removalShows', CARD_LIMITS.removal_shows_ms);
}

/** The reader says that no card lies there any more. */
export function removed(turn: Turn): void {
  if (turn.state.card === 'none') return;
  turn.disarm('removalShows');
  turn.set({ card: 'none', failing: null, atr: NOTHING });
  if (turn.state.activity.at !== 'closing') failedInCommand(turn, 'cardRemoved');
  turn.fact({ type: 'cardRemoved' });
}

/** The helper process hangs or has carried a PIN: it is replaced, which also cuts the card's power. */
export function retire(turn: Turn): void {
  dropSecrets(turn);
  turn.disarm('cardAnswers');
  turn.disarm('connectAgain');
  turn.set({ activity: { at: 'idle' }, pinPassed: false, readerReady: false });
  turn.send({ type: 'retire' });
  turn.arm('readerReports', CARD_LIMITS.reader_reports_ms);
}

/** Answers `release` once nothing is connected. */
export function releasedIfDue(turn: Turn): void {
  if (!turn.state.releasing || turn.state.activity.at !== 'idle') return;
  turn.set({ releasing: false, session: NEW_SESSION });
  if (turn.state.pinPassed) retire(turn);
  turn.fact({ type: 'released' });
}
