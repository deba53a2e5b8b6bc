/**
 * A virtual My Number Card at the level of APDUs (ISO/IEC 7816-4), with the JPKI application of jpki.md sections 1–4.
 * Synchronous and without a clock: hosts add time. Nothing of it comes from the driver it will face.
 */
import { constants, generateKeyPairSync, privateEncrypt, type KeyObject } from 'node:crypto';
import { createCardAuthority, type CardAuthority } from './authority.ts';
import { hex, ok, sw, type VirtualChip } from './chip.ts';
import { momentOf, type CardFault } from './faults.ts';
import { fileTable, readable, type ElementaryFile, type PinName, type TokenKind } from './files.ts';
import { freshState, type CardMemory, type CardState } from './state.ts';

/** NFC-B My Number Card; what the reader makes of the ATQB (jpki.md, section 5). */
const MY_NUMBER_ATR = hex('3B 88 80 01 00 00 05 E0 B3 81 A1 00 7F');
const JUKI_ATR = hex('3B 88 80 01 00 00 14 E0 B3 81 91 00 5E');

const JPKI_AID = Buffer.from(hex('D392F000260100000001'));
/** Real applications of the card that a kiosk must not touch, and the card manager. */
const OTHER_AIDS = ['D3921000310001010408', 'D3921000310001010402', 'D3921000310001010401', 'D3921000310001010100'];
const CARD_MANAGER_AID = Buffer.from(hex('A0000001510000'));

/** Keys and certificate of one holder; made once, they can be put on several virtual cards. */
export interface CardIdentity {
  readonly authKey: KeyObject;
  readonly certificateDer: Uint8Array;
  /** Serial number of the certificate: the centre's registry knows the holder by it. */
  readonly serialHex: string;
}

/** How to make a card. Defaults: a good card with three tries and a password of its own for signatures. */
export interface VirtualCardOptions {
  readonly authority: CardAuthority;
  /** PIN of user authentication: four digits. */
  readonly pin: string;
  /** 23 characters that name nobody. */
  readonly subjectCn: string;
  readonly notAfter_epoch_s: number;
  /** Default: five years before `notAfter_epoch_s`. */
  readonly notBefore_epoch_s?: number;
  /** Password of the signature key, A–Z and 0–9. */
  readonly signaturePassword?: string;
  readonly identity?: CardIdentity;
  readonly token?: TokenKind;
  /** `missing`: never issued, no such files; `givenUp`: the file holds filler only. */
  readonly certificate?: 'present' | 'missing' | 'givenUp';
  /** 0 = the PIN is blocked (also how a card without a usable PIN is thought to appear). Default 3. */
  readonly triesLeft?: number;
  /** The first command after each power-on answers 6F00 (seen on one card). */
  readonly firstCommandFails?: boolean;
  /** The counter query answers 9000 instead of 63Cx once the PIN is verified (seen on some cards). */
  readonly reportsVerified?: boolean;
  readonly atr?: Uint8Array;
}

/** One APDU as the card saw it; the digits of VERIFY are never kept. */
export interface SeenApdu {
  readonly command: string;
  readonly statusWord: string;
}

/** Makes keys and a certificate for one holder (an RSA-2048 key takes about 0.1 s). */
export function issueIdentity(
  authority: CardAuthority,
  holder: { subjectCn: string; notAfter_epoch_s: number; notBefore_epoch_s?: number; authKey?: KeyObject },
): CardIdentity {
  const authKey = holder.authKey ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const fiveYears_s = 5 * 365.25 * 86_400;
  const { certificateDer, serialHex } = authority.issue({
    publicKey: authKey,
    subjectCn: holder.subjectCn,
    notBefore_epoch_s: holder.notBefore_epoch_s ?? holder.notAfter_epoch_s - fiveYears_s,
    notAfter_epoch_s: holder.notAfter_epoch_s,
  });
  return { authKey, certificateDer, serialHex };
}

/** Key and certificates of the signature side: only OpenSC ever asks for them, so they are made at first use. */
class SignatureSide {
  #made: { key: KeyObject; certificate: Uint8Array; ca: Uint8Array } | null = null;
  readonly #options: VirtualCardOptions;

  constructor(options: VirtualCardOptions) {
    this.#options = options;
  }

  get made(): { key: KeyObject; certificate: Uint8Array; ca: Uint8Array } {
    if (!this.#made) {
      const { authority, ...holder } = this.#options;
      const ca = createCardAuthority({ organization: authority.organization, purpose: 'digital signature' });
      const { authKey, certificateDer } = issueIdentity(ca, {
        subjectCn: holder.subjectCn,
        notAfter_epoch_s: holder.notAfter_epoch_s,
      });
      this.#made = { key: authKey, certificate: certificateDer, ca: ca.certificateDer };
    }
    return this.#made;
  }
}

