/** Everything that stands behind one printed side, made anew: authority, kiosk, centre, manifest, front. For tests of seal and verdict. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { SeededRandom } from '../../src/base/random.ts';
import type { SignedManifest } from '../../src/centre/port.ts';
import type { BitPicture } from '../../src/paper/code/contract.ts';
import type { SheetKeys, SheetSource } from '../../src/paper/code/seal.ts';
import { makeSheetAuthority, type SheetAuthority } from '../virtual/centre/sheet-authority.ts';

/** 10:02 on the test day, Asia/Tokyo. */
export const PRINTED_AT = Date.UTC(2025, 3, 16, 1, 2, 0);
export const KIOSK = 'kiosk-0001';
export const NUMBER = '222208-20250416-000001';
export const PAGE_DIGEST = createHash('sha256').update('見本').digest('hex');

/** A centre with a key of its own, as far as a manifest goes. */
export interface Signer {
  readonly public_pem: string;
  sign(manifest: object): SignedManifest;
}

export function makeSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const keyId = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    public_pem: String(publicKey.export({ format: 'pem', type: 'spki' })),
    sign: (manifest) => {
      const header = part({ alg: 'EdDSA', typ: 'madoguchi-manifest', kid: keyId });
      const signed = Buffer.from(`${header}.${part(manifest)}`);
      return { signed, signature: sign(null, signed, privateKey), keyId };
    },
  };
}

/** A manifest of two sets; the sheet under test is leaf 1 of 2 of the second. */
export function manifestOf(changes: object = {}): object {
  const leaves = [PAGE_DIGEST, '00'.repeat(32)].map((sha256, index) => ({ leaf: index + 1, of: 2, sha256 }));
  const first = [{ leaf: 1, of: 1, sha256: 'ff'.repeat(32) }];
  return {
    transactionId: 't-1',
    nonce: 'n-1',
    kioskId: KIOSK,
    requestDigest: '11'.repeat(32),
    subjectToken: 's-1',
    municipalityId: 'susono',
    issuedAt_epoch_ms: PRINTED_AT - 60_000,
    validUntil_epoch_ms: PRINTED_AT + 600_000,
    sets: [
      { set: 0, typeId: 'inkan', fee_yen: 300, uniqueNumber: '222208-20250416-000000', leaves: first },
      { set: 1, typeId: 'juminhyo', fee_yen: 300, uniqueNumber: NUMBER, leaves },
    ],
    ...changes,
  };
}

/** A page of lines and blocks that look like text to a compressor; one seed, one page. */
export function pageOf(seed: number, width = 4960, height = 7016): BitPicture {
  const random = new SeededRandom(seed);
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (let line = 400; line < height - 500; line += 160) {
    for (let column = 500; column < width - 600; column += 96) drawGlyph(rows, stride, column, line, random);
  }
  return { width, height, rows };
}

/** A stand-in for a letter of 10.5 pt: five strokes in a box of 80 dots. */
function drawGlyph(rows: Uint8Array, stride: number, left: number, top: number, random: SeededRandom): void {
  for (let stroke = 0; stroke < 5; stroke += 1) {
    const isWide = random.integer(2) === 0;
    const x0 = left + random.integer(40);
    const y0 = top + random.integer(40);
    const [across, down] = isWide ? [40, 8] : [8, 40];
    for (let y = y0; y < y0 + down; y += 1)
      for (let x = x0; x < x0 + across; x += 1) rows[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
  }
}

export interface SheetWorld {
  readonly authority: SheetAuthority;
  readonly centre: Signer;
  readonly keys: SheetKeys;
  /** A side of this world; parts may be replaced. */
  source(front: Uint8Array, changes?: Partial<SheetSource['statement']>, manifest?: object): SheetSource;
  random(seed: number): SeededRandom;
}

export function makeSheetWorld(authority = makeSheetAuthority(), centre = makeSigner()): SheetWorld {
  const { key_pem, attestation } = authority.issue(KIOSK);
  return {
    authority,
    centre,
    keys: { signingKey_pem: key_pem, attestation, verifyingAuthority_pem: authority.verifyingPublic_pem },
    source: (front, changes = {}, manifest = manifestOf()) => ({
      front,
      manifest: centre.sign(manifest),
      statement: {
        kioskId: KIOSK,
        uniqueNumber: NUMBER,
        leaf: 1,
        of: 2,
        serial: '0001-AAAA',
        printedAt_epoch_ms: PRINTED_AT,
        pageDigest_sha256: PAGE_DIGEST,
        ...changes,
      },
    }),
    random: (seed) => new SeededRandom(seed),
  };
}
