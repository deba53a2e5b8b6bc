import type { CodeName } from '../../base/codes.ts';
import type { CentreCapabilities } from '../../centre/port.ts';

/**
 * Why nothing may be sold over an adapter that cannot give everything (src/centre/README.md). Without late payment it would be
 * paid before the document was seen, and a document that is not the citizen's own would have been paid for: that is never served.
 * Without the page maker's digests a page that was mixed up at the centre is not found by them: served only where the
 * operator allows it.
 */
export function adapterLacks(
  { payLate, pageDigests }: CentreCapabilities,
  acceptsWithoutPageDigests: boolean,
): readonly CodeName[] {
  return payLate && (pageDigests || acceptsWithoutPageDigests) ? [] : ['centreLacks'];
}
