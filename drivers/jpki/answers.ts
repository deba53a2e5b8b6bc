/** What each answer of the card means and which command follows it: jpki.md sections 3 to 7. */
import type { CodeName } from '../../src/base/codes.ts';
import * as apdu from './apdu.ts';
import { derLength_bytes, readCertificate, signatureFits } from './certificate.ts';
import { CARD_LIMITS } from './limits.ts';
import type { JpkiOptions } from './options.ts';
import { blocked, exchange, fail, failedInCommand, powerOff, refuse } from './session.ts';
import type { Activity, Exchange, Turn } from './state.ts';
import { atrHint, LABEL_BYTES, OTHER_CARDS, tokenOf } from './tokens.ts';

type Exchanging = Extract<Activity, { at: 'exchanging' }>;

/**
 * The card has no JPKI application. It is asked, one name after the other, which card it is, so that the citizen reads what
 * was set (R18–R20); a card that speaks no APDUs is named by its ATR.
 */
function notMyNumber(turn: Turn): void {
  const hint = atrHint(turn.state.atr);
  const { othersAsked } = turn.state.session;
  const next = hint?.isStorage ? undefined : OTHER_CARDS[othersAsked];
  if (next) {
    turn.know({ othersAsked: othersAsked + 1 });
    exchange(turn, 'selectOther', apdu.selectOther(next.aid));
  } else refuseOther(turn, hint?.name ?? 'unknown', hint?.refusal ?? 'cardNotMyNumber');
}

function refuseOther(turn: Turn, name: string, code: CodeName): void {
  turn.noise(`no JPKI application; the card is: ${name}`);
  refuse(turn, code);
}

/** What to tell when the command under way got no answer: a card that cannot be read is most often the wrong one. */
export function silentCode({ state }: Turn, name: Exchange): CodeName {
  if (name === 'selectOther') return 'cardNotMyNumber';
  const hint = name === 'selectApplication' ? atrHint(state.atr) : null;
  return hint?.isStorage ? hint.refusal : 'cardUnreadable';
}

/** Takes the answer to the command under way. */
export function answered(turn: Turn, options: JpkiOptions, activity: Exchanging, bytes: Uint8Array): void {
  turn.disarm('cardAnswers');
  const statusWord = apdu.statusWordOf(bytes);
  // Zero or one byte is no status word: the card left the field during the command.
  if (statusWord === null) {
    failedInCommand(turn, silentCode(turn, activity.exchange));
    return;
  }
  if (statusWord !== 0x9000 && apdu.triesOf(statusWord) === null) {
    turn.noise(`${activity.exchange} answered ${apdu.statusText(statusWord)}`);
  }
  if (isRead(activity.exchange) && followUp(turn, activity, bytes, statusWord)) return;
  const data = Buffer.concat([activity.gathered, apdu.dataOf(bytes)]);
  HANDLERS[activity.exchange](turn, statusWord, data, options);
  // Every handler copies what it keeps; a piece of the certificate must not stay behind (rule 5).
  data.fill(0);
  activity.gathered.fill(0);
}

type Handler = (turn: Turn, statusWord: number, data: Uint8Array, options: JpkiOptions) => void;

const HANDLERS: Record<Exchange, Handler> = {
  selectApplication: (turn, statusWord) => {
    if (statusWord === 0x9000) exchange(turn, 'selectTokenInfo', apdu.selectFile(apdu.TOKEN_INFO_FILE));
    else if (statusWord === 0x6f00 && !turn.state.session.firstRepeated) {
      // One card answers 6F00 to its first command after power-on; that one was thrown away.
      turn.know({ firstRepeated: true });
      exchange(turn, 'selectApplication', apdu.selectJpki());
    } else if (statusWord === 0x6f00) fail(turn, 'cardUnreadable');
    else notMyNumber(turn);
  },
  selectOther: (turn, statusWord) => {
    const { othersAsked } = turn.state.session;
    const found = apdu.saysFound(statusWord) ? OTHER_CARDS[othersAsked - 1] : undefined;
    if (found) refuseOther(turn, found.name, found.refusal);
    else notMyNumber(turn);
  },
  selectTokenInfo: (turn, statusWord) => {
    if (statusWord === 0x9000) exchange(turn, 'readLabel', apdu.readBinary(0, LABEL_BYTES));
    else refuse(turn, 'cardUnknownToken');
  },
  readLabel: (turn, statusWord, data) => {
    const token = tokenOf(statusWord === 0x9000 && data.length === LABEL_BYTES ? data : new Uint8Array());
    if ('refusal' in token) refuse(turn, token.refusal);
    else {
      turn.know({ profile: token.profile });
      exchange(turn, 'selectPin', apdu.selectFile(token.profile.pinFile));
    }
  },
  selectPin: (turn, statusWord) => {
    if (statusWord === 0x9000) exchange(turn, 'countTries', apdu.countTries());
    else refuse(turn, 'cardNoCertificate');
  },
  countTries,
  selectCertificate: (turn, statusWord) => {
    if (statusWord === 0x9000) exchange(turn, 'readLength', apdu.readBinary(0, 4));
    else refuse(turn, 'cardNoCertificate');
  },
  readLength: (turn, statusWord, data) => {
    const length = statusWord === 0x9000 ? derLength_bytes(data) : null;
    if (length === null) refuse(turn, 'cardNoCertificate');
    else if (length > CARD_LIMITS.certificate_bytes_max) fail(turn, 'cardUnreadable');
    else {
      turn.know({ certificate: new Uint8Array(length), certificateRead_bytes: 0 });
      readNext(turn);
    }
  },
  readBody,
  selectPinAgain: (turn, statusWord) => {
    if (statusWord === 0x9000) exchange(turn, 'countTriesAgain', apdu.countTries());
    else fail(turn, 'cardUnreadable');
  },
  countTriesAgain,
  verify: verified,
  selectKey: (turn, statusWord) => {
    const digest = turn.state.session.digest_sha256;
    if (statusWord === 0x9000 && digest) exchange(turn, 'sign', apdu.sign(digest));
    else fail(turn, 'cardUnreadable');
  },
  sign: signed,
};

