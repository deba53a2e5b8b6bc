import type { CodeName } from '../src/base/codes.ts';

/**
 * Reasons against beginning anything; a session in progress goes on: as far as there is time for it (R82), and beside the copier's own
 * work, of which the printer tells what matters (docs/integration.md).
 */
const CLOSING: readonly CodeName[] = ['closedNow', 'serviceEnded', 'copierAsleep', 'copierAtWork', 'copierDoorOpen'];

/** Those that stop a session in progress too, before money is in. */
export function stopping(reasons: readonly CodeName[]): readonly CodeName[] {
  return reasons.filter((code) => !CLOSING.includes(code));
}
