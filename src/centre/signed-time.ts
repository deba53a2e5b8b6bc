/** The centre's signed time: a compact JWS that answers one nonce, so that an old answer cannot set the clock back. */
import type { CentreKeys } from './manifest.ts';
import { readSignedAnswer } from './signed-answer.ts';
import { timePayload } from './wire.ts';

/** The time in a token, or null when it is not the centre's or answers another question. */
export function readSignedTime(token: string, nonce: string, keys: CentreKeys): number | null {
  return readSignedAnswer(token, 'madoguchi-time', nonce, keys, timePayload)?.epoch_ms ?? null;
}