/** The card. */
export class VirtualCard implements VirtualChip {
  readonly atr: Uint8Array;
  readonly identity: CardIdentity;
  /** Every APDU since it was made, for checks of order and of what was touched. */
  readonly seen: SeenApdu[] = [];
  readonly #options: VirtualCardOptions;
  readonly #files: ReadonlyMap<number, ElementaryFile>;
  readonly #signature: SignatureSide;
  readonly #memory: CardMemory;
  #state: CardState = freshState(false);
  #faults: CardFault[] = [];

  constructor(options: VirtualCardOptions) {
    const certificate = options.certificate ?? 'present';
    this.#options = options;
    this.identity = options.identity ?? issueIdentity(options.authority, options);
    this.atr = options.atr ?? (options.token === 'juki' ? JUKI_ATR : MY_NUMBER_ATR);
    this.#signature = new SignatureSide(options);
    const present = certificate === 'present' ? this.identity.certificateDer : new Uint8Array();
    this.#files = fileTable({
      token: options.token ?? 'myNumberCard',
      authCertificate: certificate === 'missing' ? null : present,
      authCa: options.authority.certificateDer,
      signatureCertificate: () => this.#signature.made.certificate,
      signatureCa: () => this.#signature.made.ca,
    });
    this.#memory = {
      secret: {
        auth: Buffer.from(options.pin, 'ascii'),
        signature: Buffer.from(options.signaturePassword ?? 'MIHON123', 'ascii'),
      },
      triesMax: { auth: 3, signature: 5 },
      triesLeft: { auth: options.triesLeft ?? 3, signature: 5 },
    };
  }

  /** Tries left of a PIN; kept while power is cut. */
  triesLeft(pin: PinName = 'auth'): number {
    return this.#memory.triesLeft[pin];
  }

  /** True while a PIN is verified: anybody who reaches the card now can use the key. */
  isOpen(pin: PinName = 'auth'): boolean {
    return this.#state.verified.has(pin);
  }

  /** How many VERIFY commands with digits the card has seen. */
  get verifyCount(): number {
    return this.seen.filter(({ command }) => command.startsWith('00200080') && command.length > 10).length;
  }

  /** Arms an accident; it happens once. */
  arm(fault: CardFault): void {
    this.#faults.push(fault);
  }

  powerOn(): void {
    this.#state = freshState(true);
  }

  powerOff(): void {
    this.#state = freshState(false);
  }

  reset(): void {
    this.#state.application = 'cardManager';
    this.#state.currentFile = null;
  }

  transmit(apdu: Uint8Array): Uint8Array {
    if (!this.#state.powered) return new Uint8Array();
    this.#state.apdus += 1;
    const fault = this.#takeFault(apdu);
    const answer = this.#act(apdu, fault);
    this.seen.push({ command: maskedHex(apdu), statusWord: Buffer.from(answer.subarray(-2)).toString('hex') });
    return answer;
  }

  #takeFault(apdu: Uint8Array): CardFault | undefined {
    const moment = momentOf(apdu);
    const at = this.#faults.findIndex((fault) => fault.at === this.#state.apdus || fault.at === moment);
    return at < 0 ? undefined : this.#faults.splice(at, 1)[0];
  }

  #act(apdu: Uint8Array, fault: CardFault | undefined): Uint8Array {
    if (fault === undefined) return this.#execute(apdu);
    if (fault.type === 'cut') return this.#execute(apdu).subarray(0, fault.length_bytes);
    if (fault.when === 'after') this.#execute(apdu);
    if (fault.type === 'answer') return sw(fault.statusWord);
    this.powerOff();
    return new Uint8Array();
  }

  #execute(apdu: Uint8Array): Uint8Array {
    const [cla = 0xff, ins = 0] = apdu;
    if (this.#options.firstCommandFails && this.#state.apdus === 1) return sw(0x6f00);
    if (apdu.length < 4) return sw(0x6700);
    if (cla === 0x80 && ins === 0x2a) return this.#sign(apdu);
    if (cla !== 0x00) return sw(cla > 0x00 && cla < 0x04 ? 0x6881 : 0x6e00);
    if (ins === 0xa4) return this.#select(apdu);
    if (ins === 0xb0) return this.#readBinary(apdu);
    if (ins === 0x20) return this.#verify(apdu);
    return sw(0x6d00);
  }

  #select(apdu: Uint8Array): Uint8Array {
    const [, , p1, , lc = 0] = apdu;
    const inJpki = this.#state.application === 'jpki';
    if (apdu.length < 5 + Math.max(lc, 1)) return sw(p1 === 0 && inJpki ? 0x9000 : 0x6a86);
    const name = Buffer.from(apdu.subarray(5, 5 + lc));
    if (p1 === 0x04) return this.#selectApplication(name);
    if (p1 !== 0x02) return sw(0x6a82);
    const id = name.length === 2 ? name.readUInt16BE() : -1;
    if (!inJpki || !this.#files.has(id)) return sw(0x6a82);
    this.#state.currentFile = id;
    return sw(0x9000);
  }

  /** A prefix of an AID is enough on the real card too. */
  #selectApplication(name: Buffer): Uint8Array {
    const fits = (aid: Buffer): boolean => name.length > 0 && aid.subarray(0, name.length).equals(name);
    if (fits(JPKI_AID)) this.#state.application = 'jpki';
    else if (fits(CARD_MANAGER_AID)) this.#state.application = 'cardManager';
    else if (OTHER_AIDS.some((aid) => fits(Buffer.from(hex(aid))))) this.#state.application = 'other';
    else return sw(0x6a82);
    this.#state.currentFile = null;
    return sw(0x9000);
  }

  /** The file a command means: by short id (bit 8 of P1 or P2), or the one selected last. */
  #target(shortId: number | null): ElementaryFile | number {
    if (this.#state.application !== 'jpki') return 0x6986;
    if (shortId !== null && this.#files.has(shortId)) this.#state.currentFile = shortId;
    else if (shortId !== null) return 0x6a82;
    if (this.#state.currentFile === null) return 0x6986;
    return this.#files.get(this.#state.currentFile) ?? 0x6a82;
  }

  #readBinary(apdu: Uint8Array): Uint8Array {
    const [, , p1 = 0, p2 = 0] = apdu;
    if (apdu.length !== 5) return sw(0x6700);
    const short = (p1 & 0x80) !== 0;
    const file = this.#target(short ? p1 & 0x1f : null);
    if (typeof file === 'number') return sw(file);
    if (file.kind !== 'data') return sw(0x6981);
    if (!readable(file, this.#state)) return sw(0x6982);
    const content = file.content();
    const offset = short ? p2 : (p1 << 8) | p2;
    if (offset >= content.length) return sw(0x6b00);
    return ok(content.subarray(offset, offset + (apdu[4] || 256)));
  }

  #verify(apdu: Uint8Array): Uint8Array {
    const [, , p1, p2 = 0, lc = 0] = apdu;
    if (p1 !== 0x00 || (p2 & 0x80) === 0) return sw(0x6a86);
    // With Lc = 0 in five bytes nobody knows what a real card does: refuse.
    if (apdu.length !== 4 && (lc === 0 || apdu.length !== 5 + lc)) return sw(0x6700);
    const file = this.#target((p2 & 0x1f) === 0 ? null : p2 & 0x1f);
    if (typeof file === 'number') return sw(file);
    if (file.kind !== 'pin') return sw(0x6981);
    const { triesLeft, triesMax, secret } = this.#memory;
    const left = triesLeft[file.pin];
    if (apdu.length === 4) {
      return sw(this.#options.reportsVerified && this.isOpen(file.pin) ? 0x9000 : 0x63c0 | left);
    }
    if (left === 0) return sw(0x6984);
    if (Buffer.from(apdu.subarray(5)).equals(secret[file.pin])) {
      triesLeft[file.pin] = triesMax[file.pin];
      this.#state.verified.add(file.pin);
      return sw(0x9000);
    }
    triesLeft[file.pin] = left - 1;
    this.#state.verified.delete(file.pin);
    return sw(0x63c0 | (left - 1));
  }

  /** 80 2A P1=00: PKCS #1 v1.5 over the bytes given, 1 to 245 of them (jpki.md, section 3). */
  #sign(apdu: Uint8Array): Uint8Array {
    const [, , p1, p2 = 0, lc = 0] = apdu;
    if (p1 !== 0x00 || (p2 & 0x80) === 0) return sw(0x6a86);
    if (lc === 0 || lc > 245 || apdu.length !== 6 + lc) return sw(0x6700);
    const file = this.#target((p2 & 0x1f) === 0 ? null : p2 & 0x1f);
    if (typeof file === 'number') return sw(file);
    if (file.kind !== 'key') return sw(0x6981);
    if (!this.isOpen(file.pin)) return sw(0x6982);
    const key = file.pin === 'auth' ? this.identity.authKey : this.#signature.made.key;
    return ok(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, apdu.subarray(5, 5 + lc)));
  }
}

/** Makes a card; see {@link VirtualCardOptions}. */
export function createVirtualCard(options: VirtualCardOptions): VirtualCard {
  return new VirtualCard(options);
}

/** Hex of an APDU with the digits of VERIFY masked. */
function maskedHex(apdu: Uint8Array): string {
  const text = Buffer.from(apdu).toString('hex');
  return apdu[1] === 0x20 && apdu.length > 5 ? text.slice(0, 10) + 'x'.repeat(text.length - 10) : text;
}
