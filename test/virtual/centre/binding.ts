/**
 * The byte strings of the protocol that bind a session (src/centre/README.md, "What is signed"), written a second time from
 * the text: the kiosk has its own, and published vectors hold both.
 */
import { createHash } from 'node:crypto';
import type { CertificateRequest } from '../../../fsm/events.ts';

/** The message whose SHA-256 the card signs. */
export function signedMessage(
  kioskId: string,
  transactionId: string,
  nonce: string,
  challenge: Uint8Array,
  /** Key that the pages are encrypted to; empty without a line. */
  pageKey: Uint8Array = new Uint8Array(),
): Uint8Array {
  const fields = [
    Buffer.from('madoguchi card signature 2'),
    Buffer.from(kioskId),
    Buffer.from(transactionId),
    Buffer.from(nonce),
    Buffer.from(challenge),
    Buffer.from(pageKey),
  ];
  return Buffer.concat(fields.flatMap((field) => [Buffer.of(field.length >> 8, field.length & 0xff), field]));
}

/** SHA-256 (hex) over the canonical JSON of a request. */
export function digestOfRequest(
  kioskId: string,
  transactionId: string,
  nonce: string,
  requests: readonly CertificateRequest[],
): string {
  const sortedOptions = (options: Readonly<Record<string, boolean>>): [string, boolean][] =>
    Object.keys(options)
      .sort()
      .map((id) => [id, options[id] === true]);
  const canonical = [
    kioskId,
    transactionId,
    nonce,
    requests.map((line) => [
      line.typeId,
      sortedOptions(line.options),
      Array.from(line.persons).sort((a, b) => a - b),
      line.copies,
    ]),
  ];
  return createHash('sha256')
    .update(Buffer.from(JSON.stringify(canonical), 'utf8'))
    .digest('hex');
}
