/** The files of the JPKI application and their conditions (jpki.md, section 2). */
import type { CardState } from './state.ts';

/** A transparent file: bytes that READ BINARY gives, once `readable` allows. */
export interface DataFile {
  readonly kind: 'data';
  readonly content: () => Uint8Array;
  /** Name of the PIN that must be verified first; null = open to all. */
  readonly needsPin: PinName | null;
}
/** A PIN or password with its try counter. */
export interface PinFile {
  readonly kind: 'pin';
  readonly pin: PinName;
}
/** A private key; its use needs the PIN. */
export interface KeyFile {
  readonly kind: 'key';
  readonly pin: PinName;
}
export type ElementaryFile = DataFile | PinFile | KeyFile;

/** `auth` = EF 0018, 4 digits, 3 tries; `signature` = EF 001B, 6–16 characters, 5 tries. */
export type PinName = 'auth' | 'signature';

/** Which token the application says it is (EF 0006). */
export type TokenKind = 'myNumberCard' | 'juki' | 'android' | 'iphone' | 'future';

const LABELS: Record<TokenKind, string> = {
  myNumberCard: 'JPKIAPICCTOKEN2',
  juki: 'JPKIAPICCTOKEN',
  android: 'JPKIAPGPSETOKEN',
  iphone: 'JPKIAPIOSTOKEN',
  future: 'JPKIAPICCTOKEN3',
};

/** EF 0006: a CK_TOKEN_INFO of PKCS #11 with 32-bit numbers, 160 bytes; texts are padded with blanks. */
export function tokenInfo(kind: TokenKind): Uint8Array {
  const info = Buffer.alloc(160);
  info.fill(0x20, 0, 96);
  info.write(LABELS[kind], 0, 'ascii');
  info.write('JPKI', 32, 'ascii');
  // flags: login required, user PIN initialised, token initialised.
  info.writeUInt32BE(0x0000_040c, 96);
  return info;
}

/** A certificate's EF is longer than its DER object; what stands behind is filler (jpki.md, section 8). */
export function withFiller(certificateDer: Uint8Array, size_bytes = 2048): Uint8Array {
  const file = new Uint8Array(Math.max(size_bytes, certificateDer.length)).fill(0xff);
  file.set(certificateDer);
  return file;
}

/** Contents of a card, as its maker gives them. */
export interface CardContents {
  readonly token: TokenKind;
  /** null = no such file (never issued); an empty array = a file of filler (given up). */
  readonly authCertificate: Uint8Array | null;
  readonly authCa: Uint8Array;
  readonly signatureCertificate: () => Uint8Array;
  readonly signatureCa: () => Uint8Array;
}

/** The table of files, by file id. A card without an authentication certificate has no EF 000A, 0017, 0018. */
export function fileTable(contents: CardContents): ReadonlyMap<number, ElementaryFile> {
  const data = (content: () => Uint8Array, needsPin: PinName | null = null): DataFile => ({
    kind: 'data',
    content,
    needsPin,
  });
  const files = new Map<number, ElementaryFile>([
    [0x0001, data(() => withFiller(contents.signatureCertificate()), 'signature')],
    [0x0002, data(() => withFiller(contents.signatureCa()))],
    [0x0006, data(() => tokenInfo(contents.token))],
    [0x0008, data(() => Uint8Array.of(0x8f, 0x8f, 0x00))],
    [0x000b, data(() => withFiller(contents.authCa))],
    [0x001a, { kind: 'key', pin: 'signature' }],
    [0x001b, { kind: 'pin', pin: 'signature' }],
  ]);
  const { authCertificate } = contents;
  if (authCertificate) {
    // The Android token gives its certificate only after the PIN (jpki.md, section 2).
    files.set(
      0x000a,
      data(() => withFiller(authCertificate), contents.token === 'android' ? 'auth' : null),
    );
    files.set(0x0017, { kind: 'key', pin: 'auth' });
    files.set(0x0018, { kind: 'pin', pin: 'auth' });
  }
  return files;
}

/** May this file be read now? */
export function readable(file: DataFile, state: CardState): boolean {
  return file.needsPin === null || state.verified.has(file.needsPin);
}
