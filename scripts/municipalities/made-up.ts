/** Municipal data signed by a made-up authority, for the demo and for tests: the two cities and the made-up one. */
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signFolder } from './sign.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The data that come with the program. */
export const MUNICIPALITY_FOLDER = join(ROOT, 'config/municipalities');
/** A made-up municipality with other rules: for demo and tests only. */
export const MADE_UP_FOLDER = join(ROOT, 'test/virtual/municipalities');

/** What a configuration names. */
export interface SignedFolder {
  readonly municipalityFolder: string;
  readonly municipalityTrustAnchor: string;
}

/** Copies the files of these folders into `folder`/municipalities and signs them with a key that is then forgotten. */
export function makeSignedFolder(
  folder: string,
  sources: readonly string[] = [MUNICIPALITY_FOLDER, MADE_UP_FOLDER],
): SignedFolder {
  const municipalityFolder = join(folder, 'municipalities');
  const municipalityTrustAnchor = join(folder, 'municipalities.pem');
  mkdirSync(municipalityFolder, { recursive: true });
  for (const source of sources) {
    for (const name of readdirSync(source).filter((candidate) => candidate.endsWith('.json'))) {
      copyFileSync(join(source, name), join(municipalityFolder, name));
    }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  signFolder(municipalityFolder, privateKey, Date.now());
  writeFileSync(municipalityTrustAnchor, publicKey.export({ format: 'pem', type: 'spki' }));
  return { municipalityFolder, municipalityTrustAnchor };
}