function isRead(name: Exchange): boolean {
  return name === 'readLabel' || name === 'readLength' || name === 'readBody';
}

/** 61xx: more is waiting; 6Cxx: ask for exactly so much. For reads only, and not for ever. */
function followUp(turn: Turn, activity: Exchanging, bytes: Uint8Array, statusWord: number): boolean {
  const kind = statusWord >> 8;
  if ((kind !== 0x61 && kind !== 0x6c) || activity.followUps >= CARD_LIMITS.read_follow_ups_max) return false;
  const gathered = Buffer.concat([activity.gathered, apdu.dataOf(bytes)]);
  const length = statusWord & 0xff;
  const offset = activity.exchange === 'readBody' ? turn.state.session.certificateRead_bytes : 0;
  const next = kind === 0x61 ? apdu.getResponse(length) : apdu.readBinary(offset, length);
  exchange(turn, activity.exchange, next, activity.followUps + 1, gathered);
  return true;
}

function countTries(turn: Turn, statusWord: number): void {
  const { profile } = turn.state.session;
  const tries = apdu.triesOf(statusWord);
  if (apdu.saysBlocked(statusWord)) blocked(turn);
  // Somebody's verified PIN is still open on this card: cut its power, then begin again.
  else if (statusWord === 0x9000) powerCycle(turn);
  else if (!profile || tries === null || tries > profile.triesMax) refuse(turn, 'cardUnknownToken');
  else {
    turn.know({ tries });
    exchange(turn, 'selectCertificate', apdu.selectFile(profile.certificateFile));
  }
}

function powerCycle(turn: Turn): void {
  const { powerCycles } = turn.state.session;
  if (powerCycles >= CARD_LIMITS.power_cycles_max) {
    fail(turn, 'cardUnreadable');
    return;
  }
  turn.know({ powerCycles: powerCycles + 1, firstRepeated: false });
  powerOff(turn, true);
}

function readNext(turn: Turn): void {
  const { certificate, certificateRead_bytes } = turn.state.session;
  const rest = certificate.length - certificateRead_bytes;
  exchange(turn, 'readBody', apdu.readBinary(certificateRead_bytes, Math.min(apdu.READ_BYTES_MAX, rest)));
}

function readBody(turn: Turn, statusWord: number, data: Uint8Array, options: JpkiOptions): void {
  const { certificate, certificateRead_bytes: from } = turn.state.session;
  if (statusWord !== 0x9000 || data.length === 0 || from + data.length > certificate.length) {
    fail(turn, 'cardUnreadable');
    return;
  }
  const next = certificate.slice();
  next.set(data, from);
  certificate.fill(0);
  turn.know({ certificate: next, certificateRead_bytes: from + data.length });
  if (from + data.length < next.length) readNext(turn);
  else identify(turn, options);
}

function identify(turn: Turn, options: JpkiOptions): void {
  const { certificate, tries } = turn.state.session;
  const facts = readCertificate(certificate);
  if (!facts) fail(turn, 'cardUnreadable');
  else if (facts.issuer !== 'jpki' && !(facts.issuer === 'test' && options.acceptTestAuthority)) {
    refuse(turn, 'cardTestOnly');
  } else {
    const { fingerprint, notAfter_epoch_s, spki } = facts;
    // The certificate goes up with the fact and is not kept here; its key stays to check signatures.
    turn.know({ spki, certificate: new Uint8Array() });
    turn.set({ activity: { at: 'identified' } });
    turn.fact({ type: 'cardIdentified', certificate, fingerprint, notAfter_epoch_s, tries });
  }
}

/** The last look before a try may be spent: the card must say what the citizen was shown. */
function countTriesAgain(turn: Turn, statusWord: number): void {
  const { verifyApdu, triesShown } = turn.state.session;
  const tries = apdu.triesOf(statusWord);
  if (apdu.saysBlocked(statusWord)) blocked(turn);
  else if (tries === null || !verifyApdu) fail(turn, 'cardUnreadable');
  else if (tries !== triesShown) refuse(turn, 'triesChanged');
  else {
    // From here on the command belongs to the pipe, which sends it once and overwrites it.
    turn.know({ verifyApdu: null });
    turn.set({ pinPassed: true });
    exchange(turn, 'verify', verifyApdu);
  }
}

/** VERIFY was answered. It is never sent again, whatever it said. */
function verified(turn: Turn, statusWord: number): void {
  const tries = apdu.triesOf(statusWord);
  if (statusWord === 0x9000) {
    turn.set({ activity: { at: 'open' } });
    turn.fact({ type: 'pinVerified' });
  } else if (apdu.saysBlocked(statusWord)) blocked(turn);
  else if (tries !== null) {
    turn.know({ tries });
    turn.set({ activity: { at: 'identified' } });
    turn.fact({ type: 'pinWrong', tries });
  } else failedInCommand(turn, 'cardUnreadable');
}

function signed(turn: Turn, statusWord: number, data: Uint8Array): void {
  const { digest_sha256, spki } = turn.state.session;
  if (statusWord !== 0x9000 || !digest_sha256) fail(turn, 'cardUnreadable');
  else if (!signatureFits(spki, digest_sha256, data)) refuse(turn, 'cardSignature');
  else {
    turn.know({ digest_sha256: null });
    turn.set({ activity: { at: 'open' } });
    turn.fact({ type: 'signed', signature: Uint8Array.from(data) });
  }
}
