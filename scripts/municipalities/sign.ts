/** Signs the municipal files of a folder, as the authority that a kiosk pins; what is verified stands in src/centre/catalogue/signature.ts. */
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of, SIGNATURE_FILE, type SignedList } from '../../src/centre/catalogue/signature.ts';
import { keyIdOf } from '../../src/centre/keys.ts';

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** The compact JWS over a list of files. */
export function signList(list: SignedList, key: KeyObject): string {
  const header = { alg: 'EdDSA', typ: 'madoguchi-municipalities', kid: keyIdOf(createPublicKey(key)) };
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(list))}`;
  return `${signed}.${sign(null, Buffer.from(signed, 'latin1'), key).toString('base64url')}`;
}

/** Signs every `*.json` of the folder anew and writes the signature beside them. Returns the names of the files. */
export function signFolder(folder: string, key: KeyObject, signedAt_epoch_ms: number): readonly string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();
  const files = names.map((name) => ({ name, sha256: sha256Of(readFileSync(join(folder, name))) }));
  writeFileSync(join(folder, SIGNATURE_FILE), `${signList({ signedAt_epoch_ms, files }, key)}\n`);
  return names;
}

/** An Ed25519 private key out of a PEM file, or null when it is another kind of file. */
export function readSigningKey(file: string): KeyObject | null {
  try {
    const key = createPrivateKey(readFileSync(file, 'utf8'));
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
