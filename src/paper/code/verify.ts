/** From the scan of a back to the verdict about the sheet. */
import type { GrayPicture, ReadFailure } from './contract.ts';
import { verifyPayload, type VerifyOptions } from './judge.ts';
import { readCode } from './read.ts';
import type { TrustAnchors } from './trust.ts';
import { verdictOf, type FindingName, type Verdict } from './verdict.ts';

const FAILURES: Readonly<Record<ReadFailure, FindingName>> = {
  noFrame: 'noCode',
  cut: 'cut',
  mirrored: 'mirrored',
  unreadable: 'damaged',
  unknownFormat: 'unknownFormat',
};

/** Reads the code in the scan of a back and judges it. */
export async function verifyScan(
  scan: GrayPicture,
  trust: TrustAnchors,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const read = readCode(scan);
  if (!read.ok) return verdictOf({ findings: [{ name: FAILURES[read.failure], values: {} }] });
  const secret = options.secret ?? read.secret ?? undefined;
  const verdict = await verifyPayload(read.payload, trust, { ...options, secret });
  return { ...verdict, decode: read.decode };
}
