/**
 * An order from afar: a compact JWS (RFC 7515, section 7.1) of one known person or system, EdDSA (RFC 8037), for one kiosk and until
 * a moment; nothing in its header chooses the algorithm.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MadoguchiError } from '../base/errors.ts';
import { openJws, type PinnedKeys } from './jws.ts';
import { readPinnedKeys } from './keys.ts';

const CHARS_MAX = 15_000;

const order = { commandId: z.string().regex(/^[0-9a-f]{32}$/), kioskId: z.string().min(1).max(64) };
const times = { issuedAt_epoch_ms: z.int().positive(), expiresAt_epoch_ms: z.int().positive() };

/** What is ordered. `closingOrder`: the order of two persons to close an incident (closing-order.ts), as it is. */
export const remoteCommandSchema = z.discriminatedUnion('command', [
  z.strictObject({ ...order, ...times, command: z.literal(['drain', 'resume', 'bundle']) }),
  z.strictObject({ ...order, ...times, command: z.literal('closeIncident'), closingOrder: z.string().max(8_192) }),
]);

/** A command whose signature holds, and who signed it: the id of the key. */
export type RemoteCommand = z.output<typeof remoteCommandSchema> & { readonly signer: string };

/** The command, or null when it is not signed by a known key, or is none. */
export function readRemoteCommand(jws: string, signers: PinnedKeys): RemoteCommand | null {
  const [header, payload, signature, rest] = jws.length > CHARS_MAX ? [] : jws.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest !== undefined) return null;
  const signed = Buffer.from(`${header}.${payload}`, 'latin1');
  const opened = openJws(signed, Buffer.from(signature, 'base64url'), 'madoguchi-fleet-command', signers);
  const command = remoteCommandSchema.safeParse(opened?.payload);
  return opened !== null && command.success ? { ...command.data, signer: opened.keyId } : null;
}

/**
 * Reads who may order.
 * @param file PEM with public keys; left out: nobody may
 * @throws `keyMaterial`
 */
export function remoteCommandReader(file: string | undefined): ((jws: string) => RemoteCommand | null) | null {
  if (file === undefined) return null;
  let signers: PinnedKeys;
  try {
    signers = readPinnedKeys(readFileSync(file, 'utf8'));
  } catch {
    throw new MadoguchiError('keyMaterial', `fleet.commandSigners: ${file} is not a PEM file with Ed25519 public keys`);
  }
  return (jws) => readRemoteCommand(jws, signers);
}
