/**
 * Does the code on the back have room for this page and its proofs? Asked before any money is taken: a sheet whose back cannot carry
 * its front is not printed.
 */
import { createHash } from 'node:crypto';
import type { BitPicture } from './code/contract.ts';
import { roomForFront } from './code/seal.ts';
import type { Sealing } from './compose.ts';
import type { InspectRequest } from './contract.ts';
import { compressFront } from './front.ts';

/** A page of letters and lines has some 0.1 MB and always fits at some resolution; a larger one may hold a photograph, and is tried. */
const PLAIN_PDF_BYTES = 200_000;
/** A page of text is at most so large at the coarsest step. */
const PLAIN_FRONT_BYTES = 20_000;
/** Stand-ins of the length that they will have. */
const SERIAL = '0'.repeat(16);

/** `draw` gives the page's dots, which are wiped. @throws MadoguchiError `frontTooDense` when it does not fit */
export async function assertFits(
  pdf: Uint8Array,
  { manifest, ...place }: NonNullable<InspectRequest['place']>,
  { kioskId, keys }: Pick<Sealing, 'kioskId' | 'keys'>,
  draw: () => BitPicture | null,
): Promise<void> {
  const pageDigest_sha256 = createHash('sha256').update(pdf).digest('hex');
  const statement = { ...place, kioskId, pageDigest_sha256, serial: SERIAL, printedAt_epoch_ms: 9_999_999_999_999 };
  const room = await roomForFront({ statement, manifest }, keys);
  if (pdf.length <= PLAIN_PDF_BYTES && room >= PLAIN_FRONT_BYTES) return;
  const front = draw();
  // One that cannot be drawn now may be drawn later, with more memory: the print tells.
  if (front === null) return;
  try {
    (await compressFront(front, room)).fill(0);
  } finally {
    front.rows.fill(0);
  }
}
