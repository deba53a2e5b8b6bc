/**
 * A card for a replay: what a trace does not tell of a card (certificate, signature) is answered by one that nobody holds. Its
 * certificate is as long as the recorded one, names no person, is signed by nobody and never leaves the replay.
 */
import { constants, generateKeyPairSync, privateEncrypt, type KeyObject } from 'node:crypto';
import type { ScriptedAnswer } from './line-script.ts';

const SEQUENCE = 0x30;
const STATUS_WORD_BYTES = 2;
/** READ BINARY and PERFORM SECURITY OPERATION (ISO/IEC 7816-4, 7816-8). */
const READ = 0xb0;
const SIGN = 0x2a;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'ascii'));

/** A certificate of exactly this length; shorter than any real one: as many zeros, which the driver calls unreadable. */
function certificateOf(key: KeyObject, length: number): Buffer {
  const algorithm = der(SEQUENCE, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), Buffer.from([0x05, 0x00]));
  const issuer = der(SEQUENCE, der(0x31, der(SEQUENCE, oid(0x55, 0x04, 0x0a), text(0x0c, 'JPKI'))));
  const validity = der(SEQUENCE, text(0x17, '250101000000Z'), text(0x18, '20991231235959Z'));
  const tbs = der(
    SEQUENCE,
    ...[der(0xa0, Buffer.from([0x02, 0x01, 0x02])), Buffer.from([0x02, 0x01, 0x01]), algorithm, issuer, validity],
    ...[der(SEQUENCE), key.export({ type: 'spki', format: 'der' })],
  );
  const made = (filled: number): Buffer => der(SEQUENCE, tbs, algorithm, der(0x03, Buffer.alloc(filled)));
  for (let filled = Math.max(0, length - tbs.length - algorithm.length - 16); filled <= length; filled += 1) {
    const certificate = made(filled);
    if (certificate.length === length) return certificate;
    if (certificate.length > length) break;
  }
  return Buffer.alloc(length);
}

/** Answers what is masked. One for each line of a card reader. */
export class StandInCard {
  readonly #lengths: readonly number[];
  #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | null = null;
  #certificate: Buffer | null = null;
  #session = -1;

  /** @param lengths of the certificate in each session with a card, in order */
  constructor(lengths: readonly number[]) {
    this.#lengths = lengths;
  }

  /** The card was connected: another one may lie there. */
  connected(): void {
    this.#session += 1;
    this.#certificate = null;
  }

  /** The bytes of an answer of which only length and status word are known. */
  answer(apdu: Uint8Array, n: number, statusWord: string): Buffer {
    const data = Buffer.alloc(Math.max(0, n - STATUS_WORD_BYTES));
    if (apdu[1] === READ) this.#read(((apdu[2] ?? 0) << 8) | (apdu[3] ?? 0), data);
    else if (apdu[1] === SIGN) {
      const info = apdu.subarray(5, apdu.length - 1);
      const signature = privateEncrypt(
        { key: this.#key().privateKey, padding: constants.RSA_PKCS1_PADDING },
        Buffer.from(info),
      );
      signature.copy(data);
    }
    return Buffer.concat([data, Buffer.from(statusWord, 'hex')]).subarray(0, n);
  }

  #key(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
    this.#keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.#keys;
  }

  #read(offset: number, into: Buffer): void {
    const length = this.#lengths[Math.max(0, this.#session)] ?? this.#lengths.at(-1) ?? 0;
    this.#certificate ??= certificateOf(this.#key().publicKey, length);
    this.#certificate.copy(into, 0, offset);
  }
}

/** Length of the certificate in each session, by how far it was read. `sessions`: commands with what was answered. */
export function certificateLengths(
  sessions: readonly (readonly { readonly apdu: string; readonly answers: readonly ScriptedAnswer[] }[])[],
): number[] {
  return sessions.map((exchanges) =>
    Math.max(
      0,
      ...exchanges.flatMap(({ apdu, answers }) => {
        const command = Buffer.from(apdu, 'hex');
        if (command[1] !== READ || command.length !== 5) return [];
        const offset = ((command[2] ?? 0) << 8) | (command[3] ?? 0);
        return answers
          .filter(({ record }) => record.mask !== undefined && record.e === '9000')
          .map(({ record }) => offset + record.n - STATUS_WORD_BYTES);
      }),
    ),
  );
}
